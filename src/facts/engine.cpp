// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/engine.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <memory>
#include <thread>
#include <utility>

#include <unistd.h>

#include "base/error.hpp"
#include "facts/engine_error.hpp"

namespace brujula::facts {
namespace {

constexpr std::int64_t k_micros_per_second = 1'000'000;

/// 0: half of the machine's memory, 512 MB to 4 GB. Sorts beyond it go to the scratch folder.
std::uint64_t megabytes_of_engine(std::size_t asked) {
    if (asked > 0) return asked;
    const auto pages = static_cast<std::uint64_t>(std::max(sysconf(_SC_PHYS_PAGES), 1L));
    const auto page = static_cast<std::uint64_t>(std::max(sysconf(_SC_PAGE_SIZE), 1L));
    return std::clamp<std::uint64_t>(pages * page / 2'000'000, 512, 4096);
}

/// Each thread needs room of its own that cannot be spilled: about 50 MB.
std::uint64_t threads_of_engine(std::uint64_t megabytes) {
    return std::clamp<std::uint64_t>(std::thread::hardware_concurrency(), 1,
                                     std::max<std::uint64_t>(megabytes / 50, 1));
}

void set(duckdb_config config, const char* name, const std::string& value) {
    if (duckdb_set_config(config, name, value.c_str()) != DuckDBSuccess)
        throw Error{ErrorKind::internal, {"error-lake-engine", {std::string{"setting "} + name}}};
}

std::unique_ptr<void, void (*)(void*)> make_config(const std::filesystem::path& scratch,
                                                   std::size_t memory_megabytes, Database::Mode mode) {
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    std::unique_ptr<void, void (*)(void*)> owner{config, [](void* held) {
                                                     auto handle = static_cast<duckdb_config>(held);
                                                     duckdb_destroy_config(&handle);
                                                 }};
    const std::uint64_t megabytes = megabytes_of_engine(memory_megabytes);
    set(config, "memory_limit", std::to_string(megabytes) + "MB");
    set(config, "threads", std::to_string(threads_of_engine(megabytes)));
    set(config, "temp_directory", scratch.string());
    if (mode == Database::Mode::reading) set(config, "access_mode", "READ_ONLY");
    set(config, "preserve_insertion_order", "false");
    set(config, "autoinstall_known_extensions", "false");
    set(config, "autoload_known_extensions", "false");
    set(config, "allow_community_extensions", "false");
    set(config, "allow_persistent_secrets", "false");
    return owner;
}

class Statement {
public:
    Statement(duckdb_connection connection, const std::string& sql) {
        if (duckdb_prepare(connection, sql.c_str(), &m_handle) == DuckDBSuccess) return;
        const std::string text = first_line(duckdb_prepare_error(m_handle));
        duckdb_destroy_prepare(&m_handle);
        throw Error{ErrorKind::internal, {"error-lake-engine", {text}}};
    }
    ~Statement() { duckdb_destroy_prepare(&m_handle); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    [[nodiscard]] duckdb_prepared_statement handle() const { return m_handle; }

    void bind(const std::vector<Value>& values) {
        if (duckdb_nparams(m_handle) != values.size())
            throw Error{ErrorKind::internal,
                        {"error-lake-engine", {"parameters do not match the statement"}}};
        for (std::size_t i = 0; i < values.size(); ++i)
            if (bind(i + 1, values[i]) != DuckDBSuccess)
                throw Error{ErrorKind::internal,
                            {"error-lake-engine", {first_line(duckdb_prepare_error(m_handle))}}};
    }

private:
    duckdb_prepared_statement m_handle = nullptr;

    duckdb_state bind(idx_t at, const Value& value) {
        struct Binder {
            duckdb_prepared_statement statement;
            idx_t at;
            duckdb_state operator()(std::monostate) const { return duckdb_bind_null(statement, at); }
            duckdb_state operator()(bool v) const { return duckdb_bind_boolean(statement, at, v); }
            duckdb_state operator()(std::int64_t v) const { return duckdb_bind_int64(statement, at, v); }
            duckdb_state operator()(double v) const { return duckdb_bind_double(statement, at, v); }
            duckdb_state operator()(const std::string& v) const {
                return duckdb_bind_varchar_length(statement, at, v.data(), v.size());
            }
            duckdb_state operator()(Instant v) const {
                return duckdb_bind_timestamp(statement, at,
                                             {v.time_since_epoch().count() * k_micros_per_second});
            }
        };
        return std::visit(Binder{m_handle, at}, value);
    }
};

Instant instant_of_micros(std::int64_t micros) {
    return std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{micros}});
}

template <class T>
T at(const void* data, std::size_t row) {
    return static_cast<const T*>(data)[row];
}

/// Sums of whole numbers come as 128 bits; beyond 64 they lose their last digits rather than all of them.
Value of_hugeint(duckdb_hugeint huge) {
    if (huge.upper == 0 && huge.lower <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return static_cast<std::int64_t>(huge.lower);
    if (huge.upper == -1 && huge.lower > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return static_cast<std::int64_t>(huge.lower);
    return duckdb_hugeint_to_double(huge);
}

Value of_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return static_cast<std::int64_t>(value);
    return static_cast<double>(value);
}

}  // namespace

Database::Database(const std::filesystem::path& file, const std::filesystem::path& scratch,
                   std::size_t memory_megabytes, Mode mode) {
    const auto config = make_config(scratch, memory_megabytes, mode);
    char* problem = nullptr;
    if (duckdb_open_ext(file.c_str(), &m_handle, static_cast<duckdb_config>(config.get()), &problem) !=
        DuckDBSuccess) {
        const std::string text = first_line(problem);
        duckdb_free(problem);
        throw Error{ErrorKind::unavailable, {"error-lake-cannot-open", {file.string(), text}}};
    }
    try {
        Connection setup(*this);
        setup.run("SET GLOBAL TimeZone = 'UTC'");
        if (mode == Mode::writing) setup.run("ATTACH ':memory:' AS loading");
        setup.run("SET GLOBAL enable_external_access = false");
        setup.run("SET GLOBAL lock_configuration = true");
    } catch (...) {
        duckdb_close(&m_handle);
        throw;
    }
}

Database::~Database() {
    duckdb_close(&m_handle);
}

Rows::Rows(duckdb_result result) : m_result(result) {
    for (idx_t i = 0; i < duckdb_column_count(&m_result); ++i) {
        Column column{duckdb_column_type(&m_result, i), nullptr, nullptr, 0, DUCKDB_TYPE_INVALID};
        if (column.type == DUCKDB_TYPE_DECIMAL) {
            duckdb_logical_type type = duckdb_column_logical_type(&m_result, i);
            column.decimal_scale = duckdb_decimal_scale(type);
            column.decimal_storage = duckdb_decimal_internal_type(type);
            duckdb_destroy_logical_type(&type);
        }
        m_columns.push_back(column);
    }
}

Rows::~Rows() {
    drop_chunk();
    duckdb_destroy_result(&m_result);
}

void Rows::drop_chunk() {
    if (m_chunk) duckdb_destroy_data_chunk(&m_chunk);
    m_chunk = nullptr;
    m_size = 0;
}

std::vector<std::string> Rows::columns() {
    std::vector<std::string> names;
    for (idx_t i = 0; i < m_columns.size(); ++i)
        names.emplace_back(duckdb_column_name(&m_result, i));
    return names;
}

bool Rows::next() {
    do {
        drop_chunk();
        m_chunk = duckdb_fetch_chunk(m_result);
        if (!m_chunk) {
            const char* problem = duckdb_result_error(&m_result);
            if (problem && *problem) refuse(duckdb_result_error_type(&m_result), problem);
            return false;
        }
        m_size = duckdb_data_chunk_get_size(m_chunk);
    } while (m_size == 0);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        duckdb_vector vector = duckdb_data_chunk_get_vector(m_chunk, i);
        m_columns[i].data = duckdb_vector_get_data(vector);
        m_columns[i].validity = duckdb_vector_get_validity(vector);
    }
    return true;
}

bool Rows::is_null(std::size_t column, std::size_t row) const {
    std::uint64_t* validity = m_columns[column].validity;
    return validity && !duckdb_validity_row_is_valid(validity, row);
}

std::int64_t Rows::integer(std::size_t column, std::size_t row) const {
    if (m_columns[column].type == DUCKDB_TYPE_BIGINT && !is_null(column, row))
        return at<std::int64_t>(m_columns[column].data, row);
    const Value cell = value(column, row);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (const auto* number = std::get_if<double>(&cell)) return std::llround(*number);
    return 0;
}

std::string_view Rows::text(std::size_t column, std::size_t row) const {
    auto* strings = static_cast<duckdb_string_t*>(m_columns[column].data);
    return {duckdb_string_t_data(&strings[row]), duckdb_string_t_length(strings[row])};
}

double Rows::decimal(const Column& column, std::size_t row) {
    double number = 0;
    switch (column.decimal_storage) {
        case DUCKDB_TYPE_SMALLINT:
            number = at<std::int16_t>(column.data, row);
            break;
        case DUCKDB_TYPE_INTEGER:
            number = at<std::int32_t>(column.data, row);
            break;
        case DUCKDB_TYPE_BIGINT:
            number = static_cast<double>(at<std::int64_t>(column.data, row));
            break;
        default:
            number = duckdb_hugeint_to_double(at<duckdb_hugeint>(column.data, row));
    }
    return number / std::pow(10.0, column.decimal_scale);
}

Value Rows::value(std::size_t index, std::size_t row) const {
    if (is_null(index, row)) return std::monostate{};
    const Column& column = m_columns[index];
    switch (column.type) {
        case DUCKDB_TYPE_BOOLEAN:
            return at<bool>(column.data, row);
        case DUCKDB_TYPE_TINYINT:
            return std::int64_t{at<std::int8_t>(column.data, row)};
        case DUCKDB_TYPE_SMALLINT:
            return std::int64_t{at<std::int16_t>(column.data, row)};
        case DUCKDB_TYPE_INTEGER:
            return std::int64_t{at<std::int32_t>(column.data, row)};
        case DUCKDB_TYPE_BIGINT:
            return at<std::int64_t>(column.data, row);
        case DUCKDB_TYPE_UTINYINT:
            return std::int64_t{at<std::uint8_t>(column.data, row)};
        case DUCKDB_TYPE_USMALLINT:
            return std::int64_t{at<std::uint16_t>(column.data, row)};
        case DUCKDB_TYPE_UINTEGER:
            return std::int64_t{at<std::uint32_t>(column.data, row)};
        case DUCKDB_TYPE_UBIGINT:
            return of_unsigned(at<std::uint64_t>(column.data, row));
        case DUCKDB_TYPE_HUGEINT:
            return of_hugeint(at<duckdb_hugeint>(column.data, row));
        case DUCKDB_TYPE_FLOAT:
            return double{at<float>(column.data, row)};
        case DUCKDB_TYPE_DOUBLE:
            return at<double>(column.data, row);
        case DUCKDB_TYPE_DECIMAL:
            return decimal(column, row);
        case DUCKDB_TYPE_VARCHAR:
            return std::string{text(index, row)};
        case DUCKDB_TYPE_TIMESTAMP:
        case DUCKDB_TYPE_TIMESTAMP_TZ:
            return instant_of_micros(at<std::int64_t>(column.data, row));
        case DUCKDB_TYPE_DATE:
            return Instant{std::chrono::sys_days{std::chrono::days{at<std::int32_t>(column.data, row)}}};
        case DUCKDB_TYPE_SQLNULL:
            return std::monostate{};
        default:
            throw Error{ErrorKind::internal,
                        {"error-lake-engine", {"a column's type has no value here: cast it to VARCHAR"}}};
    }
}

Connection::Connection(const Database& database) {
    if (duckdb_connect(database.handle(), &m_handle) != DuckDBSuccess)
        throw Error{ErrorKind::unavailable, {"error-lake-engine", {"no more connections"}}};
}

Connection::~Connection() {
    duckdb_disconnect(&m_handle);
}

Rows Connection::rows(const std::string& sql, const std::vector<Value>& parameters, Statements kind) {
    Statement statement(m_handle, sql);
    if (kind == Statements::reading &&
        duckdb_prepared_statement_type(statement.handle()) != DUCKDB_STATEMENT_TYPE_SELECT)
        throw Error{ErrorKind::internal, {"error-lake-engine", {"only SELECT is allowed here"}}};
    statement.bind(parameters);
    duckdb_result result;
    if (duckdb_execute_prepared_streaming(statement.handle(), &result) == DuckDBSuccess) return Rows{result};
    const duckdb_error_type type = duckdb_result_error_type(&result);
    const std::string text = first_line(duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    refuse(type, text.c_str());
}

void Connection::run(const std::string& sql, const std::vector<Value>& parameters) {
    Rows answer = rows(sql, parameters);
    while (answer.next()) {
    }
}

std::int64_t Connection::count(const std::string& sql, const std::vector<Value>& parameters) {
    Rows answer = rows(sql, parameters);
    const std::int64_t number = answer.next() ? answer.integer(0, 0) : 0;
    while (answer.next()) {
    }
    return number;
}

Transaction::Transaction(Connection& connection) : m_connection(connection) {
    m_connection.run("BEGIN");
}

Transaction::~Transaction() {
    if (!m_open) return;
    duckdb_result result;
    // What went wrong is on its way already; a rollback that fails too ends with the connection.
    (void)duckdb_query(m_connection.handle(), "ROLLBACK", &result);
    duckdb_destroy_result(&result);
}

void Transaction::commit() {
    m_connection.run("COMMIT");
    m_open = false;
}

}  // namespace brujula::facts
