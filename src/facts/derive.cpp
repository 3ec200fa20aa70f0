// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/derive.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace brujula::facts {
namespace {

using Position = std::size_t;

void derive_parents(std::vector<PageRevision>& page) {
    std::int64_t previous = 0;
    for (PageRevision& revision : page) {
        if (!revision.source_has_parents) revision.revision_parent_id = previous;
        previous = revision.revision_id;
    }
}

void derive_bytes_diff(std::vector<PageRevision>& page) {
    std::unordered_map<std::int64_t, std::optional<std::int64_t>> bytes_of;
    bytes_of.reserve(page.size());
    for (const PageRevision& revision : page)
        bytes_of[revision.revision_id] = revision.revision_text_bytes;
    for (PageRevision& revision : page) {
        revision.revision_text_bytes_diff.reset();
        revision.parent_is_elsewhere = false;
        if (!revision.revision_parent_id) continue;
        if (*revision.revision_parent_id == 0) {
            revision.revision_text_bytes_diff = revision.revision_text_bytes;
            continue;
        }
        const auto parent = bytes_of.find(*revision.revision_parent_id);
        revision.parent_is_elsewhere = parent == bytes_of.end();
        if (!revision.parent_is_elsewhere && parent->second && revision.revision_text_bytes)
            revision.revision_text_bytes_diff = *revision.revision_text_bytes - *parent->second;
    }
}

/// The reverts to each base, by the base's position.
std::unordered_map<Position, std::vector<Position>> find_reverts(const std::vector<PageRevision>& page) {
    struct Last {
        Position base;
        std::int64_t revision_id;
    };
    std::unordered_map<std::string_view, Last> last_of;
    std::unordered_map<Position, std::vector<Position>> reverts;
    for (Position i = 0; i < page.size(); ++i) {
        const PageRevision& revision = page[i];
        if (revision.revision_text_sha1.empty()) continue;
        const auto [last, is_base] =
            last_of.try_emplace(revision.revision_text_sha1, Last{i, revision.revision_id});
        if (is_base) continue;
        const bool is_null_edit = revision.revision_parent_id == last->second.revision_id;
        if (!is_null_edit) reverts[last->second.base].push_back(i);
        last->second.revision_id = revision.revision_id;
    }
    return reverts;
}

/// The reverts yet to come whose base has passed: each base by its next revert.
class Pending {
public:
    using Next = std::pair<Position, Position>;  ///< revert, base

    void add(Position base, const std::vector<Position>& reverts) {
        m_next.emplace(reverts.front(), base);
        m_rest.emplace(base, std::pair{reverts.begin(), reverts.end()});
    }
    [[nodiscard]] bool is_next(Position at) const { return !m_next.empty() && m_next.begin()->first == at; }
    /// Takes the revert that is reached; gives its base.
    Position take() {
        const Position base = m_next.begin()->second;
        m_next.erase(m_next.begin());
        auto& [at, end] = m_rest.at(base);
        if (++at != end) m_next.emplace(*at, base);
        return base;
    }
    [[nodiscard]] std::optional<Position> first() const {
        return m_next.empty() ? std::nullopt : std::optional{m_next.begin()->first};
    }
    [[nodiscard]] std::optional<Position> first_to_other_than(Position base) const {
        auto next = m_next.begin();
        if (next != m_next.end() && next->second == base) ++next;
        return next == m_next.end() ? std::nullopt : std::optional{next->first};
    }

private:
    using Iterator = std::vector<Position>::const_iterator;
    std::set<Next> m_next;
    std::unordered_map<Position, std::pair<Iterator, Iterator>> m_rest;
};

void derive_reverts(std::vector<PageRevision>& page) {
    const auto reverts = find_reverts(page);
    Pending pending;
    for (Position i = 0; i < page.size(); ++i) {
        PageRevision& revision = page[i];
        revision.is_identity_revert = pending.is_next(i);
        const std::optional<Position> by =
            revision.is_identity_revert ? pending.first_to_other_than(pending.take()) : pending.first();
        revision.is_identity_reverted = by.has_value();
        revision.seconds_to_identity_revert.reset();
        if (by)
            revision.seconds_to_identity_revert =
                (page[*by].event_timestamp - revision.event_timestamp).count();
        if (const auto own = reverts.find(i); own != reverts.end()) pending.add(i, own->second);
    }
}

}  // namespace

void derive(std::vector<PageRevision>& page) {
    std::sort(page.begin(), page.end(), [](const PageRevision& a, const PageRevision& b) {
        return std::tie(a.event_timestamp, a.revision_id) < std::tie(b.event_timestamp, b.revision_id);
    });
    derive_parents(page);
    derive_bytes_diff(page);
    derive_reverts(page);
}

}  // namespace brujula::facts
