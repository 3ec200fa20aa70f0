// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// What a link to an account lets its holder do: choose the account's password.
enum class LinkPurpose {
    invitation,  ///< the account's first one; 7 days
    reset,       ///< another one; an hour
};

/// A link that was given out and can still be used.
struct AccountLink {
    std::string account;
    std::string author;  ///< account that gave it; empty: its owner asked for it
    Instant expires;
};

/// Links with which somebody chooses an account's password, each once. Tokens have 256 random bits, of which
/// only the SHA-256 is kept. Threads and processes may call at once.
class AccountLinks {
public:
    explicit AccountLinks(Store& store) : m_store(store) {}

    /// Links of one purpose for an account within a day; beyond, Error(too_many).
    static constexpr std::int64_t most_a_day = 10;
    static std::chrono::seconds lasts(LinkPurpose purpose);

    /// A new link's token. Earlier ones of an invitation stay good: one may be in a letter, the other copied.
    std::string begin(std::string_view account, LinkPurpose purpose, std::string_view author);
    /// Nothing for a token that was never given, is used or too old, or whose account is suspended.
    [[nodiscard]] std::optional<AccountLink> find(std::string_view token, LinkPurpose purpose) const;
    /// The same, and it is used up with all others of the account: of two at once, one gets it.
    std::optional<AccountLink> take(std::string_view token, LinkPurpose purpose);

private:
    Store& m_store;
};

}  // namespace brujula::store
