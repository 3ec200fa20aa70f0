// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/statement_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace brujula::planning {

namespace {

/// The word without the thin spaces between groups of digits.
std::string without_spaces(std::string text) {
    for (const std::string_view space : {"\u00A0", "\u202F"})
        for (auto at = text.find(space); at != std::string::npos; at = text.find(space))
            text.erase(at, space.size());
    return text;
}

/// "1.500", "1,500", "1 500", "2,5" and "10k" by the signs that `language` uses; nothing for "2014-06-30",
/// "3D" or "2º".
std::optional<double> number_of(const Word& word, std::string_view language) {
    auto text = without_spaces(word.text);
    const bool thousands_sign = text.size() > 1 && (text.back() == 'k' || text.back() == 'K');
    if (thousands_sign) text.pop_back();
    std::string digits;
    std::string signs;
    std::size_t after_last = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            digits += c;
            ++after_last;
        } else if (c == '.' || c == ',') {
            signs += c;
            digits += c;
            after_last = 0;
        } else {
            return std::nullopt;
        }
    }
    const char thousands = language == "en" ? ',' : '.';
    if (!signs.empty()) {
        const bool mixed = signs.find_first_not_of(signs.front()) != std::string::npos;
        const bool groups = !mixed && (signs.size() > 1 || (signs.front() == thousands && after_last == 3));
        const char decimal = groups ? '\0' : signs.back();
        std::string clean;
        for (const char c : digits)
            if (c >= '0' && c <= '9')
                clean += c;
            else if (c == decimal)
                clean += '.';
        if (std::count(clean.begin(), clean.end(), '.') > 1) return std::nullopt;
        digits = clean;
    }
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc{} || value > 1e12) return std::nullopt;
    return thousands_sign ? value * 1000 : value;
}

class NumberReader {
public:
    explicit NumberReader(const StatementText& text) : m_text(text), m_lexicon(text.lexicon()) {}

    [[nodiscard]] std::optional<NumberFound> number_at(std::size_t at) const {
        return m_text[at].number ? digits_at(at) : words_at(at);
    }

private:
    [[nodiscard]] std::optional<NumberFound> digits_at(std::size_t at) const {
        auto value = number_of(m_text[at], m_lexicon.language);
        if (!value) return std::nullopt;
        std::size_t count = 1;
        while (is_plain_integer(m_text[at]) && m_text[at].text.size() <= 3 && at + count < m_text.size() &&
               is_plain_integer(m_text[at + count]) && m_text[at + count].text.size() == 3 && count < 4) {
            *value = *value * 1000 + std::stod(m_text[at + count].text);
            ++count;
        }
        if (const auto scale = scale_at(at + count)) return NumberFound{*value * *scale, count + 1};
        return NumberFound{*value, count};
    }

    [[nodiscard]] std::optional<double> scale_at(std::size_t at) const {
        if (at >= m_text.size()) return std::nullopt;
        const auto found = m_lexicon.scales.find(m_text[at].folded);
        if (found == m_lexicon.scales.end()) return std::nullopt;
        return found->second;
    }

    [[nodiscard]] std::optional<double> number_word(const std::string& word) const {
        const auto found = m_lexicon.numbers.find(word);
        if (found == m_lexicon.numbers.end()) return std::nullopt;
        return found->second;
    }

    /// One word: "veinte", "twenty-five", "vint-i-cinc".
    [[nodiscard]] std::optional<double> word_at(std::size_t at) const {
        if (at >= m_text.size()) return std::nullopt;
        const auto& word = m_text[at].folded;
        const auto hyphen = word.find('-');
        if (const auto whole = number_word(word); whole || hyphen == std::string::npos) return whole;
        auto rest = word.substr(hyphen + 1);
        if (const auto next = rest.find('-');
            next != std::string::npos && m_lexicon.conjunctions.contains(rest.substr(0, next)))
            rest = rest.substr(next + 1);
        const auto tens = number_word(word.substr(0, hyphen));
        const auto ones = number_word(rest);
        if (!tens || !ones || *ones >= magnitude(*tens)) return std::nullopt;
        return *tens + *ones;
    }

    /// What is added to a number must be less: one below 10 to 30, one below 100 to 200.
    static double magnitude(double number) {
        for (const double unit : {1000.0, 100.0, 10.0})
            if (number >= unit && std::fmod(number, unit) == 0) return unit;
        return 1;
    }

    /// "dos mil quinientas", "two hundred and fifty", "medio millón"
    [[nodiscard]] std::optional<NumberFound> words_at(std::size_t at) const {
        if (const auto phrase = m_text.match(m_lexicon.numbers, at); phrase > 1)
            return NumberFound{m_lexicon.numbers.find(m_text.joined(at, phrase))->second, phrase};
        auto part = word_at(at);
        if (!part) return std::nullopt;
        double total = 0;
        double below = magnitude(*part);
        std::size_t next = at + 1;
        while (next < m_text.size()) {
            if (const auto scale = scale_at(next); scale && *part > 0 && *part < *scale) {
                *part *= *scale;
                if (*scale >= 1000) total += std::exchange(*part, 0);
                below = *scale;
                ++next;
                continue;
            }
            const auto after = m_lexicon.conjunctions.contains(m_text[next].folded) ? next + 1 : next;
            const auto more = word_at(after);
            if (!more || *more >= below) break;
            *part += *more;
            below = magnitude(*more);
            next = after + 1;
        }
        return NumberFound{total + *part, next - at};
    }

    const StatementText& m_text;
    const Lexicon& m_lexicon;
};

}  // namespace

std::optional<NumberFound> number_at(const StatementText& text, std::size_t at) {
    return NumberReader{text}.number_at(at);
}

}  // namespace brujula::planning
