// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "sheets/sheet.hpp"

// Tables as they come in from outside: a spreadsheet, a text file, what was pasted.
namespace brujula::sheets {

/// A cell's place in its table, both from 0.
struct CellPlace {
    std::size_t row = 0;
    std::size_t column = 0;

    auto operator<=>(const CellPlace&) const = default;
};

/// "B7": as a spreadsheet calls it.
std::string address_of(CellPlace place);

/// One cell as it was read.
struct ReadCell {
    Cell value;
    bool per_cent = false;  ///< a number that is shown in per cent: 0.85 shown as 85 % is 85 here
    std::string fault;  ///< why there is no value: "#REF!"; "formula" where the file holds no result of one
    std::optional<CellPlace> covered_by;  ///< it lies under a merged cell: the value is that one's

    [[nodiscard]] bool empty() const {
        return std::holds_alternative<std::monostate>(value) && fault.empty() && !covered_by;
    }
};

struct Table {
    std::string name;                         ///< of the tab or caption; empty where there is none
    bool hidden = false;                      ///< the tab is
    std::vector<std::vector<ReadCell>> rows;  ///< a row ends with its last cell that is not empty
    std::vector<std::size_t> hidden_rows;     ///< that hold something
    std::vector<std::size_t> hidden_columns;
    std::size_t formulas = 0;  ///< cells whose value is the result of one, as the file holds it

    /// The cell, or that which covers it; an empty one outside of what was read.
    [[nodiscard]] const ReadCell& at(CellPlace place) const;
    /// Of the longest row.
    [[nodiscard]] std::size_t columns() const;
};

/// What bytes were taken for, and the tables in them.
struct Workbook {
    std::string format;     ///< "xlsx", "csv", "html", "wikitext"
    std::string separator;  ///< of csv: "," ";" "\t" "|"
    std::string encoding;   ///< of text: "UTF-8", "UTF-16", "Windows-1252"
    std::vector<Table> tables;
    std::vector<Message> notes;  ///< what a reader should know of how it was read
};

/// What is read at most; more is Error(too_large), which names the limit.
inline constexpr std::size_t most_rows = 5'000;
inline constexpr std::size_t most_columns = 200;
inline constexpr std::size_t most_cells =
    50'000;  ///< of all tables together, empty ones before a full one too
inline constexpr std::size_t most_tables = 50;
inline constexpr std::size_t longest_cell = 100'000;             ///< bytes
inline constexpr std::size_t most_text = std::size_t{8} << 20U;  ///< bytes of all cells

}  // namespace brujula::sheets
