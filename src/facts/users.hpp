// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace brujula::facts {

class Connection;

/// Makes the wiki's users anew from its edits and registrations. Accounts meet their edits by id, and by name
/// where either has no id. The name is the edits', which is the name now.
void derive_users(Connection& connection, const std::string& wiki_db);

}  // namespace brujula::facts
