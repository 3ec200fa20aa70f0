// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace brujula::identity {

/// How a provider tells who somebody is.
enum class Way {
    openid,   ///< OpenID Connect: found by discovery, told by a signed id_token
    profile,  ///< OAuth 2.0: told by an endpoint that the access token opens, as MediaWiki does
};

/// How the program shows itself to a provider.
enum class SecretSent {
    basic,  ///< in the Authorization header
    post,   ///< in the body
    none,   ///< not at all: a public client, which PKCE alone protects
};

/// Where people may sign in, as the operator wrote it down (docs/operations.md). A plain value.
struct Provider {
    std::string id;    ///< in addresses: a record's id
    std::string name;  ///< as people read it: "Wikimedia"
    Way way = Way::openid;
    /// Whose subjects: with it, and never by name or e-mail, a wiki account is told from another's. With
    /// openid exactly what the provider calls itself.
    std::string issuer;
    std::string client_id;
    std::string client_secret;
    SecretSent secret_sent = SecretSent::basic;
    std::string scope;
    std::string authorization_endpoint;  ///< with openid found by discovery, as the next two
    std::string token_endpoint;
    std::string profile_endpoint;
    std::string subject;                ///< the member that holds the subject; "sub" of OpenID Connect
    std::string username;               ///< the member that holds the name that is shown
    std::vector<std::string> hosts;     ///< "auth.example.org", "127.0.0.1:4000": only these are asked
    bool second_factor_enough = false;  ///< a second factor of ours is not asked after this provider's
};

struct Settings {
    std::string public_address;  ///< of this program, no slash after: what the providers send people back to
    std::filesystem::path trusted;  ///< certificates in PEM that are trusted instead of the system's
    std::vector<Provider> providers;
};

/// What the JSON text of a settings file says; files that it names are beside it, in `folder`.
/// Throws Error(bad_input) that names the provider, the setting and what to do.
Settings parse_settings(std::string_view text, const std::filesystem::path& folder,
                        const std::string& public_address);
/// The same of a file; without a name no providers.
Settings read_settings(const std::filesystem::path& file, const std::string& public_address);

/// True for https, and for http with this machine itself; no user, no fragment.
bool is_safe_address(const std::string& address);
/// "auth.example.org" or "127.0.0.1:4000" of an address; the scheme's own port is left out. Empty for none.
std::string host_of(const std::string& address);
/// True where the program may ask the address on behalf of the provider.
bool may_ask(const Provider& provider, const std::string& address);

}  // namespace brujula::identity
