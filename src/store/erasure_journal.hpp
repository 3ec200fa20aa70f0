// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace brujula::store {

/// A revision as a journal names it: older and newer states of one file agree on these, even where the
/// record was called otherwise then.
struct JournalRevision {
    std::int64_t sequence = 0;
    std::int64_t number = 0;
    Instant time;
};

enum class Erased { revision, record, person, names };

const char* name_of(Erased what);  ///< "revision"

/// One erasure, without the words that it took away.
struct JournalEntry {
    std::string entry;  ///< its name, random
    Erased what = Erased::revision;
    std::string kind;                        ///< of a revision or record
    std::vector<JournalRevision> revisions;  ///< the one, or all of the record or cohort
    std::string subject;                     ///< of a person: the name's HMAC-SHA-256 under the journal's key
    bool texts = false;                      ///< of a person: also where texts name it
    std::string author;                      ///< account that did it
    Instant time;
    std::string reason;
};

/// What was erased in a data folder, in a file of its own beside the records ("erasures.journal"), so that a
/// backup made before brings nothing back. One JSON object a line: the first holds the key, each other one is
/// an entry; a last line without an end was never finished and counts for nothing. Readable by its owner
/// alone. Several processes may append.
class ErasureJournal {
public:
    explicit ErasureJournal(const std::filesystem::path& folder);

    /// All of them, oldest first; none where there is no file. Throws Error(internal) for a damaged line,
    /// naming file and line.
    [[nodiscard]] std::vector<JournalEntry> entries() const;
    /// On the disk when it returns. Throws Error(unavailable) where it cannot be written.
    void append(const JournalEntry& entry);
    /// Under which `entry.subject` is made of a name (signature_of); makes the file, with a new key, where
    /// there is none.
    [[nodiscard]] std::string key() const;
    /// Writes the file anew with another name for who did it.
    void rename_author(std::string_view from, std::string_view to);

private:
    std::filesystem::path m_file;
};

}  // namespace brujula::store
