// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/network_memory.hpp"

#include <set>
#include <utility>
#include <vector>

namespace brujula::web {

/// One record that cannot be taken in is none, for all others to be.
void NetworkMemory::take_in(const store::Revision& revision) const try {
    if (revision.removed || !revision.unread.empty())
        m_network.remove(revision.kind, revision.id);
    else
        m_network.put(revision.kind, revision.id, revision.body);
} catch (const Error&) {
    m_network.remove(revision.kind, revision.id);
}

void NetworkMemory::bring_up_to_date() const {
    {
        const std::shared_lock lock(m_mutex);
        if (m_store.newest_sequence() == m_sequence) return;
    }
    const std::unique_lock lock(m_mutex);
    // Newest first: of each record only its newest revision is looked at.
    constexpr std::size_t at_once = 1000;
    std::set<std::pair<std::string, std::string>> seen;
    std::int64_t newest = m_sequence;
    std::int64_t before = 0;
    for (bool more = true; more;) {
        const std::vector<store::Revision> page = m_store.recent(at_once, before);
        more = page.size() == at_once;
        for (const store::Revision& revision : page) {
            if (revision.sequence <= m_sequence) {
                more = false;
                break;
            }
            newest = std::max(newest, revision.sequence);
            before = revision.sequence;
            if (!seen.emplace(revision.kind, revision.id).second) continue;
            take_in(revision);
        }
    }
    m_sequence = newest;
}

}  // namespace brujula::web
