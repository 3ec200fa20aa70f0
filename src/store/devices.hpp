// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "store/store.hpp"

namespace brujula::store {

/// Browsers in which somebody has signed in with an account before: told by a cookie that only this store can
/// write, "device.signature.signature…", a signature for each of the last accounts. It opens nothing; it lets
/// its owner try a password while others are kept from trying.
class Devices {
public:
    explicit Devices(const Store& store) : m_store(store) {}

    static constexpr std::size_t most_accounts = 5;

    /// The device's name where the cookie is of this account; empty for any other cookie.
    [[nodiscard]] std::string known(std::string_view account, std::string_view cookie) const;
    /// The cookie after the account signed in with it: the same device, or a new one.
    [[nodiscard]] std::string remembering(std::string_view account, std::string_view cookie) const;

private:
    [[nodiscard]] std::string signature(std::string_view account, std::string_view device) const;
    const Store& m_store;
};

}  // namespace brujula::store
