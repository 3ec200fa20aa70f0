// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/time.hpp"
#include "facts/categories.hpp"
#include "facts/derive.hpp"
#include "facts/lake.hpp"
#include "facts/lake_engine.hpp"
#include "facts/schema.hpp"
#include "facts/staging.hpp"

namespace brujula::facts {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

Value or_null(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

/// "20260101" of "aawiki-20260101-pages-meta-history.xml.bz2", "2025-12" of "2025-12.eswiki.2014.tsv.bz2".
std::string snapshot_of_name(const std::string& name) {
    static const std::regex pattern{
        R"((?:^|[^0-9])((?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?))(?![0-9]))"};
    std::smatch found;
    return std::regex_search(name, found, pattern) ? found[1].str() : std::string{};
}

std::string day_of(Instant t) {
    std::string day = format(t).substr(0, 10);
    std::erase(day, '-');
    return day;
}

constexpr std::array k_derived{ColumnType::bigint,  ColumnType::bigint,  ColumnType::bigint,
                               ColumnType::boolean, ColumnType::boolean, ColumnType::bigint};
constexpr std::array k_elsewhere{ColumnType::bigint, ColumnType::bigint};

/// SQL for what a staged row's source said: rows of this load's own source have it not written beside them.
std::string said_of(const char* row, int of_source) {
    return fmt::format(
        "coalesce({0}.said, {1} + CASE WHEN {0}.revision_is_identity_revert IS NULL THEN 0 ELSE 4 END)", row,
        of_source);
}

PageRevision page_revision(const Rows& rows, std::size_t row) {
    PageRevision revision;
    const bool has_page = rows.integer(0, row) > 0;
    revision.revision_id = rows.integer(1, row);
    revision.event_timestamp = std::get<Instant>(rows.value(2, row));
    if (!rows.is_null(3, row)) revision.revision_parent_id = rows.integer(3, row);
    const std::int64_t said = rows.integer(4, row);
    revision.source_has_parents = (said & said_parents) != 0 || !has_page;
    revision.source_has_differences = (said & said_bytes_diff) != 0;
    if (!rows.is_null(5, row)) revision.revision_text_bytes = rows.integer(5, row);
    if (!rows.is_null(6, row) && has_page) revision.revision_text_sha1 = rows.text(6, row);
    return revision;
}

/// One load from its staged rows to the commit. The statements name only tables; every value is bound.
class Loading {
public:
    Loading(const Database& database, Connection& connection, const StagingSink& sink, LoadReport& report,
            std::string source, bool simulated, Instant now)
        : m_database(database),
          m_connection(connection),
          m_sink(sink),
          m_report(report),
          m_source(std::move(source)),
          m_simulated(simulated),
          m_now(now),
          m_said(said_of("s", sink.said())) {}

    /// Leaves the lake as it was when it throws.
    void run();

private:
    const Database& m_database;
    Connection& m_connection;
    const StagingSink& m_sink;
    LoadReport& m_report;
    std::string m_source;
    bool m_simulated;
    Instant m_now;
    std::string m_said;  ///< of a row s of loading.staged
    Value m_first_edit, m_last_edit;
    bool m_replaces_edits = false;  ///< of another snapshot
    bool m_joins_edits = false;     ///< of the same one

    [[nodiscard]] Value wiki() const { return m_report.wiki_db; }
    bool has(const char* kind);
    [[nodiscard]] bool is_log() const;
    void measure_source();
    void prepare_edits();
    void gather_neighbours();
    void drop_doubles();
    void derive_pages();
    void derive_page(std::vector<PageRevision>& page, TableWriter& derived, TableWriter& elsewhere) const;
    void look_up_far_parents();
    void number_names();
    void replace_older(const char* kind, const char* table);
    void put_edits(int kinds);
    void put_registrations(int kinds);
    void put_users();
    void put_wiki();
    void put_categories(bool links);
    void put_manifest(const char* kind, int kinds, std::vector<Value> counts);
};

bool Loading::has(const char* kind) {
    return m_connection.count("SELECT count(*) FROM manifest WHERE wiki_db = ? AND kind = ? AND sha256 = ?",
                              {wiki(), std::string{kind}, m_report.sha256}) > 0;
}

/// Of the source's own rows, before its neighbours join them.
void Loading::measure_source() {
    if (m_report.pages == 0)
        m_report.pages = static_cast<std::uint64_t>(
            m_connection.count("SELECT count(DISTINCT page_id) FROM loading.staged"));
    Rows rows = m_connection.rows("SELECT min(event_timestamp), max(event_timestamp) FROM loading.staged");
    if (rows.next()) {
        m_first_edit = rows.value(0, 0);
        m_last_edit = rows.value(1, 0);
    }
    while (rows.next()) {
    }
}

/// Rows of the lake that the new ones bear on come back, as their source told them: the same revisions, and
/// where something is derived the same pages' and the children's.
void Loading::gather_neighbours() {
    m_report.already_there = static_cast<std::uint64_t>(
        m_connection.count("SELECT count(*) FROM edits WHERE wiki_db = ? AND revision_id IN (SELECT "
                           "revision_id FROM loading.staged)",
                           {wiki()}));
    const bool derives =
        m_connection.count(fmt::format("SELECT (EXISTS (FROM loading.staged s WHERE {} <> 7) OR "
                                       "EXISTS (FROM edits WHERE wiki_db = ? AND said <> 7))::INTEGER",
                                       m_said),
                           {wiki()}) > 0;
    const char* neighbours = derives ? "OR revision_parent_id IN (SELECT revision_id FROM loading.staged) "
                                       "OR page_id IN (SELECT page_id FROM loading.staged WHERE page_id > 0)"
                                     : "";
    m_connection.run(
        fmt::format("INSERT INTO loading.staged SELECT revision_id, "
                    "CASE WHEN said & 1 <> 0 THEN revision_parent_id END, event_timestamp, event_user_id, "
                    "event_user_text, event_user_is_anonymous, event_user_is_bot_by_name, "
                    "event_user_is_bot_by_group, page_id, page_namespace, page_title, page_is_redirect, "
                    "page_is_deleted, revision_minor_edit, revision_text_bytes, "
                    "CASE WHEN said & 2 <> 0 THEN revision_text_bytes_diff END, "
                    "CASE WHEN said & 4 <> 0 THEN revision_is_identity_revert END, "
                    "CASE WHEN said & 4 <> 0 THEN revision_is_identity_reverted END, "
                    "CASE WHEN said & 4 <> 0 THEN revision_seconds_to_identity_revert END, "
                    "revision_tags, revision_text_sha1, said FROM edits WHERE wiki_db = ? AND "
                    "(revision_id IN (SELECT revision_id FROM loading.staged) {})",
                    neighbours),
        {wiki()});
}

/// Of rows with the same revision the one whose source said most stays; the last resort is any order that
/// does not hang on which came first.
void Loading::drop_doubles() {
    m_connection.run(
        "INSERT INTO loading.doubled SELECT revision_id FROM loading.staged GROUP BY 1 HAVING count(*) > 1");
    if (m_connection.count("SELECT count(*) FROM loading.doubled") == 0) return;
    m_connection.run(
        fmt::format("CREATE OR REPLACE TABLE loading.kept AS SELECT * FROM loading.staged s "
                    "WHERE revision_id IN (FROM loading.doubled) "
                    "QUALIFY row_number() OVER (PARTITION BY revision_id ORDER BY {} DESC, s::VARCHAR) = 1",
                    m_said));
    m_connection.run("DELETE FROM loading.staged WHERE revision_id IN (FROM loading.doubled)");
    m_connection.run("INSERT INTO loading.staged FROM loading.kept");
    m_connection.run("DROP TABLE loading.kept");
}

void Loading::derive_page(std::vector<PageRevision>& page, TableWriter& derived,
                          TableWriter& elsewhere) const {
    derive(page);
    for (const PageRevision& revision : page) {
        // Where the source says the rest itself, most revisions have nothing that must be told.
        const bool says_the_rest = revision.source_has_parents && revision.source_has_differences;
        if (says_the_rest && !revision.is_identity_revert && !revision.is_identity_reverted) continue;
        derived.set_integer(0, revision.revision_id);
        if (revision.revision_parent_id) derived.set_integer(1, *revision.revision_parent_id);
        if (revision.revision_text_bytes_diff) derived.set_integer(2, *revision.revision_text_bytes_diff);
        derived.set_boolean(3, revision.is_identity_revert);
        derived.set_boolean(4, revision.is_identity_reverted);
        if (revision.seconds_to_identity_revert) derived.set_integer(5, *revision.seconds_to_identity_revert);
        derived.end_row();
        if (revision.parent_is_elsewhere && !revision.source_has_differences) {
            elsewhere.set_integer(0, revision.revision_id);
            elsewhere.set_integer(1, *revision.revision_parent_id);
            elsewhere.end_row();
        }
    }
    page.clear();
}

void Loading::derive_pages() {
    if (m_connection.count(
            fmt::format("SELECT EXISTS (FROM loading.staged s WHERE {} <> 7)::INTEGER", m_said)) == 0)
        return;
    Connection writing(m_database);
    TableWriter derived(writing, "derived", k_derived);
    TableWriter elsewhere(writing, "elsewhere", k_elsewhere);
    Rows rows = m_connection.rows(
        fmt::format("SELECT page_id, revision_id, event_timestamp, revision_parent_id, ({})::BIGINT, "
                    "revision_text_bytes, revision_text_sha1 FROM loading.staged s "
                    "ORDER BY page_id, event_timestamp, revision_id",
                    m_said));
    std::vector<PageRevision> page;
    std::int64_t page_id = 0;
    while (rows.next())
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::int64_t next = rows.integer(0, i);
            // Revisions of deleted pages without an id have nothing to do with each other.
            if (next != page_id || next <= 0) derive_page(page, derived, elsewhere);
            page_id = next;
            page.push_back(page_revision(rows, i));
        }
    derive_page(page, derived, elsewhere);
    derived.finish();
    elsewhere.finish();
}

void Loading::look_up_far_parents() {
    m_connection.run(
        "INSERT INTO loading.far SELECT e.revision_id, any_value(b.revision_text_bytes) FROM "
        "loading.elsewhere e "
        "JOIN (SELECT revision_id, revision_text_bytes FROM loading.staged UNION ALL "
        "SELECT revision_id, revision_text_bytes FROM edits WHERE wiki_db = ? AND ?) b "
        "ON b.revision_id = e.revision_parent_id GROUP BY 1",
        {wiki(), m_joins_edits});
}

/// Another snapshot of this kind gives way; `table` holds its rows.
void Loading::replace_older(const char* kind, const char* table) {
    m_connection.run(
        fmt::format("DELETE FROM {} WHERE wiki_db = ? AND EXISTS (FROM manifest WHERE wiki_db = ? "
                    "AND kind = ? AND snapshot <> ?)",
                    table),
        {wiki(), wiki(), std::string{kind}, m_report.snapshot});
    m_connection.run("DELETE FROM manifest WHERE wiki_db = ? AND kind = ? AND snapshot <> ?",
                     {wiki(), std::string{kind}, m_report.snapshot});
}

/// The place of each name in their order: sorting the rows by it costs a third less than by the name.
void Loading::number_names() {
    m_connection.run(
        "INSERT INTO loading.names SELECT event_user_text, row_number() OVER (ORDER BY event_user_text) FROM "
        "(SELECT DISTINCT event_user_text FROM loading.staged WHERE event_user_text IS NOT NULL)");
}

void Loading::put_edits(int kinds) {
    replace_older("edits", "edits");
    if (m_joins_edits)
        m_connection.run(
            "DELETE FROM edits WHERE wiki_db = ? AND revision_id IN (SELECT revision_id FROM loading.staged)",
            {wiki()});
    m_connection.run(
        fmt::format(
            "INSERT INTO edits SELECT ?, revision_id, parent_id, event_timestamp, event_user_id, "
            "event_user_text, "
            "event_user_is_anonymous, event_user_is_bot_by_name, event_user_is_bot_by_group, page_id, "
            "page_namespace, page_title, page_is_redirect, page_is_deleted, revision_minor_edit, "
            "revision_text_bytes, bytes_diff, coalesce(parent_id = 0, false), is_revert, is_reverted, "
            "seconds, "
            "coalesce(revision_tags, []), revision_text_sha1, all_said FROM ("
            "SELECT s.*, {0}::UTINYINT AS all_said, "
            "CASE WHEN {0} & 1 <> 0 THEN s.revision_parent_id ELSE d.revision_parent_id END AS parent_id, "
            "CASE WHEN {0} & 2 <> 0 THEN s.revision_text_bytes_diff "
            "ELSE coalesce(d.revision_text_bytes_diff, s.revision_text_bytes - f.parent_bytes) END AS "
            "bytes_diff, "
            "coalesce(s.revision_is_identity_revert, d.revision_is_identity_revert, false) AS is_revert, "
            "coalesce(s.revision_is_identity_reverted, d.revision_is_identity_reverted, false) AS "
            "is_reverted, "
            "CASE WHEN {0} & 4 <> 0 THEN s.revision_seconds_to_identity_revert "
            "ELSE d.revision_seconds_to_identity_revert END AS seconds "
            "FROM loading.staged s LEFT JOIN loading.derived d ON d.revision_id = s.revision_id "
            "LEFT JOIN loading.far f ON f.revision_id = s.revision_id) "
            "LEFT JOIN loading.names USING (event_user_text) ORDER BY place, event_timestamp, revision_id",
            m_said),
        {wiki()});
    put_manifest("edits", kinds,
                 {number(m_report.pages), number(m_report.edits), number(m_report.rows),
                  number(m_report.bad_rows), m_first_edit, m_last_edit});
}

/// Accounts meet their edits by id, and by name where either has no id. The name is the edits', which is the
/// name now.
void Loading::put_users() {
    m_connection.run("DELETE FROM users WHERE wiki_db = ?", {wiki()});
    m_connection.run(
        "INSERT INTO users WITH edited AS MATERIALIZED ("
        "  SELECT max(event_user_id) AS id, event_user_text AS name, min(event_timestamp) AS first_edit FROM "
        "edits"
        "  WHERE wiki_db = ?1 AND NOT event_user_is_anonymous AND event_user_text IS NOT NULL GROUP BY name),"
        "registered AS MATERIALIZED ("
        "  SELECT event_user_id AS id, event_user_text AS name, registration_timestamp AS at, created_by"
        "  FROM registrations WHERE wiki_db = ?1"
        "  QUALIFY row_number() OVER (PARTITION BY coalesce(event_user_id::VARCHAR, '@' || event_user_text)"
        "    ORDER BY registration_timestamp, created_by, event_user_text) = 1),"
        "by_id AS MATERIALIZED ("
        "  SELECT e.name AS edited_name, r.name, r.id, r.at, r.created_by FROM registered r"
        "  JOIN edited e ON e.id = r.id),"
        "by_name AS ("
        "  SELECT e.name AS edited_name, r.name, r.id, r.at, r.created_by FROM registered r"
        "  JOIN edited e ON e.name = r.name WHERE (e.id IS NULL OR r.id IS NULL)"
        "  AND e.name NOT IN (SELECT edited_name FROM by_id)),"
        "met AS MATERIALIZED (FROM by_id UNION ALL FROM by_name) "
        "SELECT ?1, * FROM ("
        "  SELECT coalesce(e.id, max(m.id)) AS id, e.name, min(m.at) AS at,"
        "    coalesce(arg_min(m.created_by, m.at), 'unknown') AS created_by, e.first_edit"
        "  FROM edited e LEFT JOIN met m ON m.edited_name = e.name GROUP BY e.id, e.name, e.first_edit"
        "  UNION ALL"
        "  SELECT r.id, r.name, r.at, r.created_by, NULL FROM registered r"
        "  ANTI JOIN met m ON m.name = r.name AND m.id IS NOT DISTINCT FROM r.id) "
        "ORDER BY name",
        {wiki()});
}

void Loading::put_wiki() {
    const wiki::Site site = m_sink.found_site().value_or(wiki::Site{});
    m_connection.run(
        "INSERT INTO wikis SELECT ?1, NULL, NULL, NULL, true, false "
        "WHERE NOT EXISTS (FROM wikis WHERE wiki_db = ?1)",
        {wiki()});
    m_connection.run(
        "UPDATE wikis SET domain = coalesce(?2, domain), family = coalesce(?3, family), "
        "language = coalesce(?4, language), first_letter_upper = coalesce(?5, first_letter_upper), "
        "simulated = (SELECT bool_or(simulated) FROM manifest WHERE wiki_db = ?1) WHERE wiki_db = ?1",
        {wiki(), or_null(site.domain), or_null(site.family), or_null(site.language),
         // Only sources that name the namespaces know the case of titles.
         site.namespaces.empty() ? Value{} : Value{site.first_letter_upper}});
    if (site.namespaces.empty()) return;
    m_connection.run("DELETE FROM namespaces WHERE wiki_db = ?", {wiki()});
    for (const auto& [id, name] : site.namespaces)
        m_connection.run("INSERT INTO namespaces VALUES (?, ?, ?)", {wiki(), std::int64_t{id}, name});
}

void Loading::put_manifest(const char* kind, int kinds, std::vector<Value> counts) {
    std::vector<Value> values{wiki(),   std::string{kind}, m_report.snapshot,
                              m_source, m_report.sha256,   std::int64_t{kinds}};
    values.insert(values.end(), std::make_move_iterator(counts.begin()),
                  std::make_move_iterator(counts.end()));
    values.insert(values.end(), {number(m_report.compressed_bytes), Value{m_now}, Value{m_simulated}});
    m_connection.run("INSERT INTO manifest VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values);
}

void Loading::put_registrations(int kinds) {
    replace_older("registrations", "registrations");
    m_connection.run(
        "INSERT INTO registrations SELECT ?, event_user_id, event_user_text, registration_timestamp, "
        "created_by "
        "FROM (SELECT DISTINCT * FROM loading.registered) r WHERE NOT EXISTS (FROM registrations o "
        "WHERE o.wiki_db = ? AND o.event_user_id IS NOT DISTINCT FROM r.event_user_id "
        "AND o.event_user_text = r.event_user_text AND o.registration_timestamp = r.registration_timestamp "
        "AND o.created_by = r.created_by) "
        "ORDER BY event_user_text, registration_timestamp",
        {wiki(), wiki()});
    Value first, last;
    {
        Rows rows = m_connection.rows(
            "SELECT min(registration_timestamp), max(registration_timestamp) FROM loading.registered");
        if (rows.next()) first = rows.value(0, 0), last = rows.value(1, 0);
    }
    const bool alone = kinds == 1;
    put_manifest("registrations", kinds,
                 {number(0), number(0), number(alone ? m_report.rows : m_report.registrations),
                  number(alone ? m_report.bad_rows : 0), first, last});
}

/// Links, else names. One kind of facts alone.
void Loading::put_categories(bool links) {
    const char* const kind = links ? "category-links" : "category-names";
    m_report.unchanged = has(kind);
    if (m_report.unchanged) return;
    if (links)
        m_report.pages = static_cast<std::uint64_t>(
            m_connection.count("SELECT count(DISTINCT page_id) FROM loading.category_links"));
    Transaction putting(m_connection);
    replace_older(kind, links ? "category_links" : "category_names");
    links ? put_category_links(m_connection, m_report.wiki_db)
          : put_category_names(m_connection, m_report.wiki_db);
    put_manifest(
        kind, 1,
        {number(m_report.pages), number(0), number(m_report.rows), number(m_report.bad_rows), {}, {}});
    const CategoryCounts counts = derive_category_members(m_connection, m_report.wiki_db);
    m_report.all_category_links = counts.links;
    m_report.unnamed_category_links = counts.unnamed;
    put_wiki();
    putting.commit();
}

/// A log without any new user is no history without any edit.
bool Loading::is_log() const {
    using enum wiki::HistoryFormat;
    return m_report.format == logging_sql ||
           (m_report.format == xml_export && m_report.rows > 0 && m_sink.edits() == 0 && m_sink.pages() == 0);
}

void Loading::prepare_edits() {
    measure_source();
    m_replaces_edits =
        m_connection.count(
            "SELECT count(*) FROM manifest WHERE wiki_db = ? AND kind = 'edits' AND snapshot <> ?",
            {wiki(), m_report.snapshot}) > 0;
    m_joins_edits = !m_replaces_edits &&
                    m_connection.count("SELECT EXISTS (FROM edits WHERE wiki_db = ?)::INTEGER", {wiki()}) > 0;
    if (m_joins_edits) gather_neighbours();
    drop_doubles();
    derive_pages();
    look_up_far_parents();
    number_names();
}

void Loading::run() {
    using enum wiki::HistoryFormat;
    if (m_report.format == category_links_sql || m_report.format == category_names_sql)
        return put_categories(m_report.format == category_links_sql);
    const bool has_registrations = m_sink.registrations() > 0 || is_log();
    const bool has_edits = m_sink.edits() > 0 || m_sink.pages() > 0 || !has_registrations;
    const int kinds = int{has_edits} + int{has_registrations};
    const bool brings_edits = has_edits && !has("edits");
    const bool brings_registrations = has_registrations && !has("registrations");
    m_report.unchanged = !brings_edits && !brings_registrations;
    if (m_report.unchanged) return;
    if (brings_edits) prepare_edits();
    Transaction putting(m_connection);
    if (brings_edits) put_edits(kinds);
    if (brings_registrations) put_registrations(kinds);
    put_users();
    put_wiki();
    putting.commit();
}

/// The tables of one load, gone when it ends, however it ends.
class LoadingTables {
public:
    explicit LoadingTables(Connection& connection) : m_connection(connection) {
        make_loading_tables(m_connection);
    }
    ~LoadingTables() {
        try {
            drop_loading_tables(m_connection);
        } catch (const Error& error) {
            log_warning(error.what());  // The next load drops them.
        }
    }
    LoadingTables(const LoadingTables&) = delete;
    LoadingTables& operator=(const LoadingTables&) = delete;

private:
    Connection& m_connection;
};

bool is_of(const Loaded& row, const std::string& sha256, const std::string& wiki_db) {
    return row.sha256 == sha256 && (wiki_db.empty() || row.wiki_db == wiki_db);
}

/// True where every kind of facts that the source brings is in the lake.
bool is_whole(Connection& connection, const std::string& sha256, const std::string& wiki_db) {
    return !sha256.empty() && connection.count(
                                  "SELECT coalesce(count(*) = any_value(kinds_of_source), false)::INTEGER "
                                  "FROM manifest WHERE sha256 = ?1 AND (?2 = '' OR wiki_db = ?2) "
                                  "GROUP BY wiki_db ORDER BY 1 DESC",
                                  {sha256, wiki_db}) > 0;
}

/// The report of a source that the lake has already.
LoadReport report_of(const std::vector<Loaded>& manifest, const std::string& sha256,
                     const std::string& wiki_db) {
    LoadReport report{};
    report.unchanged = true;
    for (const Loaded& row : manifest) {
        if (!is_of(row, sha256, report.wiki_db.empty() ? wiki_db : report.wiki_db)) continue;
        report.wiki_db = row.wiki_db;
        report.snapshot = row.snapshot;
        report.sha256 = row.sha256;
        report.compressed_bytes = row.bytes;
        report.pages += row.pages;
        report.edits += row.revisions;
        report.registrations += row.kind == "registrations" ? row.rows : 0;
        report.category_links += row.kind == "category-links" ? row.rows : 0;
        report.category_names += row.kind == "category-names" ? row.rows : 0;
        report.rows = std::max(report.rows, row.rows);
        report.bad_rows += row.bad_rows;
    }
    return report;
}

std::vector<Loaded> gone(const std::vector<Loaded>& before, const std::vector<Loaded>& after) {
    std::vector<Loaded> gone;
    std::copy_if(before.begin(), before.end(), std::back_inserter(gone), [&](const Loaded& row) {
        return std::none_of(after.begin(), after.end(), [&](const Loaded& other) {
            return other.kind == row.kind && is_of(other, row.sha256, row.wiki_db);
        });
    });
    return gone;
}

/// Gives the room of what was replaced back. The engine does it by itself later where a reader is in the way.
void checkpoint(Connection& connection) {
    try {
        connection.run("CHECKPOINT");
    } catch (const Error& error) {
        log_info(error.what());
    }
}

}  // namespace

LoadReport Lake::load_from(const std::string& source, const std::string& sha256, const LoadOptions& options,
                           const Reader& reader) {
    const std::lock_guard taking_turns(m_engine->loading);
    Connection connection(m_engine->database);
    if (is_whole(connection, sha256, options.wiki_db)) return report_of(manifest(), sha256, options.wiki_db);
    const LoadingTables tables(connection);
    const Instant now = SystemClock{}.now();
    StagingSink sink(connection, options.wiki_db);
    LoadReport report{};
    static_cast<wiki::ReadReport&>(report) = reader(sink);
    sink.finish();
    report.wiki_db = sink.wiki_db();
    report.edits = sink.edits();
    report.registrations = sink.registrations();
    if (report.sha256.empty()) report.sha256 = sha256;
    report.snapshot = !options.snapshot.empty() ? options.snapshot : snapshot_of_name(source);
    if (report.snapshot.empty()) report.snapshot = day_of(now);
    const std::vector<Loaded> before = manifest();
    Loading(m_engine->database, connection, sink, report, source, options.simulated, now).run();
    report.replaced = gone(before, manifest());
    checkpoint(connection);
    return report;
}

}  // namespace brujula::facts
