// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// A wiki account that its owner has linked with an account here. `issuer` and `subject` together are whose
/// it is; the name is shown only and may change.
struct WikiAccount {
    std::string id;  ///< for its owner, to name it by
    std::string issuer;
    std::string subject;
    std::string name;
    Instant linked;
    Instant used;  ///< last; the epoch where never
};

/// Why somebody was sent to a provider; `code`: the provider has said who it is, and the account's second
/// factor is still to be shown.
enum class WikiPurpose { sign_in, link, code };

/// A sign-in under way: what is needed again when the browser comes back. Ends after ten minutes, and is
/// taken once.
struct PendingSignIn {
    std::string provider;
    WikiPurpose purpose = WikiPurpose::sign_in;
    std::string account;  ///< of purpose link: who asked for it; of purpose code: who it is
    std::string nonce;
    std::string verifier;
    std::string path;  ///< of this site, where to go on
};

/// The two secrets of a sign-in under way. Only their SHA-256 are kept.
struct PendingSecrets {
    std::string state;    ///< goes to the provider and back
    std::string browser;  ///< stays in the browser's cookie, so that no other browser goes on with it
};

inline constexpr std::chrono::minutes sign_in_lasts{10};

/// Which wiki accounts belong to which accounts, and sign-ins under way; in the store's file, beside the
/// records.
class WikiAccounts {
public:
    explicit WikiAccounts(Store& store) : m_store(store) {}

    [[nodiscard]] std::vector<WikiAccount> of(std::string_view account) const;  ///< the first linked first
    /// Whose it is, of accounts that are not suspended; keeps that it was used now, and its name of today.
    std::optional<std::string> use(std::string_view issuer, std::string_view subject, std::string_view name,
                                   Instant now);
    /// Throws Error(conflict) where it is another account's, Error(bad_input) where the account has ten.
    void link(std::string_view account, const WikiAccount& wiki);
    /// False where the account has none of that id.
    bool unlink(std::string_view account, std::string_view id);

    /// At most 20 under way from one source, 5000 in all: throws Error(too_many). `source` is kept as
    /// SHA-256.
    PendingSecrets begin(const PendingSignIn& pending, std::string_view source, Instant now);
    /// Nothing where there is none with both secrets, or it has ended.
    [[nodiscard]] std::optional<PendingSignIn> find(const PendingSecrets& secrets, Instant now) const;
    /// The same, and it is under way no more. What one of the secrets alone names stays.
    std::optional<PendingSignIn> take(const PendingSecrets& secrets, Instant now);

private:
    Store& m_store;
};

}  // namespace brujula::store
