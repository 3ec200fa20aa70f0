// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id.hpp"
#include "store/accounts_state.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::chrono::minutes coarse{10};
constexpr const char* select_session =
    "SELECT account, csrf_token, expires, id, device, begun, used FROM sessions"
    " JOIN accounts ON name = account WHERE disabled = 0 AND expires > ? AND used > ?";

Session read_session(const Statement& row) {
    return {row.text(0),
            row.text(1),
            instant_of(row.integer(2)),
            row.text(3),
            row.text(4),
            instant_of(row.integer(5)),
            instant_of(row.integer(6))};
}

}  // namespace

std::string Accounts::begin_session(std::string_view account, std::string_view device) {
    auto token = random_token();
    const auto csrf_token = random_token();
    const auto now = m_state->now();
    const auto most = static_cast<std::int64_t>(m_state->limits.most.count());
    const auto idle = static_cast<std::int64_t>(m_state->limits.idle.count());
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, account);
        connection.prepare("DELETE FROM sessions WHERE expires <= ? OR used <= ?")
            .bind(now, now - idle)
            .run();
        connection
            .prepare(
                "INSERT INTO sessions (token, id, account, csrf_token, device, begun, used, expires)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(sha256_of(token), random_id(16), account, csrf_token, device, now, now, now + most)
            .run();
        connection.prepare("UPDATE accounts SET signed_in = ? WHERE name = ?").bind(now, account).run();
    });
    return token;
}

std::optional<Session> Accounts::find_session(std::string_view token) const {
    auto reader = m_state->database.read();
    auto row = reader->prepare(std::string(select_session) + " AND token = ?");
    const auto idle = static_cast<std::int64_t>(m_state->limits.idle.count());
    if (!row.bind(m_state->now(), m_state->now() - idle, sha256_of(token)).step()) return {};
    return read_session(row);
}

void Accounts::use_session(std::string_view token, const Session& session) {
    if (m_state->clock.now() < session.used + coarse) return;
    m_state->database.write([&](Connection& connection) {
        connection.prepare("UPDATE sessions SET used = ? WHERE token = ?")
            .bind(m_state->now(), sha256_of(token))
            .run();
    });
}

void Accounts::end_session(std::string_view token) {
    m_state->database.write([&](Connection& connection) {
        connection.prepare("DELETE FROM sessions WHERE token = ?").bind(sha256_of(token)).run();
    });
}

void Accounts::end_sessions(std::string_view name, std::string_view but_token) {
    m_state->database.write([&](Connection& connection) {
        needs_account(connection, name);
        connection.prepare("DELETE FROM sessions WHERE account = ? AND token <> ?")
            .bind(name, sha256_of(but_token))
            .run();
    });
}

bool Accounts::end_session_of(std::string_view name, std::string_view id) {
    bool known = false;
    m_state->database.write([&](Connection& connection) {
        known =
            connection.prepare("SELECT 1 FROM sessions WHERE account = ? AND id = ?").bind(name, id).step();
        connection.prepare("DELETE FROM sessions WHERE account = ? AND id = ?").bind(name, id).run();
    });
    return known;
}

std::vector<Session> Accounts::sessions(std::string_view name) const {
    auto reader = m_state->database.read();
    auto rows = reader->prepare(std::string(select_session) + " AND account = ? ORDER BY used DESC, id");
    const auto idle = static_cast<std::int64_t>(m_state->limits.idle.count());
    rows.bind(m_state->now(), m_state->now() - idle, name);
    std::vector<Session> found;
    while (rows.step())
        found.push_back(read_session(rows));
    return found;
}

}  // namespace brujula::store
