// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/fwd.hpp>

#include "store/store.hpp"

namespace brujula::web {
class Asker;

/// Throws Error(bad_input) where a write of a goal puts an organisation under endorsed_by that the asker may
/// not speak for: an organisation endorses itself. Those that stood there before may stay, and anybody who
/// may write the goal may take them away. `before` null: a new goal.
void check_endorsers(const Asker& asker, const store::Write& write, const boost::json::value& before);

}  // namespace brujula::web
