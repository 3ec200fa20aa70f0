// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/ownership.hpp"

#include <algorithm>

#include <boost/json.hpp>

namespace brujula::records {
namespace json = boost::json;
namespace {

using enum Belonging;

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

const json::value* member(const json::value& body, std::string_view name) {
    return body.is_object() ? body.get_object().if_contains(name) : nullptr;
}

std::string text_in(const json::value& body, std::string_view name) {
    const auto* text = member(body, name);
    return text != nullptr && text->is_string() ? std::string(text->get_string()) : std::string{};
}

/// A link to a record of any kind is told by its members.
bool is_any_link(const Field& field) {
    return field.type == "object" && field.fields.size() == 2 && field.fields[0].name == "kind" &&
           field.fields[1].name == "id";
}

const LinkRule* find_rule(std::string_view kind, std::string_view path) {
    const auto& rules = link_rules();
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const LinkRule& rule) {
        return rule.kind == kind && rule.path == path;
    });
    return found == rules.end() ? nullptr : &*found;
}

/// Goes through the fields of a kind and the body beside them.
class Finder {
public:
    explicit Finder(std::string_view kind) : m_kind(kind) {}

    void look(const std::vector<Field>& fields, const json::value& body, const std::string& path,
              const std::string& at) {
        for (const auto& field : fields)
            if (const auto* value = member(body, field.name))
                look(field, *value, path + field.name, at + "/" + field.name);
    }

    std::vector<PlacedLink> found;

private:
    void look(const Field& field, const json::value& value, const std::string& path, const std::string& at) {
        constexpr std::string_view list_of = "link:";
        if (field.type == "link") {
            add(field.of, value, path, at);
        } else if (is_any_link(field)) {
            if (const auto* id = member(value, "id")) add(text_in(value, "kind"), *id, path, at);
        } else if (field.type == "object") {
            look(field.fields, value, path + "/", at);
        } else if (field.type == "list" && value.is_array()) {
            std::size_t index = 0;
            for (const auto& element : value.get_array()) {
                const std::string here = at + "/" + std::to_string(index++);
                if (field.of.starts_with(list_of))
                    add(field.of.substr(list_of.size()), element, path, here);
                else
                    look(field.fields, element, path + "/", here);
            }
        }
    }

    void add(std::string kind, const json::value& id, const std::string& path, const std::string& at) {
        if (!id.is_string() || id.get_string().empty()) return;
        if (const auto* rule = find_rule(m_kind, path))
            found.push_back({rule, at, std::move(kind), std::string(id.get_string())});
    }

    std::string_view m_kind;
};

/// One body against what it links to.
class Judge {
public:
    Judge(const Kind& kind, std::string_view id, const json::value& body, const KnownRecords& known)
        : m_known(known),
          m_links(placed_links(kind, body)),
          m_owner(owner_of(kind, id, body, known)),
          m_claim(claimed_owner(kind.name, id, body)) {}

    std::vector<Problem> problems() {
        if (m_owner != m_claim) add("/organisation", "problem-organisation-not-owner", m_claim, m_owner);
        for (const auto& link : m_links)
            look(link);
        return std::move(m_problems);
    }

private:
    void look(const PlacedLink& link) {
        const auto belonging = link.rule->belonging;
        const bool bound = belonging == same || belonging == owner ||
                           (belonging == measured && m_owner != m_known.network());
        if (!bound) return;
        const auto owner_there = m_known.owner(link.kind, link.id);
        if (!owner_there) return;
        if (*owner_there != m_owner) return refuse(link, *owner_there);
        if (!link.rule->shared.empty()) look_at_shared(link);
    }

    void refuse(const PlacedLink& link, const std::string& owner_there) {
        const auto* kind = m_known.kinds().find(link.kind);
        const json::value nothing = json::object{};
        if (kind != nullptr && kind->visibility(nothing) != Visibility::everyone)
            m_problems.push_back({link.field, {"problem-link-nowhere", {link.kind, link.id}}});
        else
            add(link.field, "problem-link-of-another", m_owner, owner_there);
    }

    void look_at_shared(const PlacedLink& link) {
        const auto name = link.rule->shared;
        const auto own = std::find_if(m_links.begin(), m_links.end(),
                                      [&](const PlacedLink& other) { return other.rule->path == name; });
        if (own != m_links.end() && m_known.linked(link.kind, link.id, name) != own->id)
            m_problems.push_back({link.field, {"problem-link-of-another-plan", {link.id, own->id}}});
    }

    void add(std::string field, const char* key, const std::string& one, const std::string& other) {
        m_problems.push_back({std::move(field), {key, {m_known.name(one), m_known.name(other)}}});
    }

    const KnownRecords& m_known;
    std::vector<PlacedLink> m_links;
    std::string m_owner;
    std::string m_claim;
    std::vector<Problem> m_problems;
};

}  // namespace

const std::vector<LinkRule>& link_rules() {
    static const std::vector<LinkRule> rules{
        {"organisation", "memberships/network", elsewhere},
        {"person", "roles/organisation", claim},
        {"plan", "organisation", claim},
        {"plan", "serves", elsewhere},
        {"plan", "cloned_from", elsewhere},
        {"axis", "organisation", claim},
        {"axis", "plan", owner},
        {"objective", "organisation", claim},
        {"objective", "plan", owner},
        {"objective", "axis", same},
        {"objective", "regional_objective", elsewhere},
        {"goal", "organisation", claim},
        {"goal", "plan", owner},
        {"goal", "objective", same},
        {"goal", "owner", elsewhere},
        {"goal", "programme", same},
        {"goal", "shared_goal", elsewhere},
        {"goal", "endorsed_by", elsewhere},
        {"goal", "depends_on", elsewhere},
        {"indicator", "organisation", claim},
        {"indicator", "goal", owner},
        {"indicator", "responsible", elsewhere},
        {"observation", "organisation", claim},
        {"observation", "indicator", owner},
        {"observation", "measurement", same},
        {"observation", "activity", same},
        {"programme", "organisation", claim},
        {"activity", "organisation", claim},
        {"activity", "programme", same},
        {"activity", "goal", same},
        {"activity", "cohort", same},
        {"activity", "organisers", elsewhere},
        {"cohort", "organisation", claim},
        {"measurement", "organisation", claim},
        {"measurement", "scope/cohorts", measured},
        {"measurement", "scope/activities", measured},
        {"measurement", "scope/programme", measured},
        {"measurement", "scope/organisations", measured},
        {"measurement", "scope/left_out", measured},
        {"measurement", "replaces", same},
        {"purpose", "organisation", claim},
        {"logic_model", "organisation", claim},
        {"logic_model", "plan", owner},
        {"logic_model", "programme", owner},
        {"logic_model", "items/indicators", same},
        {"logic_model", "items/goal", same},
        {"evaluation_plan", "organisation", claim},
        {"evaluation_plan", "plan", owner},
        {"evaluation_plan", "questions/indicators", same},
        {"evaluation_plan", "questions/responsible", elsewhere},
        {"review", "organisation", claim},
        {"review", "plan", owner},
        {"review", "goals/goal", same, "plan"},
        {"practice", "organisation", claim},
        {"practice", "creator", elsewhere},
        {"practice", "programme", same},
        {"practice", "measurements", elsewhere},
        {"practice", "related", elsewhere},
        {"endorsement", "organisation", claim},
        {"endorsement", "practice", hung},
        {"adoption", "organisation", claim},
        {"adoption", "practice", hung},
        {"adoption", "plan", owner},
        {"adoption", "goal", same},
        {"comment", "organisation", claim},
        {"comment", "about", hung},
        {"comment", "parent", elsewhere},
        {"named_view", "organisation", claim},
        {"adviser_settings", "organisation", claim},
    };
    return rules;
}

bool holds_in_place(std::string_view kind, std::string_view name) {
    const auto& rules = link_rules();
    return std::any_of(rules.begin(), rules.end(), [&](const LinkRule& rule) {
        const bool holds = rule.belonging == owner || rule.belonging == same || rule.belonging == measured;
        return holds && rule.kind == kind && last_part(rule.path) == name;
    });
}

bool can_hang(std::string_view kind) {
    const auto& rules = link_rules();
    return std::any_of(rules.begin(), rules.end(),
                       [&](const LinkRule& rule) { return rule.belonging == hung && rule.kind == kind; });
}

std::vector<PlacedLink> placed_links(const Kind& kind, const json::value& body) {
    Finder finder(kind.name);
    finder.look(kind.fields, body, "", "");
    return std::move(finder.found);
}

std::string claimed_owner(std::string_view kind, std::string_view id, const json::value& body) {
    if (kind == "organisation") return std::string{id};
    if (kind != "person") return text_in(body, "organisation");
    const auto* roles = member(body, "roles");
    if (roles == nullptr || !roles->is_array() || roles->get_array().empty()) return {};
    return text_in(roles->get_array().front(), "organisation");
}

std::string owner_of(const Kind& kind, std::string_view id, const json::value& body,
                     const KnownRecords& known) {
    for (const auto& link : placed_links(kind, body))
        if (link.rule->belonging == Belonging::owner)
            if (auto above = known.owner(link.kind, link.id)) return *above;
    return claimed_owner(kind.name, id, body);
}

std::vector<Problem> ownership_problems(const Kind& kind, std::string_view id, const json::value& body,
                                        const KnownRecords& known) {
    return Judge(kind, id, body, known).problems();
}

}  // namespace brujula::records
