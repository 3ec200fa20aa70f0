// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/network_memory.hpp"

#include <set>
#include <utility>
#include <vector>

namespace brujula::web {

void NetworkMemory::bring_up_to_date() const {
    {
        const std::shared_lock lock(m_mutex);
        if (m_store.newest_sequence() == m_sequence) return;
    }
    const std::unique_lock lock(m_mutex);
    // Newest first: of each record only its newest revision is looked at.
    constexpr std::size_t at_once = 1000;
    std::set<std::pair<std::string, std::string>> seen;
    const std::int64_t newest = m_store.newest_sequence();
    std::int64_t before = 0;
    for (bool more = true; more;) {
        const std::vector<store::Revision> page = m_store.recent(at_once, before);
        more = page.size() == at_once;
        for (const store::Revision& revision : page) {
            if (revision.sequence <= m_sequence) {
                more = false;
                break;
            }
            before = revision.sequence;
            if (!seen.emplace(revision.kind, revision.id).second) continue;
            if (revision.removed)
                m_network.remove(revision.kind, revision.id);
            else
                m_network.put(revision.kind, revision.id, revision.body);
        }
    }
    m_sequence = newest;
}

}  // namespace brujula::web
