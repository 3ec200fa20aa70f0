// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/message.hpp"
#include "base/time.hpp"
#include "records/kind.hpp"

// What an operator does with a data folder's records. All may run while a program has the folder open.
namespace brujula::store {

/// Copies the records of `folder` into the new file `to`, as they are at one moment, however much others
/// write meanwhile. It holds nothing that opens a door by itself (live_secrets.hpp).
/// Throws Error(not_found) where the folder has none, Error(bad_input) where `to` is there already.
void back_up(const std::filesystem::path& folder, const std::filesystem::path& to);

/// What restoring does with records that the folder has already. Neither loses any.
enum class Present { refuse, set_aside };

/// What a restore has brought back.
struct Restored {
    std::int64_t records = 0;  ///< without those that were removed
    std::int64_t revisions = 0;
    std::int64_t accounts = 0;
    std::int64_t erasures = 0;      ///< that were done after the backup was made, and have been done in it
    std::optional<Instant> newest;  ///< the time of the newest revision; nothing where there is none
    /// The new folder, within the data folder, in which the records lie that were there before; nothing where
    /// there were none.
    std::optional<std::filesystem::path> aside;
};

/// Makes `folder`'s records from the backup `from`, brought to this program's schema and checked before
/// anything that is there is touched; what the folder's journal of erasures (erasure_journal.hpp) tells is
/// erased in them. The lake and other files stay as they are. Nobody is signed in afterwards, and links that
/// were mailed before open nothing.
///
/// Throws Error(bad_input) for a damaged backup or one of a newer program and, with Present::refuse, where
/// the folder has records or a journal of some, which SQLite would write into the restored ones;
/// Error(not_found) for no such backup; Error(unavailable) where a program has the present records open. That
/// program must be another one: asking ends the locks that this one has on them.
Restored restore(const std::filesystem::path& from, const std::filesystem::path& folder,
                 const records::Kinds& kinds, Present present = Present::refuse);

/// Everything that must hold of the records in `folder` and does not; empty: all is well. Looks at one moment
/// of the file: its integrity and references; each record's revisions (1 to n, parents one before); that the
/// head is the newest and says what it says of owner and removal; that links lead to records that are there;
/// that links, texts and the search's index are what the newest bodies give; that every body can be read and
/// every newest one has its kind's shape; that the security log's chain is whole. A second per some 10,000
/// revisions.
std::vector<Message> check(const std::filesystem::path& folder, const records::Kinds& kinds);

/// The network of the records in `folder` (store/settings.hpp), read without changing anything; empty while
/// none is chosen, and in a file of an older program.
std::string network_in(const std::filesystem::path& folder);

/// What today's rules would refuse in newest revisions that were written before them. No damage: whoever
/// edits the record next is asked to mend it.
std::vector<Message> outgrown(const std::filesystem::path& folder, const records::Kinds& kinds);

}  // namespace brujula::store
