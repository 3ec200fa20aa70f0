// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/reading.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "records/opaque_ids.hpp"
#include "store/former_ids.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
namespace {

bool may_read_in(const Asker& asker, const std::string& kind, const std::string& organisation) {
    return asker.may(Action::read, kind, "", json::object{{"organisation", organisation}});
}

/// The organisations whose records of that kind the asker may read; nothing where it may read all of them.
std::optional<std::vector<std::string>> readable_organisations(const Asker& asker, const std::string& kind) {
    if (may_read_in(asker, kind, "")) return {};
    std::vector<std::string> organisations;
    for (const records::Grant& grant : asker.actor().grants)
        if (may_read_in(asker, kind, grant.organisation)) organisations.push_back(grant.organisation);
    return organisations;
}

/// The links that a body of a shape that can be read has; the store refuses all others.
std::vector<records::Link> links_of(const records::Kind& kind, const json::value& body) {
    try {
        return body.is_null() ? std::vector<records::Link>{} : kind.links(body);
    } catch (const Error&) {
        return {};
    }
}

}  // namespace

std::optional<store::Revision> find_readable(const store::Store& store, const Asker& asker,
                                             const std::string& kind, const std::string& id) {
    auto record = store.find(kind, id);
    if (!record)
        if (const auto present = store::find_present_id(store, kind, id)) record = store.find(kind, *present);
    if (!record || !asker.may(Action::read, *record)) return {};
    return record;
}

store::Revision get_readable(const store::Store& store, const Asker& asker, const std::string& kind,
                             const std::string& id) {
    auto record = find_readable(store, asker, kind, id);
    if (!record) refuse_as_unknown(kind, id);
    return std::move(*record);
}

void refuse_as_unknown(const std::string& kind, const std::string& id) {
    throw Error{ErrorKind::not_found, {"error-no-record", {kind, id}}};
}

store::Page readable_page(const store::Store& store, const Asker& asker, store::ListQuery query) {
    const std::size_t wanted = std::clamp<std::size_t>(query.limit, 1, 1000);
    query.limit = std::min<std::size_t>(wanted + 1, 1000);
    if (const auto organisations = readable_organisations(asker, query.kind)) {
        if (organisations->empty()) return {};
        if (organisations->size() == 1) query.organisation = organisations->front();
    }
    store::Page filled;
    do {
        store::Page page = store.list(query);
        for (store::Revision& record : page.records) {
            if (!asker.may(Action::read, record)) continue;
            if (filled.records.size() == wanted) {
                filled.next = filled.records.back().id;
                return filled;
            }
            filled.records.push_back(std::move(record));
        }
        query.after = page.next;
        query.limit = 1000;
    } while (!query.after.empty());
    return filled;
}

json::value with_present_ids(const store::Store& store, const Asker& asker, const records::Kind& kind,
                             json::value body) {
    records::change_links(kind, body, [&](std::string_view of, std::string_view id) {
        std::optional<std::string> present;
        if (!records::has_opaque_ids(of)) return present;
        const auto record = find_readable(store, asker, std::string{of}, std::string{id});
        if (record && record->id != id) present = record->id;
        return present;
    });
    return body;
}

std::vector<Problem> links_to_nowhere(const store::Store& store, const Asker& asker,
                                      const records::Kind& kind, const json::value& before,
                                      const json::value& after) {
    const auto had = links_of(kind, before);
    std::vector<Problem> problems;
    for (const records::Link& link : links_of(kind, after)) {
        if (std::find(had.begin(), had.end(), link) != had.end()) continue;
        const auto target = store.find(link.kind, link.id);
        if (!target || !asker.may(Action::read, *target))
            problems.push_back({"/" + link.name, {"problem-link-nowhere", {link.kind, link.id}}});
    }
    return problems;
}

}  // namespace brujula::web
