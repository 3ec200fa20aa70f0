// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
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
    /// Its text; empty for NULL too.
    [[nodiscard]] std::string_view text(std::string_view column) const;
    /// Its whole number; nothing where it is none.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view column) const;
    /// Throws Error(bad_input) where the columns lack one of `needed` of `table`.
    void require(std::string_view table, std::initializer_list<std::string_view> needed) const;
};

/// Reads the rows of `table` from a dump that mysqldump or mariadb-dump wrote; statements about other tables
/// are passed over. False where neither a CREATE TABLE nor an INSERT of it was there.
///
/// Throws Error(bad_input), naming byte and line, for what is not such a dump or is cut off (also between two
/// statements: a dump that says at its head who wrote it must say at its end that it is completed), for rows
/// whose columns nothing names, and for a value longer than 16 MB. Memory: one row.
bool read_sql_rows(ChunkStream& text, std::string_view table, const std::function<void(const SqlRow&)>& take);

/// The table that the first CREATE TABLE or INSERT of a dump's beginning is about; empty where none is.
std::string_view first_sql_table(std::string_view begin);

}  // namespace brujula::wiki
