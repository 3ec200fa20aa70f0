// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <duckdb.h>

#include "base/time.hpp"
#include "facts/lake.hpp"

namespace brujula::facts {

/// The engine's file, opened with everything off that would let a SQL text reach beyond it: no other files,
/// no extensions, no change of these settings.
class Database {
public:
    /// reading: any number of processes at once. writing: nobody else; an attached database in memory,
    /// `loading`, takes what is being loaded and spills to `scratch`.
    enum class Mode { reading, writing };

    /// The file ":memory:" is one of its own in memory, to write; an empty `scratch` lets nothing spill.
    /// Throws Error(unavailable) when the file cannot be opened.
    Database(const std::filesystem::path& file, const std::filesystem::path& scratch,
             std::size_t memory_megabytes, Mode mode = Mode::writing);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] duckdb_database handle() const { return m_handle; }

private:
    duckdb_database m_handle = nullptr;
};

/// The rows of one answer, a chunk at a time; memory does not grow with them.
class Rows {
public:
    explicit Rows(duckdb_result result);
    ~Rows();
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    [[nodiscard]] std::vector<std::string> columns();
    /// The next chunk, or false after the last. Throws as Connection::rows() does.
    bool next();
    /// Of the chunk.
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool is_null(std::size_t column, std::size_t row) const;
    [[nodiscard]] Value value(std::size_t index, std::size_t row) const;
    [[nodiscard]] std::int64_t integer(std::size_t column, std::size_t row) const;
    /// Into the chunk: lives until next().
    [[nodiscard]] std::string_view text(std::size_t column, std::size_t row) const;

private:
    struct Column {
        duckdb_type type;
        void* data;
        std::uint64_t* validity;
        std::uint8_t decimal_scale;
        duckdb_type decimal_storage;
    };
    duckdb_result m_result;
    duckdb_data_chunk m_chunk = nullptr;
    std::size_t m_size = 0;
    std::vector<Column> m_columns;

    void drop_chunk();
    [[nodiscard]] static double decimal(const Column& column, std::size_t row);
};

enum class Statements { any, reading };

/// One conversation with the engine. Of one thread at a time.
class Connection {
public:
    explicit Connection(const Database& database);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs one statement and drops its answer.
    void run(const std::string& sql, const std::vector<Value>& parameters = {});
    /// Runs one statement and streams its answer. Throws Error(unavailable) when interrupted or out of
    /// memory, Error(internal) for a statement that the engine refuses.
    Rows rows(const std::string& sql, const std::vector<Value>& parameters = {},
              Statements kind = Statements::any);
    /// The first cell of the first row, 0 where there is none.
    std::int64_t count(const std::string& sql, const std::vector<Value>& parameters = {});

    [[nodiscard]] duckdb_connection handle() const { return m_handle; }

private:
    duckdb_connection m_handle = nullptr;
};

/// BEGIN, and ROLLBACK unless commit() was reached.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& m_connection;
    bool m_open = true;
};

}  // namespace brujula::facts
