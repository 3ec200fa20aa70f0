// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// The retention periods, and what reaches the end of one within 60 days: of cohorts told to who may read
/// them, of removed records to the network's administrators.
void add_retention_routes(Routes& routes, const House& house);

}  // namespace brujula::web
