// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/titles.hpp"

#include <tuple>

#include <boost/json.hpp>

namespace brujula::facts {
namespace {

using PageKey = std::tuple<std::string, std::int64_t, std::string>;

PageKey key_of(const PageOfWiki& page, const std::map<std::string, TitleRules>& rules) {
    const auto found = rules.find(page.wiki_db);
    const auto& own = found == rules.end() ? TitleRules{} : found->second;
    std::string title = wiki::normalise_title(page.title, wiki::FirstLetter::as_is);
    if (title.starts_with(':')) title.erase(0, 1);
    if (const auto colon = title.find(':'); colon != std::string::npos)
        title.replace(0, colon, wiki::normalise_title(title.substr(0, colon), wiki::FirstLetter::upper));
    const auto split = wiki::split_title(title, std::nullopt, own.namespaces);
    return {page.wiki_db, split.name_space, wiki::normalise_title(split.title, own.first_letter)};
}

}  // namespace

std::map<std::string, TitleRules> title_rules(const Lake& lake) {
    std::map<std::string, TitleRules> rules;
    for (const auto& row : lake.query({"SELECT wiki_db FROM wikis WHERE NOT first_letter_upper", {}}).rows)
        rules[std::get<std::string>(row.at(0))].first_letter = wiki::FirstLetter::as_is;
    const Query named{"SELECT wiki_db, page_namespace, name FROM namespaces", {}};
    for (const auto& row : lake.query(named).rows)
        rules[std::get<std::string>(row.at(0))]
            .namespaces[static_cast<int>(std::get<std::int64_t>(row.at(1)))] =
            std::get<std::string>(row.at(2));
    return rules;
}

std::vector<std::vector<std::int64_t>> page_ids(const Lake& lake, const std::vector<PageOfWiki>& pages) {
    const auto rules = title_rules(lake);
    std::map<PageKey, std::vector<std::int64_t>> ids;
    boost::json::array asked;
    for (const auto& page : pages) {
        const auto key = key_of(page, rules);
        if (ids.try_emplace(key).second)
            asked.push_back({{"w", std::get<0>(key)}, {"n", std::get<1>(key)}, {"t", std::get<2>(key)}});
    }
    const Query query{
        "SELECT DISTINCT e.wiki_db, e.page_namespace, e.page_title, e.page_id FROM edits e JOIN (SELECT "
        "unnest(from_json(?, '[{\"w\":\"VARCHAR\",\"n\":\"INTEGER\",\"t\":\"VARCHAR\"}]'), recursive := "
        "true)) k ON e.wiki_db = k.w AND e.page_namespace = k.n AND e.page_title = k.t ORDER BY e.page_id",
        {std::string{boost::json::serialize(asked)}}};
    for (const auto& row : lake.query(query).rows)
        ids[{std::get<std::string>(row.at(0)), std::get<std::int64_t>(row.at(1)),
             std::get<std::string>(row.at(2))}]
            .push_back(std::get<std::int64_t>(row.at(3)));
    std::vector<std::vector<std::int64_t>> found;
    found.reserve(pages.size());
    for (const auto& page : pages)
        found.push_back(ids[key_of(page, rules)]);
    return found;
}

}  // namespace brujula::facts
