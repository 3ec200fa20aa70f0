// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/account_links.hpp"

#include "base/error.hpp"
#include "store/database.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::chrono::hours day{24};

const char* name_of(LinkPurpose purpose) {
    return purpose == LinkPurpose::invitation ? "invitation" : "reset";
}

std::int64_t seconds_of(Instant t) {
    return t.time_since_epoch().count();
}

std::optional<AccountLink> find_link(Connection& connection, std::string_view token, LinkPurpose purpose,
                                     Instant now) {
    auto row = connection.prepare(
        "SELECT account, author, expires FROM account_links JOIN accounts ON name = account"
        " WHERE token = ? AND purpose = ? AND expires > ? AND disabled = 0");
    if (!row.bind(sha256_of(token), name_of(purpose), seconds_of(now)).step()) return {};
    return AccountLink{row.text(0), row.text(1), Instant{std::chrono::seconds{row.integer(2)}}};
}

}  // namespace

std::chrono::seconds AccountLinks::lasts(LinkPurpose purpose) {
    return purpose == LinkPurpose::invitation ? day * 7 : std::chrono::hours{1};
}

std::string AccountLinks::begin(std::string_view account, LinkPurpose purpose, std::string_view author) {
    auto token = random_token();
    const auto now = m_store.clock().now();
    m_store.database().write([&](Connection& connection) {
        connection.prepare("DELETE FROM account_links WHERE expires <= ? AND made <= ?")
            .bind(seconds_of(now), seconds_of(now - day))
            .run();
        auto given = connection.prepare(
            "SELECT count(*) FROM account_links WHERE account = ? AND purpose = ? AND made > ?");
        given.bind(account, name_of(purpose), seconds_of(now - day)).step();
        if (given.integer(0) >= most_a_day) throw Error{ErrorKind::too_many, {"error-account-links", {}}};
        connection
            .prepare(
                "INSERT INTO account_links (token, account, purpose, author, made, expires)"
                " VALUES (?, ?, ?, ?, ?, ?)")
            .bind(sha256_of(token), account, name_of(purpose), author, seconds_of(now),
                  seconds_of(now + lasts(purpose)))
            .run();
    });
    return token;
}

std::optional<AccountLink> AccountLinks::find(std::string_view token, LinkPurpose purpose) const {
    auto reader = m_store.database().read();
    return find_link(*reader, token, purpose, m_store.clock().now());
}

std::optional<AccountLink> AccountLinks::take(std::string_view token, LinkPurpose purpose) {
    std::optional<AccountLink> link;
    m_store.database().write([&](Connection& connection) {
        link = find_link(connection, token, purpose, m_store.clock().now());
        if (!link) return;
        connection.prepare("DELETE FROM account_links WHERE account = ?").bind(link->account).run();
    });
    return link;
}

}  // namespace brujula::store
