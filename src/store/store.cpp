// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include <boost/json.hpp>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "records/opaque_ids.hpp"
#include "store/allowance.hpp"
#include "store/database.hpp"
#include "store/erasure.hpp"
#include "store/former_ids.hpp"
#include "store/overwrite.hpp"
#include "store/owners.hpp"
#include "store/readability.hpp"
#include "store/revisions.hpp"
#include "store/settings.hpp"

namespace brujula::store {

StaleWrite::StaleWrite(Revision base_, Revision newest_)
    : Error(ErrorKind::conflict,
            {"error-stale-write",
             {std::to_string(base_.number), std::to_string(newest_.number), newest_.author}}),
      base(std::move(base_)),
      newest(std::move(newest_)) {}

InvalidRecord::InvalidRecord(std::vector<Problem> problems_)
    : Error(ErrorKind::bad_input, {"error-record-has-problems", {std::to_string(problems_.size())}}),
      problems(std::move(problems_)) {}

InvalidRecord::InvalidRecord(Message message, std::vector<Problem> problems_)
    : Error(ErrorKind::bad_input, std::move(message)), problems(std::move(problems_)) {}

UnreadRecord::UnreadRecord(const Revision& record)
    : InvalidRecord(
          {"error-record-unread",
           {record.kind, record.id, record.unread.front().field.empty() ? "/" : record.unread.front().field,
            text_of(record.unread.front().message)}},
          record.unread),
      record_kind(record.kind),
      record_id(record.id) {}

namespace {

const records::Kind& get_kind(const records::Kinds& kinds, std::string_view name) {
    const auto* kind = kinds.find(name);
    if (kind == nullptr) throw Error{ErrorKind::not_found, {"error-no-such-kind", {std::string(name)}}};
    return *kind;
}

/// The first 1000 bytes, or a few less where that would cut a character.
std::string shortened(std::string text) {
    constexpr std::size_t longest = 1000;
    if (text.size() <= longest) return text;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text;
}

/// A write whose body was looked at, outside the transaction.
struct Prepared {
    const records::Kind* kind;
    Write write;
};

Prepared prepare(const records::Kinds& kinds, Write write) {
    const auto& kind = get_kind(kinds, write.kind);
    write.comment = shortened(normalise(write.comment));
    if (write.remove) {
        if (write.base == 0) throw Error{ErrorKind::bad_input, {"error-removal-without-base", {}}};
    } else {
        if (auto problems = kind.problems(write.body); !problems.empty())
            throw InvalidRecord(std::move(problems));
        write.body = kind.normalised(write.body);
    }
    if (write.base == 0 && !write.id.empty() && !is_record_id(write.id))
        throw Error{ErrorKind::bad_input, {"error-id-impossible", {write.id}}};
    return {&kind, std::move(write)};
}

/// What somebody writes.
struct Amount {
    std::int64_t records = 0;
    std::int64_t bytes = 0;
};

std::map<std::string, Amount> amounts_of(const std::vector<Prepared>& writes) {
    std::map<std::string, Amount> amounts;
    for (const auto& one : writes) {
        Amount& amount = amounts[one.write.author];
        ++amount.records;
        amount.bytes += static_cast<std::int64_t>(boost::json::serialize(one.write.body).size());
    }
    return amounts;
}

std::string free_id(Connection& connection, const Prepared& prepared) {
    if (records::has_opaque_ids(prepared.write.kind)) return records::opaque_id();
    const auto title = choose(prepared.kind->title(prepared.write.body), "en").text;
    const std::string wanted = slug(title);
    if (wanted.empty()) return random_id(10);
    for (int suffix = 1; suffix <= 20; ++suffix) {
        std::string id = suffix == 1 ? wanted : wanted + "-" + std::to_string(suffix);
        if (!find_head(connection, prepared.write.kind, id)) return id;
    }
    return wanted + "-" + random_id(6);
}

/// The revision number the write builds on, 0 for a new record; throws where it must not be built on.
std::int64_t checked_base(Connection& connection, const Write& write) {
    const auto head = find_head(connection, write.kind, write.id);
    if (write.base == 0) {
        if (head) throw Error{ErrorKind::bad_input, {"error-id-taken", {write.id}}};
        return 0;
    }
    if (!head) throw Error{ErrorKind::not_found, {"error-no-such-record", {write.kind, write.id}}};
    if (write.base > head->number || write.base < 0)
        throw Error{ErrorKind::bad_input,
                    {"error-no-such-revision", {write.kind, write.id, std::to_string(write.base)}}};
    if (write.base != head->number)
        throw StaleWrite(*find_revision(connection, write.kind, write.id, write.base),
                         *find_revision(connection, write.kind, write.id, head->number));
    return head->number;
}

void refuse_removing_the_network(Connection& connection, const Write& write) {
    if (write.kind == "organisation" && write.id == find_network(connection))
        throw Error{ErrorKind::bad_input, {"error-network-removed", {write.id}}};
}

Revision write_one(Connection& connection, const records::Kinds& kinds, const Prepared& prepared,
                   Instant now) {
    Write write = prepared.write;
    if (write.base == 0 && write.id.empty()) write.id = free_id(connection, prepared);
    const auto base = checked_base(connection, write);
    Revision revision{write.kind, write.id,      base + 1,     base,      write.author,
                      now,        write.comment, write.remove, write.body};
    if (base > 0) {
        auto newest = *find_revision(connection, write.kind, write.id, base);
        if (write.remove) revision.body = newest.body;
        if (newest.removed == write.remove && newest.body == revision.body) return newest;
        revision.owner = newest.owner;
    }
    if (write.remove)
        refuse_removing_the_network(connection, write);
    else
        settle_owner(connection, kinds, *prepared.kind, revision, std::string{revision.owner});
    insert_revision(connection, *prepared.kind, revision);
    return revision;
}

/// What this program asks of a file that an older one wrote, or that came back from a backup.
void catch_up(Database& database, const records::Kinds& kinds) {
    bool changed = has_words_to_overwrite(*database.read());
    const auto folder = database.file().parent_path();
    if (opaque_ids_are_due(*database.read()) || has_erasures_to_apply(*database.read(), folder))
        database.write([&](Connection& connection) {
            changed = give_opaque_ids(connection, kinds) || changed;
            changed = apply_erasures(connection, folder, kinds) > 0 || changed;
        });
    if (!changed) return;
    overwrite_freed(database.file());
    database.write([](Connection& connection) { connection.run("UPDATE erasures SET overwritten = 1"); });
}

}  // namespace

Store::Store(const std::filesystem::path& folder, const records::Kinds& kinds, const Clock& clock)
    : m_kinds(kinds), m_clock(clock) {
    m_database = std::make_unique<Database>(folder / "records.sqlite", step_into(folder));
    leave_word(folder);
    catch_up(*m_database, kinds);
    m_readability = std::make_unique<Readability>(m_kinds);
}

Store::~Store() = default;

void Store::limit_writes(const WriteLimits& limits) {
    m_allowance = std::make_unique<Allowance>(limits);
}

Revision Store::write(const Write& write) {
    return write_all({write}).front();
}

std::vector<Revision> Store::write_all(const std::vector<Write>& writes) {
    std::vector<Prepared> prepared;
    prepared.reserve(writes.size());
    for (const auto& write : writes)
        prepared.push_back(prepare(m_kinds, write));
    const auto amounts = m_allowance ? amounts_of(prepared) : std::map<std::string, Amount>{};
    for (const auto& [author, amount] : amounts)
        m_allowance->check(author, amount.records, amount.bytes, m_clock.now());
    std::vector<Revision> written;
    m_database->write([&](Connection& connection) {
        written.clear();
        const auto now = m_clock.now();
        for (const auto& one : prepared)
            written.push_back(write_one(connection, m_kinds, one, now));
    });
    for (const auto& [author, amount] : amounts)
        m_allowance->note(author, amount.records, amount.bytes, m_clock.now());
    return written;
}

std::optional<Revision> Store::find(std::string_view kind, std::string_view id) const {
    auto reader = m_database->read();
    auto found = find_newest(*reader, kind, id);
    if (!found || found->removed) return std::nullopt;
    m_readability->look({&*found, 1}, Readability::Of::heads);
    return found->unread.empty() ? found : std::nullopt;
}

std::optional<Revision> Store::find_unread(std::string_view kind, std::string_view id) const {
    auto reader = m_database->read();
    auto found = find_newest(*reader, kind, id);
    if (!found || found->removed) return std::nullopt;
    m_readability->look({&*found, 1}, Readability::Of::heads);
    if (found->unread.empty()) return std::nullopt;
    if (!found->body.is_object()) found->body = boost::json::object{};
    auto& body = found->body.get_object();
    const auto* owner = body.if_contains("organisation");
    if (kind != "organisation" && (owner == nullptr || !owner->is_string()))
        body["organisation"] = head_organisation(*reader, kind, id);
    return found;
}

std::optional<Revision> Store::find(std::string_view kind, std::string_view id, std::int64_t number) const {
    auto reader = m_database->read();
    auto found = find_revision(*reader, kind, id, number);
    if (found) m_readability->look({&*found, 1}, Readability::Of::any);
    return found;
}

std::vector<Problem> Store::ownership_problems(std::string_view kind, std::string_view id,
                                               const boost::json::value& body) const {
    auto reader = m_database->read();
    return records::ownership_problems(get_kind(m_kinds, kind), id, body, StoredOwners(*reader, m_kinds));
}

std::optional<std::string> Store::owner(std::string_view kind, std::string_view id) const {
    auto reader = m_database->read();
    return StoredOwners(*reader, m_kinds).owner(kind, id);
}

std::vector<Revision> Store::history(std::string_view kind, std::string_view id) const {
    auto reader = m_database->read();
    auto rows = reader->prepare(std::string(select_revisions) +
                                " FROM revisions r WHERE r.kind = ? AND r.id = ? ORDER BY r.number DESC");
    auto found = read_revisions(rows.bind(kind, id));
    m_readability->look(found, Readability::Of::any);
    return found;
}

Page Store::list(const ListQuery& query) const {
    get_kind(m_kinds, query.kind);
    const auto limit = std::clamp<std::size_t>(query.limit, 1, 1000);
    // The plus keeps SQLite from walking all of the kind where a link leads to a few.
    std::string sql = std::string(select_revisions) +
                      " FROM heads h JOIN revisions r USING (kind, id, number)"
                      " WHERE h.kind = ? AND h.removed = 0 AND " +
                      (query.links.empty() ? "" : "+") + "h.id > ?";
    if (query.organisation) sql += " AND h.organisation = ?";
    for (std::size_t i = 0; i < query.links.size(); ++i)
        sql +=
            " AND h.id IN (SELECT from_id FROM links WHERE to_kind = ? AND to_id = ? AND name = ? AND "
            "from_kind = ?)";
    sql += " ORDER BY h.id LIMIT ?";
    auto reader = m_database->read();
    auto rows = reader->prepare(sql);
    rows.bind(query.kind, query.after);
    if (query.organisation) rows.bind(*query.organisation);
    for (const auto& link : query.links)
        rows.bind(link.kind, link.id, link.name, query.kind);
    rows.bind(static_cast<std::int64_t>(limit + 1));
    Page page{read_revisions(rows), ""};
    if (page.records.size() > limit) {
        page.records.pop_back();
        page.next = page.records.back().id;
    }
    m_readability->look(page.records, Readability::Of::heads);
    std::erase_if(page.records, [](const Revision& record) { return !record.unread.empty(); });
    return page;
}

std::vector<Backlink> Store::backlinks(std::string_view kind, std::string_view id) const {
    auto reader = m_database->read();
    auto rows = reader->prepare(
        "SELECT name, from_kind, from_id FROM links WHERE to_kind = ? AND to_id = ? ORDER BY from_kind, "
        "from_id, name");
    rows.bind(kind, id);
    std::vector<Backlink> found;
    while (rows.step())
        found.push_back({rows.text(0), rows.text(1), rows.text(2)});
    return found;
}

std::int64_t Store::newest_sequence() const {
    auto reader = m_database->read();
    // What was given out last, not what the newest revision has: an erasure takes one for itself.
    auto row = reader->prepare("SELECT seq FROM sqlite_sequence WHERE name = 'revisions'");
    return row.step() ? row.integer(0) : 0;
}

std::vector<Revision> Store::recent(std::size_t limit, std::int64_t before) const {
    auto reader = m_database->read();
    auto rows = reader->prepare(std::string(select_revisions) +
                                " FROM revisions r WHERE r.sequence < ? ORDER BY r.sequence DESC LIMIT ?");
    const std::int64_t bound = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
    auto found =
        read_revisions(rows.bind(bound, static_cast<std::int64_t>(std::min<std::size_t>(limit, 1000))));
    m_readability->look(found, Readability::Of::any);
    return found;
}

}  // namespace brujula::store
