// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/table.hpp"

#include <algorithm>

namespace brujula::sheets {

std::string address_of(CellPlace place) {
    std::string letters;
    for (std::size_t n = place.column + 1; n > 0; n = (n - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
    return letters + std::to_string(place.row + 1);
}

const ReadCell& Table::at(CellPlace place) const {
    static const ReadCell nothing;
    if (place.row >= rows.size() || place.column >= rows[place.row].size()) return nothing;
    const ReadCell& cell = rows[place.row][place.column];
    if (!cell.covered_by) return cell;
    const auto [row, column] = *cell.covered_by;
    if (row >= rows.size() || column >= rows[row].size() || rows[row][column].covered_by) return nothing;
    return rows[row][column];
}

std::size_t Table::columns() const {
    std::size_t most = 0;
    for (const auto& row : rows)
        most = std::max(most, row.size());
    return most;
}

}  // namespace brujula::sheets
