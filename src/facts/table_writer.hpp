// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <duckdb.h>

#include "base/time.hpp"

namespace brujula::facts {

class Connection;

enum class ColumnType { boolean, utinyint, integer, bigint, timestamp, varchar, varchar_list };

/// Adds rows to a table of `loading`, by whole chunks. Columns that a row does not set are NULL.
class TableWriter {
public:
    TableWriter(const Connection& connection, const char* table, std::span<const ColumnType> columns);
    ~TableWriter();
    TableWriter(const TableWriter&) = delete;
    TableWriter& operator=(const TableWriter&) = delete;

    void set_boolean(std::size_t column, bool value);
    void set_integer(std::size_t column, std::int64_t value);
    void set_time(std::size_t column, Instant value);
    /// Bytes that are no UTF-8 become U+FFFD.
    void set_text(std::size_t column, std::string_view value);
    void set_texts(std::size_t column, const std::vector<std::string>& values);
    void end_row();
    /// After the last row; without it nothing is sure to be in the table.
    void finish();

private:
    duckdb_appender m_appender = nullptr;
    duckdb_data_chunk m_chunk = nullptr;
    std::vector<ColumnType> m_types;
    std::vector<duckdb_vector> m_vectors;
    std::vector<void*> m_data;
    std::vector<bool> m_is_set;
    std::size_t m_row = 0;
    std::size_t m_capacity = 0;

    void begin_chunk();
    void append_chunk();
    void check(duckdb_state state);
};

}  // namespace brujula::facts
