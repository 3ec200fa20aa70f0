// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>

#include <boost/json.hpp>
#include <duckdb.h>
#include <fmt/format.h>

#include "base/time.hpp"
#include "metrics/history_for_tests.hpp"

namespace brujula::metrics {

namespace {

constexpr const char* tables = R"(
CREATE TABLE edits(wiki_db VARCHAR DEFAULT 'testwiki', revision_id BIGINT, revision_parent_id BIGINT,
    event_timestamp TIMESTAMP, event_user_id BIGINT, event_user_text VARCHAR,
    event_user_is_anonymous BOOLEAN DEFAULT false, event_user_is_bot_by_name BOOLEAN DEFAULT false,
    event_user_is_bot_by_group BOOLEAN DEFAULT false, page_id BIGINT, page_namespace INTEGER DEFAULT 0,
    page_title VARCHAR, page_is_redirect BOOLEAN DEFAULT false, page_is_deleted BOOLEAN DEFAULT false,
    revision_minor_edit BOOLEAN DEFAULT false, revision_text_bytes BIGINT, revision_text_bytes_diff BIGINT,
    revision_creates_page BOOLEAN DEFAULT false, revision_is_identity_revert BOOLEAN DEFAULT false,
    revision_is_identity_reverted BOOLEAN DEFAULT false, revision_seconds_to_identity_revert BIGINT,
    revision_tags VARCHAR[]);
CREATE TABLE users(wiki_db VARCHAR DEFAULT 'testwiki', event_user_id BIGINT, event_user_text VARCHAR,
    registration_timestamp TIMESTAMP, created_by VARCHAR DEFAULT 'self', first_edit_timestamp TIMESTAMP);
CREATE TABLE category_members(wiki_db VARCHAR DEFAULT 'testwiki', category VARCHAR, page_id BIGINT);
CREATE TABLE wikis(wiki_db VARCHAR, domain VARCHAR, family VARCHAR, language VARCHAR, simulated BOOLEAN);
)";

facts::Value cell(duckdb_result& result, idx_t column, idx_t row) {
    if (duckdb_value_is_null(&result, column, row)) return {};
    switch (duckdb_column_type(&result, column)) {
        case DUCKDB_TYPE_DOUBLE:
            return duckdb_value_double(&result, column, row);
        case DUCKDB_TYPE_BOOLEAN:
            return duckdb_value_boolean(&result, column, row);
        case DUCKDB_TYPE_INTEGER:
        case DUCKDB_TYPE_BIGINT:
            return duckdb_value_int64(&result, column, row);
        case DUCKDB_TYPE_TIMESTAMP:
            return Instant{
                std::chrono::seconds{duckdb_value_timestamp(&result, column, row).micros / 1'000'000}};
        default: {
            char* text = duckdb_value_varchar(&result, column, row);
            std::string copy{text};
            duckdb_free(text);
            return copy;
        }
    }
}

void bind(duckdb_prepared_statement statement, idx_t at, const facts::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value))
        duckdb_bind_varchar_length(statement, at, text->data(), text->size());
    else if (const auto* whole = std::get_if<std::int64_t>(&value))
        duckdb_bind_int64(statement, at, *whole);
    else if (const auto* number = std::get_if<double>(&value))
        duckdb_bind_double(statement, at, *number);
    else if (const auto* flag = std::get_if<bool>(&value))
        duckdb_bind_boolean(statement, at, *flag);
    else if (const auto* time = std::get_if<Instant>(&value))
        duckdb_bind_timestamp(statement, at, {time->time_since_epoch().count() * 1'000'000});
    else
        duckdb_bind_null(statement, at);
}

struct Result {
    duckdb_result handle{};
    ~Result() { duckdb_destroy_result(&handle); }
    void check(duckdb_state state) {
        if (state != DuckDBSuccess) throw std::runtime_error(duckdb_result_error(&handle));
    }
};

struct Statement {
    duckdb_prepared_statement handle = nullptr;
    ~Statement() { duckdb_destroy_prepare(&handle); }
};

std::vector<std::string> texts(const boost::json::object& object, std::string_view name) {
    std::vector<std::string> found;
    if (const auto* list = object.if_contains(name))
        for (const auto& item : list->as_array())
            found.emplace_back(item.as_string());
    return found;
}

Instant instant(const boost::json::value& json) {
    const auto parsed = parse_instant(json.as_string());
    if (!parsed) throw std::runtime_error("no time: " + std::string{json.as_string()});
    return *parsed;
}

Member member_of_json(const boost::json::value& person) {
    if (person.is_string()) return {std::string{person.as_string()}, ""};
    return {std::string{person.at("name").as_string()}, std::string{person.at("wiki").as_string()}};
}

ScopePart part_of_json(const boost::json::object& json) {
    ScopePart part;
    part.wikis = texts(json, "wikis");
    if (part.wikis.empty()) part.wikis = {"testwiki"};
    for (const auto& category : texts(json, "categories"))
        part.categories.push_back({"", category});
    part.period = {instant(json.at("from")), instant(json.at("until"))};
    part.everyone = json.contains("everyone");
    if (const auto* people = json.if_contains("people"))
        for (const auto& person : people->as_array())
            part.people.push_back(member_of_json(person));
    if (const auto* pages = json.if_contains("pages"))
        for (const auto& page : pages->as_array())
            part.pages.push_back({std::string{page.at(0).as_string()}, page.at(1).as_int64()});
    return part;
}

}  // namespace

struct HistoryForTests::Engine {
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
};

HistoryForTests::HistoryForTests() : m_engine(std::make_unique<Engine>()) {
    if (duckdb_open(nullptr, &m_engine->database) != DuckDBSuccess ||
        duckdb_connect(m_engine->database, &m_engine->connection) != DuckDBSuccess)
        throw std::runtime_error("no engine");
    run(tables);
}

HistoryForTests::~HistoryForTests() {
    duckdb_disconnect(&m_engine->connection);
    duckdb_close(&m_engine->database);
}

void HistoryForTests::run(const std::string& sql) {
    Result result;
    result.check(duckdb_query(m_engine->connection, sql.c_str(), &result.handle));
}

void HistoryForTests::load(const std::filesystem::path& folder) {
    const std::pair<const char*, const char*> files[] = {
        {"history.csv", "edits"}, {"users.csv", "users"}, {"category_members.csv", "category_members"}};
    for (const auto& [file, table] : files) {
        if (!std::filesystem::exists(folder / file)) continue;
        run(
            fmt::format("INSERT INTO {} BY NAME SELECT * FROM read_csv('{}', header = true, delim = ',', "
                        "comment = '#', all_varchar = true, allow_quoted_nulls = false)",
                        table, (folder / file).string()));
    }
    run("UPDATE edits SET revision_id = rowid + 1 WHERE revision_id IS NULL");
}

facts::Table HistoryForTests::query(const facts::Query& query) {
    Statement statement;
    if (duckdb_prepare(m_engine->connection, query.sql.c_str(), &statement.handle) != DuckDBSuccess)
        throw std::runtime_error(std::string{duckdb_prepare_error(statement.handle)} + "\n" + query.sql);
    for (std::size_t i = 0; i < query.parameters.size(); ++i)
        bind(statement.handle, i + 1, query.parameters[i]);
    Result result;
    result.check(duckdb_execute_prepared(statement.handle, &result.handle));
    facts::Table table;
    for (idx_t column = 0; column < duckdb_column_count(&result.handle); ++column)
        table.columns.emplace_back(duckdb_column_name(&result.handle, column));
    for (idx_t row = 0; row < duckdb_row_count(&result.handle); ++row) {
        auto& cells = table.rows.emplace_back();
        for (idx_t column = 0; column < table.columns.size(); ++column)
            cells.push_back(cell(result.handle, column, row));
    }
    return table;
}

double HistoryForTests::value(const Found& found, const Choice& choice, const Scope& scope) {
    const auto settings = settle(*found.definition, choice);
    return std::get<double>(query(value_query(*found.definition, settings, scope)).rows.at(0).at(0));
}

Scope scope_of_json(const boost::json::value& json) {
    const auto& object = json.as_object();
    if (!object.contains("parts")) return {{part_of_json(object)}};
    Scope scope;
    for (const auto& part : object.at("parts").as_array())
        scope.parts.push_back(part_of_json(part.as_object()));
    return scope;
}

}  // namespace brujula::metrics
