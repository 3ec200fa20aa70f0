// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <set>

#include "base/text.hpp"
#include "importing/read_words.hpp"
#include "importing/written.hpp"

namespace brujula::importing {
namespace {

using planning::Days;
using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;

Message told(const char* key, std::string_view text) {
    return {key, {std::string{text}}};
}

/// The folded words of a text: letters or digits together; everything else separates. "T1" stays one, "2º" is
/// "2o".
std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> tokens;
    std::string token;
    for (const char c : fold(text) + " ") {
        const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (part) {
            token += c;
        } else if (!token.empty()) {
            tokens.push_back(token);
            token.clear();
        }
    }
    return tokens;
}

std::optional<int> whole_number(std::string_view token) {
    int value = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (token.empty() || error != std::errc{} || end != token.data() + token.size()) return std::nullopt;
    return value;
}

std::optional<int> year_of(std::string_view token) {
    const auto value = token.size() == 4 ? whole_number(token) : std::nullopt;
    return value && *value >= 1990 && *value <= 2099 ? value : std::nullopt;
}

std::optional<unsigned> month_of(const std::string& token, const planning::Lexica& lexica) {
    for (const auto& lexicon : lexica.all()) {
        if (const auto found = lexicon.months.find(token); found != lexicon.months.end())
            return static_cast<unsigned>(found->second);
        if (token.size() != 3 && token != "sept") continue;
        for (const auto& [name, number] : lexicon.months)
            if (name.starts_with(token)) return static_cast<unsigned>(number);
    }
    return std::nullopt;
}

/// "1", "1o", "1er", "primer", "first", "i" …: 1 to 4.
std::optional<unsigned> ordinal_of(std::string_view token) {
    static const std::map<std::string_view, unsigned> words{
        {"1", 1},        {"1o", 1},      {"1er", 1},    {"1ro", 1},    {"primer", 1},  {"primero", 1},
        {"primeiro", 1}, {"first", 1},   {"1st", 1},    {"i", 1},      {"2", 2},       {"2o", 2},
        {"2do", 2},      {"segundo", 2}, {"second", 2}, {"2nd", 2},    {"ii", 2},      {"3", 3},
        {"3o", 3},       {"3er", 3},     {"3ro", 3},    {"tercer", 3}, {"tercero", 3}, {"terceiro", 3},
        {"third", 3},    {"3rd", 3},     {"iii", 3},    {"4", 4},      {"4o", 4},      {"4to", 4},
        {"cuarto", 4},   {"quarto", 4},  {"fourth", 4}, {"4th", 4},    {"iv", 4},      {"ultimo", 4},
        {"last", 4}};
    const auto found = words.find(token);
    return found == words.end() ? std::nullopt : std::optional{found->second};
}

/// How many months the part of a year has that a word names; 0: it names none.
unsigned months_of(std::string_view token) {
    static const std::set<std::string_view> quarters{"trimestre", "trim", "tri", "quarter", "trimestral"};
    static const std::set<std::string_view> halves{"semestre", "sem", "half", "semester"};
    if (quarters.contains(token)) return 3;
    return halves.contains(token) ? 6 : 0;
}

/// A part of a year: from which month, how many.
struct Part {
    unsigned first_month = 1;
    unsigned months = 12;
};

/// "q1", "t3", "s2", "h1", "1t", "2q"
std::optional<Part> short_part(std::string_view token) {
    if (token.size() != 2) return std::nullopt;
    const bool letter_first = token[0] >= 'a';
    const char letter = letter_first ? token[0] : token[1];
    const char digit = letter_first ? token[1] : token[0];
    const bool quarter = letter == 'q' || letter == 't';
    const bool half = letter == 's' || letter == 'h';
    const char most = quarter ? '4' : '2';
    if (!(quarter || half) || digit < '1' || digit > most) return std::nullopt;
    const unsigned months = quarter ? 3 : 6;
    return Part{(static_cast<unsigned>(digit - '0') - 1) * months + 1, months};
}

class PeriodReader {
public:
    PeriodReader(std::vector<std::string> tokens, const planning::Lexica& lexica)
        : m_tokens(std::move(tokens)), m_lexica(lexica) {}

    /// What is named; a year alone is a whole year.
    std::optional<Part> part;
    std::optional<int> in_year;

    void read() {
        for (std::size_t at = 0; at < m_tokens.size(); ++at)
            read_at(at);
        read_numbered_month();
        if (!part && in_year) part = Part{};
    }

private:
    void read_at(std::size_t at) {
        const auto& token = m_tokens[at];
        if (const auto y = year_of(token)) {
            if (!in_year) in_year = y;
        } else if (const auto found = short_part(token)) {
            if (!part) part = found;
        } else if (const auto months = months_of(token)) {
            take_ordinal(at, months);
        } else if (const auto in = month_of(token, m_lexica)) {
            take_month(*in, at);
        }
    }

    void take_ordinal(std::size_t at, unsigned months) {
        auto number = at > 0 ? ordinal_of(m_tokens[at - 1]) : std::nullopt;
        if (!number && at + 1 < m_tokens.size()) number = ordinal_of(m_tokens[at + 1]);
        if (!number || *number * months > 12 || part) return;
        part = Part{(*number - 1) * months + 1, months};
    }

    /// "enero – marzo" goes from the first to the last; "ene 15" is of 2015.
    void take_month(unsigned in, std::size_t at) {
        if (!part)
            part = Part{in, 1};
        else if (part->months == 1 && in > part->first_month)
            part->months = in - part->first_month + 1;
        const bool two_digits =
            at + 1 < m_tokens.size() && m_tokens[at + 1].size() == 2 && at + 2 == m_tokens.size();
        if (!two_digits || in_year) return;
        if (const auto short_year = whole_number(m_tokens[at + 1])) in_year = 2000 + *short_year;
    }

    /// "2015-06" and "06/2015".
    void read_numbered_month() {
        if (part || m_tokens.size() != 2) return;
        const bool year_first = year_of(m_tokens[0]).has_value();
        const auto number = whole_number(m_tokens[year_first ? 1 : 0]);
        if (in_year && number && *number >= 1 && *number <= 12)
            part = Part{static_cast<unsigned>(*number), 1};
    }

    std::vector<std::string> m_tokens;
    const planning::Lexica& m_lexica;
};

Days days_of(const Part& part, int in_year) {
    const auto y = year{in_year};
    return {Date{y / month{part.first_month} / 1},
            Date{y / month{part.first_month + part.months - 1} / last}};
}

/// The three numbers of "31/03/2015".
std::optional<std::array<int, 3>> three_numbers(const std::vector<std::string>& tokens) {
    if (tokens.size() != 3) return std::nullopt;
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto number = whole_number(tokens[i]);
        if (!number) return std::nullopt;
        numbers.at(i) = *number;
    }
    return numbers;
}

std::optional<Date> date_of(int y, int m, int d) {
    if (m < 1 || d < 1 || y < 1900 || y > 2199) return std::nullopt;
    const Date date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

Result<Date, Message> numbered_day(const std::array<int, 3>& numbers, std::string_view text, DayOrder order) {
    if (numbers[0] >= 1900) {
        const auto date = date_of(numbers[0], numbers[1], numbers[2]);
        return date ? Result<Date, Message>{*date} : Unexpected{told("import-not-a-day", text)};
    }
    const int in_year = numbers[2] < 100 ? numbers[2] + 2000 : numbers[2];
    const auto day_first = date_of(in_year, numbers[1], numbers[0]);
    const auto month_first = date_of(in_year, numbers[0], numbers[1]);
    if (order == DayOrder::unknown && day_first && month_first && *day_first != *month_first)
        return Unexpected{told("import-day-ambiguous", text)};
    const auto& found = order == DayOrder::month_first ? month_first
                        : order == DayOrder::day_first ? day_first
                        : day_first                    ? day_first
                                                       : month_first;
    return found ? Result<Date, Message>{*found} : Unexpected{told("import-not-a-day", text)};
}

/// "31 de marzo de 2015", "March 31, 2015", "31 mar 15"
std::optional<Date> named_day(const std::vector<std::string>& tokens, const planning::Lexica& lexica) {
    std::optional<unsigned> in;
    std::vector<int> numbers;
    for (const auto& token : tokens) {
        if (token == "de" || token == "del" || token == "do" || token == "of" || token == "el" ||
            token == "the")
            continue;
        if (const auto found = month_of(token, lexica); found && !in) {
            in = found;
            continue;
        }
        auto digits = std::string_view{token};
        while (!digits.empty() && digits.back() >= 'a')
            digits.remove_suffix(1);  // "1º", "1st"
        const auto number = whole_number(digits);
        if (!number) return std::nullopt;
        numbers.push_back(*number);
    }
    if (!in || numbers.size() != 2) return std::nullopt;
    const int in_year = numbers[1] < 100 ? numbers[1] + 2000 : numbers[1];
    return date_of(in_year, static_cast<int>(*in), numbers[0]);
}

}  // namespace

DayOrder order_shown(std::string_view text) {
    const auto numbers = three_numbers(tokens_of(text));
    if (!numbers || (*numbers)[0] >= 1900) return DayOrder::unknown;
    if ((*numbers)[0] > 12 && (*numbers)[1] <= 12) return DayOrder::day_first;
    return (*numbers)[1] > 12 && (*numbers)[0] <= 12 ? DayOrder::month_first : DayOrder::unknown;
}

Conventions shown_by(const std::vector<std::string>& texts, const Conventions& usual) {
    std::set<Decimals> decimals;
    std::set<DayOrder> orders;
    for (const auto& text : texts) {
        decimals.insert(decimals_shown(text));
        orders.insert(order_shown(text));
    }
    decimals.erase(Decimals::unknown);
    orders.erase(DayOrder::unknown);
    Conventions shown = usual;
    // What a file shows against its language, or in two ways, is asked.
    if (decimals.size() == 1 && (usual.decimals == Decimals::unknown || usual.decimals == *decimals.begin()))
        shown.decimals = *decimals.begin();
    else if (!decimals.empty())
        shown.decimals = Decimals::unknown;
    if (orders.size() == 1 && (usual.days == DayOrder::unknown || usual.days == *orders.begin()))
        shown.days = *orders.begin();
    else if (!orders.empty())
        shown.days = DayOrder::unknown;
    return shown;
}

Result<Date, Message> read_day(std::string_view text, DayOrder order, const planning::Lexica& lexica) {
    const auto tokens = tokens_of(text);
    if (const auto numbers = three_numbers(tokens)) return numbered_day(*numbers, text, order);
    if (const auto named = named_day(tokens, lexica)) return *named;
    return Unexpected{told("import-not-a-day", text)};
}

Result<std::optional<Days>, Message> read_period(std::string_view text, const planning::Lexica& lexica,
                                                 const std::optional<Days>& whole) {
    PeriodReader reader(tokens_of(text), lexica);
    reader.read();
    if (!reader.part) return std::optional<Days>{};
    if (reader.in_year) return std::optional{days_of(*reader.part, *reader.in_year)};
    std::vector<Days> within;
    if (whole)
        for (int y = static_cast<int>(whole->first_day.year()); y <= static_cast<int>(whole->last_day.year());
             ++y)
            if (const auto found = days_of(*reader.part, y); whole->contains(found)) within.push_back(found);
    if (within.size() != 1) return Unexpected{told("import-period-year", text)};
    return std::optional{within.front()};
}

}  // namespace brujula::importing
