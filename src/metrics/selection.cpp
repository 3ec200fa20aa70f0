// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/selection.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace brujula::metrics {

namespace {

constexpr char separator = '\n';  // no user name, wiki or title holds a line feed

/// A list as one bound text: a hundred thousand names are one parameter.
class BoundList {
public:
    void add(std::string_view item) {
        if (!m_first) m_text += separator;
        m_text += item;
        m_first = false;
    }
    [[nodiscard]] facts::Value value() && { return std::move(m_text); }

private:
    std::string m_text;
    bool m_first = true;
};

std::string as_title(std::string category) {
    std::replace(category.begin(), category.end(), ' ', '_');
    return category;
}

bool is_limited(const ScopePart& part) {
    return !part.categories.empty() || !part.titles.empty() || !part.pages.empty();
}

/// Once a person: a name on every wiki makes the same name on one of them needless.
std::set<Member> distinct_members(const ScopePart& part) {
    std::set<Member> members;
    for (const auto& member : part.people)
        if (is_possible_name(member.user_text)) members.insert(member);
    std::set<Member> distinct;
    for (const auto& member : members)
        if (member.wiki_db.empty() || !members.contains({member.user_text, ""})) distinct.insert(member);
    return distinct;
}

void write_people(Writing& writing, const Scope& scope) {
    BoundList parts;
    BoundList names;
    BoundList wikis;
    for (std::size_t i = 0; i < scope.parts.size(); ++i) {
        if (scope.parts[i].everyone) continue;
        for (const auto& member : distinct_members(scope.parts[i])) {
            parts.add(std::to_string(i));
            names.add(member.user_text);
            wikis.add(member.wiki_db);
        }
    }
    writing(
        "WITH person AS MATERIALIZED (SELECT CAST(part AS INTEGER) AS part, user_text, wiki_db FROM (SELECT "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS part, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS user_text, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS wiki_db) WHERE user_text <> '')",
        {std::move(parts).value(), std::move(names).value(), std::move(wikis).value()});
}

void write_parts(Writing& writing, const Definition& definition, const Settings& settings,
                 const Scope& scope) {
    BoundList parts;
    BoundList wikis;
    BoundList since;
    BoundList until;
    BoundList everyone;
    BoundList limited;
    for (std::size_t i = 0; i < scope.parts.size(); ++i) {
        const auto& part = scope.parts[i];
        const auto window = definition.window(definition, settings, part.period);
        for (const auto& wiki : std::set<std::string>{part.wikis.begin(), part.wikis.end()}) {
            parts.add(std::to_string(i));
            wikis.add(wiki);
            since.add(format(window.from));
            until.add(format(window.until));
            everyone.add(part.everyone ? "true" : "false");
            limited.add(is_limited(part) ? "true" : "false");
        }
    }
    writing(
        ", part AS MATERIALIZED (SELECT CAST(part AS INTEGER) AS part, wiki_db, "
        "strptime(since, '%Y-%m-%dT%H:%M:%SZ') AS since, strptime(until, '%Y-%m-%dT%H:%M:%SZ') AS until, "
        "CAST(everyone AS BOOLEAN) AS everyone, CAST(limited AS BOOLEAN) AS limited FROM (SELECT ");
    const char* between = "";
    for (const auto* column : {"part", "wiki_db", "since", "until", "everyone", "limited"}) {
        writing(fmt::format("{}unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS {}", between, column));
        between = ", ";
    }
    writing("))", {std::move(parts).value(), std::move(wikis).value(), std::move(since).value(),
                   std::move(until).value(), std::move(everyone).value(), std::move(limited).value()});
}

void write_pages(Writing& writing, const Scope& scope) {
    BoundList category_parts;
    BoundList category_wikis;
    BoundList categories;
    BoundList page_parts;
    BoundList page_wikis;
    BoundList pages;
    for (std::size_t i = 0; i < scope.parts.size(); ++i) {
        for (const auto& category : scope.parts[i].categories) {
            if (!is_possible_name(category.category)) continue;
            category_parts.add(std::to_string(i));
            category_wikis.add(category.wiki_db);
            categories.add(as_title(category.category));
        }
        for (const auto& page : scope.parts[i].pages) {
            page_parts.add(std::to_string(i));
            page_wikis.add(page.wiki_db);
            pages.add(std::to_string(page.page_id));
        }
    }
    writing(
        ", part_page AS MATERIALIZED (SELECT DISTINCT t.part, c.wiki_db, c.page_id FROM (SELECT "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS part, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS wiki_db, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS category) k "
        "JOIN part t ON CAST(t.part AS VARCHAR) = k.part AND (k.wiki_db = '' OR k.wiki_db = t.wiki_db) "
        "JOIN category_members c ON c.category = k.category AND c.wiki_db = t.wiki_db "
        "UNION SELECT t.part, g.wiki_db, CAST(g.page_id AS BIGINT) FROM (SELECT "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS part, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS wiki_db, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS page_id) g "
        "JOIN part t ON CAST(t.part AS VARCHAR) = g.part AND t.wiki_db = g.wiki_db)",
        {std::move(category_parts).value(), std::move(category_wikis).value(), std::move(categories).value(),
         std::move(page_parts).value(), std::move(page_wikis).value(), std::move(pages).value()});
}

bool any_limited(const Scope& scope) {
    return std::any_of(scope.parts.begin(), scope.parts.end(), is_limited);
}

/// Conditions that hold for every edit of the scope, whoever made it.
void write_conditions(Writing& writing, const Definition& definition, const Settings& settings,
                      const Scope& scope) {
    auto outer = definition.window(definition, settings, scope.parts.front().period);
    for (const auto& part : scope.parts) {
        const auto window = definition.window(definition, settings, part.period);
        outer = {std::min(outer.from, window.from), std::max(outer.until, window.until)};
    }
    writing(" AND e.event_timestamp >= CAST(? AS TIMESTAMP) AND e.event_timestamp < CAST(? AS TIMESTAMP)",
            {outer.from, outer.until});
    if (!settings.namespaces.empty())
        writing(fmt::format(" AND e.page_namespace IN ({})", fmt::join(settings.namespaces, ", ")));
    if (definition.redirects == Treatment::left_out) writing(" AND NOT coalesce(e.page_is_redirect, false)");
    if (definition.deleted == Treatment::left_out) writing(" AND NOT coalesce(e.page_is_deleted, false)");
    if (any_limited(scope))
        writing(
            " AND (NOT t.limited OR EXISTS (SELECT 1 FROM part_page g WHERE g.part = t.part AND g.wiki_db = "
            "e.wiki_db AND g.page_id = e.page_id))");
}

constexpr const char* window_join =
    "e.wiki_db = t.wiki_db AND e.event_timestamp >= t.since AND e.event_timestamp < t.until";

}  // namespace

Writing& Writing::operator()(std::string_view sql, std::initializer_list<facts::Value> values) {
    m_query.sql += sql;
    m_query.parameters.insert(m_query.parameters.end(), values);
    return *this;
}

bool is_possible_name(std::string_view user_text) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !user_text.empty() && std::none_of(user_text.begin(), user_text.end(), is_control);
}

bool has_category_without_pages(const facts::Lake& lake, const Scope& scope) {
    std::int64_t asked = 0;
    BoundList numbers;
    BoundList wikis;
    BoundList categories;
    for (const auto& part : scope.parts)
        for (const auto& category : part.categories) {
            ++asked;
            ScopePart alone;
            alone.wikis = part.wikis;
            alone.categories = {category};
            const Scope titled = resolved(lake, {{alone}});
            for (const auto& one : titled.parts.front().categories) {
                numbers.add(std::to_string(asked));
                wikis.add(one.wiki_db);
                categories.add(one.category);
            }
        }
    if (asked == 0) return false;
    const auto table =
        lake.query({"SELECT count(DISTINCT k.asked) FROM (SELECT "
                    "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS asked, "
                    "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS wiki_db, "
                    "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS category) k "
                    "JOIN category_members c ON c.wiki_db = k.wiki_db AND c.category = k.category",
                    {std::move(numbers).value(), std::move(wikis).value(), std::move(categories).value()}});
    return std::get<std::int64_t>(table.rows.at(0).at(0)) < asked;
}

const std::vector<std::string>& edit_columns() {
    static const std::vector<std::string> columns{"wiki_db",
                                                  "revision_id",
                                                  "event_timestamp",
                                                  "event_user_text",
                                                  "page_id",
                                                  "page_namespace",
                                                  "page_title",
                                                  "revision_creates_page",
                                                  "revision_minor_edit",
                                                  "revision_text_bytes",
                                                  "revision_text_bytes_diff",
                                                  "revision_is_identity_reverted"};
    return columns;
}

std::string edit_column_list() {
    return fmt::format("{}", fmt::join(edit_columns(), ", "));
}

const std::vector<std::string>& page_columns() {
    static const std::vector<std::string> columns{"wiki_db", "page_id", "page_namespace", "page_title",
                                                  "edits",   "change",  "first_edit",     "last_edit"};
    return columns;
}

void write_page_aggregates(Writing& writing) {
    writing(
        "wiki_db, page_id, arg_max(page_namespace, event_timestamp) AS page_namespace, "
        "arg_max(page_title, event_timestamp) AS page_title, count(*) AS edits, "
        "CAST(sum(revision_text_bytes_diff) AS BIGINT) AS change, min(event_timestamp) AS first_edit, "
        "max(event_timestamp) AS last_edit");
}

void write_pages_of(Writing& writing, std::string_view from) {
    writing("SELECT ");
    write_page_aggregates(writing);
    writing(" ")(from);
}

void write_scope(Writing& writing, const Definition& definition, const Settings& settings,
                 const Scope& scope) {
    write_people(writing, scope);
    write_parts(writing, definition, settings, scope);
    if (any_limited(scope)) write_pages(writing, scope);
}

void write_work(Writing& writing, const Definition& definition, const Settings& settings, const Scope& scope,
                bool by_part) {
    write_scope(writing, definition, settings, scope);
    const bool once_each = by_part || scope.parts.size() == 1;
    const auto select = fmt::format(
        "SELECT {} {}e.wiki_db, e.revision_id, e.event_timestamp, nullif(e.event_user_text, '') AS "
        "event_user_text, e.page_id, e.page_namespace, e.page_title, e.revision_creates_page, "
        "e.revision_minor_edit, e.revision_text_bytes, e.revision_text_bytes_diff, "
        "e.revision_is_identity_reverted, e.event_user_is_anonymous, e.event_user_is_bot_by_name, "
        "e.event_user_is_bot_by_group FROM edits e ",
        once_each ? "" : "DISTINCT", by_part ? "t.part, " : "");
    const bool everyone = has_everyone(scope);
    const bool named = !std::all_of(scope.parts.begin(), scope.parts.end(),
                                    [](const ScopePart& part) { return part.everyone; });
    writing(", work AS (");
    if (named) {
        writing(select);
        writing(
            "JOIN person p ON p.user_text = e.event_user_text JOIN part t ON t.part = p.part AND NOT "
            "t.everyone AND ");
        writing(window_join);
        writing(
            " WHERE (p.wiki_db = '' OR p.wiki_db = e.wiki_db) AND NOT coalesce(e.event_user_is_anonymous, "
            "false)");
        write_conditions(writing, definition, settings, scope);
    }
    if (named && everyone) writing(by_part ? " UNION ALL " : " UNION ");
    if (everyone) {
        writing(select);
        writing("JOIN part t ON t.everyone AND ");
        writing(window_join);
        writing(" WHERE true");
        write_conditions(writing, definition, settings, scope);
    }
    writing(") ");
}

}  // namespace brujula::metrics
