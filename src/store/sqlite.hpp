// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

// A thin hold on SQLite for this module alone. Failures are Error(internal), or Error(unavailable) when the
// file stays locked for ten seconds or the disk is full.
namespace brujula::store {

class Statement;

class Connection {
public:
    enum class Mode { read_write, read_only };
    Connection(const std::filesystem::path& file, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Several statements without parameters.
    void run(const char* sql);
    /// A statement that was ended before with the same text is taken again instead of compiled.
    Statement prepare(std::string_view sql);
    [[nodiscard]] sqlite3* handle() const { return m_handle; }

private:
    friend class Statement;
    void keep(sqlite3_stmt* statement);

    sqlite3* m_handle = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*> m_idle;
};

/// Ends before its connection.
/// `auto s = connection.prepare("… ? …"); s.bind(a, b); while (s.step()) s.text(0);`
class Statement {
public:
    Statement(Connection& connection, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept
        : m_connection(other.m_connection),
          m_handle(std::exchange(other.m_handle, nullptr)),
          m_bound(other.m_bound) {}
    Statement& operator=(Statement&&) = delete;

    template <class... Values>
    Statement& bind(const Values&... values) {
        (bind_next(values), ...);
        return *this;
    }
    void bind_next(std::string_view text);
    void bind_next(std::int64_t number);

    /// True for a row, false at the end.
    bool step();
    /// For statements that give no rows.
    void run() {
        while (step()) {
        }
    }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;

private:
    Connection* m_connection;
    sqlite3_stmt* m_handle = nullptr;
    int m_bound = 0;
};

}  // namespace brujula::store
