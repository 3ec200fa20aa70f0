// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/erasing.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "records/opaque_ids.hpp"
#include "store/cohort_names.hpp"
#include "store/erasing_person.hpp"
#include "store/former_ids.hpp"
#include "store/revisions.hpp"

namespace brujula::store {

namespace {

std::int64_t seconds_of(Instant time) {
    return static_cast<std::int64_t>(time.time_since_epoch().count());
}

/// The revision that a journal names, where these records have it.
std::optional<Revision> find_named(Connection& connection, const std::string& kind,
                                   const JournalRevision& named) {
    auto rows = connection.prepare(
        std::string(select_revisions) +
        " FROM revisions r WHERE r.sequence = ? AND r.kind = ? AND r.number = ? AND r.time = ?");
    auto found = read_revisions(rows.bind(named.sequence, kind, named.number, seconds_of(named.time)));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::string slug_of(const records::Kind& kind, const boost::json::value& body) {
    try {
        return slug(choose(kind.title(body), "en").text);
    } catch (const Error&) {
        return {};
    }
}

/// An id that says nothing, and no way back from the one before.
std::string rename_for_good(Connection& connection, const records::Kinds& kinds, const std::string& kind,
                            const std::string& id) {
    if (records::has_opaque_ids(kind)) return id;
    auto now = records::opaque_id();
    rename_records(connection, kinds, {{kind, id, now}});
    return now;
}

void forget_former_ids(Connection& connection, const std::string& kind, const std::string& id) {
    connection.prepare("DELETE FROM former_ids WHERE kind = ? AND id = ?").bind(kind, id).run();
}

bool is_linked(Connection& connection, const Revision& head) {
    try {
        refuse_when_linked(connection, head);
        return false;
    } catch (const Error&) {
        return true;
    }
}

/// Texts become "[…]": of a record that others need and nobody may read any more.
void blank_head(Connection& connection, const records::Kind& kind, Revision head) {
    records::change_texts(kind, head.body, [](std::string& text) {
        text = "[…]";
        return true;
    });
    connection.prepare("UPDATE revisions SET body = ?, comment = '' WHERE sequence = ?")
        .bind(to_text(head.body), head.sequence)
        .run();
    refresh_links_and_texts(connection, kind, head);
}

}  // namespace

void suppress_revision(Connection& connection, std::int64_t sequence) {
    connection.prepare("UPDATE revisions SET body = 'null', comment = '' WHERE sequence = ?")
        .bind(sequence)
        .run();
}

void suppress_record(Connection& connection, const records::Kinds& kinds, const std::string& kind,
                     const std::string& id, const std::string& author, Instant time) {
    const auto head = find_newest(connection, kind, id);
    if (!head) return;
    if (!head->removed) {
        Revision gone = *head;
        gone.parent = head->number;
        gone.number = head->number + 1;
        gone.author = author;
        gone.time = time;
        gone.comment.clear();
        gone.removed = true;
        insert_revision(connection, *kinds.find(kind), gone);
    }
    connection.prepare("UPDATE revisions SET body = 'null', comment = '' WHERE kind = ? AND id = ?")
        .bind(kind, id)
        .run();
    connection.prepare("UPDATE heads SET organisation = '' WHERE kind = ? AND id = ?").bind(kind, id).run();
    connection.prepare("DELETE FROM watches WHERE kind = ? AND id = ?").bind(kind, id).run();
    forget_former_ids(connection, kind, id);
}

PersonErased ErasingOne::run() {
    switch (m_entry.what) {
        case Erased::revision:
            erase_revisions();
            return {};
        case Erased::record:
            erase_record();
            return {};
        case Erased::person:
            return erase_person();
        case Erased::names:
            take_names();
            return {};
    }
    return {};
}

void ErasingOne::erase_revisions() {
    const auto* kind = m_kinds.find(m_entry.kind);
    std::string id;
    for (const auto& named : m_entry.revisions) {
        const auto revision = kind != nullptr ? find_named(m_connection, m_entry.kind, named) : std::nullopt;
        if (!revision) continue;
        id = revision->id;
        const auto head = find_newest(m_connection, revision->kind, id);
        if (head && head->number == revision->number) {  // of a state from before the clean one
            blank_head(m_connection, *kind, *revision);
            continue;
        }
        suppress_revision(m_connection, revision->sequence);
        const auto words = slug_of(*kind, revision->body);
        if (!words.empty() && id.starts_with(words) && head && slug_of(*kind, head->body) != words) {
            id = rename_for_good(m_connection, m_kinds, m_entry.kind, id);
            forget_former_ids(m_connection, m_entry.kind, id);
        }
    }
    note(id, static_cast<std::int64_t>(m_entry.revisions.size()));
}

void ErasingOne::erase_record() {
    std::optional<Revision> any;
    for (const auto& named : m_entry.revisions)
        if (auto found = find_named(m_connection, m_entry.kind, named)) any = std::move(found);
    std::string id;
    if (any) {
        id = rename_for_good(m_connection, m_kinds, m_entry.kind, any->id);
        const auto head = find_newest(m_connection, m_entry.kind, id);
        if (head && !head->removed && is_linked(m_connection, *head)) {  // in a state from before
            for (const auto& named : m_entry.revisions)
                if (named.sequence != head->sequence && find_named(m_connection, m_entry.kind, named))
                    suppress_revision(m_connection, named.sequence);
            blank_head(m_connection, *m_kinds.find(m_entry.kind), *head);
        } else {
            suppress_record(m_connection, m_kinds, m_entry.kind, id, m_entry.author, m_entry.time);
        }
        forget_former_ids(m_connection, m_entry.kind, id);
    }
    note(id, static_cast<std::int64_t>(m_entry.revisions.size()));
}

void ErasingOne::take_names() {
    std::vector<Revision> found;
    for (const auto& named : m_entry.revisions)
        if (auto revision = find_named(m_connection, "cohort", named); revision && members_of(revision->body))
            found.push_back(std::move(*revision));  // a damaged one stays as it is; `check` names it
    replace_names(found);
    for (const auto& revision : found)
        m_connection.prepare("UPDATE revisions SET body = ?, comment = '' WHERE sequence = ?")
            .bind(to_text(revision.body), revision.sequence)
            .run();
    if (!found.empty()) add_nameless_revision(found.front().id);
    note(found.empty() ? std::string{} : found.front().id, static_cast<std::int64_t>(found.size()));
}

/// What is remembered of records follows their newest revision.
void ErasingOne::add_nameless_revision(const std::string& id) {
    auto head = find_newest(m_connection, "cohort", id);
    if (!head || head->removed || members_of(head->body) == nullptr) return;
    head->parent = head->number;
    ++head->number;
    head->author = m_entry.author;
    head->time = m_entry.time;
    head->comment.clear();
    insert_revision(m_connection, *m_kinds.find("cohort"), *head);
}

PersonErased ErasingOne::erase_person() {
    auto next = m_connection.prepare("SELECT coalesce(max(number), 0) + 1 FROM erasures");
    next.step();
    const std::string pseudonym = "#erased-" + std::to_string(next.integer(0));
    ErasingPerson person{m_connection, m_kinds, m_entry, m_subject_of, pseudonym};
    const auto erased = person.run();
    note("", erased.cohorts + erased.persons + erased.links + erased.texts + erased.comments);
    for (const auto& account : erased.account_names)  // who erases themself
        m_connection.prepare("UPDATE erasures SET author = ? WHERE author = ?")
            .bind(pseudonym, account)
            .run();
    return erased;
}

void ErasingOne::note(const std::string& id, std::int64_t revisions) {
    // What is remembered up to the newest revision is to be looked at again: Store::newest_sequence().
    m_connection.run("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'revisions'");
    m_connection
        .prepare(
            "INSERT INTO erasures (entry, what, kind, id, revisions, subject, author, time, reason,"
            " overwritten) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")
        .bind(m_entry.entry, name_of(m_entry.what), m_entry.kind, id, revisions,
              m_entry.subject.substr(0, 12), m_entry.author, seconds_of(m_entry.time), m_entry.reason)
        .run();
}

}  // namespace brujula::store
