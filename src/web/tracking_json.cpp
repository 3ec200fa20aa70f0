// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "records/described.hpp"
#include "web/envelope.hpp"
#include "web/tracking_page.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::Entry;
using planning::Light;
using planning::TrackingCell;
using planning::TrackingColumn;
namespace {

std::string_view name_of(Light light) {
    switch (light) {
        case Light::none:
            return "none";
        case Light::no_target:
            return "no_target";
        case Light::met:
            return "met";
        case Light::on_course:
            return "on_course";
        case Light::behind:
            return "behind";
        case Light::close:
            return "close";
        case Light::missed:
            return "missed";
        case Light::not_due:
            return "not_due";
        case Light::not_measured:
            return "not_measured";
        case Light::explained:
            return "explained";
        case Light::told:
            return "told";
        case Light::summed:
            return "summed";
    }
    return "none";
}

std::string_view name_of(Entry entry) {
    switch (entry) {
        case Entry::open:
            return "open";
        case Entry::measured:
            return "measured";
        case Entry::formula:
            return "formula";
        case Entry::several:
            return "several";
        case Entry::counts:
            return "counts";
    }
    return "open";
}

std::string_view name_of(planning::TrackingColumns columns) {
    switch (columns) {
        case planning::TrackingColumns::own:
            return "own";
        case planning::TrackingColumns::months:
            return "months";
        case planning::TrackingColumns::quarters:
            return "quarters";
        case planning::TrackingColumns::half_years:
            return "half_years";
        case planning::TrackingColumns::years:
            return "years";
        case planning::TrackingColumns::targets:
            return "targets";
    }
    return "own";
}

template <class T>
json::value or_null(const std::optional<T>& value) {
    return value ? json::value(*value) : json::value{};
}

json::value amount_or_null(const std::optional<records::Amount>& amount) {
    return amount ? records::to_json(*amount) : json::value{};
}

/// A member of a record as it is written; null where it is not there.
json::value member(const store::Revision& record, std::string_view name) {
    const json::value* found = record.body.get_object().if_contains(name);
    return found ? *found : json::value{};
}

json::object members(const store::Revision& record, std::initializer_list<const char*> names) {
    json::object object{{"id", record.id}, {"revision", record.number}};
    for (const char* name : names)
        object[name] = member(record, name);
    return object;
}

json::object target_json(const records::Target& target) {
    json::value agreed;
    if (!target.revisions.empty()) agreed = amount_or_null(target.revisions.front().was);
    return {{"first_day", format(target.first_day)},
            {"last_day", format(target.last_day)},
            {"value", records::to_json(target.value)},
            {"agreed", std::move(agreed)}};
}

json::value target_or_null(const records::Indicator& indicator, const std::optional<std::size_t>& index) {
    if (!index) return nullptr;
    return target_json(indicator.targets[*index]);
}

json::object column_json(const TrackingColumn& column, const std::string& language) {
    json::value frequency;
    if (column.period) frequency = records::to_json(column.period->type.frequency);
    return {{"first_day", format(column.days.first_day)},
            {"last_day", format(column.days.last_day)},
            {"frequency", std::move(frequency)},
            {"clipped", column.period && column.period->clipped},
            {"name", column_name(column, language)}};
}

json::object observation_json(const store::Revision& observation) {
    return members(observation, {"first_day", "last_day", "value", "by", "measurement", "note", "narrative",
                                 "evidence", "parts", "parts_incomplete", "numerator", "denominator"});
}

json::value cell_json(const TrackingCell& cell, const records::Indicator& indicator,
                      const TrackedRecords& records) {
    if (!cell.applies) return nullptr;
    json::array behind;
    for (const std::size_t index : cell.observations)
        behind.push_back(observation_json(records.observations[index]));
    return {{"target", target_or_null(indicator, cell.target)},
            {"expected", or_null(cell.expected)},
            {"actual", amount_or_null(cell.actual)},
            {"variance", or_null(cell.variance)},
            {"variance_share", or_null(cell.variance_share)},
            {"achieved", or_null(cell.achieved)},
            {"light", name_of(cell.light)},
            {"entry", name_of(cell.entry)},
            {"due", cell.due},
            {"sum", amount_or_null(cell.sum)},
            {"sum_complete", cell.sum_complete},
            {"as_of", cell.as_of ? json::value(format(*cell.as_of)) : json::value{}},
            {"shown", cell.shown ? json::value(records.observations[*cell.shown].id) : json::value{}},
            {"observations", std::move(behind)}};
}

/// An asker may enter values of an indicator where one could make an observation of its organisation.
bool may_enter(const Asker& asker, const store::Revision& indicator) {
    const json::value as_if = {{"organisation", indicator.owner}};
    return asker.may(records::Action::create, "observation", "", as_if);
}

json::value reason_json(const planning::TrackingRow& row, const std::string& language) {
    return row.over ? json::value(text_of(*row.over, language)) : json::value{};
}

json::object row_json(const TrackingPage& page, std::size_t row, const Asker& asker,
                      const std::string& language) {
    const auto& indicator = page.tracked[row].indicator;
    const TrackedRecords& records = page.records[row];
    const planning::TrackingRow& tracked = page.table.rows[row];
    json::array cells;
    for (const TrackingCell& cell : tracked.cells)
        cells.push_back(cell_json(cell, indicator, records));
    return {
        {"indicator", members(records.indicator, {"organisation", "goal", "name", "kind", "measure", "unit",
                                                  "direction", "accumulation", "frequency", "scores", "least",
                                                  "greatest", "baseline", "definition", "disaggregations"})},
        {"last_target", target_or_null(indicator, tracked.last_target)},
        {"may_enter", may_enter(asker, records.indicator)},
        {"due", tracked.due},
        {"filled", tracked.filled},
        {"reason", reason_json(tracked, language)},
        {"cells", std::move(cells)}};
}

}  // namespace

json::object tracking_json(const House& house, const TrackingPage& page, const Call& call) {
    json::array columns;
    for (const TrackingColumn& column : page.table.columns)
        columns.push_back(column_json(column, call.language));
    json::array objectives;
    for (const TrackedObjective& objective : page.objectives) {
        json::array goals;
        for (const TrackedGoal& goal : objective.goals) {
            json::array rows;
            for (const std::size_t row : goal.rows)
                rows.push_back(row_json(page, row, call.asker, call.language));
            goals.push_back({{"goal", titled(goal.goal, house.kinds)}, {"rows", std::move(rows)}});
        }
        objectives.push_back(
            {{"axis", objective.axis ? json::value(titled(*objective.axis, house.kinds)) : json::value{}},
             {"objective",
              objective.objective ? json::value(titled(*objective.objective, house.kinds)) : json::value{}},
             {"goals", std::move(goals)}});
    }
    Cards cards(house, call.asker);
    const planning::Legend& legend = page.question.legend;
    return {{"plan", envelope(page.plan, call.asker)},
            {"organisation", cards.titled("organisation", text_in(page.plan, "organisation"))},
            {"columns", name_of(page.question.columns)},
            {"legend", {{"met", legend.met}, {"on_course", legend.on_course}}},
            {"periods", std::move(columns)},
            {"objectives", std::move(objectives)}};
}

}  // namespace brujula::web
