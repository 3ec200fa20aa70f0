// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

// One-time codes by the clock: RFC 6238 with what authenticator programs understand everywhere, SHA-1, six
// digits and steps of 30 seconds.
namespace brujula::store {

/// 160 random bits in base32 (RFC 4648), without padding.
std::string new_totp_secret();

/// The code of the step in which `t` lies. `digits` is 8 in the RFC's own examples alone.
std::string totp_code(std::string_view secret, Instant t, unsigned digits = 6);

/// The step whose code this is: the one of `now`, the one before or the one after, and later than `after`.
/// Spaces in the code are passed over. Takes as long for any code.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant now,
                                      std::int64_t after);

/// "otpauth://totp/…": what an authenticator reads as a QR code.
std::string totp_address(std::string_view secret, std::string_view account, std::string_view issuer);

}  // namespace brujula::store
