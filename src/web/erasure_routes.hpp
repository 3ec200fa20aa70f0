// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// Erasing revisions, records and people, the list of what was erased, and what is held of one's own account.
/// Revisions and records: stewards of their organisation. People and the list: the network's administrators.
void add_erasure_routes(Routes& routes, const House& house);

/// True where the asker may take the words of that record's revisions away: a steward of its organisation.
bool may_suppress(const Asker& asker, const store::Revision& record);

}  // namespace brujula::web
