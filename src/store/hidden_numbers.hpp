// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// Throws InvalidRecord, with the place of the value, for an observation whose value is a number that its
/// measurement withholds from everybody and tells nowhere else: an observation is public. For this module.
void refuse_hidden_number(Connection& connection, const Revision& revision);

}  // namespace brujula::store
