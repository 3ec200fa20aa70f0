// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.hpp"

#include <algorithm>

#include <sqlite3.h>

#include "base/error.hpp"
#include "store/schema.hpp"

namespace brujula::store {

namespace {

bool is_of_disk(const std::exception_ptr& failure) {
    if (!failure) return false;
    try {
        std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error.message().key == "error-store-disk";
    } catch (...) {
        return false;
    }
}

}  // namespace

Database::Database(const std::filesystem::path& file, Past past)
    : m_file(file), m_writer(file, Connection::Mode::read_write) {
    m_writer.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (past == Past::records && version_of(m_writer) == 0)
        throw Error{ErrorKind::bad_input, {"error-records-emptied", {file.string()}}};
    migrate(m_writer);
    m_thread = std::thread([this] { write_until_stopped(); });
}

Database::~Database() {
    {
        const std::lock_guard lock{m_mutex};
        m_stopping = true;
    }
    m_came.notify_one();
    m_thread.join();
}

void Database::write(const std::function<void(Connection&)>& piece) {
    Waiting mine{&piece, nullptr, false};
    std::unique_lock lock{m_mutex};
    m_waiting.push_back(&mine);
    m_came.notify_one();
    m_finished.wait(lock, [&] { return mine.done; });
    if (mine.failure) std::rethrow_exception(mine.failure);
}

void Database::write_until_stopped() {
    std::unique_lock lock{m_mutex};
    while (true) {
        m_came.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_waiting.empty()) return;
        const auto group = std::exchange(m_waiting, {});
        lock.unlock();
        commit_group(group);
        lock.lock();
        for (auto* waiting : group)
            waiting->done = true;
        m_finished.notify_all();
    }
}

void Database::commit_group(const std::deque<Waiting*>& group) {
    try {
        m_writer.run("BEGIN IMMEDIATE");
        for (auto* waiting : group)
            run_piece(*waiting);
        m_writer.run("COMMIT");
    } catch (...) {
        for (auto* waiting : group)
            waiting->failure = std::current_exception();
        try {
            m_writer.run("ROLLBACK");
        } catch (const std::exception&) {
            // SQLite has rolled back by itself, as it does when the disk is full
        }
    }
    m_disk_failed = std::any_of(group.begin(), group.end(),
                                [](const Waiting* waiting) { return is_of_disk(waiting->failure); });
}

void Database::run_piece(Waiting& waiting) {
    m_writer.run("SAVEPOINT piece");
    try {
        (*waiting.piece)(m_writer);
    } catch (...) {
        waiting.failure = std::current_exception();
        // On a full disk SQLite may have undone the whole group by itself: then there is no piece any more.
        if (sqlite3_get_autocommit(m_writer.handle()) != 0) throw;
        m_writer.run("ROLLBACK TO piece");
    }
    m_writer.run("RELEASE piece");
}

Database::Reader Database::read() {
    std::unique_ptr<Connection> connection;
    {
        const std::lock_guard lock{m_readers_mutex};
        if (!m_readers.empty()) {
            connection = std::move(m_readers.back());
            m_readers.pop_back();
        }
    }
    if (!connection) connection = std::make_unique<Connection>(m_file, Connection::Mode::read_only);
    return {*this, std::move(connection)};
}

void Database::give_back(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock{m_readers_mutex};
    m_readers.push_back(std::move(connection));
}

}  // namespace brujula::store
