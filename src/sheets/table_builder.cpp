// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/table_builder.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::sheets {
namespace {

[[noreturn]] void too_large(const char* key, std::size_t limit) {
    throw Error{ErrorKind::too_large, {key, {std::to_string(limit)}}};
}

}  // namespace

void Budget::take_cells(std::size_t cells) {
    m_cells += cells;
    if (m_cells > most_cells) too_large("error-table-cells", most_cells);
}

void Budget::take_text(std::size_t bytes) {
    m_text += bytes;
    if (m_text > most_text) too_large("error-table-text", most_text >> 20U);
}

void Budget::take_table() {
    if (++m_tables > most_tables) too_large("error-table-many", most_tables);
}

Cell text_cell(std::string text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    const auto end = text.find_last_not_of(" \t\r\n");
    return normalise(std::string_view{text}.substr(begin, end + 1 - begin));
}

TableBuilder::TableBuilder(std::string name, Budget& budget) : m_budget(budget) {
    budget.take_table();
    m_table.name = normalise(name);
}

ReadCell& TableBuilder::cell_at(CellPlace place) {
    if (place.row >= most_rows) too_large("error-table-rows", most_rows);
    if (place.column >= most_columns) too_large("error-table-columns", most_columns);
    if (place.row >= m_table.rows.size()) m_table.rows.resize(place.row + 1);
    auto& row = m_table.rows[place.row];
    if (place.column >= row.size()) {
        m_budget.take_cells(place.column + 1 - row.size());
        row.resize(place.column + 1);
    }
    return row[place.column];
}

void TableBuilder::put(CellPlace place, ReadCell cell) {
    if (cell.empty()) return;
    if (const auto* text = std::get_if<std::string>(&cell.value)) {
        if (text->size() > longest_cell) too_large("error-table-cell", longest_cell);
        m_budget.take_text(text->size());
    }
    cell_at(place) = std::move(cell);
}

bool TableBuilder::is_taken(CellPlace place) const {
    return place.row < m_table.rows.size() && place.column < m_table.rows[place.row].size() &&
           !m_table.rows[place.row][place.column].empty();
}

void TableBuilder::merge(CellPlace first, CellPlace last) {
    if (first.row >= m_table.rows.size()) return;
    const auto last_row = std::min(last.row, m_table.rows.size() - 1);
    const auto last_column = std::min(last.column, most_columns - 1);
    if (first.column >= most_columns || last_row < first.row || last_column < first.column) return;
    m_merged += (last_row - first.row + 1) * (last_column - first.column + 1);
    if (m_merged > most_cells) too_large("error-table-cells", most_cells);
    // A cell that does not exist yet is made, so that `covered_by` always names one.
    cell_at(first);
    if (m_table.rows[first.row][first.column].covered_by) return;
    for (std::size_t row = first.row; row <= last_row; ++row)
        for (std::size_t column = first.column; column <= last_column; ++column) {
            if (CellPlace{row, column} == first) continue;
            auto& cell = cell_at({row, column});
            if (cell.covered_by) continue;
            cell = {};
            cell.covered_by = first;
        }
}

Table TableBuilder::finished() {
    const auto full = [](const ReadCell& cell) { return !cell.empty(); };
    for (auto& row : m_table.rows)
        row.erase(std::find_if(row.rbegin(), row.rend(), full).base(), row.end());
    while (!m_table.rows.empty() && m_table.rows.back().empty())
        m_table.rows.pop_back();
    const auto holds_nothing = [&](std::size_t row) {
        return row >= m_table.rows.size() || m_table.rows[row].empty();
    };
    std::erase_if(m_table.hidden_rows, holds_nothing);
    const auto columns = m_table.columns();
    std::erase_if(m_table.hidden_columns, [&](std::size_t column) { return column >= columns; });
    return std::move(m_table);
}

void SpannedRows::begin_row() {
    if (m_begun) ++m_row;
    m_begun = true;
    m_column = 0;
}

void SpannedRows::add(std::string text, std::size_t down, std::size_t across) {
    if (!m_begun) begin_row();
    while (m_builder.is_taken({m_row, m_column}))
        ++m_column;
    const CellPlace place{m_row, m_column};
    m_builder.put(place, {text_cell(std::move(text)), false, {}, {}});
    const auto rows = std::clamp<std::size_t>(down, 1, most_rows);
    const auto columns = std::clamp<std::size_t>(across, 1, most_columns);
    for (std::size_t row = 0; row < rows && (rows > 1 || columns > 1); ++row)
        for (std::size_t column = 0; column < columns; ++column) {
            if (row == 0 && column == 0) continue;
            ReadCell covered;
            covered.covered_by = place;
            const CellPlace at{m_row + row, m_column + column};
            if (at.row < most_rows && at.column < most_columns && !m_builder.is_taken(at))
                m_builder.put(at, std::move(covered));
        }
    m_column += columns;
}

Table SpannedRows::finished() {
    auto& rows = m_builder.table().rows;
    if (rows.size() > m_row + 1) rows.resize(m_row + 1);
    return m_builder.finished();
}

}  // namespace brujula::sheets
