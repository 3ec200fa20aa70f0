// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/security_log.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "store/access_settings.hpp"
#include "store/database.hpp"
#include "store/security_chain.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::chrono::hours day{24};
constexpr std::chrono::minutes one_reading{10};
constexpr std::size_t longest_name = 300;  ///< of what was tried

constexpr std::array asks_for_attention{security::administrator_made, security::second_factor_reset,
                                        security::chain_broken};

std::int64_t seconds_of(Instant t) {
    return t.time_since_epoch().count();
}

Instant instant_of(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

/// Cut between two signs of UTF-8.
std::string shortened(std::string_view text) {
    if (text.size() <= longest_name) return std::string{text};
    auto end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)};
}

std::string hashed_source(Connection& connection, const std::string& source) {
    if (source.empty()) return {};
    auto key = connection.prepare("SELECT key FROM access_keys WHERE name = 'source'");
    if (!key.step()) return {};
    return signature_of(source, key.text(0)).substr(0, 16);
}

void insert_alert(Connection& connection, std::string_view kind, std::string_view account, std::int64_t entry,
                  Instant now) {
    auto known = connection.prepare(
        "SELECT 1 FROM security_alerts WHERE kind = ? AND account = ? AND time > ? LIMIT 1");
    if (known.bind(kind, account, seconds_of(now - day)).step()) return;
    connection
        .prepare(
            "INSERT INTO security_alerts (time, kind, account, entry, mailed, closed_by)"
            " VALUES (?, ?, ?, ?, 0, '')")
        .bind(seconds_of(now), kind, account, entry)
        .run();
}

void look_at(Connection& connection, const ChainEntry& entry) {
    const auto now = instant_of(entry.time);
    if (std::find(asks_for_attention.begin(), asks_for_attention.end(), entry.kind) !=
        asks_for_attention.end())
        insert_alert(connection, entry.kind, entry.about.substr(0, entry.about.find('\n')), entry.number,
                     now);
    if (entry.kind != security::refused) return;
    auto refused = connection.prepare(
        "SELECT count(*) FROM security_log WHERE account = ? AND kind = 'refused' AND time > ?");
    refused.bind(entry.account, seconds_of(now - day)).step();
    if (refused.integer(0) >= SecurityLog::most_refusals)
        insert_alert(connection, many_refusals, entry.account, entry.number, now);
}

void trim_to(Connection& connection, Instant before) {
    auto last = connection.prepare(
        "SELECT number, hash FROM security_log WHERE time < ? ORDER BY number DESC LIMIT 1");
    if (!last.bind(seconds_of(before)).step()) return;
    const auto number = last.integer(0);
    connection.prepare("UPDATE security_anchor SET number = ?, hash = ?").bind(number, last.text(1)).run();
    connection.prepare("DELETE FROM security_log WHERE number <= ?").bind(number).run();
    connection.prepare("DELETE FROM security_alerts WHERE time < ?").bind(seconds_of(before)).run();
}

/// A day's entries at once, so that most entries cost a look at the oldest alone.
void trim_if_due(Connection& connection, Instant before) {
    auto oldest = connection.prepare("SELECT time FROM security_log ORDER BY number LIMIT 1");
    if (oldest.step() && instant_of(oldest.integer(0)) < before - day) trim_to(connection, before);
}

std::vector<SecurityAlert> alerts_where(Connection& connection, const char* condition) {
    auto rows =
        connection.prepare(std::string("SELECT number, time, kind, account FROM security_alerts WHERE ") +
                           condition + " ORDER BY number DESC LIMIT 100");
    std::vector<SecurityAlert> found;
    while (rows.step())
        found.push_back({rows.integer(0), instant_of(rows.integer(1)), rows.text(2), rows.text(3)});
    return found;
}

}  // namespace

void SecurityLog::add(const SecurityEvent& event) {
    const auto now = m_store.clock().now();
    const auto kept = access_settings(m_store).log_kept;
    m_store.database().write([&](Connection& connection) {
        ChainEntry entry;
        entry.time = seconds_of(now);
        entry.kind = event.kind;
        entry.account = shortened(event.account);
        entry.about = shortened(event.about);
        entry.source = hashed_source(connection, event.source);
        append_to_chain(connection, entry);
        look_at(connection, entry);
        trim_if_due(connection, now - kept);
    });
}

void SecurityLog::add_reading(const SecurityEvent& event) {
    {
        auto reader = m_store.database().read();
        auto row = reader->prepare(
            "SELECT 1 FROM security_log WHERE account = ? AND kind = ? AND time > ? AND about = ? LIMIT 1");
        const auto since = seconds_of(m_store.clock().now() - one_reading);
        if (row.bind(event.account, event.kind, since, shortened(event.about)).step()) return;
    }
    add(event);
}

std::vector<SecurityEntry> SecurityLog::find(const SecurityQuery& query) const {
    constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
    auto reader = m_store.database().read();
    auto rows = reader->prepare(
        "SELECT number, time, kind, account, about, source FROM security_log"
        " WHERE number < ? AND (? = '' OR kind = ?) AND time >= ? AND time < ?"
        " AND (? = '' OR account = ? OR about = ?) ORDER BY number DESC LIMIT ?");
    rows.bind(query.before > 0 ? query.before : all, query.kind, query.kind,
              query.from ? seconds_of(*query.from) : std::int64_t{0},
              query.until ? seconds_of(*query.until) : all, query.account, query.account, query.account,
              static_cast<std::int64_t>(std::min<std::size_t>(query.limit, 1000)));
    std::vector<SecurityEntry> found;
    while (rows.step())
        found.push_back({rows.integer(0), instant_of(rows.integer(1)), rows.text(2), rows.text(3),
                         rows.text(4), rows.text(5)});
    return found;
}

std::optional<std::int64_t> SecurityLog::first_broken() const {
    auto reader = m_store.database().read();
    return first_broken_link(*reader);
}

void SecurityLog::trim(Instant before) {
    m_store.database().write([&](Connection& connection) { trim_to(connection, before); });
}

void SecurityLog::forget(std::string_view account) {
    m_store.database().write([&](Connection& connection) { forget_name(connection, account, "#erased"); });
}

std::vector<SecurityAlert> SecurityLog::open_alerts() const {
    auto reader = m_store.database().read();
    return alerts_where(*reader, "closed_by = ''");
}

bool SecurityLog::close_alert(std::int64_t number, std::string_view account) {
    bool known = false;
    m_store.database().write([&](Connection& connection) {
        known = connection.prepare("SELECT 1 FROM security_alerts WHERE number = ? AND closed_by = ''")
                    .bind(number)
                    .step();
        connection.prepare("UPDATE security_alerts SET closed_by = ? WHERE number = ? AND closed_by = ''")
            .bind(account, number)
            .run();
    });
    return known;
}

std::vector<SecurityAlert> SecurityLog::take_unmailed() {
    {
        auto reader = m_store.database().read();
        if (alerts_where(*reader, "mailed = 0").empty()) return {};
    }
    std::vector<SecurityAlert> taken;
    m_store.database().write([&](Connection& connection) {
        taken = alerts_where(connection, "mailed = 0");
        connection.prepare("UPDATE security_alerts SET mailed = 1 WHERE mailed = 0").run();
    });
    return taken;
}

void SecurityLog::raise(std::string_view kind, std::string_view account) {
    const auto now = m_store.clock().now();
    m_store.database().write(
        [&](Connection& connection) { insert_alert(connection, kind, account, 0, now); });
}

}  // namespace brujula::store
