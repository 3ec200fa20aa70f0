// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula::identity {

/// What the program keeps of one sign-in while somebody is at the provider's: 256 random bits each.
struct Secrets {
    std::string nonce;     ///< comes back within the id_token
    std::string verifier;  ///< of PKCE (RFC 7636): only who has it may use the code
};
Secrets new_secrets();

/// The S256 challenge of a verifier.
std::string challenge_of(std::string_view verifier);

/// Of a query or a form: everything but letters, digits and -._~ percent-encoded.
std::string encoded(std::string_view text);
/// "Basic …" of RFC 6749 2.3.1, for the Authorization header.
std::string basic_credentials(std::string_view name, std::string_view secret);

}  // namespace brujula::identity
