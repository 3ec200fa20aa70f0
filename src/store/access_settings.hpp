// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/time.hpp"
#include "records/access.hpp"
#include "store/accounts.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// What a network asks of those who sign in. In the store's file.
struct AccessSettings {
    std::vector<records::Role> second_factor_roles;  ///< who has one of them somewhere needs a second factor
    std::chrono::days log_kept{365};                 ///< how long the security log's entries stay
};

AccessSettings access_settings(const Store& store);
/// Throws Error(bad_input) for a time under 30 or over 3650 days.
void set_access_settings(Store& store, const AccessSettings& settings);

/// Whether one of the account's roles asks for a second factor that it has not got.
bool lacks_second_factor(const Store& store, const Account& account);

}  // namespace brujula::store
