// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tracking_page.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/message.hpp"
#include "planning/indicator_values.hpp"
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

/// The plan's own legend, or the usual one; the query overrides it.
planning::Legend legend_of(const Call& call, const records::Plan& plan) {
    const planning::Legend kept = plan.legend.value_or(planning::Legend{});
    const auto met = static_cast<int>(call.number("met", kept.met, 1, 1000));
    const auto on = static_cast<int>(call.number("on", std::min(kept.on_course, met), 0, met));
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

/// One period of a formula as if it had been observed; nothing where there is nothing to say about it yet.
std::optional<records::Observation> worked_out(planning::IndicatorValues& values,
                                               const planning::TrackedIndicator& tracked,
                                               const planning::TrackingColumn& column, Date today,
                                               const std::string& language) {
    const planning::ReportingPeriod period = column.period.value_or(planning::ReportingPeriod{
        {records::Frequency::once, 1}, int{column.days.first_day.year()}, 1, column.days, false});
    const planning::Calculated calculated = values.value(tracked.id, {period, false});
    if (!calculated.value && (column.days.last_day >= today || !calculated.reason)) return std::nullopt;
    records::Observation made;
    made.organisation = tracked.indicator.organisation;
    made.indicator.id = tracked.id;
    made.first_day = column.days.first_day;
    made.last_day = column.days.last_day;
    made.value = calculated.value;
    if (calculated.reason) made.note = {{language, text_of(*calculated.reason, language)}};
    return made;
}

/// Puts what formulas give in every period of their rows in the place of observations.
void work_out_formulas(TrackingPage& page, const NetworkMemory& memory, const std::string& language) {
    const auto is_formula = [](const planning::TrackedIndicator& tracked) {
        return tracked.indicator.kind == records::IndicatorKind::formula;
    };
    if (std::none_of(page.tracked.begin(), page.tracked.end(), is_formula)) return;
    memory.read([&](const planning::NetworkRecords& network) {
        Budget budget{planning::most_steps_of_answer};
        planning::IndicatorValues values(network, budget);
        for (std::size_t i = 0; i < page.tracked.size(); ++i) {
            planning::TrackedIndicator& tracked = page.tracked[i];
            if (!is_formula(tracked)) continue;
            tracked.observations.clear();
            page.records[i].observations.clear();
            for (const auto& column : planning::tracking_columns(tracked, page.question)) {
                const auto made = worked_out(values, tracked, column, page.question.today, language);
                if (!made) continue;
                tracked.observations.push_back({"", *made});
                store::Revision as_if;
                as_if.kind = "observation";
                as_if.owner = page.records[i].indicator.owner;
                as_if.body = records::to_json(*made);
                page.records[i].observations.push_back(std::move(as_if));
            }
        }
        return 0;
    });
}

/// The axes' order is the objectives'; those of none come last.
void put_below_axes(TrackingPage& page, std::vector<store::Revision> axes) {
    const auto order_of = [](const store::Revision& axis) {
        return records::from_json<records::Axis>(axis.body).order;
    };
    std::stable_sort(axes.begin(), axes.end(),
                     [&](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
    const auto place_of = [&](const TrackedObjective& one) {
        const std::string id = text_in(*one.objective, "axis");
        return std::find_if(axes.begin(), axes.end(), [&](const auto& axis) { return axis.id == id; }) -
               axes.begin();
    };
    std::stable_sort(page.objectives.begin(), page.objectives.end(),
                     [&](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
    for (TrackedObjective& one : page.objectives)
        if (const auto place = static_cast<std::size_t>(place_of(one)); place < axes.size())
            one.axis = axes[place];
}

}  // namespace

TrackingPage tracking_page(const House& house, const NetworkMemory& memory, const Call& call) {
    const store::Revision& plan = *call.record;
    const std::string organisation = text_in(plan, "organisation");
    const auto data = records::from_json<records::Plan>(plan.body);
    TrackingPage page;
    page.plan = plan;
    page.question = {{data.first_day, data.last_day},
                     columns_of(call),
                     legend_of(call, data),
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
        if (!goals.empty()) page.objectives.push_back({std::nullopt, std::move(objective), goals.mapped()});
    }
    put_below_axes(page, readable(house.store, call.asker, linked("axis", "plan", "plan", plan.id)));
    for (auto& [elsewhere, goals] : by_objective)
        page.objectives.push_back({std::nullopt, std::nullopt, std::move(goals)});
    work_out_formulas(page, memory, call.language);
    page.table = planning::tracking_table(page.tracked, page.question);
    return page;
}

}  // namespace brujula::web
