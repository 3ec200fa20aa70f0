// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/statement_dates.hpp"

#include <chrono>
#include <unordered_set>
#include <utility>

namespace brujula::planning {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;

namespace {

std::optional<int> year_of(const Word& word) {
    if (word.text.size() != 4 || !is_plain_integer(word)) return std::nullopt;
    const int value = std::stoi(word.text);
    if (value < 1990 || value > 2099) return std::nullopt;
    return value;
}

Date end_of_month(int y, unsigned m) {
    return Date{year{y} / month{m} / last};
}

class DateReader {
public:
    DateReader(const StatementText& text, Date today)
        : m_text(text), m_lexicon(text.lexicon()), m_today(today) {}

    [[nodiscard]] std::optional<DateFound> date_at(std::size_t at) const {
        if (m_text[at].number)
            if (auto found = numeric_date(at)) return found;
        if (auto found = date_with_month(at)) return found;
        if (auto found = part_of_year(at)) return found;
        return whole_year(at);
    }

private:
    [[nodiscard]] bool is_of(std::size_t at) const {
        static const std::unordered_set<std::string> of{"de", "del", "do", "of", "di", "d"};
        return at < m_text.size() && of.contains(m_text[at].folded);
    }

    [[nodiscard]] std::size_t skip_of(std::size_t at) const { return is_of(at) ? at + 1 : at; }

    [[nodiscard]] std::optional<int> year_at(std::size_t at) const {
        return at < m_text.size() ? year_of(m_text[at]) : std::nullopt;
    }

    /// "2014-06-30", "30/6/2014"
    [[nodiscard]] std::optional<DateFound> numeric_date(std::size_t at) const {
        const auto& text = m_text[at].text;
        if (const auto date = parse_date(text)) return DateFound{1, *date};
        int parts[3] = {0, 0, 0};
        int n = 0;
        for (const char c : text) {
            if (c == '/' && n < 2)
                ++n;
            else if (c >= '0' && c <= '9' && parts[n] < 10000)
                parts[n] = parts[n] * 10 + (c - '0');
            else
                return std::nullopt;
        }
        const Date date{year{parts[2]}, month{static_cast<unsigned>(parts[1])},
                        day{static_cast<unsigned>(parts[0])}};
        if (n != 2 || parts[2] < 1990 || !date.ok()) return std::nullopt;
        return DateFound{1, date};
    }

    [[nodiscard]] std::optional<unsigned> month_at(std::size_t at) const {
        if (at >= m_text.size()) return std::nullopt;
        const auto found = m_lexicon.months.find(m_text[at].folded);
        if (found == m_lexicon.months.end()) return std::nullopt;
        return static_cast<unsigned>(found->second);
    }

    /// "31 de marzo de 2015", "diciembre de 2014", "March 31, 2015", "diciembre"
    [[nodiscard]] std::optional<DateFound> date_with_month(std::size_t at) const {
        std::size_t next = at;
        std::optional<unsigned> on;
        if (is_plain_integer(m_text[at]) && m_text[at].text.size() <= 2) {
            on = static_cast<unsigned>(std::stoi(m_text[at].text));
            next = skip_of(at + 1);
        }
        const auto in = month_at(next);
        if (!in) return std::nullopt;
        ++next;
        if (!on && next < m_text.size() && is_plain_integer(m_text[next]) && m_text[next].text.size() <= 2) {
            on = static_cast<unsigned>(std::stoi(m_text[next].text));
            ++next;
        }
        const auto y = year_at(skip_of(next));
        if (y) next = skip_of(next) + 1;
        const int in_year = y.value_or(static_cast<int>(m_today.year()));
        const Date date = on ? Date{year{in_year}, month{*in}, day{*on}} : end_of_month(in_year, *in);
        if (!date.ok()) return std::nullopt;
        return DateFound{next - at, date};
    }

    /// "primer trimestre de 2015", "Q2 2015", "segundo semestre"
    [[nodiscard]] std::optional<DateFound> part_of_year(std::size_t at) const {
        for (const auto& [parts, months] :
             {std::pair{&m_lexicon.quarters, 3U}, std::pair{&m_lexicon.halves, 6U}}) {
            const auto count = m_text.match(*parts, at);
            if (count == 0) continue;
            const auto index = static_cast<unsigned>(parts->find(m_text.joined(at, count))->second);
            std::size_t next = at + count;
            const auto y = year_at(skip_of(next));
            if (y) next = skip_of(next) + 1;
            return DateFound{next - at,
                             end_of_month(y.value_or(static_cast<int>(m_today.year())), index * months)};
        }
        return std::nullopt;
    }

    /// "fin de año", "end of 2015", "2015"
    [[nodiscard]] std::optional<DateFound> whole_year(std::size_t at) const {
        if (const auto count = m_text.match(m_lexicon.year_ends, at)) {
            std::size_t next = at + count;
            const auto y = year_at(skip_of(next));
            const bool needs_year = is_of(next - 1);
            if (y) next = skip_of(next) + 1;
            if (y || !needs_year)
                return DateFound{next - at, end_of_month(y.value_or(static_cast<int>(m_today.year())), 12)};
        }
        const auto y = year_at(at);
        const bool alone = at + 1 == m_text.size() || year_at(at + 1);
        if (y && (alone || m_text.length_before(m_lexicon.before_a_year, at) > 0))
            return DateFound{1, end_of_month(*y, 12)};
        return std::nullopt;
    }

    const StatementText& m_text;
    const Lexicon& m_lexicon;
    Date m_today;
};

}  // namespace

std::optional<DateFound> date_at(const StatementText& text, std::size_t at, Date today) {
    return DateReader{text, today}.date_at(at);
}

}  // namespace brujula::planning
