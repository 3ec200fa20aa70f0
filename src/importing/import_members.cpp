// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "importing/countries.hpp"
#include "importing/table_reading.hpp"
#include "records/described.hpp"

namespace brujula::importing {
using sheets::CellPlace;

namespace {

/// "AR, UY" or "Argentina; Uruguay"
std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> items;
    std::string item;
    for (const char c : std::string{text} + ',') {
        if (c != ',' && c != ';' && c != '/' && c != '\n') {
            item += c;
            continue;
        }
        const auto begin = item.find_first_not_of(' ');
        const auto end = item.find_last_not_of(' ');
        if (begin != std::string::npos) items.push_back(item.substr(begin, end + 1 - begin));
        item.clear();
    }
    return items;
}

std::optional<records::OrganisationKind> kind_called(std::string_view name) {
    using records::OrganisationKind;
    static const std::map<std::string, OrganisationKind, std::less<>> kinds{
        {"chapter", OrganisationKind::chapter},
        {"capitulo", OrganisationKind::chapter},
        {"thematic organisation", OrganisationKind::thematic_organisation},
        {"thematic organization", OrganisationKind::thematic_organisation},
        {"organizacion tematica", OrganisationKind::thematic_organisation},
        {"organizacao tematica", OrganisationKind::thematic_organisation},
        {"user group", OrganisationKind::user_group},
        {"grupo de usuarios", OrganisationKind::user_group},
        {"grupo", OrganisationKind::user_group},
        {"community", OrganisationKind::community},
        {"comunidad", OrganisationKind::community},
        {"comunidade", OrganisationKind::community},
        {"funder", OrganisationKind::funder},
        {"financiador", OrganisationKind::funder},
        {"partner", OrganisationKind::partner},
        {"aliado", OrganisationKind::partner},
        {"parceiro", OrganisationKind::partner}};
    const auto found = kinds.find(as_compared(name));
    return found == kinds.end() ? std::nullopt : std::optional{found->second};
}

/// "2014" or "2014-06": as exactly as it is known.
bool is_part_of_a_date(std::string_view text) {
    const bool month = text.size() == 7 && text[4] == '-';
    return (text.size() == 4 || month) &&
           parse_date(std::string{text} + (month ? "-01" : "-01-01")).has_value();
}

class OrganisationsImport {
public:
    explicit OrganisationsImport(TableReading& reading) : m_reading(reading), m_ids(reading.around()) {}

    std::vector<Entry> all() {
        if (!m_reading.column("name")) {
            m_reading.problem({m_reading.order().layout.last_header, 0}, {"import-no-name", {}});
            return {};
        }
        for (const auto row : m_reading.rows())
            take(row);
        return std::move(m_entries);
    }

private:
    void take(std::size_t row) {
        const auto name = m_reading.text(row, "name");
        const auto cell = m_reading.place(row, "name");
        if (name.empty()) return m_reading.problem(cell, {"import-name-missing", {}});
        if (!m_seen.insert(as_compared(name)).second)
            return m_reading.problem(cell, {"import-name-twice", {name}});
        const auto& network = m_reading.around().network;
        if (const auto known = organisation_called(network, name); !known.empty()) {
            const auto& there = network.organisations.find(known)->second;
            m_entries.push_back({"organisation", known, Standing::there, cell, records::to_json(there)});
            return;
        }
        const auto organisation = new_organisation(row, name);
        const auto& codes = organisation.codes;
        const auto id = codes.empty() ? m_ids.of_title("organisation", "", name)
                                      : m_ids.of_title("organisation", "", codes.front());
        m_entries.push_back({"organisation", id, Standing::added, cell, records::to_json(organisation)});
    }

    records::Organisation new_organisation(std::size_t row, const std::string& name) {
        records::Organisation organisation;
        organisation.name = m_reading.localized(name);
        organisation.statuses.push_back(status(row));
        organisation.codes = listed(m_reading.text(row, "code"));
        organisation.languages = listed(m_reading.text(row, "language"));
        for (auto& language : organisation.languages)
            language = as_compared(language);
        organisation.website = m_reading.text(row, "website");
        organisation.notes = m_reading.text(row, "note");
        for (const auto& country : listed(m_reading.text(row, "country"))) {
            const auto code = country_called(country);
            if (code.empty())
                m_reading.problem(m_reading.place(row, "country"), {"import-country-unknown", {country}});
            else
                organisation.countries.push_back(code);
        }
        records::Membership membership;
        membership.network.id = planning::network_of(m_reading.around().network);
        if (!membership.network.id.empty()) organisation.memberships.push_back(membership);
        return organisation;
    }

    /// What it is, as exactly since when as the cell says.
    records::Status status(std::size_t row) {
        records::Status status;
        status.check = records::Check::verified;
        status.source = m_reading.order().source;
        const auto type = m_reading.text(row, "type");
        const auto kind = kind_called(type);
        if (!kind && !type.empty())
            m_reading.problem(m_reading.place(row, "type"), {"import-type-unknown", {type}});
        if (!kind && type.empty()) m_reading.note(m_reading.place(row, "name"), {"import-type-missing", {}});
        status.kind = kind.value_or(records::OrganisationKind::user_group);
        const auto since = m_reading.text(row, "since");
        if (is_part_of_a_date(since))
            status.since = since;
        else if (const auto day = m_reading.day(row, "since"))
            status.since = format(*day);
        return status;
    }

    TableReading& m_reading;
    ImportIds m_ids;
    std::set<std::string> m_seen;
    std::vector<Entry> m_entries;
};

class PersonsImport {
public:
    explicit PersonsImport(TableReading& reading) : m_reading(reading), m_ids(reading.around()) {}

    std::vector<Entry> all() {
        if (!m_reading.column("name") && !m_reading.column("user_name")) {
            m_reading.problem({m_reading.order().layout.last_header, 0}, {"import-no-name", {}});
            return {};
        }
        if (m_reading.order().into.organisation.empty() && !m_reading.column("organisation"))
            m_reading.ask("organisation");
        for (const auto row : m_reading.rows())
            take(row);
        return std::move(m_entries);
    }

private:
    void take(std::size_t row) {
        records::Person person;
        person.user_name = m_reading.text(row, "user_name");
        person.name = m_reading.text(row, "name");
        const auto cell = m_reading.place(row, m_reading.column("user_name") ? "user_name" : "name");
        const auto& called = person.user_name.empty() ? person.name : person.user_name;
        if (called.empty()) return m_reading.problem(cell, {"import-name-missing", {}});
        if (!m_seen.insert(as_compared(called)).second)
            return m_reading.problem(cell, {"import-name-twice", {called}});
        const auto& network = m_reading.around().network;
        if (const auto known = person_called(network, called); !known.empty()) {
            const auto& there = network.persons.find(known)->second;
            m_entries.push_back({"person", known, Standing::there, cell, records::to_json(there)});
            return;
        }
        const auto role = role_of(row);
        if (!role) return;
        person.roles.push_back(*role);
        m_entries.push_back({"person", m_ids.of_title("person", "", called), Standing::added, cell,
                             records::to_json(person)});
    }

    std::optional<records::RoleIn> role_of(std::size_t row) {
        records::RoleIn role;
        role.organisation.id = m_reading.order().into.organisation;
        const auto name = m_reading.text(row, "organisation");
        if (!name.empty()) role.organisation.id = organisation_called(m_reading.around().network, name);
        if (role.organisation.id.empty()) {
            m_reading.problem(m_reading.place(row, "organisation"), {"import-organisation-unknown", {name}});
            return std::nullopt;
        }
        role.role = m_reading.localized(m_reading.text(row, "role"));
        role.since = m_reading.day(row, "since");
        role.until = m_reading.day(row, "until");
        return role;
    }

    TableReading& m_reading;
    ImportIds m_ids;
    std::set<std::string> m_seen;
    std::vector<Entry> m_entries;
};

}  // namespace

std::vector<Entry> import_organisations(TableReading& reading) {
    return OrganisationsImport(reading).all();
}

std::vector<Entry> import_persons(TableReading& reading) {
    return PersonsImport(reading).all();
}

}  // namespace brujula::importing
