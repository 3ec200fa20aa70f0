// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/doorstep.hpp"
#include "store/sqlite.hpp"

namespace brujula::store {

/// One SQLite file: a thread that writes, and connections to read with. Used inside this module only.
///
/// Whoever calls write() waits. Meanwhile the writing thread takes everything that has come, runs each piece
/// in a savepoint of its own, and makes them durable by one commit: so ten people who write at once cost one
/// wait for the disk, and one piece that fails leaves its neighbours whole.
class Database {
public:
    /// With Past::records throws Error(bad_input) for a file that has no schema at all: it was emptied.
    explicit Database(const std::filesystem::path& file, Past past = Past::nothing);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs `piece` in a transaction; returns when it is durable. What it throws is thrown here and undone.
    void write(const std::function<void(Connection&)>& piece);

    /// A connection to read with, given back at the end of its life. One snapshot per statement.
    class Reader {
    public:
        Reader(Database& owner, std::unique_ptr<Connection> connection)
            : m_owner(owner), m_connection(std::move(connection)) {}
        ~Reader() { m_owner.give_back(std::move(m_connection)); }
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;
        Connection* operator->() { return m_connection.get(); }
        Connection& operator*() { return *m_connection; }

    private:
        Database& m_owner;
        std::unique_ptr<Connection> m_connection;
    };
    Reader read();

    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }
    /// The last write found no room on the disk, or the disk failing.
    [[nodiscard]] bool disk_failed() const { return m_disk_failed; }

private:
    struct Waiting {
        const std::function<void(Connection&)>* piece;
        std::exception_ptr failure;
        bool done = false;
    };
    void write_until_stopped();
    void commit_group(const std::deque<Waiting*>& group);
    void run_piece(Waiting& waiting);
    void give_back(std::unique_ptr<Connection> connection);

    std::filesystem::path m_file;
    Connection m_writer;
    std::mutex m_mutex;
    std::condition_variable m_came;
    std::condition_variable m_finished;
    std::deque<Waiting*> m_waiting;
    bool m_stopping = false;
    std::atomic<bool> m_disk_failed{false};
    std::mutex m_readers_mutex;
    std::vector<std::unique_ptr<Connection>> m_readers;
    std::thread m_thread;
};

}  // namespace brujula::store
