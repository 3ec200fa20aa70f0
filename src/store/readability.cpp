// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/readability.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "store/suppressed.hpp"

namespace brujula::store {

namespace {

bool holds_nothing(const Revision& revision) {
    return revision.body.is_object() && revision.body.get_object().empty();
}

}  // namespace

bool Readability::is_known_to_read(std::int64_t sequence) const {
    const auto place = static_cast<std::size_t>(sequence);
    return place < m_reads.size() && m_reads[place];
}

void Readability::judge(Revision& revision) const {
    if (!revision.unread.empty() || is_suppressed(revision)) return;
    const auto* kind = m_kinds.find(revision.kind);
    if (kind == nullptr)
        revision.unread.push_back({"", {"error-no-such-kind", {revision.kind}}});
    else
        revision.unread = kind->shape_problems(revision.body);
}

/// What was wrong is not logged but where: problems may quote what people wrote.
void Readability::keep(const Revision& revision) {
    const auto place = static_cast<std::size_t>(revision.sequence);
    if (revision.unread.empty()) {
        if (place >= m_reads.size()) m_reads.resize(place + 1024, false);
        m_reads[place] = true;
    } else if (m_told.insert(revision.sequence).second) {
        const Problem& first = revision.unread.front();
        log_warning(
            fmt::format("store: {} {}, revision {}, does not read: {} at {}; it is left out until "
                        "somebody edits it or restores an older revision",
                        revision.kind, revision.id, revision.number, first.message.key,
                        first.field.empty() ? "its whole" : first.field));
    }
}

void Readability::look(std::span<Revision> revisions, Of of) {
    std::vector<Revision*> unknown;
    {
        const std::lock_guard lock(m_mutex);
        for (Revision& revision : revisions)
            if (!is_known_to_read(revision.sequence) && (of == Of::heads || !holds_nothing(revision)))
                unknown.push_back(&revision);
    }
    if (unknown.empty()) return;
    for (Revision* revision : unknown)
        judge(*revision);
    const std::lock_guard lock(m_mutex);
    for (const Revision* revision : unknown)
        keep(*revision);
}

}  // namespace brujula::store
