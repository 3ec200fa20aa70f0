// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
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
    Statement prepare(std::string_view sql);
    [[nodiscard]] sqlite3* handle() const { return m_handle; }

private:
    sqlite3* m_handle = nullptr;
};

/// `auto s = connection.prepare("… ? …"); s.bind(a, b); while (s.step()) s.text(0);`
class Statement {
public:
    Statement(sqlite3* handle, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept : m_handle(std::exchange(other.m_handle, nullptr)) {}
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
    sqlite3_stmt* m_handle = nullptr;
    int m_bound = 0;
};

}  // namespace brujula::store
