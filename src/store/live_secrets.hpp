// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

#include "store/sqlite.hpp"

namespace brujula::store {

/// Tables of what opens a door by itself: whoever had such a row could come in without knowing anything. They
/// are empty in every backup and after every restore.
inline constexpr std::array<std::string_view, 4> live_secret_tables{"sessions", "mail_confirmations",
                                                                    "account_links", "wiki_sign_ins"};

/// Makes `copy`, which nobody else has open, hold none of them, nor their bytes; a key that knows browsers
/// again is another one. What stays secret in it (hashes of passwords, second factors, addresses, cohorts) a
/// network could not do without.
void drop_live_secrets(Connection& copy);

}  // namespace brujula::store
