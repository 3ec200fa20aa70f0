// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace brujula::identity {

/// A public key that a provider signs with (RFC 7517), its numbers decoded.
struct Key {
    std::string id;         ///< `kid`; empty where it has none
    std::string type;       ///< `kty`: "RSA" or "EC"
    std::string curve;      ///< `crv` of EC
    std::string algorithm;  ///< `alg` where the key is for one alone
    std::string first;      ///< the bytes of `n`, or of `x`
    std::string second;     ///< the bytes of `e`, or of `y`
};

/// The keys of a provider that verify signatures, in its order: what is for encrypting, of a type that is not
/// read here, without its numbers, or secret (`oct`) is left out. At most 100. Throws Error(bad_input) for
/// what is no set of keys.
std::vector<Key> parse_keys(std::string_view text);

/// How a token may be signed.
struct Algorithm {
    const char* name;
    const char* key_type;
    const char* curve;
};
/// RS256, PS256 and ES256: asymmetric ones alone. nullptr for any other.
const Algorithm* find_algorithm(std::string_view name);

/// True where OpenSSL finds `signature` to be the key's over `text`. RSA keys have 2048 to 8192 bits, points
/// lie on their curve; false where they do not.
bool is_signed_by(const Key& key, const Algorithm& algorithm, std::string_view text,
                  std::string_view signature);

/// Of base64 for URLs without padding (RFC 4648 5), canonical only: nothing for anything else.
std::optional<std::string> base64url_decoded(std::string_view text);

}  // namespace brujula::identity
