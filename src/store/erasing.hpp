// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "records/kind.hpp"
#include "store/erasure.hpp"
#include "store/sqlite.hpp"

// How one erasure is done within the caller's transaction. Used by erasure.cpp alone.
namespace brujula::store {

/// One entry of the journal, done to the records of a connection; what it names and these have not is passed
/// over. Adds the row of `erasures`.
class ErasingOne {
public:
    /// `subject_of` is the journal's; it outlives this.
    using SubjectOf = std::function<std::string(std::string_view)>;
    ErasingOne(Connection& connection, const records::Kinds& kinds, const JournalEntry& entry,
               SubjectOf subject_of)
        : m_connection(connection), m_kinds(kinds), m_entry(entry), m_subject_of(std::move(subject_of)) {}

    PersonErased run();

private:
    void erase_revisions();
    void erase_record();
    PersonErased erase_person();
    void take_names();
    void add_nameless_revision(const std::string& id);
    void note(const std::string& id, std::int64_t revisions);

    Connection& m_connection;
    const records::Kinds& m_kinds;
    const JournalEntry& m_entry;
    SubjectOf m_subject_of;
};

/// Takes the words of one revision.
void suppress_revision(Connection& connection, std::int64_t sequence);
/// Takes the words of all revisions of a record, and adds one that removes it where it is there.
void suppress_record(Connection& connection, const records::Kinds& kinds, const std::string& kind,
                     const std::string& id, const std::string& author, Instant time);

}  // namespace brujula::store
