// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accounts.hpp"

#include <array>

#include <sodium.h>

#include "base/id.hpp"
#include "store/database.hpp"
#include "store/revisions.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::chrono::hours session_length{24 * 30};
constexpr std::size_t shortest_password = 10;
constexpr std::size_t longest_password = 1000;

const std::array<std::pair<records::Role, const char*>, 5> role_names{{
    {records::Role::reader, "reader"},
    {records::Role::member, "member"},
    {records::Role::coordinator, "coordinator"},
    {records::Role::steward, "steward"},
    {records::Role::administrator, "administrator"},
}};

std::string hash_of_password(std::string_view password, PasswordCost cost) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), cost.passes, cost.bytes) != 0)
        throw Error{ErrorKind::unavailable, {"error-no-memory-for-password", {}}};
    return hash.data();
}

std::vector<records::Grant> grants_of(Connection& connection, std::string_view account) {
    auto rows =
        connection.prepare("SELECT organisation, role FROM grants WHERE account = ? ORDER BY organisation");
    rows.bind(account);
    std::vector<records::Grant> grants;
    while (rows.step())
        grants.push_back({rows.text(0), role_named(rows.text(1))});
    return grants;
}

Account read_account(Connection& connection, const Statement& row) {
    return {row.text(0), row.text(1), row.text(2), grants_of(connection, row.text(0)), row.integer(3) != 0};
}

void insert_grants(Connection& connection, std::string_view name, const std::vector<records::Grant>& grants) {
    for (const auto& grant : grants) {
        if (grant.role == records::Role::none) continue;
        needs_organisation(connection, grant.organisation);
        connection.prepare("INSERT INTO grants (account, organisation, role) VALUES (?, ?, ?)")
            .bind(name, grant.organisation, name_of(grant.role))
            .run();
    }
}

void needs_account(Connection& connection, std::string_view name) {
    if (!connection.prepare("SELECT 1 FROM accounts WHERE name = ?").bind(name).step())
        throw Error{ErrorKind::not_found, {"error-no-such-account", {std::string(name)}}};
}

void needs_good_password(std::string_view password) {
    if (password.size() < shortest_password || password.size() > longest_password)
        throw Error{ErrorKind::bad_input, {"error-password-length", {std::to_string(shortest_password)}}};
}

bool is_account_name(std::string_view name) {
    return !name.empty() && name.size() <= 85 && is_utf8(name) &&
           name.find_first_of("\n\r\t\0#<>[]|{}/@:=", 0, 16) == std::string_view::npos;
}

}  // namespace

const char* name_of(records::Role role) {
    for (const auto& [known, name] : role_names)
        if (known == role) return name;
    return "none";
}

records::Role role_named(std::string_view name) {
    for (const auto& [role, known] : role_names)
        if (name == known) return role;
    return records::Role::none;
}

struct Accounts::State {
    Database& database;
    const Clock& clock;
    PasswordCost cost;
    std::string hash_of_nobody;  ///< verified for an unknown name, so that it takes as long as a known one
};

Accounts::Accounts(Store& store, PasswordCost cost) {
    if (sodium_init() < 0) throw Error{ErrorKind::internal, {"error-internal", {"libsodium"}}};
    m_state = std::make_unique<State>(
        State{store.database(), store.clock(), cost, hash_of_password("nobody's password", cost)});
}

Accounts::~Accounts() = default;

void Accounts::add(const Account& account, std::string_view password) {
    if (!is_account_name(account.name))
        throw Error{ErrorKind::bad_input, {"error-account-name", {account.name}}};
    needs_good_password(password);
    const auto hash = hash_of_password(password, m_state->cost);
    m_state->database.write([&](Connection& connection) {
        if (connection.prepare("SELECT 1 FROM accounts WHERE name = ?").bind(account.name).step())
            throw Error{ErrorKind::bad_input, {"error-account-taken", {account.name}}};
        connection
            .prepare(
                "INSERT INTO accounts (name, person, language, password, disabled) VALUES (?, ?, ?, ?, ?)")
            .bind(account.name, account.person, account.language, hash,
                  static_cast<std::int64_t>(account.disabled))
            .run();
        insert_grants(connection, account.name, account.grants);
    });
}

void Accounts::set_password(std::string_view name, std::string_view password) {
    needs_good_password(password);
    const auto hash = hash_of_password(password, m_state->cost);
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        connection.prepare("UPDATE accounts SET password = ? WHERE name = ?").bind(hash, name).run();
        connection.prepare("DELETE FROM sessions WHERE account = ?").bind(name).run();
    });
}

void Accounts::set_grants(std::string_view name, const std::vector<records::Grant>& grants) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        connection.prepare("DELETE FROM grants WHERE account = ?").bind(name).run();
        insert_grants(connection, name, grants);
    });
}

void Accounts::set_language(std::string_view name, std::string_view language) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        connection.prepare("UPDATE accounts SET language = ? WHERE name = ?").bind(language, name).run();
    });
}

std::optional<Account> Accounts::find(std::string_view name) const {
    auto reader = m_state->database.read();
    auto row = reader->prepare("SELECT name, person, language, disabled FROM accounts WHERE name = ?");
    if (!row.bind(name).step()) return {};
    return read_account(*reader, row);
}

std::vector<Account> Accounts::all() const {
    auto reader = m_state->database.read();
    auto rows = reader->prepare("SELECT name, person, language, disabled FROM accounts ORDER BY name");
    std::vector<Account> accounts;
    while (rows.step())
        accounts.push_back(read_account(*reader, rows));
    return accounts;
}

bool Accounts::password_matches(std::string_view name, std::string_view password) const {
    std::string hash;
    {
        auto reader = m_state->database.read();
        auto row = reader->prepare("SELECT password FROM accounts WHERE name = ? AND disabled = 0");
        if (row.bind(name).step()) hash = row.text(0);
    }
    const auto& checked = hash.empty() ? m_state->hash_of_nobody : hash;
    const bool matches = password.size() <= longest_password &&
                         crypto_pwhash_str_verify(checked.c_str(), password.data(), password.size()) == 0;
    return matches && !hash.empty();
}

std::string Accounts::begin_session(std::string_view account) {
    auto token = random_token();
    const auto csrf_token = random_token();
    const auto now = m_state->clock.now().time_since_epoch().count();
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, account);
        connection.prepare("DELETE FROM sessions WHERE expires <= ?")
            .bind(static_cast<std::int64_t>(now))
            .run();
        connection.prepare("INSERT INTO sessions (token, account, csrf_token, expires) VALUES (?, ?, ?, ?)")
            .bind(sha256_of(token), account, csrf_token,
                  static_cast<std::int64_t>(now + std::chrono::seconds{session_length}.count()))
            .run();
    });
    return token;
}

std::optional<Session> Accounts::find_session(std::string_view token) const {
    auto reader = m_state->database.read();
    auto row = reader->prepare(
        "SELECT account, csrf_token, expires FROM sessions JOIN accounts ON name = account"
        " WHERE token = ? AND disabled = 0");
    if (!row.bind(sha256_of(token)).step()) return {};
    const Instant expires{std::chrono::seconds{row.integer(2)}};
    if (expires <= m_state->clock.now()) return {};
    return Session{row.text(0), row.text(1), expires};
}

void Accounts::end_session(std::string_view token) {
    m_state->database.write([&](Connection& connection) {
        connection.prepare("DELETE FROM sessions WHERE token = ?").bind(sha256_of(token)).run();
    });
}

}  // namespace brujula::store
