// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/subject.hpp"

#include <set>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "store/database.hpp"
#include "store/erasing_person.hpp"
#include "store/revisions.hpp"
#include "store/suppressed.hpp"

namespace brujula::store {
namespace json = boost::json;

namespace {

std::string member_text(const json::value& object, std::string_view name) {
    const auto* member = object.is_object() ? object.get_object().if_contains(name) : nullptr;
    return member != nullptr && member->is_string() ? std::string(member->get_string()) : std::string{};
}

json::object revision_json(const Revision& revision) {
    return {{"kind", revision.kind},         {"id", revision.id},
            {"revision", revision.number},   {"author", revision.author},
            {"time", format(revision.time)}, {"comment", revision.comment},
            {"data", revision.body}};
}

/// Rows of one text column.
json::array column(Connection& connection, const char* sql, std::string_view account) {
    auto rows = connection.prepare(sql);
    rows.bind(account);
    json::array found;
    while (rows.step())
        found.emplace_back(rows.text(0));
    return found;
}

json::array grants_of(Connection& connection, std::string_view account) {
    auto rows =
        connection.prepare("SELECT organisation, role FROM grants WHERE account = ? ORDER BY organisation");
    rows.bind(account);
    json::array found;
    while (rows.step())
        found.push_back({{"organisation", rows.text(0)}, {"role", rows.text(1)}});
    return found;
}

json::value mail_of(Connection& connection, std::string_view account) {
    auto row = connection.prepare("SELECT address, rhythm, language FROM mail_choices WHERE account = ?");
    if (!row.bind(account).step()) return nullptr;
    return {{"address", row.text(0)}, {"rhythm", row.text(1)}, {"language", row.text(2)}};
}

json::array written_by(Connection& connection, std::string_view account) {
    auto rows = connection.prepare(std::string(select_revisions) +
                                   " FROM revisions r WHERE r.author = ? ORDER BY r.sequence");
    json::array found;
    for (const auto& revision : read_revisions(rows.bind(account)))
        found.push_back(revision_json(revision));
    return found;
}

json::object account_json(Connection& connection, const std::string& name, const std::string& language) {
    const auto sessions = column(connection, "SELECT token FROM sessions WHERE account = ?", name).size();
    return {{"name", name},
            {"language", language},
            {"grants", grants_of(connection, name)},
            {"mail", mail_of(connection, name)},
            {"watched",
             column(connection, "SELECT kind || ' ' || id FROM watches WHERE account = ? ORDER BY 1", name)},
            {"sessions", sessions},
            {"written", written_by(connection, name)}};
}

/// Looks through all revisions for one person.
class Looking {
public:
    Looking(Connection& connection, std::string_view name)
        : m_connection(connection), m_name(folded_name(name)) {}

    json::object run() {
        find_persons();
        find_accounts();
        auto rows =
            m_connection.prepare(std::string(select_revisions) + " FROM revisions r ORDER BY r.sequence");
        for (const auto& revision : read_revisions(rows))
            look_at(revision);
        return {{"name", m_name},
                {"accounts", std::move(m_accounts)},
                {"persons", std::move(m_person_revisions)},
                {"cohorts", std::move(m_cohorts)},
                {"texts", std::move(m_texts)}};
    }

private:
    [[nodiscard]] bool is_named(const std::string& name) const {
        return !m_name.empty() && folded_name(name) == m_name;
    }

    void find_persons() {
        auto rows =
            m_connection.prepare(std::string(select_revisions) + " FROM revisions r WHERE r.kind = 'person'");
        for (const auto& revision : read_revisions(rows)) {
            const auto user = member_text(revision.body, "user_name");
            if (is_named(user.empty() ? member_text(revision.body, "name") : user))
                m_persons.insert(revision.id);
        }
    }

    void find_accounts() {
        auto rows = m_connection.prepare("SELECT name, person, language FROM accounts ORDER BY name");
        while (rows.step())
            if (is_named(rows.text(0)) || m_persons.contains(rows.text(1)))
                m_accounts.push_back(account_json(m_connection, rows.text(0), rows.text(2)));
    }

    void look_at(const Revision& revision) {
        if (is_suppressed(revision)) return;
        if (revision.kind == "person" && m_persons.contains(revision.id))
            m_person_revisions.push_back(revision_json(revision));
        else if (revision.kind == "cohort")
            look_at_cohort(revision);
        else if (names_word(to_text(revision.body), m_name) || names_word(revision.comment, m_name))
            m_texts.push_back({{"kind", revision.kind},
                               {"id", revision.id},
                               {"revision", revision.number},
                               {"time", format(revision.time)}});
    }

    void look_at_cohort(const Revision& revision) {
        const auto* members = revision.body.get_object().if_contains("members");
        if (members == nullptr || !members->is_array()) return;
        for (const auto& member : members->get_array()) {
            if (!is_named(member_text(member, "user_name"))) continue;
            const auto* name = revision.body.get_object().if_contains("name");
            m_cohorts.push_back({{"id", revision.id},
                                 {"revision", revision.number},
                                 {"organisation", member_text(revision.body, "organisation")},
                                 {"name", name != nullptr ? *name : json::value{}},
                                 {"consent", member_text(revision.body, "consent")},
                                 {"member", member}});
        }
    }

    Connection& m_connection;
    std::string m_name;
    std::set<std::string> m_persons;
    json::array m_accounts;
    json::array m_person_revisions;
    json::array m_cohorts;
    json::array m_texts;
};

}  // namespace

json::object held_of_person(const Store& store, std::string_view name) {
    auto reader = store.database().read();
    return Looking{*reader, name}.run();
}

json::object held_of_account(const Store& store, std::string_view account) {
    auto reader = store.database().read();
    auto row = reader->prepare("SELECT name, person, language FROM accounts WHERE name = ?");
    if (!row.bind(account).step()) return {};
    json::array persons;
    for (const auto& revision : store.history("person", row.text(1)))
        if (!is_suppressed(revision)) persons.push_back(revision_json(revision));
    return {{"name", row.text(0)},
            {"accounts", json::array{account_json(*reader, row.text(0), row.text(2))}},
            {"persons", std::move(persons)}};
}

}  // namespace brujula::store
