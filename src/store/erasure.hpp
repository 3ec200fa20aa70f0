// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "records/kind.hpp"
#include "store/erasure_journal.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

// Taking words away for good, which nothing else in the store does. What is erased is written down in the
// journal (erasure_journal.hpp) before it is done, and done again on a state of the records from before.
namespace brujula::store {

/// Who erases and why. The reason is kept and shown to administrators: it must not say again what is erased.
struct Erasing {
    std::string author;
    std::string reason;
};

/// An erasure that was done.
struct Erasure {
    std::int64_t number = 0;
    Erased what = Erased::revision;
    std::string kind;            ///< of a revision, record or cohort
    std::string id;              ///< then: its id now
    std::int64_t revisions = 0;  ///< how many lost words
    std::string subject;         ///< of a person: a sign that tells erasures of one person as such, no name
    std::string author;
    Instant time;
    std::string reason;
    bool overwritten = false;  ///< nothing of it is left in the file's free space either
};

/// What erasing a person changes, or would.
struct PersonErased {
    std::int64_t cohorts = 0;   ///< cohorts that have had the name, each once
    std::int64_t persons = 0;   ///< records of kind person
    std::int64_t links = 0;     ///< revisions that linked to these
    std::int64_t texts = 0;     ///< revisions with a text or comment that named the person
    std::int64_t accounts = 0;  ///< accounts
    std::int64_t authored = 0;  ///< revisions by these
    std::int64_t comments = 0;  ///< what was said about the person's records
    std::vector<std::string> account_names;

    [[nodiscard]] bool nothing() const {
        return cohorts + persons + links + texts + accounts + authored + comments == 0;
    }
};

enum class Texts { leave, replace };

/// Erases in a store's records. Each function is durable, in the journal and in the records, when it returns;
/// what is left in the file's free space is overwritten then, or at the next opening where that is not
/// possible at once (Erasure::overwritten). Threads and processes may call at once. Throw Error(bad_input)
/// for an empty reason, or one that holds the person's name.
class Erasures {
public:
    Erasures(Store& store, const records::Kinds& kinds);

    /// The words of one revision: its body and its comment. It stays, with number, time and author.
    /// Throws Error(not_found) for no such revision, Error(conflict) for the newest one, in whose place a
    /// clean one must be written first.
    Erasure suppress(std::string_view kind, std::string_view id, std::int64_t number, const Erasing& erasing);
    /// All revisions of a record, and removes it; it gets an id that says nothing. Throws Error(bad_input)
    /// where others link to it.
    Erasure erase_record(std::string_view kind, std::string_view id, const Erasing& erasing);
    /// The names of everybody in a cohort, in each of its revisions: "#1", "#2" … stands in their place, the
    /// same for the same person, so that the number of people stays; its notes and what was said of its
    /// revisions go, too. A revision that does not read stays as it is. The cohort gets a revision that says
    /// so. Measured numbers stay. Throws Error(not_found) for no such cohort.
    Erasure take_names(std::string_view cohort, const Erasing& erasing);
    /// Whoever is called `name`, as a user of wikis, by a Person record or by an account: in cohorts each
    /// revision keeps "#1", "#2" … in the name's place, so that the number of people stays; Person records,
    /// what is said about them and links to them go (a record that changes by this gets a revision that says
    /// so); accounts go with all that is theirs, and what they wrote
    /// is by "#erased-<n>". Measured numbers stay. With Texts::replace, every text or comment of any revision
    /// that has one of the names as a word has "[…]" instead. Throws Error(not_found) where nobody is called
    /// so, Error(bad_input) for the last administrator's account.
    PersonErased erase_person(std::string_view name, Texts texts, const Erasing& erasing);
    /// What that would change. Nothing is changed.
    [[nodiscard]] PersonErased find_person(std::string_view name, Texts texts) const;

    /// Newest first, at most 1000.
    [[nodiscard]] std::vector<Erasure> all() const;

private:
    Erasure newest() const;
    void do_it(const JournalEntry& entry);

    Store& m_store;
    const records::Kinds& m_kinds;
    ErasureJournal m_journal;
};

/// Does what the folder's journal tells and these records have not: after a crash between the two, and in
/// records that came back from a backup. Within the caller's transaction. Gives how many erasures were done.
std::size_t apply_erasures(Connection& connection, const std::filesystem::path& folder,
                           const records::Kinds& kinds);

/// True where it would do any.
bool has_erasures_to_apply(Connection& connection, const std::filesystem::path& folder);

/// True where an erasure's words may still be in the file's free space.
bool has_words_to_overwrite(Connection& connection);

}  // namespace brujula::store
