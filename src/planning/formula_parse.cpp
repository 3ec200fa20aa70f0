// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/id.hpp"
#include "base/text.hpp"
#include "planning/formula.hpp"

namespace brujula::planning {

namespace {

enum class Yields { number, truth };

/// What may stand at a place, as the end of a message key formula-expected-….
using Expected = const char*;

constexpr const char* all_functions = "if, min, max, isNull, firstNonNull, round, ratio";
constexpr const char* all_modifiers = "previous, yearToDate, parts";

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string lower(std::string_view text) {
    std::string made{text};
    for (auto& c : made)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return made;
}

/// Reads by recursive descent. Every reader returns false after it noted what is wrong, and true with what
/// the part yields.
class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Result<Formula, FormulaProblem> parse() {
        Yields yields{};
        if (!within_limits() || !expression(yields) || !at_end() || !is_number(yields, 0))
            return Unexpected{*m_problem};
        return Formula{std::move(m_steps), std::move(m_references)};
    }

private:
    /// One level deeper for as long as it lives.
    class Deeper {
    public:
        explicit Deeper(int& depth) : m_depth(++depth) {}
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        ~Deeper() { --m_depth; }

    private:
        int& m_depth;
    };

    bool within_limits() {
        if (m_text.size() > most_formula_bytes)
            return wrong(0, {"formula-too-long", {std::to_string(most_formula_bytes)}});
        if (!is_utf8(m_text)) return wrong(0, {"formula-not-utf8", {}});
        skip_spaces();
        return m_at < m_text.size() || wrong(m_at, {"formula-empty", {}});
    }

    bool wrong(std::size_t position, Message message) {
        if (!m_problem) m_problem = {position, std::move(message)};
        return false;
    }

    /// The character's number, from 1, as a person counts.
    [[nodiscard]] std::string character(std::size_t position) const {
        const auto before = m_text.substr(0, position);
        const auto inner = std::count_if(before.begin(), before.end(), continues_character);
        return std::to_string(before.size() - static_cast<std::size_t>(inner) + 1);
    }

    /// The word or sign that stands at `position`.
    [[nodiscard]] std::string found_at(std::size_t position) const {
        const auto part_of_word = [&](std::size_t i) { return is_letter(m_text[i]) || is_digit(m_text[i]); };
        auto end = position + 1;
        if (part_of_word(position)) {
            while (end < m_text.size() && end - position < 30 && part_of_word(end))
                ++end;
        } else {
            while (end < m_text.size() && continues_character(m_text[end]))
                ++end;
        }
        return std::string{m_text.substr(position, end - position)};
    }

    bool expected(Expected what) {
        skip_spaces();
        if (m_at >= m_text.size()) return wrong(m_at, {"formula-ended", {what}});
        if (m_text[m_at] == ',' && m_at > 0 && is_digit(m_text[m_at - 1]) && m_at + 1 < m_text.size() &&
            is_digit(m_text[m_at + 1]))
            return wrong(m_at, {"formula-decimal-comma", {character(m_at)}});
        return wrong(m_at, {"formula-unexpected", {character(m_at), found_at(m_at), what}});
    }

    void skip_spaces() {
        for (;;) {
            if (m_at < m_text.size() && is_space(m_text[m_at]))
                ++m_at;
            else if (m_text.substr(m_at).starts_with("\u00A0"))
                m_at += 2;
            else
                return;
        }
    }

    bool take(std::string_view token) {
        skip_spaces();
        if (!m_text.substr(m_at).starts_with(token)) return false;
        m_at += token.size();
        return true;
    }

    bool need(std::string_view token, Expected what) { return take(token) || expected(what); }

    bool at_end() {
        skip_spaces();
        return m_at == m_text.size() || expected("operator");
    }

    bool push(Operation operation, std::size_t operand = 0, double number = 0) {
        if (m_steps.size() == most_formula_steps)
            return wrong(m_at, {"formula-too-many-parts", {std::to_string(most_formula_steps)}});
        m_steps.push_back({operation, static_cast<std::uint32_t>(operand), number});
        return true;
    }

    bool is_number(Yields yields, std::size_t position) {
        return yields == Yields::number || wrong(position, {"formula-not-a-number", {character(position)}});
    }

    /// A part that must be a number; it begins where the reader stands.
    template <class Reader>
    bool number_of(Reader reader) {
        skip_spaces();
        const auto begin = m_at;
        Yields yields{};
        return (this->*reader)(yields) && is_number(yields, begin);
    }

    struct Sign {
        std::string_view text;
        Operation operation;
    };

    template <std::size_t n>
    std::optional<Operation> take_sign(const std::array<Sign, n>& signs) {
        for (const auto& sign : signs)
            if (take(sign.text)) return sign.operation;
        return std::nullopt;
    }

    bool expression(Yields& yields) {
        static constexpr std::array<Sign, 9> signs{{{"<=", Operation::at_most},
                                                    {"≤", Operation::at_most},
                                                    {">=", Operation::at_least},
                                                    {"≥", Operation::at_least},
                                                    {"==", Operation::equal},
                                                    {"!=", Operation::not_equal},
                                                    {"≠", Operation::not_equal},
                                                    {"<", Operation::less},
                                                    {">", Operation::greater}}};
        skip_spaces();
        const auto begin = m_at;
        if (!sum(yields)) return false;
        const auto sign = take_sign(signs);
        if (!sign) return true;
        if (!is_number(yields, begin) || !number_of(&Parser::sum)) return false;
        yields = Yields::truth;
        return push(*sign);
    }

    bool sum(Yields& yields) {
        static constexpr std::array<Sign, 3> signs{
            {{"+", Operation::add}, {"-", Operation::subtract}, {"−", Operation::subtract}}};
        return chain(yields, signs, &Parser::product);
    }

    bool product(Yields& yields) {
        static constexpr std::array<Sign, 5> signs{{{"*", Operation::multiply},
                                                    {"×", Operation::multiply},
                                                    {"·", Operation::multiply},
                                                    {"/", Operation::divide},
                                                    {"÷", Operation::divide}}};
        return chain(yields, signs, &Parser::signed_value);
    }

    /// operand { sign operand }, from left to right
    template <class Signs>
    bool chain(Yields& yields, const Signs& signs, bool (Parser::*operand)(Yields&)) {
        skip_spaces();
        const auto begin = m_at;
        if (!(this->*operand)(yields)) return false;
        while (const auto sign = take_sign(signs))
            if (!is_number(yields, begin) || !number_of(operand) || !push(*sign)) return false;
        return true;
    }

    bool signed_value(Yields& yields) {
        const Deeper deeper{m_depth};
        if (m_depth > most_formula_depth)
            return wrong(m_at, {"formula-too-deep", {std::to_string(most_formula_depth)}});
        if (!take("-") && !take("−")) return value(yields);
        yields = Yields::number;
        return number_of(&Parser::signed_value) && push(Operation::negate);
    }

    bool value(Yields& yields) {
        skip_spaces();
        yields = Yields::number;
        const char next = m_at < m_text.size() ? m_text[m_at] : '\0';
        if (take("(")) return expression(yields) && need(")", "closing");
        if (take("#{")) return reference();
        if (take("[days]")) return push(Operation::days);
        if (is_digit(next) || next == '.') return number();
        if (is_letter(next)) return function(yields);
        return expected("value");
    }

    bool number() {
        double read = 0;
        const auto* begin = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), read);
        if (error == std::errc::invalid_argument) return expected("value");
        if (error != std::errc{}) return wrong(m_at, {"formula-number-range", {character(m_at)}});
        m_at += static_cast<std::size_t>(end - begin);
        return push(Operation::number, 0, read);
    }

    std::string_view word() {
        skip_spaces();
        const auto begin = m_at;
        while (m_at < m_text.size() && is_letter(m_text[m_at]))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    bool function(Yields& yields) {
        const auto begin = m_at;
        const auto name = lower(word());
        if (name == "if") return if_of() && push(Operation::choose);
        if (name == "min") return list_of(Operation::least);
        if (name == "max") return list_of(Operation::greatest);
        if (name == "firstnonnull") return list_of(Operation::first_non_null);
        if (name == "round") return round_of();
        if (name == "ratio") return ratio_of();
        if (name == "isnull") {
            yields = Yields::truth;
            return opening() && number_of(&Parser::expression) && need(")", "closing") &&
                   push(Operation::is_null);
        }
        return wrong(begin, {"formula-unknown-function", {character(begin), found_at(begin), all_functions}});
    }

    bool opening() { return need("(", "opening"); }
    bool comma() { return need(",", "comma"); }

    bool if_of() {
        if (!opening()) return false;
        skip_spaces();
        const auto begin = m_at;
        Yields condition{};
        if (!expression(condition)) return false;
        if (condition != Yields::truth) return wrong(begin, {"formula-not-a-condition", {character(begin)}});
        return comma() && number_of(&Parser::expression) && comma() && number_of(&Parser::expression) &&
               need(")", "closing");
    }

    bool list_of(Operation operation) {
        if (!opening()) return false;
        std::size_t count = 0;
        do {
            if (++count > most_arguments)
                return wrong(m_at, {"formula-too-many-arguments", {std::to_string(most_arguments)}});
            if (!number_of(&Parser::expression)) return false;
        } while (take(","));
        return need(")", "comma-or-closing") && push(operation, count);
    }

    bool round_of() {
        int decimals = 0;
        if (!opening() || !number_of(&Parser::expression)) return false;
        if (take(",") && !whole_number(0, 9, decimals)) return false;
        return need(")", "comma-or-closing") && push(Operation::round, static_cast<std::size_t>(decimals));
    }

    bool ratio_of() {
        if (!opening() || !number_of(&Parser::expression) || !comma() || !number_of(&Parser::expression))
            return false;
        if (!(take(",") ? number_of(&Parser::expression) : push(Operation::number, 0, 1))) return false;
        return need(")", "comma-or-closing") && push(Operation::ratio);
    }

    bool whole_number(int least, int most, int& read) {
        skip_spaces();
        const auto begin = m_at;
        while (m_at < m_text.size() && is_digit(m_text[m_at]))
            ++m_at;
        const auto* end = m_text.data() + m_at;
        const auto [stopped, error] = std::from_chars(m_text.data() + begin, end, read);
        if (begin != m_at && error == std::errc{} && stopped == end && least <= read && read <= most)
            return true;
        m_at = begin;
        return wrong(
            begin, {"formula-whole-number", {character(begin), std::to_string(least), std::to_string(most)}});
    }

    bool reference() {
        skip_spaces();
        const auto begin = m_at;
        const auto end = m_text.find('}', m_at);
        if (end == std::string_view::npos) {
            m_at = m_text.size();
            return expected("closing-reference");
        }
        auto id = m_text.substr(begin, end - begin);
        while (!id.empty() && is_space(id.back()))
            id.remove_suffix(1);
        if (!is_record_id(id)) return wrong(begin, {"formula-not-an-id", {character(begin)}});
        m_at = end + 1;
        Reference asked{.indicator = std::string{id}, .dimension = {}, .category = {}};
        while (take("."))
            if (!modifier(asked)) return false;
        return push(Operation::reference, index_of(asked));
    }

    std::size_t index_of(const Reference& asked) {
        const auto known = std::find(m_references.begin(), m_references.end(), asked);
        if (known != m_references.end()) return static_cast<std::size_t>(known - m_references.begin());
        m_references.push_back(asked);
        return m_references.size() - 1;
    }

    bool modifier(Reference& asked) {
        skip_spaces();
        const auto begin = m_at;
        const auto name = lower(word());
        const bool twice = (name == "previous" && asked.previous > 0) ||
                           (name == "yeartodate" && asked.year_to_date) ||
                           (name == "parts" && !asked.category.empty());
        if (twice) return wrong(begin, {"formula-modifier-twice", {character(begin), found_at(begin)}});
        if (name == "previous")
            return opening() && whole_number(1, most_periods_back, asked.previous) && need(")", "closing");
        if (name == "yeartodate") {
            asked.year_to_date = true;
            return opening() && need(")", "closing");
        }
        if (name == "parts") return parts_of(asked);
        if (name.empty()) return expected("modifier");
        return wrong(begin, {"formula-unknown-modifier", {character(begin), found_at(begin), all_modifiers}});
    }

    bool parts_of(Reference& asked) {
        if (!opening() || !quoted(asked.category)) return false;
        if (take(",")) {
            asked.dimension = std::exchange(asked.category, {});
            if (!quoted(asked.category)) return false;
        }
        return need(")", "comma-or-closing");
    }

    bool quoted(std::string& read) {
        if (!need("\"", "quoted")) return false;
        const auto end = m_text.find('"', m_at);
        if (end == std::string_view::npos || end == m_at) {
            m_at = std::min(end, m_text.size());
            return expected("quoted");
        }
        read = m_text.substr(m_at, end - m_at);
        m_at = end + 1;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::vector<Step> m_steps;
    std::vector<Reference> m_references;
    std::optional<FormulaProblem> m_problem;
};

}  // namespace

Result<Formula, FormulaProblem> parse_formula(std::string_view text) {
    return Parser{text}.parse();
}

}  // namespace brujula::planning
