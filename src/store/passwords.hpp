// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "store/accounts.hpp"

namespace brujula::store {

inline constexpr std::size_t shortest_password = 10;
inline constexpr std::size_t longest_password = 1000;

/// Why a password is not taken; nothing where it is. Its length in characters; the 10,000 most common ones of
/// at least ten characters (common_passwords.txt), whatever their case; and where little is left of it
/// without `words` (the account's name, its organisations' and the program's), digits and signs at its ends.
std::optional<Message> password_problem(std::string_view password, const std::vector<std::string>& words);

/// Argon2id with a salt of its own. Throws Error(unavailable) where there is not enough memory.
std::string hash_of_password(std::string_view password, PasswordCost cost);
bool password_has_hash(std::string_view password, const std::string& hash);

}  // namespace brujula::store
