// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>

#include "sheets/table.hpp"

// For this module's own files.
namespace brujula::sheets {

/// Counts what one file holds against the limits of table.hpp.
class Budget {
public:
    /// Throws Error(too_large).
    void take_cells(std::size_t cells);
    void take_text(std::size_t bytes);
    void take_table();

private:
    std::size_t m_cells = 0;
    std::size_t m_text = 0;
    std::size_t m_tables = 0;
};

/// Puts a table together, cell by cell, within the limits.
class TableBuilder {
public:
    TableBuilder(std::string name, Budget& budget);

    /// Throws Error(too_large) for a place or a text past the limits.
    void put(CellPlace place, ReadCell cell);
    /// The cells from `first` to `last`, both of them, become one, as far as the table reaches: the first one
    /// keeps its value. What is covered already stays so.
    void merge(CellPlace first, CellPlace last);
    [[nodiscard]] bool is_taken(CellPlace place) const;
    [[nodiscard]] Table& table() { return m_table; }
    /// Without empty cells at the ends of rows, and empty rows at the end.
    Table finished();

private:
    ReadCell& cell_at(CellPlace place);

    Table m_table;
    Budget& m_budget;
    std::size_t m_merged = 0;  ///< cells of all merged ranges, those that lie in several counted in each
};

/// Places the cells of a table that is written row by row with spans, as HTML's and wikitext's are.
class SpannedRows {
public:
    SpannedRows(std::string name, Budget& budget) : m_builder(std::move(name), budget) {}

    void begin_row();
    /// `down` and `across`: how many rows and columns the cell takes; 0 counts as 1, more than the limits as
    /// those.
    void add(std::string text, std::size_t down, std::size_t across);
    /// Spans that reach below the last row end there.
    Table finished();
    [[nodiscard]] Table& table() { return m_builder.table(); }

private:
    TableBuilder m_builder;
    std::size_t m_row = 0;
    std::size_t m_column = 0;
    bool m_begun = false;
};

/// An empty text is no value.
Cell text_cell(std::string text);

}  // namespace brujula::sheets
