// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wiki/history.hpp"

namespace brujula::wiki {

/// One line of the log of new users, whatever file it came from.
struct NewUser {
    std::string_view action;
    Instant timestamp;
    std::optional<std::int64_t> performer_id;
    std::string_view performer;  ///< empty where the source does not tell
    std::string_view target;  ///< the new user, from the log's title; empty where the title is no user's page
    std::string_view params;
};

/// Who came to be. Action "create" and the old "newusers": self; "autocreate": system; "create2" and
/// "byemail": peer; others: unknown. The id is in the parameters, else the performer's where they made their
/// own account, else 0. Where the log's title is no user's page (till 2006 it was the page for signing in),
/// the name is the performer's; nothing where that is not known either.
std::optional<Registration> registration_of(const NewUser& entry);

}  // namespace brujula::wiki
