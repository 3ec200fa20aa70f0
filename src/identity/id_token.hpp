// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/result.hpp"
#include "base/time.hpp"
#include "identity/signature.hpp"

namespace brujula::identity {

/// Why a token is not believed.
enum class TokenFault {
    unreadable,  ///< no signed token of three parts in JSON, or over 32 kB
    algorithm,   ///< none of RS256, PS256, ES256; or it has a critical extension
    key,         ///< signed with a key that the set has not: perhaps a newer one
    signature,
    issuer,
    audience,  ///< not for this program, or for others too
    expired,
    too_new,  ///< from the future
    nonce,    ///< of another sign-in
    subject,  ///< it says of nobody
};
/// "expired"
const char* name_of(TokenFault fault);

/// What a token must say. `now` may differ from the provider's by `skew`, both ways.
struct Expected {
    std::string issuer;
    std::string client_id;
    std::string nonce;
    Instant now;
    std::chrono::seconds skew{120};
};

/// The claims of an id_token (OpenID Connect Core 1.0, 3.1.3.7) that was signed by one of the keys, by an
/// asymmetric algorithm, for this sign-in. Its own say on keys (`jwk`, `jku`, `x5u` …) is not heard. Where
/// `kid` is missing exactly one key must fit. RSA keys have 2048 bits or more. Throws nothing.
Result<boost::json::object, TokenFault> verified_claims(const std::string& token,
                                                        const std::vector<Key>& keys,
                                                        const Expected& expected);

}  // namespace brujula::identity
