// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/scope.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

void check_limit(std::size_t size, std::size_t most, const char* key) {
    if (size > most) throw Error{ErrorKind::too_large, {key, {std::to_string(size), std::to_string(most)}}};
}

void check(const ScopePart& part) {
    if (part.wikis.empty()) throw Error{ErrorKind::bad_input, {"error-scope-without-wiki", {}}};
    if (part.period.until <= part.period.from)
        throw Error{ErrorKind::bad_input,
                    {"error-scope-period-empty", {format(part.period.from), format(part.period.until)}}};
    check_limit(part.wikis.size(), most_wikis, "error-scope-wikis");
    check_limit(part.categories.size() + part.titles.size() + part.pages.size(), most_pages,
                "error-scope-pages");
}

/// What was asked for without a wiki, or on one of `wikis`, once for each of them.
template <class OfWiki>
struct OnEachWiki {
    std::vector<OfWiki> asked;     ///< as it was asked for, beside each of `concrete`
    std::vector<OfWiki> concrete;  ///< with its wiki
};

template <class OfWiki>
OnEachWiki<OfWiki> on_each_wiki(const std::vector<OfWiki>& asked, const std::vector<std::string>& wikis) {
    OnEachWiki<OfWiki> all;
    for (const auto& wiki : wikis)
        for (const auto& one : asked) {
            if (!one.wiki_db.empty() && one.wiki_db != wiki) continue;
            all.asked.push_back(one);
            all.concrete.push_back(one);
            all.concrete.back().wiki_db = wiki;
        }
    return all;
}

}  // namespace

void check(const Scope& scope) {
    if (scope.parts.empty()) throw Error{ErrorKind::bad_input, {"error-scope-empty", {}}};
    check_limit(scope.parts.size(), most_parts, "error-scope-parts");
    std::size_t people = 0;
    for (const auto& part : scope.parts) {
        check(part);
        people += part.people.size();
    }
    check_limit(people, most_people, "error-scope-people");
}

Scope resolved(const facts::Lake& lake, Scope scope) {
    for (auto& part : scope.parts) {
        if (!part.categories.empty())
            part.categories =
                facts::category_titles(lake, on_each_wiki(part.categories, part.wikis).concrete);
        if (part.titles.empty()) continue;
        const auto titles = on_each_wiki(part.titles, part.wikis).concrete;
        const auto ids = facts::page_ids(lake, titles);
        for (std::size_t i = 0; i < titles.size(); ++i)
            for (const auto id : ids[i])
                part.pages.push_back({titles[i].wiki_db, id});
    }
    return scope;
}

std::vector<facts::PageOfWiki> unknown_titles(const facts::Lake& lake, const Scope& scope) {
    std::map<facts::PageOfWiki, bool> is_known;
    for (const auto& part : scope.parts) {
        if (part.titles.empty()) continue;
        const auto titles = on_each_wiki(part.titles, part.wikis);
        const auto ids = facts::page_ids(lake, titles.concrete);
        for (std::size_t i = 0; i < ids.size(); ++i)
            is_known[titles.asked[i]] |= !ids[i].empty();
    }
    std::vector<facts::PageOfWiki> unknown;
    for (const auto& [title, known] : is_known)
        if (!known) unknown.push_back(title);
    return unknown;
}

std::vector<std::string> people_of(const Scope& scope) {
    std::set<std::string> names;
    for (const auto& part : scope.parts)
        if (!part.everyone)
            for (const auto& member : part.people)
                if (is_possible_name(member.user_text)) names.insert(member.user_text);
    return {names.begin(), names.end()};
}

bool has_everyone(const Scope& scope) {
    return std::any_of(scope.parts.begin(), scope.parts.end(),
                       [](const ScopePart& part) { return part.everyone; });
}

std::vector<std::string> wikis_of(const Scope& scope) {
    std::set<std::string> wikis;
    for (const auto& part : scope.parts)
        wikis.insert(part.wikis.begin(), part.wikis.end());
    return {wikis.begin(), wikis.end()};
}

}  // namespace brujula::metrics
