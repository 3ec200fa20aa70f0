// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "records/access.hpp"

// Who may do what with accounts: the network's administrators with all, an organisation's with those that
// have roles there alone. Its stewards see them.
namespace brujula::records {

/// Whether the actor sees accounts anywhere.
bool sees_accounts(const Actor& actor);

/// Sees an account with these roles: one of them is where the actor is a steward or administrator.
bool may_see_account(const Actor& actor, const std::vector<Grant>& grants);

/// Invites, suspends, deletes it, ends its sessions, gives it a link to choose a password: the actor may give
/// every one of its roles (may_give). Accounts without any role are the network's administrators' to keep.
bool may_keep_account(const Actor& actor, const std::vector<Grant>& grants);

}  // namespace brujula::records
