// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// How a code was right.
enum class CodeIs { wrong, by_the_clock, recovery };

/// A second factor of accounts: codes by the clock (totp.hpp), and recovery codes for who has lost what makes
/// them. The secret lies in the store's file as it is, since the codes are made from it; of recovery codes
/// (120 random bits) only the SHA-256. Threads and processes may call at once.
class SecondFactors {
public:
    explicit SecondFactors(Store& store) : m_store(store) {}

    static constexpr std::size_t recovery_codes = 10;

    /// A new secret, which asks for nothing until it is confirmed; in place of an unconfirmed one. Throws
    /// Error(bad_input) where the account has a second factor.
    std::string begin(std::string_view account);
    /// The account's second factor from now on: its recovery codes, which nothing tells again. Throws
    /// Error(bad_input) for a wrong code and where nothing was begun.
    std::vector<std::string> confirm(std::string_view account, std::string_view code);
    /// New recovery codes in place of all earlier ones.
    std::vector<std::string> renew_recovery_codes(std::string_view account);
    /// Each code by the clock and each recovery code is right once, of two at once too.
    CodeIs take(std::string_view account, std::string_view code);
    void remove(std::string_view account);  ///< with its recovery codes

    [[nodiscard]] bool has(std::string_view account) const;
    [[nodiscard]] std::int64_t recovery_codes_left(std::string_view account) const;

private:
    Store& m_store;
};

}  // namespace brujula::store
