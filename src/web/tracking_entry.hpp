// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// Writes the values of a tracking table's cells, all or none: `POST /plans/{id}/tracking` of docs/api.md.
/// The record of the call is the plan.
///
/// A value (of a qualitative indicator: a narrative) makes an observation of the cell's days or a revision of
/// the one that is there, whose evidence, note and parts stay. No value takes the observation away by a
/// revision that can be undone, or, where it has a note or a narrative, leaves it as one that says why there
/// is none. 409 with all stale cells in `stale` where somebody else changed any of them; 422 with the
/// problems of all cells. Throws Error(forbidden) for an indicator whose observations the asker may not
/// write, Error(bad_input) for one of another plan.
Response enter_values(const House& house, Call& call);

}  // namespace brujula::web
