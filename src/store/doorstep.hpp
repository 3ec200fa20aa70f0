// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

// What is looked at before a data folder's records are opened, so that whoever starts the program reads which
// file is wrong and what to do.
namespace brujula::store {

/// Whether the folder has kept records before.
enum class Past { nothing, records };

/// Makes `folder` where it is not there, and tells its past. Throws Error(unavailable) for a folder or file
/// that may not be read or written by who runs the program, and Error(bad_input) for a file that holds no
/// records, and for records that are gone or were emptied: those are never taken for a new network.
Past step_into(const std::filesystem::path& folder);

/// Leaves word in the folder that records are kept there. Does nothing where it is said already.
void leave_word(const std::filesystem::path& folder);

}  // namespace brujula::store
