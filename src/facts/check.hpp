// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/message.hpp"
#include "facts/lake.hpp"

namespace brujula::facts {

/// What must hold of a lake and does not; empty: all is well. Of each wiki: its facts have a source in the
/// manifest, no revision is there twice, there are not more revisions than the sources brought and not none
/// where they brought some, and every editor by name is among its users. Reads the whole lake once: about a
/// second for ten million edits.
std::vector<Message> check(const Lake& lake);

}  // namespace brujula::facts
