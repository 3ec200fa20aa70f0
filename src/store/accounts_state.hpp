// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "store/accounts.hpp"
#include "store/database.hpp"

namespace brujula::store {

struct Accounts::State {
    Store& store;
    Database& database;
    const Clock& clock;
    PasswordCost cost;
    SessionLimits limits;
    std::string hash_of_nobody;  ///< verified for an unknown name, so that it takes as long as a known one

    [[nodiscard]] std::int64_t now() const {
        return static_cast<std::int64_t>(clock.now().time_since_epoch().count());
    }
};

inline Instant instant_of(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

inline void needs_account(Connection& connection, std::string_view name) {
    if (!connection.prepare("SELECT 1 FROM accounts WHERE name = ?").bind(name).step())
        throw Error{ErrorKind::not_found, {"error-no-such-account", {std::string(name)}}};
}

}  // namespace brujula::store
