// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/former_ids.hpp"

#include <map>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "records/opaque_ids.hpp"
#include "store/database.hpp"
#include "store/revisions.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

using NewIds = std::map<std::pair<std::string, std::string>, std::string, std::less<>>;

/// The tables that call a record by kind and id, with the names of these columns.
struct Naming {
    const char* table;
    const char* kind;
    const char* id;
};
constexpr Naming namings[] = {{"revisions", "kind", "id"},       {"heads", "kind", "id"},
                              {"links", "from_kind", "from_id"}, {"links", "to_kind", "to_id"},
                              {"texts", "kind", "id"},           {"watches", "kind", "id"},
                              {"former_ids", "kind", "id"}};

void rename_in_tables(Connection& connection, const Renamed& one) {
    for (const Naming& naming : namings)
        connection
            .prepare("UPDATE " + std::string(naming.table) + " SET " + naming.id + " = ? WHERE " +
                     naming.kind + " = ? AND " + naming.id + " = ?")
            .bind(one.to, one.kind, one.from)
            .run();
    if (one.kind == "person")
        connection.prepare("UPDATE accounts SET person = ? WHERE person = ?").bind(one.to, one.from).run();
    connection.prepare("INSERT OR REPLACE INTO former_ids (kind, former, id) VALUES (?, ?, ?)")
        .bind(one.kind, sha256_of(one.from), one.to)
        .run();
}

/// The body with the new ids; nothing where it holds none of the former, or cannot be read.
std::optional<std::string> renamed_body(const records::Kind& kind, const std::string& text,
                                        const NewIds& new_ids) {
    try {
        auto body = parse_json(text);
        const auto new_id = [&](std::string_view of, std::string_view id) -> std::optional<std::string> {
            const auto found = new_ids.find(std::pair{std::string(of), std::string(id)});
            return found == new_ids.end() ? std::nullopt : std::optional{found->second};
        };
        if (!records::change_links(kind, body, new_id)) return {};
        return to_text(body);
    } catch (const Error&) {
        return {};  // `check` names it
    }
}

void rename_in_bodies(Connection& connection, const records::Kinds& kinds, const NewIds& new_ids) {
    struct Changed {
        std::int64_t sequence;
        std::string body;
        std::string kind;
        std::string id;
    };
    std::vector<Changed> changed;
    {
        auto rows = connection.prepare("SELECT sequence, kind, body, id FROM revisions");
        while (rows.step()) {
            const auto* kind = kinds.find(rows.text(1));
            if (kind == nullptr) continue;
            if (auto body = renamed_body(*kind, rows.text(2), new_ids))
                changed.push_back({rows.integer(0), std::move(*body), kind->name, rows.text(3)});
        }
    }
    for (const auto& one : changed)
        connection.prepare("UPDATE revisions SET body = ? WHERE sequence = ?")
            .bind(one.body, one.sequence)
            .run();
    for (const auto& one : changed) {  // search finds the ids that a measurement remembers
        const auto head = find_newest(connection, one.kind, one.id);
        if (head && head->sequence == one.sequence) refresh_texts(connection, *kinds.find(one.kind), *head);
    }
}

bool give_all_opaque_ids(Connection& connection, const records::Kinds& kinds) {
    std::vector<Renamed> renamed;
    {
        auto rows = connection.prepare("SELECT kind, id FROM heads");
        while (rows.step())
            if (records::has_opaque_ids(rows.text(0)))
                renamed.push_back({rows.text(0), rows.text(1), records::opaque_id()});
    }
    rename_records(connection, kinds, renamed);
    return !renamed.empty();
}

}  // namespace

std::optional<std::string> find_present_id(const Store& store, std::string_view kind,
                                           std::string_view former) {
    auto reader = store.database().read();
    auto row = reader->prepare("SELECT id FROM former_ids WHERE kind = ? AND former = ?");
    if (!row.bind(kind, sha256_of(former)).step()) return {};
    return row.text(0);
}

void rename_records(Connection& connection, const records::Kinds& kinds,
                    const std::vector<Renamed>& renamed) {
    if (renamed.empty()) return;
    connection.run("PRAGMA defer_foreign_keys = ON");  // until the transaction ends
    NewIds new_ids;
    for (const Renamed& one : renamed) {
        rename_in_tables(connection, one);
        new_ids.emplace(std::pair{one.kind, one.from}, one.to);
    }
    rename_in_bodies(connection, kinds, new_ids);
}

bool opaque_ids_are_due(Connection& connection) {
    return connection.prepare("SELECT 1 FROM opaque_ids_due").step();
}

bool give_opaque_ids(Connection& connection, const records::Kinds& kinds) {
    if (!opaque_ids_are_due(connection)) return false;  // another program was first
    const bool changed = give_all_opaque_ids(connection, kinds);
    connection.run("DELETE FROM opaque_ids_due");
    return changed;
}

void give_opaque_ids_again(Store& store, const records::Kinds& kinds) {
    store.database().write([&](Connection& connection) { give_all_opaque_ids(connection, kinds); });
}

}  // namespace brujula::store
