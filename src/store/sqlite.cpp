// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/error.hpp"

namespace brujula::store {

namespace {

std::string file_of(sqlite3* handle) {
    const char* name = handle != nullptr ? sqlite3_db_filename(handle, "main") : nullptr;
    return name != nullptr ? name : "";
}

[[noreturn]] void fail(sqlite3* handle, int code) {
    const int primary = code & 0xff;
    const std::string reason = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    if (primary == SQLITE_FULL || primary == SQLITE_IOERR)
        throw Error{ErrorKind::unavailable, {"error-store-disk", {reason}}};
    const bool may_pass = primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
    if (may_pass) throw Error{ErrorKind::unavailable, {"error-store-unavailable", {reason}}};
    if (primary == SQLITE_NOTADB || primary == SQLITE_CORRUPT)
        throw Error{ErrorKind::internal, {"error-store-damaged", {reason, file_of(handle)}}};
    throw Error{ErrorKind::internal, {"error-internal", {"SQLite: " + reason}}};
}

/// Passwords' hashes and cohorts are in it: SQLite would make a file that everybody on the machine reads.
/// Never opens a file that is there: closing it would end the locks that SQLite holds on it in this process.
void make_private(const std::filesystem::path& file) {
    const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (handle >= 0) ::close(handle);
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Mode mode) {
    const int flags =
        mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (mode == Mode::read_write) make_private(file);
    if (const int code = sqlite3_open_v2(file.c_str(), &m_handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
        code != SQLITE_OK) {
        const std::string reason = sqlite3_errstr(code);
        sqlite3_close(m_handle);
        throw Error{ErrorKind::unavailable, {"error-store-cannot-open", {file.string(), reason}}};
    }
    sqlite3_busy_timeout(m_handle, 10'000);
    sqlite3_extended_result_codes(m_handle, 1);
    run("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON");
}

Connection::~Connection() {
    for (const auto& [sql, statement] : m_idle)
        sqlite3_finalize(statement);
    sqlite3_close_v2(m_handle);
}

void Connection::run(const char* sql) {
    if (const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        fail(m_handle, code);
}

Statement Connection::prepare(std::string_view sql) {
    return {*this, sql};
}

void Connection::keep(sqlite3_stmt* statement) {
    constexpr std::size_t most_kept = 64;
    const char* sql = sqlite3_sql(statement);
    if (sql == nullptr || m_idle.size() >= most_kept || !m_idle.emplace(sql, statement).second)
        sqlite3_finalize(statement);
}

Statement::Statement(Connection& connection, std::string_view sql) : m_connection(&connection) {
    const auto idle = connection.m_idle.find(std::string(sql));
    if (idle != connection.m_idle.end()) {
        m_handle = idle->second;
        connection.m_idle.erase(idle);
        return;
    }
    const int code =
        sqlite3_prepare_v2(connection.m_handle, sql.data(), static_cast<int>(sql.size()), &m_handle, nullptr);
    if (code != SQLITE_OK) fail(connection.m_handle, code);
}

Statement::~Statement() {
    if (m_handle == nullptr) return;
    sqlite3_reset(m_handle);
    sqlite3_clear_bindings(m_handle);
    m_connection->keep(m_handle);
}

void Statement::bind_next(std::string_view text) {
    const char* begin = text.data() != nullptr ? text.data() : "";  // SQLite takes a null pointer for NULL
    sqlite3_bind_text64(m_handle, ++m_bound, begin, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind_next(std::int64_t number) {
    sqlite3_bind_int64(m_handle, ++m_bound, number);
}

bool Statement::step() {
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(sqlite3_db_handle(m_handle), code);
    return false;
}

std::string Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_handle, column));
    return text == nullptr
               ? std::string{}
               : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)));
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_handle, column);
}

}  // namespace brujula::store
