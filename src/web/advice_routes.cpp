// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "planning/adviser.hpp"
#include "records/described.hpp"
#include "web/advice_json.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::AdvisedGoal;
using planning::AdvisedIndicator;
using planning::NetworkRecords;

namespace {

/// As far as it can be read: a draft is advised while it is written.
template <class T>
T read_draft(const json::value& data) {
    std::vector<Problem> ignored;
    return records::from_json<T>(data, ignored);
}

AdvisedIndicator indicator_draft(const std::string& id, const json::value& data) {
    const auto* object = data.if_object();
    return {id, read_draft<records::Indicator>(data), object != nullptr && object->contains("direction")};
}

AdvisedGoal goal_draft(const NetworkRecords& network, const std::string& id, const json::value& data) {
    AdvisedGoal goal{id, read_draft<records::Goal>(data), {}};
    if (!id.empty() && network.goals.contains(id)) goal.indicators = advised_goal(network, id).indicators;
    return goal;
}

/// The goal that a draft of an indicator belongs to, with the draft in the place of what it was.
AdvisedGoal goal_of_indicator(const NetworkRecords& network, const std::string& id, const json::value& data) {
    auto draft = indicator_draft(id, data);
    const auto& goal = draft.indicator.goal.id;
    if (!network.goals.contains(goal)) return {"", {}, {std::move(draft)}};
    auto advised = advised_goal(network, goal);
    const auto place = std::find_if(advised.indicators.begin(), advised.indicators.end(),
                                    [&](const auto& other) { return !id.empty() && other.id == id; });
    if (place == advised.indicators.end())
        advised.indicators.push_back(std::move(draft));
    else
        *place = std::move(draft);
    return advised;
}

class AdviceRoutes {
public:
    AdviceRoutes(const House& house, const NetworkMemory& memory)
        : m_house(house), m_memory(memory), m_lexica(planning::all_lexica()) {}

    Response stored(Call& call) const {
        return advice(
            call, [&](const NetworkRecords& network) { return planning::advised_goal(network, call.id()); });
    }

    Response draft(Call& call) const {
        const std::string kind = call.text("kind");
        if (kind != "goal" && kind != "indicator")
            throw Error{ErrorKind::bad_input, {"error-advice-kind", {kind}}};
        const json::value* data = call.body.if_contains("data");
        if (data == nullptr) throw Error{ErrorKind::bad_input, {"error-member-missing", {"data"}}};
        const std::string id = call.text_or("id", "");
        return advice(call, [&](const NetworkRecords& network) {
            return kind == "goal" ? goal_draft(network, id, *data) : goal_of_indicator(network, id, *data);
        });
    }

    Response rules(Call& call) const {
        return json_response(200, m_memory.read([&](const NetworkRecords& network) {
            return json::value{{"items", rules_json(network, call.language)}};
        }));
    }

private:
    template <class Goal>
    Response advice(const Call& call, Goal goal_of) const {
        const Date today = date_in(m_house.clock.now(), "UTC");
        return json_response(200, m_memory.read([&](const NetworkRecords& network) {
            const AdvisedGoal goal = goal_of(network);
            const planning::Adviser adviser(m_lexica, network, today);
            return json::value(
                advice_json(adviser.advise(goal, call.language), goal, network, call.language));
        }));
    }

    House m_house;
    const NetworkMemory& m_memory;
    planning::Lexica m_lexica;
};

}  // namespace

void add_advice_routes(Routes& routes, const House& house, const NetworkMemory& memory) {
    const auto advice = std::make_shared<AdviceRoutes>(house, memory);
    routes.add({.method = "GET",
                .pattern = "/goals/{id}/advice",
                .access = Access::record(records::Action::read),
                .handler = [advice](Call& call) { return advice->stored(call); },
                .name = "goals-advice",
                .summary = "What the SMART adviser says of a goal",
                .kind = house.kinds.find("goal")});
    routes.add({.method = "POST",
                .pattern = "/advice",
                .access = Access::signed_in(),
                .handler = [advice](Call& call) { return advice->draft(call); },
                .name = "advice",
                .summary = "What the SMART adviser says of a goal or an indicator as it is being written"});
    routes.add({.method = "GET",
                .pattern = "/rules",
                .access = Access::everyone(),
                .handler = [advice](Call& call) { return advice->rules(call); },
                .name = "rules",
                .summary = "The rules of planning and evaluation, as the network has set them"});
}

}  // namespace brujula::web
