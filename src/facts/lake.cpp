// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/lake.hpp"

#include <utility>

#include "base/error.hpp"
#include "facts/lake_engine.hpp"
#include "facts/schema.hpp"

namespace brujula::facts {
namespace fs = std::filesystem;
namespace {

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

template <class EachRow>
void stream(View& view, const LakeOptions& usual, const Query& query, const QueryOptions& options,
            std::vector<std::string>* columns, const EachRow& each) {
    const auto most_time = options.most_time ? options.most_time : usual.most_time;
    const auto& stop = options.stop.stop_possible() ? options.stop : usual.stop;
    if (stop.stop_requested()) throw Error{ErrorKind::unavailable, {"error-lake-interrupted", {}}};
    Connection connection(*view.database);
    std::optional<Interrupter::Watch> watch;
    if (most_time || stop.stop_possible())
        watch.emplace(
            view.interrupter, [handle = connection.handle()] { duckdb_interrupt(handle); }, most_time, stop);
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

View::View(const fs::path& folder, const LakeOptions& options) {
    // A load may put another file in this one's place between the two lines.
    for (int attempt = 1; !database; ++attempt)
        try {
            file = current_file(folder);
            scratch = file.empty() ? nullptr : std::make_unique<Scratch>(folder / "scratch");
            database = std::make_unique<Database>(
                file.empty() ? fs::path{":memory:"} : folder / file, scratch ? scratch->path() : fs::path{},
                options.memory_megabytes, file.empty() ? Database::Mode::writing : Database::Mode::reading);
        } catch (const Error&) {
            constexpr int most_attempts = 5;
            if (attempt == most_attempts || current_file(folder) == file) throw;
        }
    Connection connection(*database);
    file.empty() ? make_tables(connection) : check_format(connection);
}

Lake::Engine::Engine(const fs::path& folder_, const LakeOptions& options_)
    : folder(folder_), options(options_), m_view(std::make_shared<View>(folder, options)) {}

std::shared_ptr<View> Lake::Engine::view() {
    const std::lock_guard lock(m_mutex);
    return m_view;
}

LoadReport Lake::Engine::load(const std::function<LoadReport(Loader&)>& loading) {
    const std::lock_guard taking_turns(m_loading);
    Loader loader(folder, options);
    LoadReport report = loading(loader);
    loader.publish(Less::refuse);
    auto newest = std::make_shared<View>(folder, options);
    const std::lock_guard lock(m_mutex);
    m_view = std::move(newest);
    return report;
}

std::vector<Loaded> manifest_of(const Database& database) {
    Connection connection(database);
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

Lake::Lake(const fs::path& folder, const LakeOptions& options)
    : m_engine(std::make_unique<Engine>(folder, options)) {}

Lake::~Lake() = default;

LoadReport Lake::load(const fs::path& file, const LoadOptions& options) {
    return m_engine->load([&](Loader& loader) { return loader.load(file, options); });
}

LoadReport Lake::load_from(const std::string& source, const std::string& sha256, const LoadOptions& options,
                           const Reader& reader) {
    return m_engine->load([&](Loader& loader) { return loader.load_from(source, sha256, options, reader); });
}

std::vector<Loaded> Lake::manifest() const {
    return manifest_of(*m_engine->view()->database);
}

std::string Lake::snapshot_of(std::string_view wiki_db) const {
    const auto view = m_engine->view();
    Connection connection(*view->database);
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
    stream(*m_engine->view(), m_engine->options, query, options, nullptr, row);
}

Table Lake::query(const Query& query, std::size_t most_rows) const {
    return this->query(query, QueryOptions{most_rows, std::nullopt, {}});
}

Table Lake::query(const Query& query, const QueryOptions& options) const {
    Table table;
    stream(
        *m_engine->view(), m_engine->options, query, options, &table.columns,
        [&](std::span<const Value> row) {
            if (table.rows.size() == options.most_rows)
                throw Error{ErrorKind::too_large, {"error-lake-rows", {std::to_string(options.most_rows)}}};
            table.rows.emplace_back(row.begin(), row.end());
            return true;
        });
    return table;
}

}  // namespace brujula::facts
