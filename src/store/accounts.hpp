// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "records/access.hpp"
#include "store/store.hpp"

namespace brujula::store {

struct Account {
    std::string name;    ///< signs in with it
    std::string person;  ///< the Person record, or empty
    std::string language;
    std::vector<records::Grant> grants;
    bool disabled = false;
};

/// A signed-in browser. Only the SHA-256 of the token is kept.
struct Session {
    std::string account;
    std::string csrf_token;
    Instant expires;
};

/// What one check of a password costs; less for tests alone.
struct PasswordCost {
    unsigned long long passes = 3;
    std::size_t bytes = std::size_t{64} << 20;
};

/// "coordinator"; "none" for none.
const char* name_of(records::Role role);
/// Role::none for a name that is not a role's.
records::Role role_named(std::string_view name);

/// Accounts, their roles and their sessions; in the store's file, beside the records, never in their history.
class Accounts {
public:
    explicit Accounts(Store& store, PasswordCost cost = {});
    ~Accounts();

    /// Throws Error(bad_input) for a taken name, a password under 10 characters or a role in an organisation
    /// that is not there. Hash: Argon2id.
    void add(const Account& account, std::string_view password);
    void set_password(std::string_view name, std::string_view password);  ///< ends all its sessions
    /// Throws Error(bad_input) for a role in an organisation that is not there.
    void set_grants(std::string_view name, const std::vector<records::Grant>& grants);
    void set_language(std::string_view name, std::string_view language);
    [[nodiscard]] std::optional<Account> find(std::string_view name) const;
    [[nodiscard]] std::vector<Account> all() const;
    /// Takes the same time whether or not the account exists. About 0.2 s and 64 MiB: limit how many at once.
    [[nodiscard]] bool password_matches(std::string_view name, std::string_view password) const;

    /// A new session's token, 256 random bits; lasts 30 days.
    std::string begin_session(std::string_view account);
    [[nodiscard]] std::optional<Session> find_session(std::string_view token) const;
    void end_session(std::string_view token);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace brujula::store
