// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiki/byte_source.hpp"
#include "wiki/tally.hpp"

namespace brujula::wiki {

/// A value of a row: NULL, or a number's digits, or a string without quotes and escapes (bytes, maybe not
/// UTF-8).
struct SqlValue {
    bool is_null = false;
    std::string text;

    bool operator==(const SqlValue&) const = default;
};

/// One row of an INSERT. References live until the call returns.
struct SqlRow {
    const std::vector<std::string>&
        columns;                          ///< from the INSERT itself, else from the CREATE TABLE before it
    const std::vector<SqlValue>& values;  ///< as many as columns, unless the row is malformed: check
    Place place;
    const std::string& database;  ///< "-- Host: … Database: aawiki"; empty where the dump does not tell

    /// The value of `column`; null where there is no such column or the row is too short.
    [[nodiscard]] const SqlValue* find(std::string_view column) const;
};

/// Reads the rows of `table` from a dump that mysqldump or mariadb-dump wrote; statements about other tables
/// are passed over. False where neither a CREATE TABLE nor an INSERT of it was there.
///
/// Throws Error(bad_input), naming byte and line, for what is not such a dump or is cut off, for rows whose
/// columns nothing names, and for a value longer than 16 MB. Memory: one row.
bool read_sql_rows(ChunkStream& text, std::string_view table, const std::function<void(const SqlRow&)>& take);

}  // namespace brujula::wiki
