// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "identity/answers.hpp"
#include "identity/secrets.hpp"
#include "identity/settings.hpp"

namespace brujula::identity {

/// What the browser brought back from a provider.
struct Returned {
    std::string code;
    std::optional<std::string> issuer;  ///< `iss` of RFC 9207
    std::string error;                  ///< instead of a code
};

/// The providers where people may sign in with a wiki account: the authorization code flow of OAuth 2.0 with
/// PKCE, as RFC 9700 wants it. Threads may call at once.
///
/// Asks only the hosts of the settings, at most 10 s for one sign-in, at most 3 at once for one provider and
/// 6 in all: a provider that hangs takes no more of the program's workers than that. What is found by
/// discovery is kept for an hour, keys too; a key that is not among them makes them be fetched anew, at most
/// once in 10 s.
///
/// Errors are Error with a message `error-wiki-…` whose first parameter is the provider's name.
class Providers {
public:
    /// Throws nothing; asks nobody. `clock` outlives it.
    Providers(Settings settings, const Clock& clock, const std::string& version);
    ~Providers();
    Providers(const Providers&) = delete;
    Providers& operator=(const Providers&) = delete;

    [[nodiscard]] const std::vector<Provider>& all() const;
    /// Throws Error(not_found).
    [[nodiscard]] const Provider& get(std::string_view id) const;
    /// Where the provider sends people back to: it must be registered there. One for each provider, so that
    /// no answer of one passes for another's.
    [[nodiscard]] std::string way_back(const Provider& provider) const;

    /// Where to send somebody who wants to sign in. Throws Error(unavailable) where discovery fails.
    [[nodiscard]] std::string way_there(const Provider& provider, const std::string& state,
                                        const Secrets& secrets);
    /// Who came back. Throws Error(forbidden) where it cannot be believed or was refused, Error(unavailable)
    /// where the provider is away, slow, busy or does not answer as it should.
    [[nodiscard]] Identity who(const Provider& provider, const Returned& returned, const Secrets& secrets);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace brujula::identity
