// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "base/message.hpp"
#include "records/kind.hpp"

// What an operator does with a data folder's records.
namespace brujula::store {

/// Copies the records of `folder` into the new file `to`, consistent while others write.
/// Throws Error(not_found) where the folder has none, Error(bad_input) where `to` is there already.
void back_up(const std::filesystem::path& folder, const std::filesystem::path& to);

/// Makes `folder`'s records from the backup `from`, checked first. Throws Error(bad_input) where the folder
/// already has records: nothing is ever overwritten; Error(not_found) for no such backup.
void restore(const std::filesystem::path& from, const std::filesystem::path& folder,
             const records::Kinds& kinds);

/// Everything that must hold of the records in `folder` and does not; empty: all is well. Looks at the file's
/// integrity and references, at each record's revisions (1 to n, parents one before), that the head is the
/// newest, that links and search say what the newest bodies say, and that every body still has its kind's
/// shape.
std::vector<Message> check(const std::filesystem::path& folder, const records::Kinds& kinds);

}  // namespace brujula::store
