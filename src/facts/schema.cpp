// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/schema.hpp"

#include <string>

#include "base/error.hpp"
#include "facts/engine.hpp"

namespace brujula::facts {
namespace {

constexpr const char* k_tables[] = {
    R"(CREATE TABLE IF NOT EXISTS lake (format INTEGER NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS manifest (
        wiki_db VARCHAR NOT NULL, kind VARCHAR NOT NULL, snapshot VARCHAR NOT NULL, source VARCHAR NOT NULL,
        sha256 VARCHAR NOT NULL, kinds_of_source INTEGER NOT NULL, pages BIGINT NOT NULL,
        revisions BIGINT NOT NULL, source_rows BIGINT NOT NULL, bad_rows BIGINT NOT NULL,
        first_timestamp TIMESTAMP, last_timestamp TIMESTAMP, bytes BIGINT NOT NULL,
        loaded_at TIMESTAMP NOT NULL, simulated BOOLEAN NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS edits (
        wiki_db VARCHAR NOT NULL, revision_id BIGINT NOT NULL, revision_parent_id BIGINT,
        event_timestamp TIMESTAMP NOT NULL, event_user_id BIGINT, event_user_text VARCHAR,
        event_user_is_anonymous BOOLEAN NOT NULL, event_user_is_bot_by_name BOOLEAN NOT NULL,
        event_user_is_bot_by_group BOOLEAN NOT NULL, page_id BIGINT NOT NULL, page_namespace INTEGER NOT NULL,
        page_title VARCHAR NOT NULL, page_is_redirect BOOLEAN NOT NULL, page_is_deleted BOOLEAN NOT NULL,
        revision_minor_edit BOOLEAN NOT NULL, revision_text_bytes BIGINT, revision_text_bytes_diff BIGINT,
        revision_creates_page BOOLEAN NOT NULL, revision_is_identity_revert BOOLEAN NOT NULL,
        revision_is_identity_reverted BOOLEAN NOT NULL, revision_seconds_to_identity_revert BIGINT,
        revision_tags VARCHAR[] NOT NULL, revision_text_sha1 VARCHAR, said UTINYINT NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS registrations (
        wiki_db VARCHAR NOT NULL, event_user_id BIGINT, event_user_text VARCHAR NOT NULL,
        registration_timestamp TIMESTAMP NOT NULL, created_by VARCHAR NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS users (
        wiki_db VARCHAR NOT NULL, event_user_id BIGINT, event_user_text VARCHAR NOT NULL,
        registration_timestamp TIMESTAMP, created_by VARCHAR NOT NULL, first_edit_timestamp TIMESTAMP))",
    R"(CREATE TABLE IF NOT EXISTS category_links (
        wiki_db VARCHAR NOT NULL, page_id BIGINT NOT NULL, target_id BIGINT, category VARCHAR))",
    R"(CREATE TABLE IF NOT EXISTS category_names (
        wiki_db VARCHAR NOT NULL, target_id BIGINT NOT NULL, category VARCHAR NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS category_counts (
        wiki_db VARCHAR NOT NULL, links BIGINT NOT NULL, unnamed BIGINT NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS category_members (
        wiki_db VARCHAR NOT NULL, category VARCHAR NOT NULL, page_id BIGINT NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS wikis (
        wiki_db VARCHAR NOT NULL, domain VARCHAR, family VARCHAR, language VARCHAR,
        first_letter_upper BOOLEAN NOT NULL, simulated BOOLEAN NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS namespaces (
        wiki_db VARCHAR NOT NULL, page_namespace INTEGER NOT NULL, name VARCHAR NOT NULL))",
};

constexpr const char* k_loading_tables[] = {
    // The order of StagingSink's columns.
    R"(CREATE OR REPLACE TABLE loading.staged (
        revision_id BIGINT, revision_parent_id BIGINT, event_timestamp TIMESTAMP, event_user_id BIGINT,
        event_user_text VARCHAR, event_user_is_anonymous BOOLEAN, event_user_is_bot_by_name BOOLEAN,
        event_user_is_bot_by_group BOOLEAN, page_id BIGINT, page_namespace INTEGER, page_title VARCHAR,
        page_is_redirect BOOLEAN, page_is_deleted BOOLEAN, revision_minor_edit BOOLEAN,
        revision_text_bytes BIGINT, revision_text_bytes_diff BIGINT, revision_is_identity_revert BOOLEAN,
        revision_is_identity_reverted BOOLEAN, revision_seconds_to_identity_revert BIGINT,
        revision_tags VARCHAR[], revision_text_sha1 VARCHAR, said UTINYINT))",
    R"(CREATE OR REPLACE TABLE loading.registered (
        event_user_id BIGINT, event_user_text VARCHAR, registration_timestamp TIMESTAMP, created_by VARCHAR))",
    R"(CREATE OR REPLACE TABLE loading.category_links (page_id BIGINT, target_id BIGINT, category VARCHAR))",
    R"(CREATE OR REPLACE TABLE loading.category_names (target_id BIGINT, category VARCHAR))",
    R"(CREATE OR REPLACE TABLE loading.derived (
        revision_id BIGINT, revision_parent_id BIGINT, revision_text_bytes_diff BIGINT,
        revision_is_identity_revert BOOLEAN, revision_is_identity_reverted BOOLEAN,
        revision_seconds_to_identity_revert BIGINT))",
    R"(CREATE OR REPLACE TABLE loading.elsewhere (revision_id BIGINT, revision_parent_id BIGINT))",
    R"(CREATE OR REPLACE TABLE loading.far (revision_id BIGINT, parent_bytes BIGINT))",
    R"(CREATE OR REPLACE TABLE loading.doubled (revision_id BIGINT))",
    R"(CREATE OR REPLACE TABLE loading.names (event_user_text VARCHAR, place BIGINT))",
    R"(CREATE OR REPLACE TABLE loading.users (
        event_user_id BIGINT, event_user_text VARCHAR, registration_timestamp TIMESTAMP, created_by VARCHAR,
        first_edit_timestamp TIMESTAMP))",
};

}  // namespace

void make_tables(Connection& connection) {
    Transaction making(connection);
    for (const char* table : k_tables)
        connection.run(table);
    connection.run("INSERT INTO lake SELECT ? WHERE NOT EXISTS (FROM lake)", {std::int64_t{k_lake_format}});
    check_format(connection);
    making.commit();
}

void check_format(Connection& connection) {
    const bool is_lake =
        connection.count("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'lake'") > 0;
    const std::int64_t format = is_lake ? connection.count("SELECT format FROM lake") : 0;
    if (format != k_lake_format)
        throw Error{ErrorKind::unavailable,
                    {"error-lake-format", {std::to_string(format), std::to_string(k_lake_format)}}};
}

void make_loading_tables(Connection& connection) {
    for (const char* table : k_loading_tables)
        connection.run(table);
}

void drop_loading_tables(Connection& connection) {
    for (const char* table : {"staged", "registered", "category_links", "category_names", "derived",
                              "elsewhere", "far", "doubled", "names", "users"})
        connection.run(std::string{"DROP TABLE IF EXISTS loading."} + table);
}

}  // namespace brujula::facts
