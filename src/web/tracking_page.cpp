// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tracking_page.hpp"

#include <boost/json.hpp>

#include "base/message.hpp"
#include "records/described.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::TrackingColumns;
namespace {

TrackingColumns columns_of(const Call& call) {
    const std::string name = call.request.parameter("columns").value_or("own");
    if (name == "own") return TrackingColumns::own;
    if (name == "months") return TrackingColumns::months;
    if (name == "quarters") return TrackingColumns::quarters;
    if (name == "half_years") return TrackingColumns::half_years;
    if (name == "years") return TrackingColumns::years;
    if (name == "targets") return TrackingColumns::targets;
    throw Error{ErrorKind::bad_input, {"error-tracking-periods", {name}}};
}

planning::Legend legend_of(const Call& call) {
    const planning::Legend usual;
    const auto met = static_cast<double>(call.number("met", static_cast<int>(usual.met), 1, 1000));
    const auto on = static_cast<double>(call.number("on", static_cast<int>(std::min(usual.on_course, met)), 0,
                                                    static_cast<std::int64_t>(met)));
    return {met, on};
}

int financial_year_from(const House& house, const std::string& organisation) {
    const auto record = house.store.find("organisation", organisation);
    return record ? records::from_json<records::Organisation>(record->body).financial_year_from : 1;
}

/// Adds a goal's indicators to the page.
TrackedGoal tracked_goal(TrackingPage& page, Cards& cards, store::Revision goal) {
    TrackedGoal tracked{std::move(goal), {}};
    for (const store::Revision& indicator : cards.indicators_of(tracked.goal)) {
        tracked.rows.push_back(page.tracked.size());
        const std::vector<store::Revision>& observations = cards.observations_of(indicator);
        planning::TrackedIndicator one{
            indicator.id, records::from_json<records::Indicator>(indicator.body), {}};
        for (const store::Revision& observation : observations)
            one.observations.push_back(
                {observation.id, records::from_json<records::Observation>(observation.body)});
        page.tracked.push_back(std::move(one));
        page.records.push_back({indicator, observations});
    }
    return tracked;
}

}  // namespace

TrackingPage tracking_page(const House& house, const Call& call) {
    const store::Revision& plan = *call.record;
    const std::string organisation = text_in(plan, "organisation");
    const auto data = records::from_json<records::Plan>(plan.body);
    TrackingPage page;
    page.plan = plan;
    page.question = {{data.first_day, data.last_day},
                     columns_of(call),
                     legend_of(call),
                     date_in(house.clock.now(), "UTC"),
                     financial_year_from(house, organisation)};
    Cards cards(house, call.asker);
    cards.load_organisation(organisation);
    std::map<std::string, std::vector<TrackedGoal>> by_objective;
    for (store::Revision& goal : readable(house.store, call.asker, linked("goal", "plan", "plan", plan.id))) {
        const std::string objective = text_in(goal, "objective");
        by_objective[objective].push_back(tracked_goal(page, cards, std::move(goal)));
    }
    for (store::Revision& objective :
         readable(house.store, call.asker, linked("objective", "plan", "plan", plan.id))) {
        const auto goals = by_objective.extract(objective.id);
        if (!goals.empty()) page.objectives.push_back({std::move(objective), goals.mapped()});
    }
    for (auto& [elsewhere, goals] : by_objective)
        page.objectives.push_back({std::nullopt, std::move(goals)});
    page.table = planning::tracking_table(page.tracked, page.question);
    return page;
}

}  // namespace brujula::web
