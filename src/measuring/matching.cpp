// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/matching.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "metrics/selection.hpp"

namespace brujula::measuring {

using metrics::Member;

namespace {

/// A name with the wikis that know it.
using Wikis = std::set<std::string>;
using KnownNames = std::map<std::string, Wikis>;

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items) {
        if (!text.empty()) text += '\n';
        text += item;
    }
    return text;
}

std::vector<std::string> possible_names(const std::vector<Member>& members) {
    std::set<std::string> names;
    for (const auto& member : members)
        if (metrics::is_possible_name(member.user_text)) names.insert(member.user_text);
    return {names.begin(), names.end()};
}

KnownNames pairs_of(const facts::Table& table) {
    KnownNames known;
    for (const auto& row : table.rows)
        known[std::get<std::string>(row.at(0))].insert(std::get<std::string>(row.at(1)));
    return known;
}

constexpr const char* sought = "(SELECT unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS name)";

KnownNames known_names(const facts::Lake& lake, const std::vector<std::string>& names) {
    return pairs_of(
        lake.query({std::string{"SELECT DISTINCT u.event_user_text, u.wiki_db FROM users u JOIN "} + sought +
                        " s ON s.name = u.event_user_text WHERE s.name <> ''",
                    {joined(names)}}));
}

KnownNames names_that_edited(const facts::Lake& lake, const std::vector<std::string>& names,
                             const Period& period) {
    return pairs_of(
        lake.query({std::string{"SELECT DISTINCT e.event_user_text, e.wiki_db FROM edits e JOIN "} + sought +
                        " s ON s.name = e.event_user_text WHERE s.name <> '' AND NOT "
                        "coalesce(e.event_user_is_anonymous, false) AND e.event_timestamp >= ? AND "
                        "e.event_timestamp < ?",
                    {joined(names), period.from, period.until}}));
}

/// For each name that nobody has, the nearest one that somebody has on `wikis`, with its distance in letters
/// after case, accents, spaces, underscores and hyphens are taken off. Only names that begin or end alike are
/// compared.
std::map<std::string, std::pair<std::string, std::int64_t>> nearest_names(
    const facts::Lake& lake, const std::vector<std::string>& names, const std::vector<std::string>& wikis) {
    const auto fold_sql = [&](const std::string& column) {
        return "lower(strip_accents(replace(replace(replace(" + column + ", ' ', ''), '_', ''), '-', '')))";
    };
    const std::string sql = "WITH s AS (SELECT name, " + fold_sql("name") + " AS folded FROM " + sought +
                            " WHERE name <> ''), k AS (SELECT DISTINCT event_user_text AS known, " +
                            fold_sql("event_user_text") +
                            " AS folded FROM users WHERE event_user_text <> '' AND wiki_db IN (SELECT "
                            "unnest(string_split(CAST(? AS VARCHAR), chr(10))))), pairs AS (SELECT name, "
                            "known, s.folded AS a, k.folded AS b "
                            "FROM s JOIN k ON left(s.folded, 3) = left(k.folded, 3) UNION SELECT name, "
                            "known, s.folded, k.folded FROM s JOIN k "
                            "ON right(s.folded, 3) = right(k.folded, 3)), near AS (SELECT name, known, "
                            "damerau_levenshtein(a, b) AS distance "
                            "FROM pairs WHERE abs(length(a) - length(b)) <= 2) SELECT name, arg_min(known, "
                            "(distance, known)), min(distance) "
                            "FROM near WHERE distance <= 2 AND distance * 3 < length(name) GROUP BY name";
    std::map<std::string, std::pair<std::string, std::int64_t>> nearest;
    for (const auto& row : lake.query({sql, {joined(names), joined(wikis)}}).rows)
        nearest[std::get<std::string>(row.at(0))] = {std::get<std::string>(row.at(1)),
                                                     std::get<std::int64_t>(row.at(2))};
    return nearest;
}

bool on_any(const KnownNames& names, const Member& member, const std::vector<std::string>& wikis) {
    const auto found = names.find(member.user_text);
    if (found == names.end()) return false;
    if (!member.wiki_db.empty()) return found->second.contains(member.wiki_db);
    return std::any_of(wikis.begin(), wikis.end(),
                       [&](const std::string& wiki) { return found->second.contains(wiki); });
}

Wikis loaded_wikis(const facts::Lake& lake) {
    Wikis loaded;
    for (const auto& source : lake.manifest())
        loaded.insert(source.wiki_db);
    return loaded;
}

/// The reason that needs no search for similar names; an empty key where there is none.
Message plain_reason(const Match& match, const KnownNames& known, const std::vector<std::string>& wikis,
                     const Wikis& loaded) {
    if (match.found) return match.edited ? Message{} : Message{"match-no-edits", {}};
    const auto& wiki = match.member.wiki_db;
    if (!wiki.empty() && !loaded.contains(wiki)) return {"match-wiki-not-loaded", {wiki}};
    const bool any_loaded =
        std::any_of(wikis.begin(), wikis.end(), [&](const std::string& one) { return loaded.contains(one); });
    if (wiki.empty() && !any_loaded && !wikis.empty()) return {"match-wiki-not-loaded", {wikis.front()}};
    if (const auto elsewhere = known.find(match.member.user_text); elsewhere != known.end())
        return {"match-other-wiki", {*elsewhere->second.begin()}};
    return {};
}

void explain_spelling(const facts::Lake& lake, std::vector<Match>& matches,
                      const std::vector<std::string>& wikis) {
    std::vector<Member> open;
    for (const auto& match : matches)
        if (!match.found && match.reason.key.empty() && open.size() < most_spelling_searches)
            open.push_back(match.member);
    if (open.empty()) return;
    const auto nearest = nearest_names(lake, possible_names(open), wikis);
    for (auto& match : matches) {
        if (match.found || !match.reason.key.empty()) continue;
        if (const auto near = nearest.find(match.member.user_text); near != nearest.end())
            match.reason = {near->second.second == 0 ? "match-case" : "match-spelling", {near->second.first}};
        else
            match.reason = {"match-unknown", {}};
    }
}

}  // namespace

std::vector<Match> match(const facts::Lake& lake, const std::vector<Member>& members,
                         const std::vector<std::string>& wikis, const Period& period) {
    const auto names = possible_names(members);
    const auto known = known_names(lake, names);
    const auto edited = names_that_edited(lake, names, period);
    const auto loaded = loaded_wikis(lake);
    std::vector<Match> matches;
    for (const auto& member : members) {
        Match match{member, on_any(known, member, wikis), on_any(edited, member, wikis), {}};
        match.found = match.found || match.edited;
        match.reason = plain_reason(match, known, wikis, loaded);
        matches.push_back(std::move(match));
    }
    explain_spelling(lake, matches, wikis);
    for (auto& match : matches)
        if (!match.found && match.reason.key.empty()) match.reason = {"match-unknown", {}};
    return matches;
}

}  // namespace brujula::measuring
