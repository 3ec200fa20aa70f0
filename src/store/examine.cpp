// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/examine.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "store/owners.hpp"
#include "store/revisions.hpp"
#include "store/security_chain.hpp"
#include "store/settings.hpp"
#include "store/suppressed.hpp"

namespace brujula::store {

namespace {

using Messages = std::vector<Message>;

void check_file(Connection& connection, Messages& found) {
    auto integrity = connection.prepare("PRAGMA integrity_check");
    while (integrity.step())
        if (integrity.text(0) != "ok") found.push_back({"check-file-damaged", {integrity.text(0)}});
    auto references = connection.prepare("PRAGMA foreign_key_check");
    while (references.step())
        found.push_back({"check-reference-broken", {references.text(0), references.text(2)}});
}

/// Makes the index once more, beside, and compares the two word by word.
void check_index(Connection& connection, Messages& found) try {
    connection.run(R"sql(
CREATE VIRTUAL TABLE temp.expected USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
INSERT INTO temp.expected (rowid, text) SELECT row, text FROM main.texts;
CREATE VIRTUAL TABLE temp.expected_words USING fts5vocab(temp, expected, instance);
CREATE VIRTUAL TABLE temp.indexed_words USING fts5vocab(main, search, instance);)sql");
    const auto count_without = [&](const char* sql) {
        auto rows = connection.prepare(sql);
        rows.step();
        return rows.integer(0);
    };
    const auto wrong = count_without(
                           "SELECT count(DISTINCT doc) FROM (SELECT term, doc, \"offset\" FROM expected_words"
                           " EXCEPT SELECT term, doc, \"offset\" FROM indexed_words)") +
                       count_without(
                           "SELECT count(DISTINCT doc) FROM (SELECT term, doc, \"offset\" FROM indexed_words"
                           " EXCEPT SELECT term, doc, \"offset\" FROM expected_words)");
    if (wrong > 0) found.push_back({"check-search-incomplete", {std::to_string(wrong)}});
} catch (const Error& error) {
    found.push_back({"check-file-damaged", {text_of(error.message())}});
}

void check_chains(Connection& connection, Messages& found) {
    auto rows = connection.prepare(
        "SELECT r.kind, r.id FROM revisions r LEFT JOIN heads h USING (kind, id) GROUP BY r.kind, r.id"
        " HAVING min(r.number) <> 1 OR max(r.number) <> count(*) OR max(r.parent <> r.number - 1) OR"
        " h.number IS NULL OR h.number <> max(r.number)");
    while (rows.step())
        found.push_back({"check-history-broken", {rows.text(0), rows.text(1)}});
}

/// What is only said about a record stays when that is removed.
void check_link_ends(Connection& connection, Messages& found) {
    auto rows = connection.prepare(
        "SELECT l.from_kind, l.from_id, l.to_kind, l.to_id FROM links l LEFT JOIN heads h"
        " ON h.kind = l.to_kind AND h.id = l.to_id WHERE h.removed IS NOT 0"
        " AND (h.removed IS NULL OR l.name <> 'about')");  // what is said of a record may outlive it
    while (rows.step())
        found.push_back({"check-link-nowhere", {rows.text(0), rows.text(1), rows.text(2), rows.text(3)}});
}

void check_network(Connection& connection, Messages& found) {
    const auto network = find_network(connection);
    const auto head = find_head(connection, "organisation", network);
    if (!network.empty() && (!head || head->removed)) found.push_back({"check-network-nowhere", {network}});
}

void check_security_log(Connection& connection, Messages& found) {
    if (const auto broken = first_broken_link(connection))
        found.push_back({"check-security-log-broken", {std::to_string(*broken)}});
}

using Row = std::tuple<std::string, std::string, std::string>;

std::vector<Row> sorted_rows(Connection& connection, const char* sql, const Revision& head) {
    auto rows = connection.prepare(sql);
    rows.bind(head.kind, head.id);
    std::vector<Row> found;
    while (rows.step())
        found.emplace_back(rows.text(0), rows.text(1), rows.text(2));
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Row> links_of(const records::Kind& kind, const Revision& head) {
    std::vector<Row> links;
    for (const auto& link : kind.links(head.body))
        links.emplace_back(link.name, link.kind, link.id);
    std::sort(links.begin(), links.end());
    return links;
}

std::vector<Row> texts_of(const records::Kind& kind, const Revision& head) {
    std::vector<Row> texts;
    for (const auto& text : kind.search_texts(head.body))
        texts.emplace_back(text.language, text.text, "");
    std::sort(texts.begin(), texts.end());
    return texts;
}

struct HeadRow {
    std::string organisation;
    bool removed;
};

/// What follows from the newest body must be what the tables say. Throws where the body has no more its
/// kind's shape.
void check_derived(Connection& connection, const records::Kinds& kinds, const records::Kind& kind,
                   const Revision& head, const HeadRow& row, Messages& found) {
    const auto links = head.removed ? std::vector<Row>{} : links_of(kind, head);
    const auto texts = head.removed ? std::vector<Row>{} : texts_of(kind, head);
    // What was removed belongs to whom it belonged then.
    const auto owner =
        head.removed ? row.organisation : owner_of(kind, head.id, head.body, StoredOwners(connection, kinds));
    if (row.organisation != owner || row.removed != head.removed)
        found.push_back({"check-head-differs", {head.kind, head.id}});
    if (links != sorted_rows(connection,
                             "SELECT name, to_kind, to_id FROM links WHERE from_kind = ? AND from_id = ?",
                             head))
        found.push_back({"check-links-differ", {head.kind, head.id}});
    if (texts !=
        sorted_rows(connection, "SELECT language, text, '' FROM texts WHERE kind = ? AND id = ?", head))
        found.push_back({"check-search-differs", {head.kind, head.id}});
}

void check_head(Connection& connection, const records::Kinds& kinds, const Revision& head, const HeadRow& row,
                Findings& findings) {
    const auto* kind = kinds.find(head.kind);
    if (kind == nullptr) {
        findings.damage.push_back({"check-kind-unknown", {head.kind, head.id}});
        return;
    }
    bool has_shape = true;
    try {
        check_derived(connection, kinds, *kind, head, row, findings.damage);
    } catch (const Error&) {
        has_shape = false;  // said below, member by member
    }
    const auto tell = [&](Messages& messages, const Problem& problem) {
        messages.push_back(
            {"check-body-problem", {head.kind, head.id, problem.field, text_of(problem.message)}});
    };
    for (const auto& problem : kind->problems(head.body))
        tell(has_shape ? findings.outgrown : findings.damage, problem);
    if (!has_shape || head.removed) return;
    for (const auto& problem : ownership_problems(*kind, head.id, head.body, StoredOwners(connection, kinds)))
        tell(findings.outgrown, problem);
}

void check_bodies(Connection& connection, const records::Kinds& kinds, Findings& findings) {
    auto rows = connection.prepare(
        "SELECT r.kind, r.id, r.number, r.removed, r.body, h.organisation, h.removed, h.number = r.number"
        " FROM revisions r LEFT JOIN heads h USING (kind, id) ORDER BY r.sequence");
    while (rows.step()) {
        Revision revision;
        revision.kind = rows.text(0);
        revision.id = rows.text(1);
        revision.number = rows.integer(2);
        revision.removed = rows.integer(3) != 0;
        try {
            revision.body = parse_json(rows.text(4));
        } catch (const Error& error) {
            findings.damage.push_back(
                {"check-body-unreadable",
                 {revision.kind, revision.id, std::to_string(revision.number), text_of(error.message())}});
            continue;
        }
        if (rows.integer(7) != 0 && !is_suppressed(revision))  // an erased record says nothing to check
            check_head(connection, kinds, revision, {rows.text(5), rows.integer(6) != 0}, findings);
    }
}

}  // namespace

Findings examine(Connection& connection, const records::Kinds& kinds) {
    Findings findings;
    connection.run("BEGIN");  // one moment for all questions
    check_file(connection, findings.damage);
    check_index(connection, findings.damage);
    check_chains(connection, findings.damage);
    check_link_ends(connection, findings.damage);
    check_network(connection, findings.damage);
    check_security_log(connection, findings.damage);
    check_bodies(connection, kinds, findings);
    connection.run("ROLLBACK");
    return findings;
}

}  // namespace brujula::store
