// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/network_memory.hpp"

#include <set>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "store/settings.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

/// The network is who the installation was told, whatever status an organisation gives itself; what works
/// with these records knows it by its last status.
void say_who_is_the_network(json::value& organisation, bool is_network) {
    auto* statuses = organisation.is_object() ? organisation.get_object().if_contains("statuses") : nullptr;
    if (is_network && statuses == nullptr)
        statuses = &organisation.as_object().emplace("statuses", json::array{}).first->value();
    if (statuses == nullptr || !statuses->is_array()) return;
    auto& list = statuses->get_array();
    const auto says_so = [&] { return !list.empty() && text_in(list.back(), "kind") == "network"; };
    while (!is_network && says_so())
        list.pop_back();
    if (is_network && !says_so()) list.push_back(json::object{{"kind", "network"}});
}

/// The body as the network has it: under its owner, which one of before may not be the one that it claims.
json::value& settled(store::Revision& revision, const std::string& network) {
    if (revision.kind == "organisation") say_who_is_the_network(revision.body, revision.id == network);
    auto* claim =
        revision.body.is_object() ? revision.body.get_object().if_contains("organisation") : nullptr;
    if (claim != nullptr) *claim = revision.owner;
    return revision.body;
}

}  // namespace

/// One record that cannot be taken in is none, for all others to be.
void NetworkMemory::take_in(store::Revision& revision) const try {
    if (revision.removed || !revision.unread.empty())
        m_network.remove(revision.kind, revision.id);
    else
        m_network.put(revision.kind, revision.id, settled(revision, m_chosen));
} catch (const Error&) {
    m_network.remove(revision.kind, revision.id);
}

void NetworkMemory::bring_up_to_date() const {
    const std::string chosen = store::network_of(m_store);
    {
        const std::shared_lock lock(m_mutex);
        if (m_store.newest_sequence() == m_sequence && chosen == m_chosen) return;
    }
    const std::unique_lock lock(m_mutex);
    if (chosen != m_chosen) {
        m_network = {};
        m_sequence = 0;
        m_chosen = chosen;
    }
    // Newest first: of each record only its newest revision is looked at.
    constexpr std::size_t at_once = 1000;
    std::set<std::pair<std::string, std::string>> seen;
    const std::int64_t newest = m_store.newest_sequence();
    std::int64_t before = 0;
    for (bool more = true; more;) {
        std::vector<store::Revision> page = m_store.recent(at_once, before);
        more = page.size() == at_once;
        for (store::Revision& revision : page) {
            if (revision.sequence <= m_sequence) {
                more = false;
                break;
            }
            before = revision.sequence;
            if (!seen.emplace(revision.kind, revision.id).second) continue;
            take_in(revision);
        }
    }
    m_sequence = newest;
}

}  // namespace brujula::web
