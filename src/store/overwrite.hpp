// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace brujula::store {

/// Writes the records' file anew, so that nothing of what was changed or taken away is left in its free
/// space, in the search's index or in the journal of writes (SQLite's -wal); other programs may have it open.
/// Takes as long as copying the file, meanwhile writes wait. Throws Error(unavailable) where readers of
/// another program keep the journal longer than ten seconds, or the disk has no room for a second copy: then
/// it is for the caller to try again.
void overwrite_freed(const std::filesystem::path& records);

}  // namespace brujula::store
