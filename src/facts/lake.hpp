// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "wiki/read.hpp"

namespace brujula::facts {

/// A value of a query's parameter or of a cell of its answer. Times are Instant (a DATE is its first second),
/// texts UTF-8, monostate is NULL. Sums too large for 64 bits and decimals come as double. Lists have no
/// value: give many names as one text of JSON, `event_user_text IN (SELECT unnest(from_json(?,
/// '["VARCHAR"]')))`, and get them with array_to_string().
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, Instant>;

/// A SQL text with `?` placeholders and their values in order. Nothing from outside is ever put into `sql`.
struct Query {
    std::string sql;
    std::vector<Value> parameters;
};

struct Table {
    std::vector<std::string> columns;
    std::vector<std::vector<Value>> rows;
};

/// Limits of one query.
struct QueryOptions {
    std::size_t most_rows = 1'000'000;
    std::optional<std::chrono::milliseconds> most_time = {};
    std::stop_token stop = {};  ///< asks the query to end, from any thread
};

/// How a lake is opened.
struct LakeOptions {
    /// The most that loads and queries take together, before sorting spills to the disk; 0: half of the
    /// machine's memory, 512 MB to 4 GB.
    std::size_t memory_megabytes = 0;
    /// How long a load waits while another one has the lake, before it is Error(unavailable).
    std::chrono::milliseconds wait{0};
    std::function<void(const std::string& holder)> on_wait = {};  ///< told once, with the process's number
    /// Limits of queries that state none themselves.
    std::optional<std::chrono::milliseconds> most_time = {};
    std::stop_token stop = {};
};

/// One loaded source of one wiki: a row of the manifest.
struct Loaded {
    std::string wiki_db;
    std::string kind;      ///< "edits", "registrations", "category-links" or "category-names"
    std::string snapshot;  ///< names this state of the wiki's facts: "20260101" from the file's name, else
                           ///< the load's day
    std::string source;    ///< the file's name, without its folder
    std::string sha256;
    std::uint64_t pages = 0;
    std::uint64_t revisions = 0;
    std::uint64_t rows = 0;  ///< that the source has, good and bad
    std::uint64_t bad_rows = 0;
    std::optional<Instant> first;  ///< of the rows; empty when there is none
    std::optional<Instant> last;
    std::uint64_t bytes = 0;  ///< of the source file
    Instant loaded_at;
    bool simulated = false;
};

struct LoadOptions {
    std::string wiki_db = {};   ///< needed where the source does not name its wiki (CSV)
    std::string snapshot = {};  ///< empty: from the file's name or else the day of the load
    bool simulated = false;     ///< the facts are simulated: every measurement says so
    wiki::ReadOptions read = {};
};

/// What a load did, beside what the reader found.
struct LoadReport : wiki::ReadReport {
    std::string wiki_db;
    std::string snapshot;
    bool unchanged = false;           ///< the lake had this very file already
    std::vector<Loaded> replaced;     ///< of another snapshot, now gone
    std::uint64_t already_there = 0;  ///< revisions that another file of the snapshot had brought
    /// Of the wiki after a load of links or names of categories.
    std::uint64_t all_category_links = 0;
    std::uint64_t unnamed_category_links = 0;  ///< those whose category's name is not loaded
};

/// The facts of a network's wikis in the embedded engine: one folder. Any number of lakes, in any number of
/// processes, may read it at once, and each sees what it saw when it was opened, whatever is loaded
/// meanwhile, but for its own loads. Loads take turns, and make a file beside the one that is read
/// (loader.hpp). Threads may query at once. Tables that metrics may name in SQL (source: mediawiki_history;
/// see docs/formats/lake.md):
///
///   edits(wiki_db VARCHAR, revision_id BIGINT, revision_parent_id BIGINT, event_timestamp TIMESTAMP,
///     event_user_id BIGINT, event_user_text VARCHAR, event_user_is_anonymous BOOLEAN,
///     event_user_is_bot_by_name BOOLEAN, event_user_is_bot_by_group BOOLEAN, page_id BIGINT,
///     page_namespace INTEGER, page_title VARCHAR, page_is_redirect BOOLEAN, page_is_deleted BOOLEAN,
///     revision_minor_edit BOOLEAN, revision_text_bytes BIGINT, revision_text_bytes_diff BIGINT,
///     revision_creates_page BOOLEAN, revision_is_identity_revert BOOLEAN, revision_is_identity_reverted
///     BOOLEAN, revision_seconds_to_identity_revert BIGINT, revision_tags VARCHAR[])
///     a row a revision; each load's rows sorted by (event_user_text, event_timestamp)
///   users(wiki_db, event_user_id, event_user_text, registration_timestamp TIMESTAMP, created_by VARCHAR
///     self|system|peer|unknown, first_edit_timestamp TIMESTAMP): everybody who registered or edited by name
///   category_members(wiki_db, category VARCHAR, page_id BIGINT): direct members on the day of the dump
///   category_counts(wiki_db, links BIGINT, unnamed BIGINT): a row a wiki whose category links are loaded;
///     `unnamed` of the links are not in category_members, since their category's name is not loaded
///   wikis(wiki_db, domain, family, language, first_letter_upper BOOLEAN, simulated BOOLEAN)
///   namespaces(wiki_db, page_namespace INTEGER, name VARCHAR)
class Lake {
public:
    /// Gives a sink a whole source; throws when it cannot.
    using Reader = std::function<wiki::ReadReport(wiki::HistorySink&)>;

    /// Opens the lake in `folder` to be read, an empty one where nothing was ever loaded; makes nothing.
    /// Throws Error(unavailable) where a file that it was is gone, damaged or may not be read; the message
    /// names it.
    explicit Lake(const std::filesystem::path& folder, const LakeOptions& options = {});
    ~Lake();
    Lake(const Lake&) = delete;
    Lake& operator=(const Lake&) = delete;

    /// A Loader's load() of one file, and publish(Less::refuse). Throws what they throw.
    LoadReport load(const std::filesystem::path& file, const LoadOptions& options);
    /// A Loader's load_from() of one source, and publish(Less::refuse). Throws what they throw.
    LoadReport load_from(const std::string& source, const std::string& sha256, const LoadOptions& options,
                         const Reader& reader);

    /// By wiki, kind (edits first), source.
    [[nodiscard]] std::vector<Loaded> manifest() const;
    /// The wiki's facts by name for provenance: "aawiki@20260101+<digest>"; empty where nothing is loaded.
    /// Changes when, and only when, other sources make up the wiki's facts, or other rules derive from them.
    [[nodiscard]] std::string snapshot_of(std::string_view wiki_db) const;
    /// Runs a reading query. Throws Error(too_large) beyond `most_rows`, Error(unavailable) when interrupted.
    [[nodiscard]] Table query(const Query& query, std::size_t most_rows = 1'000'000) const;
    [[nodiscard]] Table query(const Query& query, const QueryOptions& options) const;
    /// Hands each row to `row` until it returns false; memory does not grow with them. `options.most_rows` is
    /// not looked at. Throws Error(unavailable) when interrupted.
    void query_each(const Query& query, const std::function<bool(std::span<const Value>)>& row,
                    const QueryOptions& options = {}) const;

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
};

}  // namespace brujula::facts
