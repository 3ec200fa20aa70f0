// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/scope.hpp"

#include <algorithm>
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
    check_limit(part.categories.size() + part.pages.size(), most_pages, "error-scope-pages");
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

Scope with_category_titles(const facts::Lake& lake, Scope scope) {
    for (auto& part : scope.parts) {
        if (part.categories.empty()) continue;
        std::vector<facts::CategoryOfWiki> everywhere;
        for (const auto& wiki : part.wikis)
            for (const auto& one : part.categories)
                if (one.wiki_db.empty() || one.wiki_db == wiki) everywhere.push_back({wiki, one.category});
        part.categories = facts::category_titles(lake, std::move(everywhere));
    }
    return scope;
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
