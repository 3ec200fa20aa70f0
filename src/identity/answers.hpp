// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "identity/settings.hpp"

// Readers of what providers answer. All of it is hostile until proved otherwise.
namespace brujula::identity {

/// Where a provider is asked for what.
struct Endpoints {
    std::string authorization;
    std::string token;
    std::string profile;        ///< empty where there is none
    std::string keys;           ///< with Way::openid alone
    bool names_itself = false;  ///< the way back carries `iss` (RFC 9207)
};

/// Of the settings, where they say all of it.
Endpoints configured_endpoints(const Provider& provider);

/// Of a discovery document (OpenID Connect Discovery 1.0). Nothing where it is of another issuer, knows no
/// PKCE by S256 though it lists what it knows, misses an address, or has one that the provider's hosts do not
/// allow.
std::optional<Endpoints> parse_discovery(std::string_view text, const Provider& provider);

/// What the token endpoint gave.
struct Tokens {
    std::string access_token;
    std::string id_token;  ///< empty where there is none
};
/// Nothing for what is not an answer of RFC 6749 5.1 with a bearer token.
std::optional<Tokens> parse_tokens(std::string_view text);
/// The `error` of an answer of RFC 6749 5.2; empty for anything else. Letters and underscores, 60 at most.
std::string parse_token_error(std::string_view text);

/// Who somebody is at a provider.
struct Identity {
    std::string issuer;
    std::string subject;
    std::string name;  ///< as the provider shows it; the subject where it shows none
};

/// Of claims or of a profile. The subject is a text of at most 255 bytes or a whole number above 0 (MediaWiki
/// says 0 or false of who has no global account); otherwise nothing.
std::optional<Identity> identity_of(const boost::json::object& object, const Provider& provider);
/// The same of the profile endpoint's JSON text.
std::optional<Identity> parse_profile(std::string_view text, const Provider& provider);

}  // namespace brujula::identity
