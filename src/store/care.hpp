// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "base/message.hpp"
#include "records/kind.hpp"

// What an operator does with a data folder's records. All may run while a program has the folder open.
namespace brujula::store {

/// Copies the records of `folder` into the new file `to`, consistent while others write.
/// Throws Error(not_found) where the folder has none, Error(bad_input) where `to` is there already.
void back_up(const std::filesystem::path& folder, const std::filesystem::path& to);

/// Makes `folder`'s records from the backup `from`, brought to this program's schema and checked first.
/// Throws Error(bad_input) where the folder already has records, since nothing is ever overwritten, and for a
/// damaged backup or one of a newer program; Error(not_found) for no such backup.
void restore(const std::filesystem::path& from, const std::filesystem::path& folder,
             const records::Kinds& kinds);

/// Everything that must hold of the records in `folder` and does not; empty: all is well. Looks at one moment
/// of the file: its integrity and references; each record's revisions (1 to n, parents one before); that the
/// head is the newest and says what it says of owner and removal; that links lead to records that are there;
/// that links, texts and the search's index are what the newest bodies give; that every body can be read and
/// every newest one has its kind's shape. A second per some 10,000 revisions.
std::vector<Message> check(const std::filesystem::path& folder, const records::Kinds& kinds);

/// What today's rules would refuse in newest revisions that were written before them. No damage: whoever
/// edits the record next is asked to mend it.
std::vector<Message> outgrown(const std::filesystem::path& folder, const records::Kinds& kinds);

}  // namespace brujula::store
