// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/load.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
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
#include "facts/lake.hpp"
#include "facts/lake_engine.hpp"
#include "facts/prepare_edits.hpp"
#include "facts/schema.hpp"
#include "facts/staging.hpp"
#include "facts/users.hpp"

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
          m_said(said_of_staged(sink.said())) {}

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
    bool m_joins_edits = false;

    [[nodiscard]] Value wiki() const { return m_report.wiki_db; }
    bool has(const char* kind);
    [[nodiscard]] bool is_log() const;
    void measure_source();
    void replace_older(const char* kind, const char* table);
    void put_edits(int kinds);
    void put_registrations(int kinds);
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
    Value first;
    Value last;
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
    if (brings_edits) {
        measure_source();
        m_joins_edits = prepare_edits(m_database, m_connection, m_said, m_report);
    }
    Transaction putting(m_connection);
    if (brings_edits) put_edits(kinds);
    if (brings_registrations) put_registrations(kinds);
    derive_users(m_connection, m_report.wiki_db);
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

}  // namespace

std::optional<LoadReport> already_loaded(const Database& database, const std::string& sha256,
                                         const std::string& wiki_db) {
    Connection connection(database);
    if (!is_whole(connection, sha256, wiki_db)) return std::nullopt;
    return report_of(manifest_of(database), sha256, wiki_db);
}

LoadReport load_into(const Database& database, const std::string& source, const std::string& sha256,
                     const LoadOptions& options, const Lake::Reader& reader) {
    Connection connection(database);
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
    const std::vector<Loaded> before = manifest_of(database);
    Loading(database, connection, sink, report, source, options.simulated, now).run();
    report.replaced = gone(before, manifest_of(database));
    return report;
}

}  // namespace brujula::facts
