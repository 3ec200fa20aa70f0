// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care.hpp"

#include <algorithm>
#include <tuple>

#include <boost/json.hpp>
#include <sqlite3.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "store/revisions.hpp"
#include "store/schema.hpp"

namespace brujula::store {

namespace {

namespace fs = std::filesystem;

fs::path records_of(const fs::path& folder) {
    auto file = folder / "records.sqlite";
    if (!fs::exists(file)) throw Error{ErrorKind::not_found, {"error-no-records", {folder.string()}}};
    return file;
}

void copy(Connection& from, const fs::path& to) {
    Connection target{to, Connection::Mode::read_write};
    auto* backup = sqlite3_backup_init(target.handle(), "main", from.handle(), "main");
    if (backup == nullptr)
        throw Error{ErrorKind::unavailable, {"error-store-unavailable", {sqlite3_errmsg(target.handle())}}};
    int code = SQLITE_OK;
    do {
        code = sqlite3_backup_step(backup, 1000);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(20);
    } while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE)
        throw Error{ErrorKind::unavailable, {"error-store-unavailable", {sqlite3_errstr(code)}}};
    target.run("PRAGMA journal_mode = DELETE");
}

using Messages = std::vector<Message>;

void check_file(Connection& connection, Messages& found) {
    auto integrity = connection.prepare("PRAGMA integrity_check");
    while (integrity.step())
        if (integrity.text(0) != "ok") found.push_back({"check-file-damaged", {integrity.text(0)}});
    auto references = connection.prepare("PRAGMA foreign_key_check");
    while (references.step())
        found.push_back({"check-reference-broken", {references.text(0), references.text(2)}});
    auto search =
        connection.prepare("SELECT count(*) FROM texts WHERE row NOT IN (SELECT rowid FROM search)");
    search.step();
    if (search.integer(0) > 0)
        found.push_back({"check-search-incomplete", {std::to_string(search.integer(0))}});
}

void check_chains(Connection& connection, Messages& found) {
    auto rows = connection.prepare(
        "SELECT r.kind, r.id FROM revisions r LEFT JOIN heads h USING (kind, id) GROUP BY r.kind, r.id"
        " HAVING min(r.number) <> 1 OR max(r.number) <> count(*) OR max(r.parent <> r.number - 1) OR"
        " h.number IS NULL OR h.number <> max(r.number)");
    while (rows.step())
        found.push_back({"check-history-broken", {rows.text(0), rows.text(1)}});
}

using LinkRow = std::tuple<std::string, std::string, std::string>;

std::vector<LinkRow> links_in_table(Connection& connection, const Revision& head) {
    auto rows =
        connection.prepare("SELECT name, to_kind, to_id FROM links WHERE from_kind = ? AND from_id = ?");
    rows.bind(head.kind, head.id);
    std::vector<LinkRow> links;
    while (rows.step())
        links.emplace_back(rows.text(0), rows.text(1), rows.text(2));
    std::sort(links.begin(), links.end());
    return links;
}

using TextRow = std::pair<std::string, std::string>;

std::vector<TextRow> texts_in_table(Connection& connection, const Revision& head) {
    auto rows = connection.prepare("SELECT language, text FROM texts WHERE kind = ? AND id = ?");
    rows.bind(head.kind, head.id);
    std::vector<TextRow> texts;
    while (rows.step())
        texts.emplace_back(rows.text(0), rows.text(1));
    std::sort(texts.begin(), texts.end());
    return texts;
}

void check_head(Connection& connection, const records::Kinds& kinds, const Revision& head, Messages& found) {
    const auto* kind = kinds.find(head.kind);
    if (kind == nullptr) {
        found.push_back({"check-kind-unknown", {head.kind, head.id}});
        return;
    }
    const auto problems = kind->problems(head.body);
    for (const auto& problem : problems)
        found.push_back({"check-body-problem", {head.kind, head.id, problem.field, text_of(problem.message)}});
    if (!problems.empty()) return;
    std::vector<LinkRow> links;
    std::vector<TextRow> texts;
    if (!head.removed) {
        for (const auto& link : kind->links(head.body))
            links.emplace_back(link.name, link.kind, link.id);
        for (const auto& text : kind->search_texts(head.body))
            texts.emplace_back(text.language, text.text);
    }
    std::sort(links.begin(), links.end());
    std::sort(texts.begin(), texts.end());
    if (links != links_in_table(connection, head))
        found.push_back({"check-links-differ", {head.kind, head.id}});
    if (texts != texts_in_table(connection, head))
        found.push_back({"check-search-differs", {head.kind, head.id}});
}

Messages check_records(Connection& connection, const records::Kinds& kinds) {
    Messages found;
    check_file(connection, found);
    check_chains(connection, found);
    auto rows = connection.prepare("SELECT kind, id FROM heads ORDER BY kind, id");
    while (rows.step())
        if (const auto head = find_newest(connection, rows.text(0), rows.text(1)))
            check_head(connection, kinds, *head, found);
    return found;
}

}  // namespace

void back_up(const fs::path& folder, const fs::path& to) {
    const auto file = records_of(folder);
    if (fs::exists(to)) throw Error{ErrorKind::bad_input, {"error-backup-exists", {to.string()}}};
    const fs::path unfinished = to.string() + ".unfinished";
    fs::remove(unfinished);
    {
        Connection from{file, Connection::Mode::read_only};
        copy(from, unfinished);
    }
    fs::rename(unfinished, to);
}

void restore(const fs::path& from, const fs::path& folder, const records::Kinds& kinds) {
    if (!fs::exists(from)) throw Error{ErrorKind::not_found, {"error-no-backup", {from.string()}}};
    if (fs::exists(folder / "records.sqlite"))
        throw Error{ErrorKind::bad_input, {"error-restore-over-records", {folder.string()}}};
    Connection backup{from, Connection::Mode::read_only};
    if (const auto found = check_records(backup, kinds); !found.empty())
        throw Error{ErrorKind::bad_input, {"error-backup-damaged", {from.string(), text_of(found.front())}}};
    fs::create_directories(folder);
    const auto unfinished = folder / "records.sqlite.unfinished";
    fs::remove(unfinished);
    copy(backup, unfinished);
    fs::rename(unfinished, folder / "records.sqlite");
}

Messages check(const fs::path& folder, const records::Kinds& kinds) {
    Connection connection{records_of(folder), Connection::Mode::read_only};
    if (version_of(connection) != schema_version)
        return {{"check-schema-version",
                 {std::to_string(version_of(connection)), std::to_string(schema_version)}}};
    return check_records(connection, kinds);
}

}  // namespace brujula::store
