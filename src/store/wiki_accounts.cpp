// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/wiki_accounts.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/id.hpp"
#include "store/database.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::int64_t most_of_account = 10;
constexpr std::int64_t most_of_source = 20;
constexpr std::int64_t most_under_way = 5000;

std::int64_t seconds_of(Instant t) {
    return t.time_since_epoch().count();
}

Instant instant_of(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

constexpr std::array purposes{"sign_in", "link", "code"};

const char* name_of(WikiPurpose purpose) {
    return purposes[static_cast<std::size_t>(purpose)];
}

WikiPurpose purpose_of(std::string_view name) {
    const auto found = std::find(purposes.begin(), purposes.end(), name);
    return static_cast<WikiPurpose>(found - purposes.begin());
}

std::optional<PendingSignIn> find_pending(Connection& connection, const PendingSecrets& secrets,
                                          Instant now) {
    auto row = connection.prepare(
        "SELECT provider, purpose, coalesce(account, ''), nonce, verifier, path FROM wiki_sign_ins"
        " WHERE state = ? AND browser = ? AND expires > ?");
    row.bind(sha256_of(secrets.state), sha256_of(secrets.browser), seconds_of(now));
    if (!row.step()) return {};
    return PendingSignIn{row.text(0), purpose_of(row.text(1)), row.text(2), row.text(3), row.text(4),
                         row.text(5)};
}

std::int64_t count(Connection& connection, std::string_view table_and_column, std::string_view value) {
    auto rows = connection.prepare("SELECT count(*) FROM " + std::string{table_and_column} + " = ?");
    rows.bind(value).step();
    return rows.integer(0);
}

void needs_room(Connection& connection, const std::string& source) {
    auto all = connection.prepare("SELECT count(*) FROM wiki_sign_ins");
    all.step();
    if (all.integer(0) >= most_under_way ||
        count(connection, "wiki_sign_ins WHERE source", source) >= most_of_source)
        throw Error{ErrorKind::too_many, {"error-wiki-too-many", {std::to_string(sign_in_lasts.count())}}};
}

void needs_to_be_free(Connection& connection, std::string_view account, const WikiAccount& wiki) {
    auto taken = connection.prepare("SELECT account FROM wiki_accounts WHERE issuer = ? AND subject = ?");
    if (taken.bind(wiki.issuer, wiki.subject).step())
        throw Error{ErrorKind::conflict,
                    {taken.text(0) == account ? "error-wiki-linked" : "error-wiki-linked-elsewhere", {}}};
    if (count(connection, "wiki_accounts WHERE account", account) >= most_of_account)
        throw Error{ErrorKind::bad_input, {"error-wiki-most", {"", std::to_string(most_of_account)}}};
}

}  // namespace

std::vector<WikiAccount> WikiAccounts::of(std::string_view account) const {
    auto reader = m_store.database().read();
    auto rows = reader->prepare(
        "SELECT id, issuer, subject, name, linked, used FROM wiki_accounts WHERE account = ? ORDER BY "
        "linked, id");
    rows.bind(account);
    std::vector<WikiAccount> found;
    while (rows.step())
        found.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), instant_of(rows.integer(4)),
                         instant_of(rows.integer(5))});
    return found;
}

std::optional<std::string> WikiAccounts::use(std::string_view issuer, std::string_view subject,
                                             std::string_view name, Instant now) {
    std::optional<std::string> account;
    m_store.database().write([&](Connection& connection) {
        auto row = connection.prepare(
            "SELECT w.account FROM wiki_accounts w JOIN accounts a ON a.name = w.account"
            " WHERE issuer = ? AND subject = ? AND disabled = 0");
        if (!row.bind(issuer, subject).step()) return;
        account = row.text(0);
        connection.prepare("UPDATE wiki_accounts SET name = ?, used = ? WHERE issuer = ? AND subject = ?")
            .bind(name, seconds_of(now), issuer, subject)
            .run();
    });
    return account;
}

void WikiAccounts::link(std::string_view account, const WikiAccount& wiki) {
    m_store.database().write([&](Connection& connection) {
        needs_to_be_free(connection, account, wiki);
        connection
            .prepare(
                "INSERT INTO wiki_accounts (id, account, issuer, subject, name, linked, used)"
                " VALUES (?, ?, ?, ?, ?, ?, 0)")
            .bind(random_id(12), account, wiki.issuer, wiki.subject, wiki.name, seconds_of(wiki.linked))
            .run();
    });
}

bool WikiAccounts::unlink(std::string_view account, std::string_view id) {
    bool known = false;
    m_store.database().write([&](Connection& connection) {
        auto row = connection.prepare("SELECT 1 FROM wiki_accounts WHERE account = ? AND id = ?");
        known = row.bind(account, id).step();
        connection.prepare("DELETE FROM wiki_accounts WHERE account = ? AND id = ?").bind(account, id).run();
    });
    return known;
}

PendingSecrets WikiAccounts::begin(const PendingSignIn& pending, std::string_view source, Instant now) {
    const PendingSecrets secrets{random_token(), random_token()};
    const std::string from = sha256_of(source);
    m_store.database().write([&](Connection& connection) {
        connection.prepare("DELETE FROM wiki_sign_ins WHERE expires <= ?").bind(seconds_of(now)).run();
        needs_room(connection, from);
        connection
            .prepare(
                "INSERT INTO wiki_sign_ins"
                " (state, browser, source, provider, purpose, account, nonce, verifier, path, expires)"
                " VALUES (?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?)")
            .bind(sha256_of(secrets.state), sha256_of(secrets.browser), from, pending.provider,
                  name_of(pending.purpose), pending.account, pending.nonce, pending.verifier, pending.path,
                  seconds_of(now + sign_in_lasts))
            .run();
    });
    return secrets;
}

std::optional<PendingSignIn> WikiAccounts::find(const PendingSecrets& secrets, Instant now) const {
    auto reader = m_store.database().read();
    return find_pending(*reader, secrets, now);
}

std::optional<PendingSignIn> WikiAccounts::take(const PendingSecrets& secrets, Instant now) {
    std::optional<PendingSignIn> taken;
    m_store.database().write([&](Connection& connection) {
        taken = find_pending(connection, secrets, now);
        if (!taken) return;
        connection.prepare("DELETE FROM wiki_sign_ins WHERE state = ?").bind(sha256_of(secrets.state)).run();
    });
    return taken;
}

}  // namespace brujula::store
