// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/time.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// Letters about an account itself, put into the outbox (store/mail.hpp), each in place of an earlier one of
/// its sort that has not gone. What they say, and their links, are made when they are sent.
class AccountLetters {
public:
    explicit AccountLetters(Store& store) : m_store(store) {}

    /// An invitation to an address that nobody has confirmed.
    void put_invitation(std::string_view account, std::string_view address, Instant now);
    /// A link to choose another password, to the confirmed address; nothing where there is no such account or
    /// address, or the account is suspended. Takes as long in any case: one write.
    void put_reset(std::string_view account, Instant now);
    /// Somebody tries to sign in with it; likewise.
    void put_attack(std::string_view account, Instant now);
    /// Something asks for an administrator's attention; likewise.
    void put_alert(std::string_view account, Instant now);

private:
    void put(std::string_view purpose, std::string_view account, Instant now);
    Store& m_store;
};

}  // namespace brujula::store
