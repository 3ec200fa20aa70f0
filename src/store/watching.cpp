// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/watching.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "store/database.hpp"
#include "store/revisions.hpp"

namespace brujula::store {

namespace {

constexpr std::int64_t looked_back = 20'000;

/// A name is not told where it only begins a longer one: "@Ana" in "@Analía".
bool names(const std::string& body, std::string_view account) {
    const std::string mention = "@" + std::string(account);
    for (auto at = body.find(mention); at != std::string::npos; at = body.find(mention, at + 1)) {
        const auto after = at + mention.size();
        const auto next = after < body.size() ? static_cast<unsigned char>(body[after]) : 0U;
        const bool goes_on = next >= 0x80 || (next >= '0' && next <= '9') || (next >= 'A' && next <= 'Z') ||
                             (next >= 'a' && next <= 'z');
        if (!goes_on) return true;
    }
    return false;
}

std::string words_of(const Revision& comment) {
    const auto* text = comment.body.is_object() ? comment.body.get_object().if_contains("text") : nullptr;
    return text != nullptr && text->is_string() ? std::string(text->get_string()) : std::string{};
}

Reason reason_named(const std::string& name) {
    if (name == "answered") return Reason::answered;
    return name == "mentioned" ? Reason::mentioned : Reason::watched;
}

std::int64_t seen_until(Connection& connection, std::string_view account) {
    auto row = connection.prepare("SELECT sequence FROM seen WHERE account = ?");
    row.bind(account);
    return row.step() ? row.integer(0) : 0;
}

// What is told and why; the account is the first parameter, the oldest sequence looked at the second.
constexpr const char* told = R"sql(
SELECT r.sequence, CASE
    WHEN r.kind = 'comment' AND EXISTS (
        SELECT 1 FROM links up
        JOIN revisions thread ON thread.kind = 'comment' AND thread.number = 1 AND (thread.id = up.to_id
            OR thread.id IN (SELECT l.from_id FROM links l
                             WHERE l.to_kind = 'comment' AND l.to_id = up.to_id AND l.name = 'parent'))
        WHERE up.from_kind = 'comment' AND up.from_id = r.id AND up.name = 'parent' AND thread.author = ?1
            AND thread.sequence < r.sequence)
        THEN 'answered'
    WHEN EXISTS (SELECT 1 FROM watches w WHERE w.account = ?1 AND w.kind = r.kind AND w.id = r.id)
        THEN 'watched'
    WHEN r.kind = 'comment' AND EXISTS (
        SELECT 1 FROM links l JOIN watches w ON w.account = ?1 AND w.kind = l.to_kind AND w.id = l.to_id
        WHERE l.from_kind = 'comment' AND l.from_id = r.id AND l.name = 'about') THEN 'watched'
    WHEN r.kind = 'comment' AND instr(r.body, '@' || ?1) > 0 THEN 'mentioned'
    END AS reason
FROM revisions r WHERE r.sequence > ?2 AND r.author <> ?1 AND reason IS NOT NULL
ORDER BY r.sequence DESC LIMIT ?3)sql";

}  // namespace

void Watching::watch(std::string_view account, std::string_view kind, std::string_view id) {
    m_store.database().write([&](Connection& connection) {
        connection.prepare("INSERT OR IGNORE INTO watches (account, kind, id) VALUES (?, ?, ?)")
            .bind(account, kind, id)
            .run();
    });
}

void Watching::unwatch(std::string_view account, std::string_view kind, std::string_view id) {
    m_store.database().write([&](Connection& connection) {
        connection.prepare("DELETE FROM watches WHERE account = ? AND kind = ? AND id = ?")
            .bind(account, kind, id)
            .run();
    });
}

bool Watching::watches(std::string_view account, std::string_view kind, std::string_view id) const {
    auto reader = m_store.database().read();
    auto row = reader->prepare("SELECT 1 FROM watches WHERE account = ? AND kind = ? AND id = ?");
    return row.bind(account, kind, id).step();
}

std::vector<std::pair<std::string, std::string>> Watching::watched(std::string_view account) const {
    auto reader = m_store.database().read();
    auto rows = reader->prepare("SELECT kind, id FROM watches WHERE account = ? ORDER BY kind, id");
    rows.bind(account);
    std::vector<std::pair<std::string, std::string>> found;
    while (rows.step())
        found.emplace_back(rows.text(0), rows.text(1));
    return found;
}

std::vector<Notification> Watching::notifications(std::string_view account, std::size_t limit,
                                                  std::int64_t after) const {
    const auto newest = m_store.newest_sequence();
    auto reader = m_store.database().read();
    const auto seen = seen_until(*reader, account);
    auto rows = reader->prepare(told);
    rows.bind(account, std::max(newest - looked_back, after), static_cast<std::int64_t>(limit));
    std::vector<std::pair<std::int64_t, Reason>> found;
    while (rows.step())
        found.emplace_back(rows.integer(0), reason_named(rows.text(1)));
    std::vector<Notification> notifications;
    for (const auto& [sequence, reason] : found) {
        auto row = reader->prepare(std::string(select_revisions) + " FROM revisions r WHERE r.sequence = ?");
        row.bind(sequence);
        for (auto& revision : read_revisions(row)) {
            const bool named = revision.kind == "comment" && names(words_of(revision), account);
            if (reason == Reason::mentioned && !named) continue;
            notifications.push_back(
                {std::move(revision), named ? Reason::mentioned : reason, sequence <= seen});
        }
    }
    return notifications;
}

void Watching::see(std::string_view account, std::int64_t sequence) {
    m_store.database().write([&](Connection& connection) {
        connection
            .prepare(
                "INSERT INTO seen (account, sequence) VALUES (?, ?)"
                " ON CONFLICT (account) DO UPDATE SET sequence = max(sequence, excluded.sequence)")
            .bind(account, sequence)
            .run();
    });
}

}  // namespace brujula::store
