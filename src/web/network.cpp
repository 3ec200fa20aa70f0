// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/network.hpp"

#include <boost/json.hpp>

#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

bool is_network(const json::value& organisation) {
    const json::value* statuses =
        organisation.is_object() ? organisation.get_object().if_contains("statuses") : nullptr;
    if (!statuses || !statuses->is_array() || statuses->get_array().empty()) return false;
    return text_in(statuses->get_array().back(), "kind") == "network";
}

}  // namespace

std::string Network::id() const {
    const std::lock_guard lock(m_mutex);
    store::ListQuery query{
        .kind = "organisation", .links = {}, .organisation = {}, .limit = 1000, .after = {}};
    while (m_id.empty()) {
        const store::Page page = m_store.list(query);
        for (const store::Revision& organisation : page.records) {
            if (!is_network(organisation.body)) continue;
            m_id = organisation.id;
            break;
        }
        if (page.next.empty()) break;
        query.after = page.next;
    }
    return m_id;
}

}  // namespace brujula::web
