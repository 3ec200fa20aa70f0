// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"

namespace brujula::sheets {

/// One cell: nothing (which is not zero), a number, a text in UTF-8, or a day.
using Cell = std::variant<std::monostate, double, std::string, Date>;

/// How a column's numbers are shown in a spreadsheet; in CSV every number is plain.
enum class NumberStyle {
    plain,     ///< as many digits as the number has: 1234.5
    grouped,   ///< whole, in thousands: 1,235
    per_cent,  ///< the number is in per cent: 85.5 is shown as 85.5 %
};

struct Column {
    std::string header;
    NumberStyle numbers = NumberStyle::plain;
    double width = 0;  ///< in characters; 0: as wide as what is in it, 8 to 60
};

/// A table as it leaves the program: no merged cells, one header line, a row shorter than the header ends in
/// empty cells.
struct Sheet {
    std::string name;  ///< of the tab; characters that a tab cannot have are left out, cut at 31
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::size_t fixed_columns = 0;  ///< stay in sight beside the header when one scrolls
};

/// Whether a text file begins with U+FEFF: Excel reads UTF-8 only then; most other programs take it as well.
enum class ByteOrderMark { none, written };

/// RFC 4180: lines end in CR LF, a field with a comma, quote or line break is quoted. Numbers with a decimal
/// point and no grouping, days as 2014-11-21, nothing as an empty field. A text that a spreadsheet would take
/// for a formula (it begins with = + - @, a tab or a line break) gets an apostrophe before it.
/// An infinite number or one that is none is an empty field. Cost: linear, all in memory.
std::string csv(const Sheet& sheet, ByteOrderMark mark = ByteOrderMark::written);

/// An XLSX workbook (Office Open XML) with the sheets in order: numbers and days typed, texts never formulas
/// or links, header bold and fixed with a filter, columns as wide as needed. A text over 32,767 characters is
/// cut, as Excel itself does. Two sheets of one name get numbers behind it. Throws Error(too_large) past
/// 1,048,576 rows or 16,384 columns, Error(bad_input) without any sheet or for one without columns,
/// Error(unavailable) where the system has no room for a temporary file.
std::string xlsx(const std::vector<Sheet>& sheets);

constexpr std::string_view csv_type = "text/csv; charset=utf-8";
constexpr std::string_view xlsx_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

}  // namespace brujula::sheets
