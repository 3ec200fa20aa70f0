// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/erasing_person.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "records/opaque_ids.hpp"
#include "store/cohort_names.hpp"
#include "store/revisions.hpp"
#include "store/security_chain.hpp"

namespace brujula::store {
namespace json = boost::json;

namespace {

/// Shorter names are words of every language.
constexpr std::size_t shortest_replaced = 3;

std::string member_text(const json::value& object, std::string_view name) {
    const auto* member = object.is_object() ? object.get_object().if_contains(name) : nullptr;
    return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string{};
}

json::value parsed_or_null(const std::string& body) {
    try {
        return parse_json(body);
    } catch (const Error&) {
        return nullptr;  // `check` names it
    }
}

bool is_part_of_a_word(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool stands_alone(const std::string& text, std::size_t at, std::size_t length) {
    const bool before = at > 0 && is_part_of_a_word(static_cast<unsigned char>(text[at - 1]));
    const bool after =
        at + length < text.size() && is_part_of_a_word(static_cast<unsigned char>(text[at + length]));
    return !before && !after;
}

bool replace_word(std::string& text, const std::string& word) {
    static constexpr std::string_view instead = "[…]";
    bool replaced = false;
    for (auto at = text.find(word); at != std::string::npos;) {
        const bool alone = stands_alone(text, at, word.size());
        if (alone) text.replace(at, word.size(), instead);
        replaced = replaced || alone;
        at = text.find(word, at + (alone ? instead.size() : 1));
    }
    return replaced;
}

std::string with_underscores(std::string name) {
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

/// The tables with rows of an account; what is a log keeps what it says.
std::vector<std::string> tables_of_accounts(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'account' AND m.name NOT LIKE '%log%'");
    std::vector<std::string> tables;
    while (rows.step())
        tables.push_back(rows.text(0));
    return tables;
}

/// False of what was said about a record that is gone: such a link is no longer written.
bool leads_somewhere(Connection& connection, const records::Kind& kind, const Revision& head) {
    const auto links = kind.links(head.body);
    return std::all_of(links.begin(), links.end(), [&](const records::Link& link) {
        const auto target = find_head(connection, link.kind, link.id);
        return target && !target->removed;
    });
}

}  // namespace

std::string folded_name(std::string_view name) {
    std::string folded;
    for (const char c : normalise(name)) {
        const bool space = c == '_' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            folded += c;
        else if (!folded.empty() && folded.back() != ' ')
            folded += ' ';
    }
    if (folded.ends_with(' ')) folded.pop_back();
    if (!folded.empty() && folded.front() >= 'a' && folded.front() <= 'z')
        folded.front() = static_cast<char>(folded.front() - 'a' + 'A');
    return folded;
}

bool names_word(const std::string& text, const std::string& name) {
    std::string copy = text;
    return replace_word(copy, name) || replace_word(copy, with_underscores(name));
}

bool ErasingPerson::is_named(std::string_view name) {
    auto folded = folded_name(name);
    if (folded.empty()) return false;
    const auto known = m_known.find(folded);
    if (known != m_known.end()) return known->second;
    const bool same = m_subject_of(folded) == m_entry.subject;
    if (same) {
        m_names.insert(folded);
        m_words.insert(std::string(name));
    }
    return m_known.emplace(std::move(folded), same).first->second;
}

void ErasingPerson::find_persons() {
    auto rows = m_connection.prepare("SELECT id, body FROM revisions WHERE kind = 'person'");
    while (rows.step()) {
        const auto body = parsed_or_null(rows.text(1));
        const auto user = member_text(body, "user_name");
        const auto name = member_text(body, "name");
        if (!is_named(user.empty() ? name : user)) continue;
        m_persons.insert(rows.text(0));
        if (!name.empty()) m_words.insert(name);
    }
    m_erased.persons = static_cast<std::int64_t>(m_persons.size());
}

void ErasingPerson::find_accounts() {
    auto rows = m_connection.prepare(
        "SELECT name, person FROM accounts UNION ALL SELECT name, '' FROM deleted_accounts");
    while (rows.step())
        if (is_named(rows.text(0)) || m_persons.contains(rows.text(1))) m_accounts.insert(rows.text(0));
    for (const auto& account : m_accounts)
        m_words.insert(account);
    m_erased.accounts = static_cast<std::int64_t>(m_accounts.size());
    m_erased.account_names.assign(m_accounts.begin(), m_accounts.end());
}

void ErasingPerson::find_cohorts() {
    auto rows = m_connection.prepare("SELECT id, body FROM revisions WHERE kind = 'cohort'");
    while (rows.step())
        look_at_cohort(rows.text(0), parsed_or_null(rows.text(1)));
    for (auto& [cohort, stand_in] : m_stand_in)
        stand_in = "#" + std::to_string(m_highest[cohort] + 1);
    m_erased.cohorts = static_cast<std::int64_t>(m_stand_in.size());
}

void ErasingPerson::look_at_cohort(const std::string& id, const json::value& body) {
    json::value copy = body;
    const auto* members = members_of(copy);
    if (members == nullptr) return;
    for (const auto& member : *members) {
        const auto name = member_text(member, "user_name");
        m_highest[id] = std::max(m_highest[id], stand_in_number(name));
        if (is_named(name)) m_stand_in.try_emplace(id);
    }
}

bool ErasingPerson::change_members(const std::string& cohort, json::value& body) {
    const auto stand_in = m_stand_in.find(cohort);
    auto* members = members_of(body);
    if (stand_in == m_stand_in.end() || members == nullptr) return false;
    bool changed = false;
    for (auto& member : *members) {
        if (!is_named(member_text(member, "user_name"))) continue;
        member = json::object{{"user_name", stand_in->second}};
        changed = true;
    }
    return changed;
}

bool ErasingPerson::unlink(const records::Kind& kind, json::value& body) const {
    return records::change_links(kind, body, [&](std::string_view of, std::string_view id) {
        const bool gone = of == "person" && m_persons.contains(std::string(id));
        return gone ? std::optional<std::string>{""} : std::nullopt;
    });
}

bool ErasingPerson::replace_words(std::string& text) const {
    bool replaced = false;
    for (const auto& word : m_words) {
        if (word.size() < shortest_replaced) continue;
        replaced = replace_word(text, word) || replaced;
        if (const auto other = with_underscores(word); other != word)
            replaced = replace_word(text, other) || replaced;
    }
    return replaced;
}

void ErasingPerson::change(const Statement& row, std::vector<Changed>& changed) {
    const auto* kind = m_kinds.find(row.text(1));
    json::value body = parsed_or_null(row.text(3));
    const auto id = row.text(2);
    const bool goes = row.text(1) == "comment" ? m_comments.contains(id)
                                               : row.text(1) == "person" && m_persons.contains(id);
    if (kind == nullptr || goes) return;
    std::string comment = row.text(4);
    const bool of_cohort = kind->name == "cohort" && change_members(id, body);
    const bool linked = unlink(*kind, body);
    bool named = false;
    if (m_entry.texts) {
        named = records::change_texts(*kind, body, [&](std::string& text) { return replace_words(text); });
        named = replace_words(comment) || named;
    }
    m_erased.links += linked ? 1 : 0;
    m_erased.texts += named ? 1 : 0;
    if (!of_cohort && !linked && !named) return;
    m_heads.emplace(kind->name, id);
    changed.push_back({row.integer(0), body.is_null() ? row.text(3) : to_text(body), std::move(comment)});
}

void ErasingPerson::find_comments() {
    for (const auto& person : m_persons) {
        auto rows = m_connection.prepare(
            "SELECT from_id FROM links WHERE to_kind = 'person' AND to_id = ? AND from_kind = 'comment'");
        rows.bind(person);
        while (rows.step())
            m_comments.insert(rows.text(0));
    }
    m_erased.comments = static_cast<std::int64_t>(m_comments.size());
}

void ErasingPerson::change_bodies() {
    std::vector<Changed> changed;
    {
        auto rows = m_connection.prepare("SELECT sequence, kind, id, body, comment FROM revisions");
        while (rows.step())
            change(rows, changed);
    }
    std::set<std::int64_t> sequences;
    for (const auto& one : changed) {
        m_connection.prepare("UPDATE revisions SET body = ?, comment = ? WHERE sequence = ?")
            .bind(one.body, one.comment, one.sequence)
            .run();
        sequences.insert(one.sequence);
    }
    for (const auto& [kind, id] : m_heads) {
        const auto head = find_newest(m_connection, kind, id);
        if (head && sequences.contains(head->sequence)) renew(*head);
    }
}

/// A revision of its own says that the newest one was changed: what is remembered of records follows those.
void ErasingPerson::renew(Revision head) {
    const auto& kind = *m_kinds.find(head.kind);
    if (head.removed || !leads_somewhere(m_connection, kind, head))
        return refresh_texts(m_connection, kind, head);
    head.parent = head.number;
    ++head.number;
    head.author = m_entry.author;
    head.time = m_entry.time;
    head.comment.clear();
    insert_revision(m_connection, kind, head);
}

void ErasingPerson::erase_persons() {
    for (const auto& comment : m_comments)  // answers hold what they answer
        m_connection.prepare("DELETE FROM links WHERE from_kind = 'comment' AND from_id = ?")
            .bind(comment)
            .run();
    for (const auto& comment : m_comments)
        suppress_record(m_connection, m_kinds, "comment", comment, m_entry.author, m_entry.time);
    for (const auto& person : m_persons)
        suppress_record(m_connection, m_kinds, "person", person, m_entry.author, m_entry.time);
}

void ErasingPerson::erase_accounts() {
    const auto tables = tables_of_accounts(m_connection);
    for (const auto& account : m_accounts) {
        auto count = m_connection.prepare("SELECT count(*) FROM revisions WHERE author = ?");
        count.bind(account).step();
        m_erased.authored += count.integer(0);
        for (const char* table : {"revisions", "erasures", "account_links"})
            m_connection.prepare("UPDATE " + std::string(table) + " SET author = ? WHERE author = ?")
                .bind(m_pseudonym, account)
                .run();
        for (const auto& table : tables)
            m_connection.prepare("DELETE FROM \"" + table + "\" WHERE account = ?").bind(account).run();
        for (const char* table : {"accounts", "deleted_accounts"})
            m_connection.prepare("DELETE FROM " + std::string(table) + " WHERE name = ?").bind(account).run();
    }
}

/// Also names that were only tried, or whose account is long gone.
void ErasingPerson::forget_in_log() {
    std::set<std::string> names = m_accounts;
    {
        auto rows =
            m_connection.prepare("SELECT account FROM security_log UNION SELECT about FROM security_log");
        while (rows.step()) {
            const auto said = rows.text(0);
            auto name = said.substr(0, said.find('\n'));
            if (is_named(name)) names.insert(std::move(name));
        }
    }
    for (const auto& name : names)
        forget_name(m_connection, name, m_pseudonym);
}

PersonErased ErasingPerson::run() {
    m_connection.run("PRAGMA defer_foreign_keys = ON");  // until the transaction ends
    find_persons();
    find_accounts();
    find_cohorts();
    find_comments();
    change_bodies();
    erase_persons();
    erase_accounts();
    forget_in_log();
    return m_erased;
}

}  // namespace brujula::store
