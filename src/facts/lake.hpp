// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "wiki/read.hpp"

namespace brujula::facts {

/// A value of a query's parameter or of a cell of its answer. Times are Instant, texts UTF-8, monostate is
/// NULL.
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

/// One loaded source of one wiki: a row of the manifest.
struct Loaded {
    std::string wiki_db;
    std::string kind;      ///< "edits" or "registrations"
    std::string snapshot;  ///< names this state of the wiki's facts: "20260101" from the file's name, else
                           ///< the load's day
    std::string source;    ///< the file's name, without its folder
    std::string sha256;
    std::uint64_t pages = 0;
    std::uint64_t revisions = 0;
    std::uint64_t rows = 0;
    std::uint64_t bad_rows = 0;
    std::optional<Instant> first;  ///< of the rows; empty when there is none
    std::optional<Instant> last;
    std::uint64_t bytes = 0;  ///< of the source file
    Instant loaded_at;
};

struct LoadOptions {
    std::string wiki_db;     ///< needed where the source does not name its wiki (CSV)
    std::string snapshot;    ///< empty: from the file's name or else the day of the load
    bool simulated = false;  ///< the facts are simulated: every measurement says so
    wiki::ReadOptions read;
};

/// The facts of a network's wikis in the embedded engine: one folder, one owner. Threads may query at once;
/// loads take turns. Tables that metrics may name in SQL (source: mediawiki_history; see
/// docs/formats/lake.md):
///
///   edits(wiki_db VARCHAR, revision_id BIGINT, revision_parent_id BIGINT, event_timestamp TIMESTAMP,
///   event_user_id
///     BIGINT, event_user_text VARCHAR, event_user_is_anonymous BOOLEAN, event_user_is_bot_by_name BOOLEAN,
///     event_user_is_bot_by_group BOOLEAN, page_id BIGINT, page_namespace INTEGER, page_title VARCHAR,
///     page_is_redirect BOOLEAN, page_is_deleted BOOLEAN, revision_minor_edit BOOLEAN, revision_text_bytes
///     BIGINT, revision_text_bytes_diff BIGINT, revision_creates_page BOOLEAN, revision_is_identity_revert
///     BOOLEAN, revision_is_identity_reverted BOOLEAN, revision_seconds_to_identity_revert BIGINT,
///     revision_tags VARCHAR[]) sorted by (wiki_db, event_user_text, event_timestamp)
///   users(wiki_db, event_user_id, event_user_text, registration_timestamp TIMESTAMP, created_by VARCHAR
///     self|system|peer|unknown, first_edit_timestamp TIMESTAMP): everybody who registered or edited by name
///   category_members(wiki_db, category VARCHAR, page_id BIGINT)
///   wikis(wiki_db, domain, family, language, simulated BOOLEAN)
class Lake {
public:
    /// Opens or makes the lake in `folder`. Throws Error(unavailable) while another process holds it.
    explicit Lake(const std::filesystem::path& folder);
    ~Lake();
    Lake(const Lake&) = delete;
    Lake& operator=(const Lake&) = delete;

    /// Loads one file whole or not at all: a load that is killed leaves the lake as it was. The same file
    /// again changes nothing; another file of the same wiki and kind and another snapshot takes the older
    /// one's place, several files of one snapshot add up.
    wiki::ReadReport load(const std::filesystem::path& file, const LoadOptions& options);

    [[nodiscard]] std::vector<Loaded> manifest() const;
    /// The wiki's facts by name for provenance: "aawiki@20260101+<digest>"; empty where nothing is loaded.
    [[nodiscard]] std::string snapshot_of(std::string_view wiki_db) const;
    /// Runs a reading query. Throws Error(too_large) beyond `most_rows`, Error(unavailable) when interrupted.
    [[nodiscard]] Table query(const Query& query, std::size_t most_rows = 1'000'000) const;

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
};

}  // namespace brujula::facts
