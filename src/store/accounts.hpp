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
    bool disabled = false;       ///< suspended: nobody signs in with it
    bool must_change = false;    ///< its password was chosen by somebody else
    bool invited = false;        ///< it has no password yet
    bool second_factor = false;  ///< asks for a code besides the password
    Instant made = {};
    Instant signed_in = {};  ///< last; the epoch where never
};

/// A signed-in browser. Only the SHA-256 of the token is kept.
struct Session {
    std::string account;
    std::string csrf_token;
    Instant expires;          ///< whatever happens
    std::string id = {};      ///< tells it to its owner: no token
    std::string device = {};  ///< "Firefox on Linux"
    Instant begun = {};
    Instant used = {};  ///< to ten minutes
};

/// When a session ends by itself.
struct SessionLimits {
    std::chrono::seconds idle = std::chrono::hours(8);       ///< since its last use
    std::chrono::seconds most = std::chrono::hours(24 * 7);  ///< since its beginning
};

/// What one check of a password costs; less for tests alone.
struct PasswordCost {
    unsigned long long passes = 3;
    std::size_t bytes = std::size_t{64} << 20;
};

/// Who chose a password.
enum class ChosenBy { owner, somebody_else };

/// "coordinator"; "none" for none.
const char* name_of(records::Role role);
/// Role::none for a name that is not a role's.
records::Role role_named(std::string_view name);

/// Accounts, their roles and their sessions; in the store's file, beside the records, never in their history.
///
/// Where a function takes a `network`, it is the network's organisation, and what would leave it without an
/// administrator who can sign in is refused with Error(bad_input); empty: not looked at. Functions that name
/// an account throw Error(not_found) where there is none.
class Accounts {
public:
    explicit Accounts(Store& store, PasswordCost cost = {}, SessionLimits limits = {});
    ~Accounts();

    /// Throws Error(bad_input) for a taken name, one of an account that was deleted, or a password that
    /// password_problem() names. Hash: Argon2id. Without a password (invite()) nobody signs in with it yet.
    void add(const Account& account, std::string_view password);
    void invite(const Account& account);
    /// Throws as add() would for this account's password, and changes nothing.
    void check_password(std::string_view name, std::string_view password) const;
    /// Ends all its sessions.
    void set_password(std::string_view name, std::string_view password, ChosenBy by = ChosenBy::owner);
    /// Ends all its sessions: what a browser may do never changes under it.
    void set_grants(std::string_view name, const std::vector<records::Grant>& grants,
                    std::string_view network = {});
    void set_language(std::string_view name, std::string_view language);
    void set_person(std::string_view name, std::string_view person);
    /// Ends its sessions, and keeps everything else.
    void suspend(std::string_view name, bool suspended, std::string_view network = {});
    /// Forgets the account and everything of it but its name beside what it wrote. The name is not given
    /// again.
    void remove(std::string_view name, std::string_view network = {});

    [[nodiscard]] std::optional<Account> find(std::string_view name) const;
    [[nodiscard]] std::vector<Account> all() const;  ///< by name
    /// Takes the same time whether or not the account exists. About 0.2 s and 64 MiB: limit how many at once.
    [[nodiscard]] bool password_matches(std::string_view name, std::string_view password) const;

    /// A new session's token, 256 random bits.
    std::string begin_session(std::string_view account, std::string_view device = {});
    [[nodiscard]] std::optional<Session> find_session(std::string_view token) const;
    /// It was used just now; written where the last time is ten minutes ago.
    void use_session(std::string_view token, const Session& session);
    void end_session(std::string_view token);
    /// All of an account but the one with this token.
    void end_sessions(std::string_view name, std::string_view but_token = {});
    /// False where the account has no such session.
    bool end_session_of(std::string_view name, std::string_view id);
    /// Those that have not ended, the last used first.
    [[nodiscard]] std::vector<Session> sessions(std::string_view name) const;

private:
    void insert(const Account& account, std::string_view hash);
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace brujula::store
