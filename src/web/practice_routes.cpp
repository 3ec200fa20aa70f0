// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <boost/json.hpp>

#include "planning/practice_rules.hpp"
#include "records/described.hpp"
#include "web/advice_json.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/places.hpp"
#include "web/practice_actions.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::NetworkRecords;
using records::Action;
using records::Practice;
using store::Revision;
namespace {

/// How many organisations stand behind a practice: those whose endorsement is not the practice's own word.
std::size_t count_endorsers(const NetworkRecords& network, const std::string& id, const Practice& practice) {
    std::set<std::string> organisations;
    for (const auto& endorser : planning::ids_in(network.endorsements_of_practice, id)) {
        const auto& endorsement = network.endorsements.find(endorser)->second;
        if (planning::own_word(practice, endorsement, network) == planning::OwnWord::no)
            organisations.insert(endorsement.organisation.id);
    }
    return organisations.size();
}

class PracticeRoutes {
public:
    PracticeRoutes(const House& house, const Network& network, const NetworkMemory& memory, PlanGate& gate)
        : m_house(house),
          m_network(network),
          m_memory(memory),
          m_guard(house, memory),
          m_actions(house, m_guard, gate) {}

    Response list(Call& call) const {
        Cards cards(m_house, call.asker);
        json::array items;
        for (const Revision& practice : readable(m_house.store, call.asker, every("practice"))) {
            const auto body = records::from_json<Practice>(practice.body);
            json::object item{{"practice", envelope(practice, call.asker)},
                              {"organisation", cards.titled("organisation", body.organisation.id)}};
            m_memory.read([&](const NetworkRecords& network) {
                item["endorsements"] = count_endorsers(network, practice.id, body);
                item["adoptions"] = planning::ids_in(network.adoptions_of_practice, practice.id).size();
            });
            items.push_back(std::move(item));
        }
        return json_response(200, {{"items", std::move(items)},
                                   {"may_create", !places(m_memory, call.asker, "practice").empty()}});
    }

    Response view(Call& call) const {
        const auto practice = records::from_json<Practice>(call.record->body);
        Cards cards(m_house, call.asker);
        json::object answer{
            {"practice", envelope(*call.record, call.asker)},
            {"chain", cards.chain(*call.record, m_network.id())},
            {"organisation", cards.titled("organisation", practice.organisation.id)},
            {"creator", practice.creator ? cards.titled("person", practice.creator->id) : json::value{}},
            {"measurements", measurements(cards, call, practice)},
            {"endorsements", endorsements(cards, call, practice)},
            {"adoptions", adoptions(cards, call)},
            {"related", related(cards, call, practice)}};
        const bool may_write = call.asker.may(Action::write, *call.record);
        answer["findings"] = may_write ? findings(practice, call, call.id()) : json::array{};
        answer["may_endorse"] = may_endorse(cards, call, practice);
        answer["may_adopt"] = practice.stage == records::Stage::retired
                                  ? json::array{}
                                  : titles(cards, others(call, "adoption", practice));
        return json_response(200, answer);
    }

    /// Of a draft: what it lacks to be written is passed over.
    Response check(Call& call) const {
        const json::value* data = call.body.if_contains("data");
        if (data == nullptr) throw Error{ErrorKind::bad_input, {"error-member-missing", {"data"}}};
        std::vector<Problem> passed_over;
        const auto practice = records::from_json<Practice>(*data, passed_over);
        return json_response(200, {{"findings", findings(practice, call, "")}});
    }

    [[nodiscard]] const PracticeActions& actions() const { return m_actions; }

private:
    [[nodiscard]] json::array findings(const Practice& practice, const Call& call,
                                       const std::string& id) const {
        const Date today = date_in(m_house.clock.now(), "UTC");
        return m_memory.read([&](const NetworkRecords& network) {
            const planning::RuleBook rules{planning::settings_of(network)};
            json::array list;
            for (const auto& finding : planning::findings_of(practice, network, rules, today, id))
                list.push_back(finding_json(finding, call.language));
            return list;
        });
    }

    static json::array measurements(Cards& cards, const Call& call, const Practice& practice) {
        json::array list;
        for (const auto& measurement : practice.measurements)
            if (const auto& found = cards.find("measurement", measurement.id))
                list.push_back(envelope(*found, call.asker));
        return list;
    }

    [[nodiscard]] json::array endorsements(Cards& cards, const Call& call, const Practice& practice) const {
        json::array list;
        for (const Revision& endorsement :
             readable(m_house.store, call.asker, linked("endorsement", "practice", "practice", call.id()))) {
            const auto body = records::from_json<records::Endorsement>(endorsement.body);
            const bool own = m_memory.read([&](const NetworkRecords& network) {
                return planning::own_word(practice, body, network) != planning::OwnWord::no;
            });
            list.push_back({{"endorsement", envelope(endorsement, call.asker)},
                            {"organisation", cards.titled("organisation", body.organisation.id)},
                            {"own", own}});
        }
        return list;
    }

    /// Each with how far the adopter's goal is.
    [[nodiscard]] json::array adoptions(Cards& cards, const Call& call) const {
        json::array list;
        for (const Revision& adoption :
             readable(m_house.store, call.asker, linked("adoption", "practice", "practice", call.id()))) {
            const auto& goal = cards.find("goal", text_in(adoption, "goal"));
            list.push_back({{"adoption", envelope(adoption, call.asker)},
                            {"organisation", cards.titled("organisation", text_in(adoption, "organisation"))},
                            {"plan", cards.titled("plan", text_in(adoption, "plan"))},
                            {"goal", goal ? json::value(cards.card(*goal)) : json::value{}}});
        }
        return list;
    }

    /// Those that it names and those that name it.
    [[nodiscard]] json::array related(Cards& cards, const Call& call, const Practice& practice) const {
        std::set<std::string> ids;
        for (const auto& other : practice.related)
            ids.insert(other.id);
        for (const store::Backlink& link : m_house.store.backlinks("practice", call.id()))
            if (link.from_kind == "practice") ids.insert(link.from_id);
        ids.erase(call.id());
        json::array list;
        for (const auto& id : ids)
            if (json::value title = cards.titled("practice", id); !title.is_null())
                list.push_back(std::move(title));
        return list;
    }

    [[nodiscard]] std::vector<std::string> others(const Call& call, std::string_view kind,
                                                  const Practice& practice) const {
        std::vector<std::string> ids = places(m_memory, call.asker, kind);
        std::erase(ids, practice.organisation.id);
        return ids;
    }

    static json::array titles(Cards& cards, const std::vector<std::string>& organisations) {
        json::array list;
        for (const auto& id : organisations)
            if (json::value title = cards.titled("organisation", id); !title.is_null())
                list.push_back(std::move(title));
        return list;
    }

    [[nodiscard]] json::array may_endorse(Cards& cards, const Call& call, const Practice& practice) const {
        std::vector<std::string> ids = others(call, "endorsement", practice);
        if (ids.empty() || m_guard.is_author(call.asker.actor().person, *call.record)) return {};
        const std::set<std::string> have = m_guard.endorsers(call.id());
        std::erase_if(ids, [&](const std::string& id) { return have.contains(id); });
        return titles(cards, ids);
    }

    House m_house;
    const Network& m_network;
    const NetworkMemory& m_memory;
    PracticeGuard m_guard;
    PracticeActions m_actions;
};

}  // namespace

void add_practice_routes(Routes& routes, const House& house, const Network& network,
                         const NetworkMemory& memory, PlanGate& gate) {
    const auto own = std::make_shared<PracticeRoutes>(house, network, memory, gate);
    const auto add = [&](const char* method, const char* pattern, Access access, const char* kind,
                         std::function<Response(Call&)> handler, const char* name, const char* summary) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = access,
                    .handler = std::move(handler),
                    .name = name,
                    .summary = summary,
                    .kind = house.kinds.find(kind)});
    };
    add(
        "GET", "/views/practices", Access::everyone(), "", [own](Call& call) { return own->list(call); },
        "view-practices", "The good practices of the network");
    add(
        "GET", "/views/practices/{id}", Access::record(Action::read), "practice",
        [own](Call& call) { return own->view(call); }, "view-practice", "A good practice's page");
    add(
        "POST", "/practices/findings", Access::new_record(Action::write), "practice",
        [own](Call& call) { return own->check(call); }, "practices-findings",
        "What the rules say of a practice that is being written; nothing is kept");
    add(
        "POST", "/practices/{id}/endorse", Access::new_record(Action::create), "endorsement",
        [own](Call& call) { return own->actions().endorse(call); }, "practices-endorse",
        "Endorse another organisation's practice");
    add(
        "POST", "/practices/{id}/adopt", Access::new_record(Action::create), "adoption",
        [own](Call& call) { return own->actions().adopt(call); }, "practices-adopt",
        "Adopt a practice into one's plan, with a new goal where an objective is named");
    add(
        "POST", "/practices/{id}/stage", Access::record(Action::write), "practice",
        [own](Call& call) { return own->actions().stage(call); }, "practices-stage",
        "Move a practice to another stage, with reason and evidence");
}

}  // namespace brujula::web
