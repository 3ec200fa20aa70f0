// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "importing/read_words.hpp"
#include "importing/written.hpp"

namespace brujula::importing {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && space(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Spaces that group digits become one kind: no-break, narrow no-break, thin; and the minus sign a hyphen.
std::string plain_signs(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> signs{{{"\xC2\xA0", " "},
                                                                                  {"\xE2\x80\xAF", " "},
                                                                                  {"\xE2\x80\x89", " "},
                                                                                  {"\xE2\x88\x92", "-"},
                                                                                  {"\xE2\x89\xA5", ">="},
                                                                                  {"\xE2\x89\x88", "~"}}};
    std::string out{text};
    for (const auto& [from, to] : signs)
        for (auto at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
            out.replace(at, from.size(), to);
    return out;
}

/// The digits with their points, commas and spaces at the beginning of a text.
std::string_view digits_of(std::string_view text) {
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_digit(text[at])) {
            end = at + 1;
            continue;
        }
        const bool more = at + 1 < text.size() && is_digit(text[at + 1]);
        const bool thousand = text[at] == ' ' && at + 3 < text.size() && is_digit(text[at + 2]) &&
                              is_digit(text[at + 3]) && (at + 4 == text.size() || !is_digit(text[at + 4]));
        const bool joins = more && at > 0 && (text[at] == '.' || text[at] == ',' || thousand);
        if (!joins) break;
    }
    return text.substr(0, end);
}

/// How the digits are put together.
struct Shape {
    std::size_t points = 0;
    std::size_t commas = 0;
    std::size_t last_point = 0;
    std::size_t last_comma = 0;
};

Shape shape_of(std::string_view digits) {
    Shape shape;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (digits[i] == '.') {
            ++shape.points;
            shape.last_point = i;
        } else if (digits[i] == ',') {
            ++shape.commas;
            shape.last_comma = i;
        }
    }
    return shape;
}

/// Groups of three behind every `sign` up to `end`.
bool is_grouped(std::string_view digits, char sign, std::size_t end) {
    const auto whole = digits.substr(0, end);
    auto at = whole.find(sign);
    if (at == std::string_view::npos || at == 0 || at > 3) return false;
    while (at != std::string_view::npos) {
        const auto next = whole.find(sign, at + 1);
        const auto group = whole.substr(at + 1, next == std::string_view::npos ? next : next - at - 1);
        if (group.size() != 3) return false;
        at = next;
    }
    return true;
}

/// What the digits alone show of their sign for decimals; unknown where they show nothing.
Decimals shown(std::string_view digits) {
    const auto shape = shape_of(digits);
    if (shape.points > 0 && shape.commas > 0)
        return shape.last_comma > shape.last_point ? Decimals::comma : Decimals::point;
    const bool point = shape.points > 0;
    const auto count = point ? shape.points : shape.commas;
    if (count == 0) return Decimals::unknown;
    const auto last = point ? shape.last_point : shape.last_comma;
    const auto own = point ? Decimals::point : Decimals::comma;
    const auto other = point ? Decimals::comma : Decimals::point;
    if (count > 1) return other;  // 1.234.567
    const bool thousand = is_grouped(digits, point ? '.' : ',', digits.size()) && digits.front() != '0';
    return thousand && last + 4 == digits.size() ? Decimals::unknown : own;
}

bool is_open(std::string_view digits) {
    return shown(digits) == Decimals::unknown && digits.find_first_of(".,") != std::string_view::npos;
}

/// The number by a convention; nothing where the digits do not keep to it.
std::optional<double> value_of(std::string_view digits, Decimals decimals) {
    const char decimal = decimals == Decimals::comma ? ',' : '.';
    const char group = decimals == Decimals::comma ? '.' : ',';
    const auto at = digits.find(decimal);
    if (at != std::string_view::npos && digits.find_first_of(".,", at + 1) != std::string_view::npos)
        return std::nullopt;
    const auto whole = digits.substr(0, at);
    if (whole.find(group) != std::string_view::npos && !is_grouped(whole, group, whole.size()))
        return std::nullopt;
    std::string plain;
    for (const char c : digits)
        if (is_digit(c))
            plain += c;
        else if (c == decimal)
            plain += '.';
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
    return value;
}

/// What stands before a number: its sign, and how sure it is.
struct Before {
    bool negative = false;
    records::AmountQuality quality = records::AmountQuality::exact;
};

Before take_before(std::string_view& text) {
    using records::AmountQuality;
    constexpr std::array<std::pair<std::string_view, AmountQuality>, 15> words{
        {{">=", AmountQuality::at_least},
         {">", AmountQuality::at_least},
         {"+", AmountQuality::at_least},
         {"al menos", AmountQuality::at_least},
         {"pelo menos", AmountQuality::at_least},
         {"at least", AmountQuality::at_least},
         {"mas de", AmountQuality::at_least},
         {"mais de", AmountQuality::at_least},
         {"more than", AmountQuality::at_least},
         {"minimo", AmountQuality::at_least},
         {"aprox.", AmountQuality::about},
         {"about", AmountQuality::about},
         {"cerca de", AmountQuality::about},
         {"~", AmountQuality::about},
         {"aprox", AmountQuality::about}}};
    Before before;
    for (const auto& [word, quality] : words) {
        if (!text.starts_with(word)) continue;
        text = trimmed(text.substr(word.size()));
        before.quality = quality;
        break;
    }
    if (text.starts_with('-')) {
        before.negative = true;
        text.remove_prefix(1);
    }
    return before;
}

Message told(const char* key, std::string_view text) {
    return {key, {std::string{text}}};
}

}  // namespace

Conventions usual_in(std::string_view language) {
    if (language.starts_with("pt")) return {Decimals::comma, DayOrder::day_first};
    if (language.starts_with("es")) return {Decimals::unknown, DayOrder::day_first};
    return {language.starts_with("en") ? Decimals::point : Decimals::unknown, DayOrder::unknown};
}

bool says_nothing(std::string_view text) {
    static constexpr std::array<std::string_view, 21> words{
        "",     "-",        "--",        "–",        "—",           "n/a",       "na",
        "n.a.", "n/d",      "nd",        "s/d",      "por definir", "a definir", "pendiente",
        "tbd",  "sin dato", "sin datos", "sem dado", "sem dados",   "no data",   "?"};
    const auto folded = fold(trimmed(text));
    return std::find(words.begin(), words.end(), folded) != words.end() || folded == "\xE2\x80\x93" ||
           folded == "\xE2\x80\x94";
}

bool is_ambiguous(const Message& message) {
    return message.key == "import-number-ambiguous" || message.key == "import-day-ambiguous";
}

Result<ReadNumber, Message> read_number(std::string_view text, Decimals decimals) {
    const std::string signs = fold(plain_signs(text));
    std::string_view rest = trimmed(signs);
    const auto before = take_before(rest);
    const auto digits = digits_of(rest);
    if (digits.empty()) return Unexpected{told("import-not-a-number", text)};
    if (decimals == Decimals::unknown && is_open(digits))
        return Unexpected{told("import-number-ambiguous", text)};
    const auto own = shown(digits);
    const auto by = decimals == Decimals::unknown ? own : decimals;
    const auto value = value_of(digits, by);
    if (!value || (own != Decimals::unknown && own != by))
        return Unexpected{told("import-number-otherwise", text)};
    ReadNumber read{{before.negative ? -*value : *value, before.quality}, false, {}};
    auto after = trimmed(rest.substr(digits.size()));
    if (after == "+") {
        read.amount.quality = records::AmountQuality::at_least;
        after = {};
    }
    read.per_cent = after == "%" || after.starts_with("% ");
    if (after.find_first_of("0123456789") != std::string_view::npos)
        return Unexpected{told("import-not-a-number", text)};
    // The words as they are written, not folded: as many bytes from the end as were folded away nowhere else.
    if (!read.per_cent && !after.empty()) {
        const auto last_digit = text.find_last_of("0123456789");
        read.unit = std::string{trimmed(text.substr(last_digit + 1))};
    }
    return read;
}

Decimals decimals_shown(std::string_view text) {
    const std::string signs = fold(plain_signs(text));
    std::string_view rest = trimmed(signs);
    take_before(rest);
    const auto digits = digits_of(rest);
    const auto after = trimmed(rest.substr(digits.size()));
    const bool number = !digits.empty() && (after.empty() || after == "%");
    return number ? shown(digits) : Decimals::unknown;
}

}  // namespace brujula::importing
