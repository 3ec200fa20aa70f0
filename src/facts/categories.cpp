// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/categories.hpp"

#include <optional>

#include "facts/engine.hpp"
#include "facts/titles.hpp"

namespace brujula::facts {
namespace {

constexpr int category_namespace = 14;

std::string category_title(std::string_view text, const TitleRules& rules) {
    std::string title = wiki::normalise_title(text, wiki::FirstLetter::as_is);
    if (title.starts_with(':')) title.erase(0, 1);
    const auto colon = title.find(':');
    if (colon != std::string::npos) {
        const std::string prefix = wiki::normalise_title(title.substr(0, colon), wiki::FirstLetter::as_is);
        const auto page = wiki::split_title(prefix + title.substr(colon), std::nullopt, rules.namespaces);
        if (page.name_space == category_namespace) title = page.title;
    }
    return wiki::normalise_title(title, rules.first_letter);
}

}  // namespace

void put_category_links(Connection& connection, const std::string& wiki_db) {
    connection.run(
        "INSERT INTO category_links SELECT ?1, * FROM (SELECT DISTINCT * FROM loading.category_links) s "
        "WHERE NOT EXISTS (FROM category_links o WHERE o.wiki_db = ?1 AND o.page_id = s.page_id "
        "AND o.target_id IS NOT DISTINCT FROM s.target_id AND o.category IS NOT DISTINCT FROM s.category)",
        {wiki_db});
}

void put_category_names(Connection& connection, const std::string& wiki_db) {
    connection.run(
        "INSERT INTO category_names SELECT ?1, target_id, min(category) FROM loading.category_names s "
        "WHERE NOT EXISTS (FROM category_names o WHERE o.wiki_db = ?1 AND o.target_id = s.target_id) "
        "GROUP BY target_id",
        {wiki_db});
}

CategoryCounts derive_category_members(Connection& connection, const std::string& wiki_db) {
    connection.run("DELETE FROM category_members WHERE wiki_db = ?", {wiki_db});
    connection.run("DELETE FROM category_counts WHERE wiki_db = ?", {wiki_db});
    connection.run(
        "INSERT INTO category_members SELECT DISTINCT ?1, coalesce(l.category, n.category) AS category, "
        "l.page_id FROM category_links l LEFT JOIN category_names n "
        "ON n.wiki_db = ?1 AND n.target_id = l.target_id "
        "WHERE l.wiki_db = ?1 AND (l.category IS NOT NULL OR n.category IS NOT NULL) "
        "ORDER BY category, page_id",
        {wiki_db});
    connection.run(
        "INSERT INTO category_counts SELECT ?1, count(*), count(*) FILTER (category IS NULL AND target_id "
        "NOT "
        "IN (SELECT target_id FROM category_names WHERE wiki_db = ?1)) FROM category_links WHERE wiki_db = "
        "?1 "
        "HAVING EXISTS (FROM manifest WHERE wiki_db = ?1 AND kind = 'category-links')",
        {wiki_db});
    const auto count = [&](const char* sql) {
        return static_cast<std::uint64_t>(connection.count(sql, {wiki_db}));
    };
    return {count("SELECT links FROM category_counts WHERE wiki_db = ?"),
            count("SELECT unnamed FROM category_counts WHERE wiki_db = ?")};
}

std::vector<CategoryOfWiki> category_titles(const Lake& lake, std::vector<CategoryOfWiki> categories) {
    const auto rules = title_rules(lake);
    for (auto& one : categories) {
        const auto found = rules.find(one.wiki_db);
        one.category = category_title(one.category, found == rules.end() ? TitleRules{} : found->second);
    }
    return categories;
}

}  // namespace brujula::facts
