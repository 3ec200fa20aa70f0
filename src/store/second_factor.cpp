// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/second_factor.hpp"

#include "base/error.hpp"
#include "base/id.hpp"
#include "store/database.hpp"
#include "store/tokens.hpp"
#include "store/totp.hpp"

namespace brujula::store {

namespace {

constexpr std::size_t code_length = 24;  ///< 5 bits each
constexpr std::size_t group_length = 4;

/// "abcd-efgh-…"
std::string new_recovery_code() {
    const std::string letters = random_id(code_length);
    std::string code;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i > 0 && i % group_length == 0) code += '-';
        code += letters[i];
    }
    return code;
}

/// As people type it: any case, with or without hyphens and spaces.
std::string hash_of_code(std::string_view code) {
    std::string letters;
    for (const char c : code) {
        if (c == '-' || c == ' ') continue;
        letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return sha256_of(letters);
}

std::vector<std::string> write_recovery_codes(Connection& connection, std::string_view account) {
    connection.prepare("DELETE FROM recovery_codes WHERE account = ?").bind(account).run();
    std::vector<std::string> codes;
    while (codes.size() < SecondFactors::recovery_codes) {
        codes.push_back(new_recovery_code());
        connection.prepare("INSERT INTO recovery_codes (account, code) VALUES (?, ?)")
            .bind(account, hash_of_code(codes.back()))
            .run();
    }
    return codes;
}

bool take_recovery_code(Connection& connection, std::string_view account, std::string_view code) {
    const auto hash = hash_of_code(code);
    const bool known = connection.prepare("SELECT 1 FROM recovery_codes WHERE account = ? AND code = ?")
                           .bind(account, hash)
                           .step();
    connection.prepare("DELETE FROM recovery_codes WHERE account = ? AND code = ?").bind(account, hash).run();
    return known;
}

bool take_step(Connection& connection, std::string_view account, std::string_view code, bool confirmed,
               Instant now) {
    auto row = connection.prepare(
        "SELECT secret, last_step FROM second_factors WHERE account = ? AND confirmed = ?");
    if (!row.bind(account, static_cast<std::int64_t>(confirmed)).step()) return false;
    const auto step = totp_step(row.text(0), code, now, row.integer(1));
    if (!step) return false;
    connection.prepare("UPDATE second_factors SET last_step = ?, confirmed = 1 WHERE account = ?")
        .bind(*step, account)
        .run();
    return true;
}

}  // namespace

std::string SecondFactors::begin(std::string_view account) {
    auto secret = new_totp_secret();
    m_store.database().write([&](Connection& connection) {
        auto has_one = connection.prepare("SELECT 1 FROM second_factors WHERE account = ? AND confirmed = 1");
        if (has_one.bind(account).step())
            throw Error{ErrorKind::bad_input, {"error-second-factor-there", {}}};
        connection
            .prepare(
                "INSERT OR REPLACE INTO second_factors (account, secret, confirmed, last_step)"
                " VALUES (?, ?, 0, 0)")
            .bind(account, secret)
            .run();
    });
    return secret;
}

std::vector<std::string> SecondFactors::confirm(std::string_view account, std::string_view code) {
    std::vector<std::string> codes;
    m_store.database().write([&](Connection& connection) {
        if (!take_step(connection, account, code, false, m_store.clock().now()))
            throw Error{ErrorKind::bad_input, {"error-second-factor-confirm", {}}};
        codes = write_recovery_codes(connection, account);
    });
    return codes;
}

std::vector<std::string> SecondFactors::renew_recovery_codes(std::string_view account) {
    std::vector<std::string> codes;
    m_store.database().write(
        [&](Connection& connection) { codes = write_recovery_codes(connection, account); });
    return codes;
}

CodeIs SecondFactors::take(std::string_view account, std::string_view code) {
    CodeIs found = CodeIs::wrong;
    m_store.database().write([&](Connection& connection) {
        if (take_step(connection, account, code, true, m_store.clock().now()))
            found = CodeIs::by_the_clock;
        else if (take_recovery_code(connection, account, code))
            found = CodeIs::recovery;
    });
    return found;
}

void SecondFactors::remove(std::string_view account) {
    m_store.database().write([&](Connection& connection) {
        connection.prepare("DELETE FROM second_factors WHERE account = ?").bind(account).run();
        connection.prepare("DELETE FROM recovery_codes WHERE account = ?").bind(account).run();
    });
}

bool SecondFactors::has(std::string_view account) const {
    auto reader = m_store.database().read();
    return reader->prepare("SELECT 1 FROM second_factors WHERE account = ? AND confirmed = 1")
        .bind(account)
        .step();
}

std::int64_t SecondFactors::recovery_codes_left(std::string_view account) const {
    auto reader = m_store.database().read();
    auto row = reader->prepare("SELECT count(*) FROM recovery_codes WHERE account = ?");
    row.bind(account).step();
    return row.integer(0);
}

}  // namespace brujula::store
