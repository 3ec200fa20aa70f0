// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/table_writer.hpp"

#include "base/text.hpp"
#include "facts/engine.hpp"
#include "facts/engine_error.hpp"

namespace brujula::facts {
namespace {

duckdb_logical_type logical_type(ColumnType type) {
    switch (type) {
        case ColumnType::boolean:
            return duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
        case ColumnType::utinyint:
            return duckdb_create_logical_type(DUCKDB_TYPE_UTINYINT);
        case ColumnType::integer:
            return duckdb_create_logical_type(DUCKDB_TYPE_INTEGER);
        case ColumnType::bigint:
            return duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
        case ColumnType::timestamp:
            return duckdb_create_logical_type(DUCKDB_TYPE_TIMESTAMP);
        case ColumnType::varchar:
            return duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
        case ColumnType::varchar_list: {
            duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
            duckdb_logical_type list = duckdb_create_list_type(text);
            duckdb_destroy_logical_type(&text);
            return list;
        }
    }
    return nullptr;
}

void assign(duckdb_vector vector, std::size_t row, std::string_view text) {
    if (is_utf8(text)) {
        duckdb_vector_assign_string_element_len(vector, row, text.data(), text.size());
    } else {
        const std::string mended = normalise(text);
        duckdb_vector_assign_string_element_len(vector, row, mended.data(), mended.size());
    }
}

}  // namespace

TableWriter::TableWriter(const Connection& connection, const char* table, std::span<const ColumnType> columns)
    : m_types(columns.begin(), columns.end()), m_capacity(duckdb_vector_size()) {
    const duckdb_state made =
        duckdb_appender_create_ext(connection.handle(), "loading", "main", table, &m_appender);
    std::vector<duckdb_logical_type> types;
    for (const ColumnType type : m_types)
        types.push_back(logical_type(type));
    m_chunk = duckdb_create_data_chunk(types.data(), types.size());
    for (duckdb_logical_type& type : types)
        duckdb_destroy_logical_type(&type);
    m_vectors.resize(m_types.size());
    m_data.resize(m_types.size());
    m_is_set.resize(m_types.size());
    try {
        check(made);
    } catch (...) {
        duckdb_destroy_data_chunk(&m_chunk);
        duckdb_appender_destroy(&m_appender);
        throw;
    }
    begin_chunk();
}

TableWriter::~TableWriter() {
    duckdb_destroy_data_chunk(&m_chunk);
    duckdb_appender_destroy(&m_appender);
}

void TableWriter::check(duckdb_state state) {
    if (state == DuckDBSuccess) return;
    duckdb_error_data error = duckdb_appender_error_data(m_appender);
    const duckdb_error_type type = duckdb_error_data_error_type(error);
    const std::string text = first_line(duckdb_error_data_message(error));
    duckdb_destroy_error_data(&error);
    refuse(type, text.c_str());
}

void TableWriter::begin_chunk() {
    duckdb_data_chunk_reset(m_chunk);
    m_row = 0;
    for (std::size_t i = 0; i < m_types.size(); ++i) {
        m_vectors[i] = duckdb_data_chunk_get_vector(m_chunk, i);
        m_data[i] = duckdb_vector_get_data(m_vectors[i]);
        if (m_types[i] == ColumnType::varchar_list) duckdb_list_vector_set_size(m_vectors[i], 0);
    }
}

void TableWriter::set_boolean(std::size_t column, bool value) {
    static_cast<bool*>(m_data[column])[m_row] = value;
    m_is_set[column] = true;
}

void TableWriter::set_integer(std::size_t column, std::int64_t value) {
    switch (m_types[column]) {
        case ColumnType::utinyint:
            static_cast<std::uint8_t*>(m_data[column])[m_row] = static_cast<std::uint8_t>(value);
            break;
        case ColumnType::integer:
            static_cast<std::int32_t*>(m_data[column])[m_row] = static_cast<std::int32_t>(value);
            break;
        default:
            static_cast<std::int64_t*>(m_data[column])[m_row] = value;
    }
    m_is_set[column] = true;
}

void TableWriter::set_time(std::size_t column, Instant value) {
    static_cast<std::int64_t*>(m_data[column])[m_row] =
        std::chrono::microseconds{value.time_since_epoch()}.count();
    m_is_set[column] = true;
}

void TableWriter::set_text(std::size_t column, std::string_view value) {
    assign(m_vectors[column], m_row, value);
    m_is_set[column] = true;
}

void TableWriter::set_texts(std::size_t column, const std::vector<std::string>& values) {
    duckdb_vector vector = m_vectors[column];
    const idx_t begin = duckdb_list_vector_get_size(vector);
    duckdb_list_vector_reserve(vector, begin + values.size());
    duckdb_vector child = duckdb_list_vector_get_child(vector);
    for (std::size_t i = 0; i < values.size(); ++i)
        assign(child, begin + i, values[i]);
    duckdb_list_vector_set_size(vector, begin + values.size());
    static_cast<duckdb_list_entry*>(m_data[column])[m_row] = {begin, values.size()};
    m_is_set[column] = true;
}

void TableWriter::end_row() {
    for (std::size_t i = 0; i < m_types.size(); ++i) {
        if (!m_is_set[i]) {
            duckdb_vector_ensure_validity_writable(m_vectors[i]);
            duckdb_validity_set_row_invalid(duckdb_vector_get_validity(m_vectors[i]), m_row);
        }
        m_is_set[i] = false;
    }
    if (++m_row == m_capacity) append_chunk();
}

void TableWriter::append_chunk() {
    duckdb_data_chunk_set_size(m_chunk, m_row);
    check(duckdb_append_data_chunk(m_appender, m_chunk));
    begin_chunk();
}

void TableWriter::finish() {
    if (m_row > 0) append_chunk();
    check(duckdb_appender_close(m_appender));
}

}  // namespace brujula::facts
