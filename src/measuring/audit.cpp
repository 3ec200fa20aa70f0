// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/audit.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace brujula::measuring {

namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::uint64_t prime = (std::uint64_t{1} << 61U) - 1;

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % prime);
}

std::uint64_t minus(std::uint64_t a, std::uint64_t b) {
    return a >= b ? a - b : a + prime - b;
}

std::uint64_t inverse(std::uint64_t a) {
    std::uint64_t result = 1;
    for (std::uint64_t power = prime - 2; power > 0; power >>= 1U) {
        if ((power & 1U) != 0) result = times(result, a);
        a = times(a, a);
    }
    return result;
}

using Row = std::vector<std::uint64_t>;

/// `row` without what makes it differ from zero at `column`, by a row that does not vanish there.
void clear(Row& row, const Row& by, std::size_t column) {
    if (row[column] == 0) return;
    const auto factor = times(row[column], inverse(by[column]));
    for (std::size_t i = 0; i < row.size(); ++i)
        if (by[i] != 0) row[i] = minus(row[i], times(factor, by[i]));
}

std::size_t first_nonzero(const Row& row) {
    return static_cast<std::size_t>(std::find_if(row.begin(), row.end(), [](auto x) { return x != 0; }) -
                                    row.begin());
}

/// People whom every number treats alike are one column; the columns of five and more come first.
struct Table {
    std::vector<Row> told;
    Row asked;
    std::vector<std::size_t> people;  ///< of each column
    std::size_t crowds = 0;           ///< columns of least_people and more
};

using Pattern = std::vector<std::uint64_t>;

/// Told before the asked, in that order, up to a factor.
Pattern pattern_of(const std::string& name, const std::vector<const Shares*>& rows) {
    Pattern pattern;
    std::uint64_t scale = 0;
    for (const Shares* row : rows) {
        const auto found = row->find(name);
        const auto share = found == row->end() ? 0 : found->second % prime;
        if (share != 0 && scale == 0) scale = inverse(share);
        pattern.push_back(times(share, scale));
    }
    return pattern;
}

Table table_of(const std::vector<const Shares*>& rows) {
    std::set<std::string> names;
    for (const Shares* row : rows)
        for (const auto& [name, share] : *row)
            names.insert(name);
    std::map<Pattern, std::size_t> groups;
    for (const auto& name : names)
        ++groups[pattern_of(name, rows)];
    std::vector<std::pair<Pattern, std::size_t>> columns(groups.begin(), groups.end());
    const auto crowds = std::stable_partition(columns.begin(), columns.end(),
                                              [](const auto& one) { return one.second >= least_people; });
    Table table;
    table.crowds = static_cast<std::size_t>(crowds - columns.begin());
    table.told.assign(rows.size() - 1, Row(columns.size()));
    table.asked.resize(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        table.people.push_back(columns[i].second);
        for (std::size_t row = 0; row + 1 < rows.size(); ++row)
            table.told[row][i] = columns[i].first[row];
        table.asked[i] = columns[i].first.back();
    }
    return table;
}

/// Independent rows, each with a first column that the ones after it do not have.
std::vector<Row> echelon(std::vector<Row> rows) {
    std::vector<Row> done;
    while (!rows.empty()) {
        const auto next = std::min_element(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
            return first_nonzero(a) < first_nonzero(b);
        });
        const auto column = first_nonzero(*next);
        if (column == next->size()) break;
        Row pivot = std::move(*next);
        rows.erase(next);
        for (Row& row : rows)
            clear(row, pivot, column);
        done.push_back(std::move(pivot));
    }
    return done;
}

/// Looks for a combination of `asked` and some rows that leaves at most `few` people.
class Search {
public:
    explicit Search(const std::vector<std::size_t>& people) : m_people(people) {}

    [[nodiscard]] bool finds(const Row& asked, const std::vector<Row>& rows, std::size_t column,
                             std::size_t few) const {
        while (column < asked.size() && vanishes(asked, rows, column))
            ++column;
        if (column == asked.size()) return true;
        if (m_people[column] <= few && finds(asked, rows, column + 1, few - m_people[column])) return true;
        const auto pivot =
            std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row[column] != 0; });
        if (pivot == rows.end()) return false;
        Row rest = asked;
        clear(rest, *pivot, column);
        std::vector<Row> others;
        for (auto row = rows.begin(); row != rows.end(); ++row) {
            if (row == pivot) continue;
            others.push_back(*row);
            clear(others.back(), *pivot, column);
        }
        return finds(rest, others, column + 1, few);
    }

private:
    static bool vanishes(const Row& asked, const std::vector<Row>& rows, std::size_t column) {
        return asked[column] == 0 &&
               std::all_of(rows.begin(), rows.end(), [&](const Row& row) { return row[column] == 0; });
    }

    const std::vector<std::size_t>& m_people;
};

/// The search leaves out up to four people's columns among those that the rows settle: (rows + 4 over 4)
/// ways.
constexpr std::size_t most_free_rows = 24;

/// Those of `told` that share people with `shares`, also by way of each other.
std::vector<const Shares*> connected(const std::vector<Shares>& told, const Shares& shares) {
    std::set<std::string> names;
    for (const auto& [name, share] : shares)
        names.insert(name);
    std::vector<const Shares*> rows;
    std::vector<bool> taken(told.size());
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < told.size(); ++i) {
            const bool meets = std::any_of(told[i].begin(), told[i].end(),
                                           [&](const auto& one) { return names.contains(one.first); });
            if (taken[i] || !meets) continue;
            for (const auto& [name, share] : told[i])
                names.insert(name);
            rows.push_back(&told[i]);
            taken[i] = more = true;
        }
    }
    return rows;
}

}  // namespace

void Audit::tell(Shares shares) {
    if (std::find(m_told.begin(), m_told.end(), shares) == m_told.end()) m_told.push_back(std::move(shares));
}

Singling Audit::ask(const Shares& shares) const {
    auto rows = connected(m_told, shares);
    rows.push_back(&shares);
    Table table = table_of(rows);
    std::vector<Row> free;
    for (const Row& row : echelon(std::move(table.told))) {
        const auto column = first_nonzero(row);
        clear(table.asked, row, column);
        if (column >= table.crowds) free.push_back(row);
    }
    const auto left = first_nonzero(table.asked);
    if (left == table.asked.size()) return Singling::nothing_new;
    if (left < table.crowds) return Singling::nobody;
    if (free.size() > most_free_rows) return Singling::unclear;
    const bool found = Search(table.people).finds(table.asked, free, table.crowds, least_people - 1);
    return found ? Singling::a_few : Singling::nobody;
}

}  // namespace brujula::measuring
