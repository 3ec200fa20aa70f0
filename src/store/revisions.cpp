// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/revisions.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "store/hidden_numbers.hpp"

namespace brujula::store {

namespace {

void forget_links(Connection& connection, const Revision& revision) {
    connection.prepare("DELETE FROM links WHERE from_kind = ? AND from_id = ?")
        .bind(revision.kind, revision.id)
        .run();
}

void forget_texts(Connection& connection, const Revision& revision) {
    connection
        .prepare(
            "INSERT INTO search (search, rowid, text) SELECT 'delete', row, text FROM texts WHERE kind = ? "
            "AND id = ?")
        .bind(revision.kind, revision.id)
        .run();
    connection.prepare("DELETE FROM texts WHERE kind = ? AND id = ?").bind(revision.kind, revision.id).run();
}

void insert_links(Connection& connection, const records::Kind& kind, const Revision& revision) {
    std::vector<Problem> problems;
    for (const auto& link : kind.links(revision.body)) {
        const auto head = find_head(connection, link.kind, link.id);
        if (!head || head->removed) {
            problems.push_back({"/" + link.name, {"problem-link-nowhere", {link.kind, link.id}}});
            continue;
        }
        connection
            .prepare("INSERT INTO links (from_kind, from_id, name, to_kind, to_id) VALUES (?, ?, ?, ?, ?)")
            .bind(revision.kind, revision.id, link.name, link.kind, link.id)
            .run();
    }
    if (!problems.empty()) throw InvalidRecord(std::move(problems));
}

void insert_texts(Connection& connection, const records::Kind& kind, const Revision& revision) {
    for (const auto& text : kind.search_texts(revision.body)) {
        auto row = connection.prepare(
            "INSERT INTO texts (kind, id, language, text) VALUES (?, ?, ?, ?) RETURNING row");
        row.bind(revision.kind, revision.id, text.language, text.text).step();
        connection.prepare("INSERT INTO search (rowid, text) VALUES (?, ?)")
            .bind(row.integer(0), text.text)
            .run();
    }
}

}  // namespace

namespace {

void read_body(const std::string& text, Revision& revision) try {
    revision.body = parse_json(text);
} catch (const Error& error) {
    revision.unread.push_back({"", {"problem-body-damaged", error.message().parameters}});
}

}  // namespace

std::vector<Revision> read_revisions(Statement& rows) {
    std::vector<Revision> revisions;
    while (rows.step()) {
        revisions.push_back({rows.text(0), rows.text(1), rows.integer(2), rows.integer(3), rows.text(4),
                             Instant{std::chrono::seconds{rows.integer(5)}}, rows.text(6),
                             rows.integer(7) != 0, nullptr, rows.integer(9), rows.text(10)});
        read_body(rows.text(8), revisions.back());
    }
    return revisions;
}

std::optional<Revision> find_revision(Connection& connection, std::string_view kind, std::string_view id,
                                      std::int64_t number) {
    auto rows = connection.prepare(std::string(select_revisions) +
                                   " FROM revisions r WHERE r.kind = ? AND r.id = ? AND r.number = ?");
    auto found = read_revisions(rows.bind(kind, id, number));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::optional<Revision> find_newest(Connection& connection, std::string_view kind, std::string_view id) {
    auto rows = connection.prepare(std::string(select_revisions) +
                                   " FROM heads h JOIN revisions r USING (kind, id, number)"
                                   " WHERE h.kind = ? AND h.id = ?");
    auto found = read_revisions(rows.bind(kind, id));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::string head_organisation(Connection& connection, std::string_view kind, std::string_view id) {
    auto rows = connection.prepare("SELECT organisation FROM heads WHERE kind = ? AND id = ?");
    return rows.bind(kind, id).step() ? rows.text(0) : std::string{};
}

std::optional<Head> find_head(Connection& connection, std::string_view kind, std::string_view id) {
    auto rows = connection.prepare("SELECT number, removed FROM heads WHERE kind = ? AND id = ?");
    if (!rows.bind(kind, id).step()) return {};
    return Head{rows.integer(0), rows.integer(1) != 0};
}

void needs_organisation(Connection& connection, std::string_view id) {
    const auto head = find_head(connection, "organisation", id);
    if (!head || head->removed)
        throw Error{ErrorKind::bad_input, {"error-no-such-organisation", {std::string(id)}}};
}

void insert_revision(Connection& connection, const records::Kind& kind, const Revision& revision) {
    if (revision.removed)
        refuse_when_linked(connection, revision);
    else
        refuse_hidden_number(connection, revision);
    connection
        .prepare(
            "INSERT INTO revisions (kind, id, number, parent, author, time, comment, removed, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(revision.kind, revision.id, revision.number, revision.parent, revision.author,
              static_cast<std::int64_t>(revision.time.time_since_epoch().count()), revision.comment,
              static_cast<std::int64_t>(revision.removed), to_text(revision.body))
        .run();
    connection
        .prepare(
            "INSERT INTO heads (kind, id, number, organisation, removed) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET number = excluded.number, organisation = excluded.organisation,"
            " removed = excluded.removed")
        .bind(revision.kind, revision.id, revision.number, revision.owner,
              static_cast<std::int64_t>(revision.removed))
        .run();
    refresh_links_and_texts(connection, kind, revision);
}

void refresh_links_and_texts(Connection& connection, const records::Kind& kind, const Revision& head) {
    forget_links(connection, head);
    if (!head.removed) insert_links(connection, kind, head);
    refresh_texts(connection, kind, head);
}

void refresh_texts(Connection& connection, const records::Kind& kind, const Revision& head) {
    forget_texts(connection, head);
    if (!head.removed) insert_texts(connection, kind, head);
}

void refuse_when_linked(Connection& connection, const Revision& revision) {
    auto rows = connection.prepare(
        "SELECT DISTINCT from_kind || ' ' || from_id FROM links WHERE to_kind = ? AND to_id = ?"
        " AND NOT (from_kind = to_kind AND from_id = to_id) AND name <> 'about' ORDER BY 1");
    rows.bind(revision.kind, revision.id);
    constexpr std::size_t most_told = 5;
    std::size_t count = 0;
    std::string told;
    while (rows.step())
        if (++count <= most_told)
            told += (told.empty() ? "" : ", ") + rows.text(0);
        else if (count == most_told + 1)
            told += ", …";
    if (count > 0)
        throw Error{ErrorKind::bad_input, {"error-record-is-linked", {std::to_string(count), told}}};
}

}  // namespace brujula::store
