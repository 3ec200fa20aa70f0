// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/owners.hpp"

#include "base/text.hpp"
#include "store/revisions.hpp"
#include "store/settings.hpp"

namespace brujula::store {

namespace {

/// How many records of `organisation` are a part of the one, and which: a few of them.
struct HeldBy {
    std::size_t count = 0;
    std::string told;
};

HeldBy held_by(Connection& connection, const Revision& revision, const std::string& organisation) {
    constexpr std::size_t most_told = 5;
    auto rows = connection.prepare(
        "SELECT DISTINCT l.from_kind, l.from_id, l.name FROM links l JOIN heads h"
        " ON h.kind = l.from_kind AND h.id = l.from_id WHERE l.to_kind = ? AND l.to_id = ?"
        " AND h.organisation = ? ORDER BY 1, 2");
    rows.bind(revision.kind, revision.id, organisation);
    HeldBy held;
    while (rows.step()) {
        if (!records::holds_in_place(rows.text(0), rows.text(2))) continue;
        if (++held.count <= most_told)
            held.told += (held.told.empty() ? "" : ", ") + rows.text(0) + ' ' + rows.text(1);
        else if (held.count == most_told + 1)
            held.told += ", …";
    }
    return held;
}

}  // namespace

std::optional<std::string> StoredOwners::owner(std::string_view kind, std::string_view id) const {
    auto row =
        m_connection.prepare("SELECT organisation FROM heads WHERE kind = ? AND id = ? AND removed = 0");
    if (!row.bind(kind, id).step()) return {};
    return row.text(0);
}

std::string StoredOwners::linked(std::string_view kind, std::string_view id, std::string_view name) const {
    auto row = m_connection.prepare(
        "SELECT to_id FROM links WHERE from_kind = ? AND from_id = ? AND name = ? ORDER BY to_id LIMIT 1");
    return row.bind(kind, id, name).step() ? row.text(0) : std::string{};
}

std::string StoredOwners::name(std::string_view organisation) const {
    const auto* kind = m_kinds.find("organisation");
    const auto found = find_newest(m_connection, "organisation", organisation);
    if (kind == nullptr || !found) return std::string{organisation};
    return choose(kind->title(found->body), "en").text;
}

std::string StoredOwners::network() const {
    return find_network(m_connection);
}

void settle_owner(Connection& connection, const records::Kinds& kinds, const records::Kind& kind,
                  Revision& revision, const std::string& before) {
    const StoredOwners known(connection, kinds);
    if (auto problems = ownership_problems(kind, revision.id, revision.body, known); !problems.empty())
        throw InvalidRecord(std::move(problems));
    revision.owner = owner_of(kind, revision.id, revision.body, known);
    if (before.empty() || revision.owner == before) return;
    if (const auto held = held_by(connection, revision, before); held.count > 0)
        throw InvalidRecord(
            {{"/organisation",
              {"problem-organisation-holds-others", {std::to_string(held.count), held.told}}}});
}

}  // namespace brujula::store
