// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/account_letters.hpp"

#include "store/database.hpp"

namespace brujula::store {

namespace {

std::int64_t seconds_of(Instant t) {
    return t.time_since_epoch().count();
}

}  // namespace

void AccountLetters::put_invitation(std::string_view account, std::string_view address, Instant now) {
    m_store.database().write([&](Connection& connection) {
        connection
            .prepare(
                "INSERT OR REPLACE INTO outbox"
                " (account, purpose, address, after, until, made, tries, next_try, failure)"
                " VALUES (?, 'invitation', ?, 0, 0, ?, 0, ?, '')")
            .bind(account, address, seconds_of(now), seconds_of(now))
            .run();
    });
}

void AccountLetters::put(std::string_view purpose, std::string_view account, Instant now) {
    m_store.database().write([&](Connection& connection) {
        connection
            .prepare(
                "INSERT OR REPLACE INTO outbox"
                " (account, purpose, address, after, until, made, tries, next_try, failure)"
                " SELECT account, ?, '', 0, 0, ?, 0, ?, '' FROM mail_choices JOIN accounts ON name = account"
                " WHERE account = ? AND address <> '' AND disabled = 0")
            .bind(purpose, seconds_of(now), seconds_of(now), account)
            .run();
        // A transaction that changes nothing would not wait for the disk, and so tell that there is nobody.
        connection.run("UPDATE access_keys SET key = key + 1 WHERE name = 'asked'");
    });
}

void AccountLetters::put_reset(std::string_view account, Instant now) {
    put("reset", account, now);
}

void AccountLetters::put_attack(std::string_view account, Instant now) {
    put("attack", account, now);
}

void AccountLetters::put_alert(std::string_view account, Instant now) {
    put("alert", account, now);
}

}  // namespace brujula::store
