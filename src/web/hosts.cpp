// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/hosts.hpp"

#include "records/ownership.hpp"

namespace brujula::web {

std::vector<records::Host> hosts_of(const store::Store& store, const records::Kinds& kinds,
                                    const store::Revision& record) {
    std::vector<records::Host> hosts;
    const auto* kind = kinds.find(record.kind);
    if (kind == nullptr) return hosts;
    for (const auto& link : records::placed_links(*kind, record.body)) {
        const auto belonging = link.rule->belonging;
        const bool hangs = belonging == records::Belonging::hung;
        if (!hangs && belonging != records::Belonging::same) continue;
        const auto owner = store.owner(link.kind, link.id);
        if (owner && (hangs || *owner != record.owner)) hosts.push_back({link.kind, *owner});
    }
    return hosts;
}

}  // namespace brujula::web
