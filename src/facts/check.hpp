// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "base/message.hpp"
#include "facts/lake.hpp"

namespace brujula::facts {

/// What must hold of a lake and does not; empty: all is well. Of each wiki: its facts have a source in the
/// manifest, no revision is there twice, there are not more revisions than the sources brought and not none
/// where they brought some, every editor by name is among its users, and every row of every table can be
/// read. Reads the whole lake: about a
/// second for a million edits.
std::vector<Message> check(const Lake& lake);

/// The same of a data folder's lake; a lake that cannot be opened or read to its end is a finding that names
/// the file. Empty where nothing was ever loaded, and where there is no such folder.
std::vector<Message> check(const std::filesystem::path& folder);

}  // namespace brujula::facts
