// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/lake.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.hpp"
#include "facts/lake_engine.hpp"
#include "facts/schema.hpp"

namespace brujula::facts {
namespace fs = std::filesystem;
namespace {

fs::path made(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error{ErrorKind::unavailable, {"error-lake-cannot-open", {folder.string(), error.message()}}};
    return folder;
}

/// What a load that was killed had spilled is of no use to anybody.
fs::path cleared(const fs::path& folder) {
    std::error_code error;
    fs::remove_all(folder, error);
    return made(folder);
}

std::string who_holds(int file) {
    char text[32] = {};
    const ssize_t length = pread(file, text, sizeof text - 1, 0);
    return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : "?";
}

std::uint64_t natural(const Rows& rows, std::size_t column, std::size_t row) {
    return static_cast<std::uint64_t>(rows.integer(column, row));
}

std::optional<Instant> time(const Rows& rows, std::size_t column, std::size_t row) {
    const Value value = rows.value(column, row);
    return std::holds_alternative<Instant>(value) ? std::optional{std::get<Instant>(value)} : std::nullopt;
}

Loaded loaded(const Rows& rows, std::size_t i) {
    return {.wiki_db = std::string{rows.text(0, i)},
            .kind = std::string{rows.text(1, i)},
            .snapshot = std::string{rows.text(2, i)},
            .source = std::string{rows.text(3, i)},
            .sha256 = std::string{rows.text(4, i)},
            .pages = natural(rows, 5, i),
            .revisions = natural(rows, 6, i),
            .rows = natural(rows, 7, i),
            .bad_rows = natural(rows, 8, i),
            .first = time(rows, 9, i),
            .last = time(rows, 10, i),
            .bytes = natural(rows, 11, i),
            .loaded_at = time(rows, 12, i).value_or(Instant{}),
            .simulated = rows.integer(13, i) != 0};
}

template <class Engine, class EachRow>
void stream(Engine& engine, const Query& query, const QueryOptions& options,
            std::vector<std::string>* columns, const EachRow& each) {
    const auto most_time = options.most_time ? options.most_time : engine.most_time;
    const auto& stop = options.stop.stop_possible() ? options.stop : engine.stop;
    if (stop.stop_requested()) throw Error{ErrorKind::unavailable, {"error-lake-interrupted", {}}};
    Connection connection(engine.database);
    std::optional<Interrupter::Watch> watch;
    if (most_time || stop.stop_possible())
        watch.emplace(
            engine.interrupter, [handle = connection.handle()] { duckdb_interrupt(handle); }, most_time,
            stop);
    Rows rows = connection.rows(query.sql, query.parameters, Statements::reading);
    if (columns) *columns = rows.columns();
    std::vector<Value> cells(rows.columns().size());
    while (rows.next())
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t column = 0; column < cells.size(); ++column)
                cells[column] = rows.value(column, i);
            if (!each(std::span<const Value>{cells})) return;
        }
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder, const LakeOptions& options)
    : m_file(open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    if (m_file < 0)
        throw Error{ErrorKind::unavailable,
                    {"error-lake-cannot-open", {folder.string(), std::strerror(errno)}}};
    if (!is_free_within(options)) {
        const std::string holder = who_holds(m_file);
        close(m_file);
        throw Error{ErrorKind::unavailable, {"error-lake-held", {folder.string(), holder}}};
    }
    const std::string own = std::to_string(getpid());
    // Only for the message above: the lock itself is the system's.
    if (ftruncate(m_file, 0) != 0 || pwrite(m_file, own.data(), own.size(), 0) < 0) errno = 0;
}

bool FolderLock::is_free_within(const LakeOptions& options) const {
    constexpr std::chrono::milliseconds look_again{100};
    const auto deadline = std::chrono::steady_clock::now() + options.wait;
    for (bool told = false; flock(m_file, LOCK_EX | LOCK_NB) != 0; told = true) {
        if (std::chrono::steady_clock::now() >= deadline) return false;
        if (!told && options.on_wait) options.on_wait(who_holds(m_file));
        std::this_thread::sleep_for(look_again);
    }
    return true;
}

FolderLock::~FolderLock() {
    close(m_file);
}

Lake::Engine::Engine(const fs::path& folder, const LakeOptions& options)
    : lock(made(folder), options),
      database(folder / "facts.duckdb", cleared(folder / "scratch"), options.memory_megabytes),
      most_time(options.most_time),
      stop(options.stop) {
    Connection connection(database);
    make_tables(connection);
}

Lake::Lake(const fs::path& folder, const LakeOptions& options)
    : m_engine(std::make_unique<Engine>(folder, options)) {}

Lake::~Lake() = default;

std::vector<Loaded> Lake::manifest() const {
    Connection connection(m_engine->database);
    Rows rows = connection.rows(
        "SELECT wiki_db, kind, snapshot, source, sha256, pages, revisions, source_rows, bad_rows, "
        "first_timestamp, last_timestamp, bytes, loaded_at, simulated::INTEGER "
        "FROM manifest ORDER BY wiki_db, kind <> 'edits', kind, source, sha256");
    std::vector<Loaded> all;
    while (rows.next())
        for (std::size_t i = 0; i < rows.size(); ++i)
            all.push_back(loaded(rows, i));
    return all;
}

std::string Lake::snapshot_of(std::string_view wiki_db) const {
    Connection connection(m_engine->database);
    Rows rows = connection.rows(
        "SELECT arg_min(snapshot, CASE kind WHEN 'edits' THEN '' ELSE kind END), "
        "left(md5(string_agg(concat_ws(' ', kind, snapshot, sha256, simulated), ',' "
        "ORDER BY kind, snapshot, sha256, simulated) || any_value(format)::VARCHAR), 12) FROM manifest, lake "
        "WHERE wiki_db = ?",
        {std::string{wiki_db}});
    if (!rows.next() || rows.is_null(0, 0)) return {};
    return std::string{wiki_db} + '@' + std::string{rows.text(0, 0)} + '+' + std::string{rows.text(1, 0)};
}

void Lake::query_each(const Query& query, const std::function<bool(std::span<const Value>)>& row,
                      const QueryOptions& options) const {
    stream(*m_engine, query, options, nullptr, row);
}

Table Lake::query(const Query& query, std::size_t most_rows) const {
    return this->query(query, QueryOptions{most_rows, std::nullopt, {}});
}

Table Lake::query(const Query& query, const QueryOptions& options) const {
    Table table;
    stream(*m_engine, query, options, &table.columns, [&](std::span<const Value> row) {
        if (table.rows.size() == options.most_rows)
            throw Error{ErrorKind::too_large, {"error-lake-rows", {std::to_string(options.most_rows)}}};
        table.rows.emplace_back(row.begin(), row.end());
        return true;
    });
    return table;
}

}  // namespace brujula::facts
