// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/accounts.hpp"

#include <array>

#include <boost/json.hpp>
#include <sodium.h>

#include "base/id.hpp"
#include "store/accounts_state.hpp"
#include "store/database.hpp"
#include "store/passwords.hpp"
#include "store/revisions.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

const std::array<std::pair<records::Role, const char*>, 5> role_names{{
    {records::Role::reader, "reader"},
    {records::Role::member, "member"},
    {records::Role::coordinator, "coordinator"},
    {records::Role::steward, "steward"},
    {records::Role::administrator, "administrator"},
}};

std::vector<records::Grant> grants_of(Connection& connection, std::string_view account) {
    auto rows =
        connection.prepare("SELECT organisation, role FROM grants WHERE account = ? ORDER BY organisation");
    rows.bind(account);
    std::vector<records::Grant> grants;
    while (rows.step())
        grants.push_back({rows.text(0), role_named(rows.text(1))});
    return grants;
}

constexpr const char* select_account =
    "SELECT name, person, language, disabled, must_change, password = '',"
    " EXISTS (SELECT 1 FROM second_factors WHERE account = name AND confirmed = 1), made, signed_in"
    " FROM accounts";

Account read_account(const Statement& row) {
    return {row.text(0),
            row.text(1),
            row.text(2),
            {},
            row.integer(3) != 0,
            row.integer(4) != 0,
            row.integer(5) != 0,
            row.integer(6) != 0,
            instant_of(row.integer(7)),
            instant_of(row.integer(8))};
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

/// What a password of the account is not made of.
std::vector<std::string> words_of(const Store& store, std::string_view name,
                                  const std::vector<records::Grant>& grants) {
    std::vector<std::string> words{"brujula", std::string{name}};
    for (const auto& grant : grants) {
        words.push_back(grant.organisation);
        const auto organisation = store.find("organisation", grant.organisation);
        const auto* texts = organisation && organisation->body.is_object()
                                ? organisation->body.get_object().if_contains("name")
                                : nullptr;
        if (texts == nullptr || !texts->is_object()) continue;
        for (const auto& [language, text] : texts->get_object())
            if (text.is_string()) words.emplace_back(text.get_string());
    }
    return words;
}

void needs_good_password(std::string_view password, const std::vector<std::string>& words) {
    if (auto problem = password_problem(password, words))
        throw Error{ErrorKind::bad_input, std::move(*problem)};
}

void needs_administrator(Connection& connection, std::string_view network) {
    if (network.empty()) return;
    auto left = connection.prepare(
        "SELECT 1 FROM accounts JOIN grants ON account = name WHERE disabled = 0 AND password <> ''"
        " AND organisation = ? AND role = 'administrator' LIMIT 1");
    if (!left.bind(network).step()) throw Error{ErrorKind::bad_input, {"error-last-administrator", {}}};
}

/// Whoever was the last one already cannot make it worse.
bool has_administrator(Connection& connection, std::string_view network) {
    try {
        needs_administrator(connection, network);
        return true;
    } catch (const Error&) {
        return false;
    }
}

void end_all_sessions(Connection& connection, std::string_view name) {
    connection.prepare("DELETE FROM sessions WHERE account = ?").bind(name).run();
}

/// Every table with a column that refers to accounts, whichever part of the program keeps it.
std::vector<std::pair<std::string, std::string>> tables_of_accounts(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT m.name, f.\"from\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f"
        " WHERE m.type = 'table' AND f.\"table\" = 'accounts'");
    std::vector<std::pair<std::string, std::string>> found;
    while (rows.step())
        found.emplace_back(rows.text(0), rows.text(1));
    return found;
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

Accounts::Accounts(Store& store, PasswordCost cost, SessionLimits limits) {
    if (sodium_init() < 0) throw Error{ErrorKind::internal, {"error-internal", {"libsodium"}}};
    m_state = std::make_unique<State>(State{store, store.database(), store.clock(), cost, limits,
                                            hash_of_password("nobody's password", cost)});
}

Accounts::~Accounts() = default;

void Accounts::add(const Account& account, std::string_view password) {
    needs_good_password(password, words_of(m_state->store, account.name, account.grants));
    const auto hash = hash_of_password(password, m_state->cost);
    insert(account, hash);
}

void Accounts::invite(const Account& account) {
    insert(account, "");
}

void Accounts::insert(const Account& account, std::string_view hash) {
    if (!is_account_name(account.name))
        throw Error{ErrorKind::bad_input, {"error-account-name", {account.name}}};
    m_state->database.write([&](Connection& connection) {
        if (connection.prepare("SELECT 1 FROM accounts WHERE name = ?").bind(account.name).step())
            throw Error{ErrorKind::bad_input, {"error-account-taken", {account.name}}};
        if (connection.prepare("SELECT 1 FROM deleted_accounts WHERE name = ?").bind(account.name).step())
            throw Error{ErrorKind::bad_input, {"error-account-was-deleted", {account.name}}};
        connection
            .prepare(
                "INSERT INTO accounts (name, person, language, password, disabled, must_change, made)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(account.name, account.person, account.language, hash,
                  static_cast<std::int64_t>(account.disabled), static_cast<std::int64_t>(account.must_change),
                  m_state->now())
            .run();
        insert_grants(connection, account.name, account.grants);
    });
}

void Accounts::check_password(std::string_view name, std::string_view password) const {
    const auto account = find(name);
    if (!account) throw Error{ErrorKind::not_found, {"error-no-such-account", {std::string(name)}}};
    needs_good_password(password, words_of(m_state->store, name, account->grants));
}

void Accounts::set_password(std::string_view name, std::string_view password, ChosenBy by) {
    check_password(name, password);
    const auto hash = hash_of_password(password, m_state->cost);
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        connection.prepare("UPDATE accounts SET password = ?, must_change = ? WHERE name = ?")
            .bind(hash, static_cast<std::int64_t>(by == ChosenBy::somebody_else), name)
            .run();
        connection.prepare("DELETE FROM account_links WHERE account = ?").bind(name).run();
        end_all_sessions(connection, name);
    });
}

void Accounts::set_grants(std::string_view name, const std::vector<records::Grant>& grants,
                          std::string_view network) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        const bool had_one = has_administrator(connection, network);
        connection.prepare("DELETE FROM grants WHERE account = ?").bind(name).run();
        insert_grants(connection, name, grants);
        if (had_one) needs_administrator(connection, network);
        end_all_sessions(connection, name);
    });
}

void Accounts::set_language(std::string_view name, std::string_view language) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        connection.prepare("UPDATE accounts SET language = ? WHERE name = ?").bind(language, name).run();
    });
}

void Accounts::set_person(std::string_view name, std::string_view person) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        connection.prepare("UPDATE accounts SET person = ? WHERE name = ?").bind(person, name).run();
    });
}

void Accounts::suspend(std::string_view name, bool suspended, std::string_view network) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        const bool had_one = has_administrator(connection, network);
        connection.prepare("UPDATE accounts SET disabled = ? WHERE name = ?")
            .bind(static_cast<std::int64_t>(suspended), name)
            .run();
        if (!suspended) return;
        if (had_one) needs_administrator(connection, network);
        end_all_sessions(connection, name);
    });
}

void Accounts::remove(std::string_view name, std::string_view network) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        const bool had_one = has_administrator(connection, network);
        for (const auto& [table, column] : tables_of_accounts(connection))
            connection.prepare("DELETE FROM \"" + table + "\" WHERE \"" + column + "\" = ?").bind(name).run();
        connection.prepare("DELETE FROM accounts WHERE name = ?").bind(name).run();
        if (had_one) needs_administrator(connection, network);
        connection.prepare("INSERT INTO deleted_accounts (name, time) VALUES (?, ?)")
            .bind(name, m_state->now())
            .run();
    });
}

std::optional<Account> Accounts::find(std::string_view name) const {
    auto reader = m_state->database.read();
    auto row = reader->prepare(std::string(select_account) + " WHERE name = ?");
    if (!row.bind(name).step()) return {};
    auto account = read_account(row);
    account.grants = grants_of(*reader, name);
    return account;
}

std::vector<Account> Accounts::all() const {
    auto reader = m_state->database.read();
    auto rows = reader->prepare(std::string(select_account) + " ORDER BY name");
    std::vector<Account> accounts;
    while (rows.step()) {
        accounts.push_back(read_account(rows));
        accounts.back().grants = grants_of(*reader, accounts.back().name);
    }
    return accounts;
}

bool Accounts::password_matches(std::string_view name, std::string_view password) const {
    std::string hash;
    {
        auto reader = m_state->database.read();
        auto row = reader->prepare("SELECT password FROM accounts WHERE name = ? AND disabled = 0");
        if (row.bind(name).step()) hash = row.text(0);
    }
    const bool matches = password_has_hash(password, hash.empty() ? m_state->hash_of_nobody : hash);
    return matches && !hash.empty();
}

}  // namespace brujula::store
