// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <boost/json.hpp>

#include "base/message.hpp"
#include "records/schema.hpp"
#include "store/suppressed.hpp"
#include "web/envelope.hpp"
#include "web/openapi.hpp"
#include "web/problem.hpp"
#include "web/reading.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
namespace {

constexpr std::size_t longest_search = 200;
constexpr std::size_t most_found = 500;
constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();

/// The record's organisation by its title: many records of a network are called the same.
json::value organisation_of(const House& house, const store::Revision& record) {
    const std::string id = text_in(record, "organisation");
    const auto organisation = id.empty() ? std::nullopt : house.store.find("organisation", id);
    return organisation ? json::value(titled(*organisation, house.kinds)) : json::value{};
}

/// A revision without words says not who may read it: its record does.
bool may_read(const House& house, const Asker& asker, const store::Revision& revision) {
    if (!store::is_suppressed(revision)) return asker.may(Action::read, revision);
    return find_readable(house.store, asker, revision.kind, revision.id).has_value();
}

Response search(const House& house, const Call& call) {
    const std::string words = call.request.parameter("q").value_or("");
    if (words.size() > longest_search)
        throw Error{ErrorKind::bad_input, {"error-search-long", {std::to_string(longest_search)}}};
    const auto limit = static_cast<std::size_t>(call.number("limit", 50, 1, 200));
    const auto offset = static_cast<std::size_t>(call.number("offset", 0, 0, most_found));
    std::size_t total = 0;
    json::array hits;
    for (const store::SearchHit& hit : house.store.search(words, most_found)) {
        const auto record = house.store.find(hit.kind, hit.id);
        if (!record || !call.asker.may(Action::read, *record)) continue;
        if (++total <= offset || hits.size() == limit) continue;
        json::object found = titled(*record, house.kinds);
        found["organisation"] = organisation_of(house, *record);
        found["language"] = hit.language;
        found["excerpt"] = hit.excerpt;
        hits.push_back(std::move(found));
    }
    return json_response(200, {{"hits", std::move(hits)}, {"total", total}});
}

Response messages(const Call& call) {
    Response response;
    response.set("Content-Type", "application/json; charset=utf-8");
    response.body = messages_json(call.parts.find("language")->second);
    return response;
}

}  // namespace

json::object recent_json(const House& house, const Asker& asker, std::size_t limit, std::int64_t before) {
    json::array list;
    // Private records among the newest must not make the list shorter for the others.
    while (true) {
        const std::vector<store::Revision> revisions = house.store.recent(limit + 1, before);
        for (const store::Revision& revision : revisions) {
            if (list.size() == limit) return {{"items", std::move(list)}, {"next", std::to_string(before)}};
            before = revision.sequence;
            if (!may_read(house, asker, revision)) continue;
            json::object item = envelope_without_data(revision);
            item["title"] = titled(revision, house.kinds)["title"];
            list.push_back(std::move(item));
        }
        if (revisions.size() <= limit) return {{"items", std::move(list)}, {"next", ""}};
    }
}

void add_catalogue_routes(Routes& routes, const House& house, const std::string& version) {
    const auto add = [&](const std::string& pattern, const std::string& name, const std::string& summary,
                         std::function<Response(Call&)> handler, std::vector<std::string> query = {}) {
        routes.add({.method = "GET",
                    .pattern = pattern,
                    .access = Access::everyone(),
                    .handler = std::move(handler),
                    .name = name,
                    .summary = summary,
                    .query = std::move(query)});
    };
    add("/kinds", "kinds", "Describe every kind of record",
        [house](Call&) { return json_response(200, records::describe(house.kinds)); });
    add("/recent", "recent", "List the newest changes",
        [house](Call& call) {
            const auto limit = static_cast<std::size_t>(call.number("limit", 50, 1, 200));
            return json_response(200,
                                 recent_json(house, call.asker, limit, call.number("before", 0, 0, last)));
        },
        {"limit", "before"});
    add("/search", "search", "Search all texts", [house](Call& call) { return search(house, call); },
        {"q", "limit", "offset"});
    add("/messages/{language}", "messages", "The program's own texts",
        [](Call& call) { return messages(call); });
    add("/openapi.json", "openapi", "This document", [house, version, &routes](Call&) {
        return json_response(200, openapi(routes, house.kinds, version));
    });
}

}  // namespace brujula::web
