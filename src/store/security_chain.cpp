// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/security_chain.hpp"

#include <string_view>

#include "base/id.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

void put(std::string& text, std::string_view part) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
}

std::string names_of(const ChainEntry& entry) {
    std::string text;
    put(text, entry.salt);
    put(text, entry.account);
    put(text, entry.about);
    return sha256_of(text);
}

std::string hash_of(const ChainEntry& entry, std::string_view before) {
    std::string text;
    put(text, before);
    put(text, std::to_string(entry.number));
    put(text, std::to_string(entry.time));
    put(text, entry.kind);
    put(text, entry.source);
    put(text, entry.names);
    return sha256_of(text);
}

struct End {
    std::int64_t number = 0;
    std::string hash;
};

End anchor_of(Connection& connection) {
    auto row = connection.prepare("SELECT number, hash FROM security_anchor");
    if (!row.step()) return {};
    return {row.integer(0), row.text(1)};
}

End end_of(Connection& connection) {
    auto row = connection.prepare("SELECT number, hash FROM security_log ORDER BY number DESC LIMIT 1");
    if (!row.step()) return anchor_of(connection);
    return {row.integer(0), row.text(1)};
}

ChainEntry read_entry(const Statement& row) {
    return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4),
            row.text(5),    row.text(6),    row.text(7), row.text(8)};
}

bool follows(const ChainEntry& entry, const End& before) {
    const bool erased = entry.salt.empty() && entry.account.empty() && entry.about.empty();
    return entry.number == before.number + 1 && (erased || entry.names == names_of(entry)) &&
           entry.hash == hash_of(entry, before.hash);
}

}  // namespace

void append_to_chain(Connection& connection, ChainEntry& entry) {
    const End before = end_of(connection);
    entry.number = before.number + 1;
    entry.salt = random_id(20);
    entry.names = names_of(entry);
    entry.hash = hash_of(entry, before.hash);
    connection
        .prepare(
            "INSERT INTO security_log (number, time, kind, account, about, source, salt, names, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(entry.number, entry.time, entry.kind, entry.account, entry.about, entry.source, entry.salt,
              entry.names, entry.hash)
        .run();
}

void forget_name(Connection& connection, std::string_view name, std::string_view instead) {
    connection
        .prepare(
            "UPDATE security_log SET account = '', about = '', salt = ''"
            " WHERE account = ? OR about = ? OR substr(about, 1, length(?) + 1) = ? || char(10)")
        .bind(name, name, name, name)
        .run();
    connection.prepare("DELETE FROM security_alerts WHERE account = ?").bind(name).run();
    connection.prepare("UPDATE security_alerts SET closed_by = ? WHERE closed_by = ?")
        .bind(instead, name)
        .run();
}

std::optional<std::int64_t> first_broken_link(Connection& connection) {
    // Asked for first: an entry that comes meanwhile is not missing.
    auto given = connection.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'security_log'");
    const std::int64_t last = given.step() ? given.integer(0) : 0;
    End before = anchor_of(connection);
    auto rows = connection.prepare(
        "SELECT number, time, kind, account, about, source, salt, names, hash FROM security_log"
        " ORDER BY number");
    while (rows.step()) {
        const auto entry = read_entry(rows);
        if (!follows(entry, before)) return before.number + 1;
        before = {entry.number, entry.hash};
    }
    if (before.number < last) return before.number + 1;
    return {};
}

}  // namespace brujula::store
