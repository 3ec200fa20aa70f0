// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/goal_endorsing.hpp"

#include <algorithm>
#include <memory>

#include <boost/json.hpp>

#include "base/message.hpp"
#include "web/envelope.hpp"
#include "web/plan_guard.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
using store::Revision;
namespace {

constexpr const char* member = "endorsed_by";
/// Somebody else may write the goal between reading and writing it; so many times in a row nobody does.
constexpr int most_tries = 20;

bool speaks_for(const Asker& asker, const std::string& organisation) {
    return asker.may(Action::create, "endorsement", "", json::object{{"organisation", organisation}});
}

bool has(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

[[noreturn]] void refuse(const char* key, std::vector<std::string> parameters = {}) {
    throw Error{ErrorKind::bad_input, {key, std::move(parameters)}};
}

class GoalEndorsing {
public:
    GoalEndorsing(const House& house, PlanGate& gate) : m_house(house), m_gate(gate) {}

    Response endorse(Call& call) const { return change(call, true); }
    Response withdraw(Call& call) const { return change(call, false); }

private:
    Response change(Call& call, bool endorses) const {
        const std::string organisation = organisation_of(call);
        const auto passing = m_gate.write();
        for (int tries = 1;; ++tries) {
            const auto goal = m_house.store.find("goal", call.id());
            if (!goal || !call.asker.may(Action::read, *goal))
                throw Error{ErrorKind::not_found, {"error-no-record", {"goal", call.id()}}};
            if (goal->owner == organisation) refuse("error-goal-endorse-own");
            const store::Write write = write_of(call, *goal, organisation, endorses);
            check_plan_rules(m_house.store, {write.kind, write.id, goal->body, write.body, write.comment});
            try {
                return json_response(200, envelope(m_house.store.write(write), call.asker));
            } catch (const store::StaleWrite&) {
                if (tries == most_tries) throw;
            }
        }
    }

    static std::string organisation_of(const Call& call) {
        const json::value* data = call.body.if_contains("data");
        if (data == nullptr || !data->is_object())
            throw Error{ErrorKind::bad_input, {"error-member-missing", {"data"}}};
        return text_in(*data, "organisation");
    }

    [[nodiscard]] store::Write write_of(const Call& call, const Revision& goal,
                                        const std::string& organisation, bool endorses) const {
        auto endorsers = texts_in(goal, member);
        if (has(endorsers, organisation) == endorses)
            refuse(endorses ? "error-goal-endorsed" : "error-goal-not-endorsed", {organisation});
        if (endorses)
            endorsers.push_back(organisation);
        else
            std::erase(endorsers, organisation);
        store::Write write;
        write.kind = "goal";
        write.id = goal.id;
        write.base = goal.number;
        write.author = call.asker.actor().person;
        write.comment = comment_of(call, organisation, endorses);
        write.body = goal.body;
        write.body.get_object()[member] = json::value_from(endorsers);
        if (endorsers.empty()) write.body.get_object().erase(member);
        return write;
    }

    [[nodiscard]] std::string comment_of(const Call& call, const std::string& organisation,
                                         bool endorses) const {
        const auto record = m_house.store.find("organisation", organisation);
        const std::string name =
            record ? choose(m_house.kinds.find("organisation")->title(record->body), call.language).text
                   : organisation;
        return text_of({endorses ? "goal-endorsed" : "goal-endorsement-withdrawn", {name}}, call.language);
    }

    House m_house;
    PlanGate& m_gate;
};

}  // namespace

void check_endorsers(const Asker& asker, const store::Write& write, const json::value& before) {
    if (write.kind != "goal" || write.remove || !write.body.is_object()) return;
    const auto stood = before.is_object() ? texts_in(before, member) : std::vector<std::string>{};
    for (const auto& organisation : texts_in(write.body, member))
        if (!has(stood, organisation) && !speaks_for(asker, organisation))
            refuse("error-goal-endorse-others", {organisation});
}

void add_goal_endorsing_routes(Routes& routes, const House& house, PlanGate& gate) {
    const auto own = std::make_shared<GoalEndorsing>(house, gate);
    routes.add({.method = "POST",
                .pattern = "/goals/{id}/endorse",
                .access = Access::new_record(Action::create),
                .handler = [own](Call& call) { return own->endorse(call); },
                .name = "goals-endorse",
                .summary = "Endorse another organisation's goal",
                .kind = house.kinds.find("endorsement")});
    routes.add({.method = "POST",
                .pattern = "/goals/{id}/withdraw-endorsement",
                .access = Access::new_record(Action::create),
                .handler = [own](Call& call) { return own->withdraw(call); },
                .name = "goals-withdraw-endorsement",
                .summary = "Take one's organisation's endorsement of a goal back",
                .kind = house.kinds.find("endorsement")});
}

}  // namespace brujula::web
