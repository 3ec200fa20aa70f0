// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// Secrets of this module: sessions' and mail's.
namespace brujula::store {

/// 256 random bits, in hexadecimal.
std::string random_token();
/// In hexadecimal: what is kept of a token.
std::string sha256_of(std::string_view text);
/// HMAC-SHA-256 in hexadecimal.
std::string signature_of(std::string_view text, std::string_view key);
/// Takes as long for any two texts of one length.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace brujula::store
