// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/erasure.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "store/database.hpp"
#include "store/erasing.hpp"
#include "store/erasing_person.hpp"
#include "store/overwrite.hpp"
#include "store/revisions.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::size_t longest_reason = 1000;

/// Leaves a piece of work undone after it has told what it would do.
struct Undone {
    PersonErased found;
};

ErasingOne::SubjectOf subjects_of(const ErasureJournal& journal) {
    return [key = journal.key()](std::string_view name) { return signature_of(name, key); };
}

JournalEntry entry_of(Erased what, const Erasing& erasing, Instant now) {
    const auto reason = normalise(erasing.reason);
    if (reason.find_first_not_of(" \t\r\n") == std::string::npos || reason.size() > longest_reason)
        throw Error{ErrorKind::bad_input, {"error-erase-reason", {std::to_string(longest_reason)}}};
    JournalEntry entry;
    entry.entry = random_id(20);
    entry.what = what;
    entry.author = erasing.author;
    entry.time = now;
    entry.reason = reason;
    return entry;
}

JournalRevision named(const Revision& revision) {
    return {revision.sequence, revision.number, revision.time};
}

Erasure read_erasure(const Statement& row) {
    Erasure erasure;
    erasure.number = row.integer(0);
    for (const auto what : {Erased::revision, Erased::record, Erased::person, Erased::names})
        if (row.text(1) == name_of(what)) erasure.what = what;
    erasure.kind = row.text(2);
    erasure.id = row.text(3);
    erasure.revisions = row.integer(4);
    erasure.subject = row.text(5);
    erasure.author = row.text(6);
    erasure.time = Instant{std::chrono::seconds{row.integer(7)}};
    erasure.reason = row.text(8);
    erasure.overwritten = row.integer(9) != 0;
    return erasure;
}

std::vector<Erasure> newest_erasures(const Store& store, std::int64_t limit) {
    auto reader = store.database().read();
    auto rows = reader->prepare(
        "SELECT number, what, kind, id, revisions, subject, author, time, reason, overwritten"
        " FROM erasures ORDER BY number DESC LIMIT ?");
    rows.bind(limit);
    std::vector<Erasure> found;
    while (rows.step())
        found.push_back(read_erasure(rows));
    return found;
}

/// What the file's free space holds is overwritten, or is at the next opening.
void overwrite(Store& store) try {
    overwrite_freed(store.database().file());
    store.database().write(
        [](Connection& connection) { connection.run("UPDATE erasures SET overwritten = 1"); });
} catch (const Error& error) {
    log_warning("store: erased words are overwritten at the next start: " + text_of(error.message()));
}

void refuse_name_in_reason(std::string_view name, const std::string& reason) {
    if (reason.find(name) != std::string::npos ||
        folded_name(reason).find(folded_name(name)) != std::string::npos)
        throw Error{ErrorKind::bad_input, {"error-erase-reason-names", {}}};
}

/// True where no enabled administrator would be left.
bool is_last_administrator(Connection& connection, std::int64_t accounts_before) {
    auto left = connection.prepare(
        "SELECT count(*) FROM grants g JOIN accounts a ON a.name = g.account"
        " WHERE g.role = 'administrator' AND a.disabled = 0");
    left.step();
    return accounts_before > 0 && left.integer(0) == 0;
}

std::int64_t count_administrators(const Store& store) {
    auto reader = store.database().read();
    auto row = reader->prepare("SELECT count(*) FROM grants WHERE role = 'administrator'");
    row.step();
    return row.integer(0);
}

}  // namespace

Erasures::Erasures(Store& store, const records::Kinds& kinds)
    : m_store(store), m_kinds(kinds), m_journal(store.database().file().parent_path()) {}

void Erasures::do_it(const JournalEntry& entry) {
    m_journal.append(entry);
    m_store.database().write([&](Connection& connection) {
        ErasingOne{connection, m_kinds, entry, subjects_of(m_journal)}.run();
    });
    overwrite(m_store);
}

Erasure Erasures::newest() const {
    return newest_erasures(m_store, 1).at(0);
}

std::vector<Erasure> Erasures::all() const {
    return newest_erasures(m_store, 1000);
}

Erasure Erasures::suppress(std::string_view kind, std::string_view id, std::int64_t number,
                           const Erasing& erasing) {
    auto entry = entry_of(Erased::revision, erasing, m_store.clock().now());
    const auto history = m_store.history(kind, id);
    const auto found = std::find_if(history.begin(), history.end(),
                                    [&](const Revision& one) { return one.number == number; });
    if (found == history.end())
        throw Error{ErrorKind::not_found,
                    {"error-no-such-revision", {std::string(kind), std::string(id), std::to_string(number)}}};
    if (number == history.front().number) throw Error{ErrorKind::conflict, {"error-suppress-newest", {}}};
    entry.kind = kind;
    entry.revisions = {named(*found)};
    do_it(entry);
    return newest();
}

Erasure Erasures::erase_record(std::string_view kind, std::string_view id, const Erasing& erasing) {
    auto entry = entry_of(Erased::record, erasing, m_store.clock().now());
    const auto history = m_store.history(kind, id);
    if (history.empty())
        throw Error{ErrorKind::not_found, {"error-no-such-record", {std::string(kind), std::string(id)}}};
    refuse_when_linked(*m_store.database().read(), history.front());
    entry.kind = kind;
    for (const auto& revision : history)
        entry.revisions.push_back(named(revision));
    do_it(entry);
    return newest();
}

Erasure Erasures::take_names(std::string_view cohort, const Erasing& erasing) {
    auto entry = entry_of(Erased::names, erasing, m_store.clock().now());
    const auto history = m_store.history("cohort", cohort);
    if (history.empty())
        throw Error{ErrorKind::not_found, {"error-no-such-record", {"cohort", std::string(cohort)}}};
    entry.kind = "cohort";
    for (const auto& revision : history)
        entry.revisions.push_back(named(revision));
    do_it(entry);
    return newest();
}

PersonErased Erasures::find_person(std::string_view name, Texts texts) const {
    JournalEntry entry;
    entry.what = Erased::person;
    entry.entry = random_id(20);
    entry.subject = signature_of(folded_name(name), m_journal.key());
    entry.texts = texts == Texts::replace;
    const auto administrators = count_administrators(m_store);
    PersonErased found;
    try {
        m_store.database().write([&](Connection& connection) {
            found = ErasingOne{connection, m_kinds, entry, subjects_of(m_journal)}.run();
            if (is_last_administrator(connection, administrators))
                throw Error{ErrorKind::bad_input, {"error-erase-last-administrator", {}}};
            throw Undone{found};
        });
    } catch (const Undone& undone) {
        found = undone.found;
    }
    return found;
}

PersonErased Erasures::erase_person(std::string_view name, Texts texts, const Erasing& erasing) {
    auto entry = entry_of(Erased::person, erasing, m_store.clock().now());
    refuse_name_in_reason(name, entry.reason);
    const auto found = find_person(name, texts);
    if (found.nothing()) throw Error{ErrorKind::not_found, {"error-erase-nobody", {}}};
    entry.subject = signature_of(folded_name(name), m_journal.key());
    entry.texts = texts == Texts::replace;
    do_it(entry);
    for (const auto& account : found.account_names)
        m_journal.rename_author(account, "#erased-" + std::to_string(newest().number));
    return found;
}

bool has_erasures_to_apply(Connection& connection, const std::filesystem::path& folder) {
    const auto entries = ErasureJournal{folder}.entries();
    return std::any_of(entries.begin(), entries.end(), [&](const JournalEntry& entry) {
        return !connection.prepare("SELECT 1 FROM erasures WHERE entry = ?").bind(entry.entry).step();
    });
}

std::size_t apply_erasures(Connection& connection, const std::filesystem::path& folder,
                           const records::Kinds& kinds) {
    const ErasureJournal journal{folder};
    const auto entries = journal.entries();
    if (entries.empty()) return 0;
    const auto subject_of = subjects_of(journal);
    std::size_t done = 0;
    for (const auto& entry : entries) {
        if (connection.prepare("SELECT 1 FROM erasures WHERE entry = ?").bind(entry.entry).step()) continue;
        ErasingOne{connection, kinds, entry, subject_of}.run();
        ++done;
    }
    return done;
}

bool has_words_to_overwrite(Connection& connection) {
    return connection.prepare("SELECT 1 FROM erasures WHERE overwritten = 0 LIMIT 1").step();
}

}  // namespace brujula::store
