// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "base/message.hpp"
#include "measuring/matching.hpp"
#include "metrics/catalogue.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/lake_door.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"
#include "wiki/cohort_text.hpp"
#include "wiki/wikis.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

json::value time_json(const std::optional<Instant>& time) {
    return time ? json::value(format(*time)) : nullptr;
}

json::object loaded_json(const facts::Loaded& loaded) {
    return {{"wiki", loaded.wiki_db},
            {"kind", loaded.kind},
            {"snapshot", loaded.snapshot},
            {"source", loaded.source},
            {"sha256", loaded.sha256},
            {"pages", loaded.pages},
            {"revisions", loaded.revisions},
            {"rows", loaded.rows},
            {"bad_rows", loaded.bad_rows},
            {"first", time_json(loaded.first)},
            {"last", time_json(loaded.last)},
            {"bytes", loaded.bytes},
            {"loaded_at", format(loaded.loaded_at)},
            {"simulated", loaded.simulated}};
}

/// The wikis that are loaded, and those that an activity names.
json::array wikis(const House& house, const Asker& asker) {
    std::map<std::string, bool> simulated;
    for (const facts::Loaded& loaded : house.lake.manifest())
        simulated[loaded.wiki_db] |= loaded.simulated;
    std::set<std::string> names;
    for (const auto& [wiki, is_simulated] : simulated)
        names.insert(wiki);
    for (const store::Revision& activity : readable(house.store, asker, every("activity")))
        for (const std::string& wiki : texts_in(activity, "wikis"))
            names.insert(wiki);
    json::array list;
    for (const std::string& name : names) {
        const wiki::Site site = wiki::site_of(name);
        const auto known = simulated.find(name);
        list.push_back({{"wiki_db", name},
                        {"domain", site.domain},
                        {"family", site.family},
                        {"language", site.language},
                        {"simulated", known != simulated.end() && known->second},
                        {"loaded", known != simulated.end()}});
    }
    return list;
}

json::object member_json(const wiki::CohortEntry& entry, const measuring::Match& match, const Call& call) {
    json::object member{{"user_name", entry.user_text}, {"found", match.found}, {"line", entry.line}};
    if (entry.wiki_db) member["wiki"] = *entry.wiki_db;
    if (!match.found && !match.reason.key.empty())
        member["reason"] = {{"key", match.reason.key}, {"text", text_of(match.reason, call.language)}};
    return member;
}

json::array notes_json(const std::vector<wiki::CohortNote>& notes, const Call& call) {
    json::array list;
    for (const wiki::CohortNote& note : notes)
        list.push_back({{"line", note.line},
                        {"raw", note.raw},
                        {"key", note.key},
                        {"text", text_of({note.key, {note.raw}}, call.language)}});
    return list;
}

/// The wikis that the body names, or all that are loaded.
std::vector<std::string> wikis_to_look_in(const House& house, const Call& call) {
    std::vector<std::string> wikis = texts_in(json::value(call.body), "wikis");
    if (!wikis.empty()) return wikis;
    std::set<std::string> loaded;
    for (const facts::Loaded& one : house.lake.manifest())
        loaded.insert(one.wiki_db);
    return {loaded.begin(), loaded.end()};
}

Response parse_cohort(const House& house, const Call& call) {
    const wiki::CohortText parsed = wiki::parse_cohort(call.text("text"));
    std::vector<metrics::Member> names;
    for (const wiki::CohortEntry& entry : parsed.entries)
        names.push_back({entry.user_text, entry.wiki_db.value_or("")});
    // Whether they edited in some period is not asked here.
    const Period ever{Instant{}, house.clock.now()};
    const auto matches = measuring::match(*house.lake.open(), names, wikis_to_look_in(house, call), ever);
    json::array members;
    std::size_t found = 0;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        members.push_back(member_json(parsed.entries[i], matches[i], call));
        if (matches[i].found) ++found;
    }
    return json_response(200, {{"members", std::move(members)},
                               {"notes", notes_json(parsed.notes, call)},
                               {"found", found},
                               {"not_found", matches.size() - found}});
}

}  // namespace

json::array activity_wikis_json(const House& house, const store::Revision& activity) {
    const std::vector<facts::Loaded> manifest = house.lake.manifest();
    json::array list;
    for (const std::string& name : texts_in(activity, "wikis")) {
        const auto loaded = std::find_if(manifest.begin(), manifest.end(),
                                         [&](const auto& one) { return one.wiki_db == name; });
        const bool is_loaded = loaded != manifest.end();
        list.push_back({{"wiki_db", name},
                        {"snapshot", is_loaded ? json::value(loaded->snapshot) : nullptr},
                        {"simulated", is_loaded && loaded->simulated},
                        {"loaded", is_loaded}});
    }
    return list;
}

void add_lake_routes(Routes& routes, const House& house) {
    const auto add = [&](const std::string& method, const std::string& pattern, Access access,
                         const std::string& name, const std::string& summary,
                         std::function<Response(Call&)> handler) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = access,
                    .handler = std::move(handler),
                    .name = name,
                    .summary = summary});
    };
    add("GET", "/metrics", Access::everyone(), "metrics", "List the metrics and their definitions",
        [house](Call&) { return json_response(200, metrics::to_json(house.metrics)); });
    add("GET", "/lake", Access::everyone(), "lake", "List what is loaded of the wikis' history",
        [house](Call&) {
            json::array list;
            for (const facts::Loaded& loaded : house.lake.open()->manifest())
                list.push_back(loaded_json(loaded));
            return json_response(200, list);
        });
    add("GET", "/wikis", Access::everyone(), "wikis",
        "List the wikis that are loaded or that an activity names",
        [house](Call& call) { return json_response(200, wikis(house, call.asker)); });
    add("POST", "/cohorts/parse", Access::signed_in(), "cohorts-parse",
        "Read a pasted list of participants and say who is known to the wikis",
        [house](Call& call) { return parse_cohort(house, call); });
}

}  // namespace brujula::web
