// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <memory>
#include <set>

#include <boost/json.hpp>
#include <sodium.h>

#include "planning/logic_model.hpp"
#include "planning/logic_model_svg.hpp"
#include "records/described.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::NetworkRecords;
using records::Action;
using records::LogicModel;
namespace {

constexpr std::size_t most_offered = 2'000;

/// The only style that a drawing may have is its own, named by what it says.
std::string drawing_policy() {
    const std::string_view style = planning::logic_model_style();
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(style.data()), style.size());
    std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)>
        text{};
    sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
    return "default-src 'none'; style-src 'sha256-" + std::string{text.data()} +
           "'; frame-ancestors 'none'; sandbox";
}

json::array findings_json(const std::vector<planning::LogicFinding>& findings, std::string_view language) {
    json::array list;
    for (const auto& [finding, items] : findings) {
        json::object evidence;
        for (const auto& number : finding.evidence)
            evidence[number.name] = number.value;
        list.push_back({{"rule", finding.rule},
                        {"severity", records::to_json(finding.severity)},
                        {"field", finding.field},
                        {"items", json::value_from(items)},
                        {"key", finding.message.key},
                        {"text", text_of(finding.message, language)},
                        {"evidence", std::move(evidence)}});
    }
    return list;
}

class LogicModelRoutes {
public:
    LogicModelRoutes(const House& house, const Network& network, const NetworkMemory& memory)
        : m_house(house), m_network(network), m_memory(memory) {}

    Response drawing(Call& call) const {
        const auto model = records::from_json<LogicModel>(call.record->body);
        Response response;
        response.set("Content-Type", "image/svg+xml; charset=utf-8");
        response.set("Content-Disposition", "inline; filename=\"" + call.id() + ".svg\"");
        response.set("Content-Security-Policy", m_policy);
        response.body = planning::logic_model_svg(model, call.language);
        return response;
    }

    Response view(Call& call) const {
        const auto model = records::from_json<LogicModel>(call.record->body);
        Cards cards(m_house, call.asker);
        json::object answer = m_memory.read([&](const NetworkRecords& network) {
            const auto goals = goals_of(model, network);
            return json::object{{"goals", goals_json(goals, network)},
                                {"indicators", indicators_json(model, goals, network)},
                                {"findings", findings(model, network, call)}};
        });
        answer["logic_model"] = envelope(*call.record, call.asker);
        answer["chain"] = cards.chain(*call.record, m_network.id());
        return json_response(200, answer);
    }

    /// Of a draft: what it lacks to be written is passed over.
    Response check(Call& call) const {
        const json::value* data = call.body.if_contains("data");
        if (data == nullptr) throw Error{ErrorKind::bad_input, {"error-member-missing", {"data"}}};
        std::vector<Problem> passed_over;
        const auto model = records::from_json<LogicModel>(*data, passed_over);
        return json_response(200, {{"findings", m_memory.read([&](const NetworkRecords& network) {
                                        return findings(model, network, call);
                                    })}});
    }

private:
    static json::array findings(const LogicModel& model, const NetworkRecords& network, const Call& call) {
        const planning::RuleBook rules{planning::settings_of(network)};
        const std::string id = call.record ? call.record->id : "";
        return findings_json(planning::findings_of(model, network, rules, call.language, id), call.language);
    }

    /// What an item can be said to be: the goals of the plan or of the programme, and those already linked.
    static NetworkRecords::Ids goals_of(const LogicModel& model, const NetworkRecords& network) {
        NetworkRecords::Ids goals;
        if (model.plan) goals = planning::ids_in(network.goals_of_plan, model.plan->id);
        if (model.programme)
            for (const auto& [id, goal] : network.goals)
                if (goal.programme == model.programme && goals.size() < most_offered) goals.insert(id);
        for (const auto& item : model.items)
            if (item.goal && network.goals.contains(item.goal->id)) goals.insert(item.goal->id);
        return goals;
    }

    static json::array goals_json(const NetworkRecords::Ids& ids, const NetworkRecords& network) {
        json::array list;
        for (const auto& id : ids) {
            const auto& goal = network.goals.find(id)->second;
            list.push_back({{"kind", "goal"},
                            {"id", id},
                            {"title", localized_json(goal.statement)},
                            {"plan", goal.plan.id},
                            {"first_day", format(goal.first_day)},
                            {"last_day", format(goal.last_day)}});
        }
        return list;
    }

    static json::array indicators_json(const LogicModel& model, const NetworkRecords::Ids& goals,
                                       const NetworkRecords& network) {
        NetworkRecords::Ids ids;
        for (const auto& goal : goals)
            ids.merge(NetworkRecords::Ids{planning::ids_in(network.indicators_of_goal, goal)});
        for (const auto& item : model.items)
            for (const auto& indicator : item.indicators)
                if (network.indicators.contains(indicator.id)) ids.insert(indicator.id);
        json::array list;
        for (const auto& id : ids) {
            const auto& indicator = network.indicators.find(id)->second;
            list.push_back({{"kind", "indicator"},
                            {"id", id},
                            {"title", localized_json(indicator.name)},
                            {"goal", indicator.goal.id}});
        }
        return list;
    }

    House m_house;
    const Network& m_network;
    const NetworkMemory& m_memory;
    std::string m_policy = drawing_policy();
};

}  // namespace

void add_logic_model_routes(Routes& routes, const House& house, const Network& network,
                            const NetworkMemory& memory) {
    const auto own = std::make_shared<LogicModelRoutes>(house, network, memory);
    const records::Kind* kind = house.kinds.find("logic_model");
    routes.add({.method = "GET",
                .pattern = "/logic-models/{id}.svg",
                .access = Access::record(Action::read),
                .handler = [own](Call& call) { return own->drawing(call); },
                .name = "logic-models-drawing",
                .summary = "A logic model as a drawing, in the asker's language",
                .kind = kind,
                .query = {"uselang"}});
    routes.add({.method = "GET",
                .pattern = "/views/logic-models/{id}",
                .access = Access::record(Action::read),
                .handler = [own](Call& call) { return own->view(call); },
                .name = "views-logic-models",
                .summary = "What the page of a logic model shows",
                .kind = kind});
    routes.add({.method = "POST",
                .pattern = "/logic-models/findings",
                .access = Access::new_record(Action::write),
                .handler = [own](Call& call) { return own->check(call); },
                .name = "logic-models-findings",
                .summary = "What the rules say of a logic model that is being written; nothing is kept",
                .kind = kind});
}

}  // namespace brujula::web
