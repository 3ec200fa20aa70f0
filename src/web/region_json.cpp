// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "records/described.hpp"
#include "web/envelope.hpp"
#include "web/progress_json.hpp"
#include "web/region_page.hpp"

namespace brujula::web {
namespace json = boost::json;
using evaluating::GoalStanding;
using evaluating::Region;
using evaluating::RegionIndicator;
namespace {

/// Members that are null say that something is not known: in a table of thousands of cells they are left out.
json::object without_nulls(const json::object& whole) {
    json::object known;
    for (const auto& [name, value] : whole)
        if (!value.is_null()) known[name] = value;
    return known;
}

json::array texts(const std::vector<std::string>& list) {
    return json::array(list.begin(), list.end());
}

json::object period_json(const evaluating::RegionPeriod& period) {
    return {{"name", period.name},
            {"first_day", format(period.days.first_day)},
            {"last_day", format(period.days.last_day)}};
}

json::object member_json(const evaluating::RegionMember& member) {
    json::object answer{{"id", member.id},
                        {"name", localized_json(member.name)},
                        {"countries", texts(member.countries)},
                        {"languages", texts(member.languages)}};
    if (!member.kinds.empty()) answer["kind"] = records::described::enum_name(member.kinds.back());
    if (member.seat)
        answer["seat"] = {{"latitude", member.seat->latitude}, {"longitude", member.seat->longitude}};
    return answer;
}

json::object cell_json(const evaluating::RegionCell& cell) {
    json::array values;
    for (const evaluating::RegionValue& value : cell.values)
        values.push_back({{"indicator", value.indicator},
                          {"goal", value.goal},
                          {"plan", value.plan},
                          {"progress", without_nulls(progress_json(value.progress, value.observation))}});
    json::object answer{{"values", std::move(values)}};
    if (cell.value) answer["value"] = amount_json(cell.value);
    if (cell.shown) answer["shown"] = *cell.shown;
    return answer;
}

json::object summary_json(const evaluating::RegionSummary& summary) {
    json::object answer{
        {"members", summary.members}, {"measured", summary.measured}, {"lower_bounds", summary.lower_bounds}};
    if (summary.lower) answer["lower"] = *summary.lower;
    if (summary.median) answer["median"] = *summary.median;
    if (summary.upper) answer["upper"] = *summary.upper;
    return answer;
}

json::object row_json(const evaluating::RegionRow& row) {
    json::array cells;
    for (const evaluating::RegionCell& cell : row.cells)
        cells.push_back(cell.values.empty() ? json::value{} : json::value(cell_json(cell)));
    return {{"member", row.member}, {"cells", std::move(cells)}};
}

json::value metric_json(const std::optional<records::MetricChoice>& metric) {
    return metric ? records::to_json(*metric) : json::value{};
}

/// A list of texts that are JSON already.
template <class List, class ToText>
void add_list(std::string& text, const List& list, ToText to_text) {
    text += '[';
    bool first = true;
    for (const auto& one : list) {
        if (!first) text += ',';
        first = false;
        to_text(one);
    }
    text += ']';
}

/// An object's members without its last brace, so that more can follow.
void begin_object(std::string& text, const json::object& members) {
    text += json::serialize(members);
    text.back() = ',';
}

void add_indicator(std::string& text, const RegionIndicator& indicator) {
    json::array summaries;
    for (const evaluating::RegionSummary& summary : indicator.summaries)
        summaries.push_back(summary_json(summary));
    begin_object(text, {{"key", indicator.key},
                        {"core_metric", indicator.core_metric},
                        {"metric", metric_json(indicator.metric)},
                        {"name", localized_json(indicator.name)},
                        {"unit", localized_json(indicator.unit)},
                        {"measure", records::described::enum_name(indicator.measure)},
                        {"direction", records::described::enum_name(indicator.direction)},
                        {"low", indicator.low},
                        {"high", indicator.high},
                        {"summaries", std::move(summaries)}});
    text += R"("rows":)";
    add_list(text, indicator.rows,
             [&](const evaluating::RegionRow& row) { text += json::serialize(row_json(row)); });
    text += '}';
}

/// Only the standings that there are: {"met": 3, "missed": 1}.
json::object counts_json(const std::vector<std::size_t>& counts) {
    json::object answer;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0) answer[evaluating::name_of(static_cast<GoalStanding>(i))] = counts[i];
    return answer;
}

json::object goals_json(const evaluating::RegionGoals& goals) {
    json::array periods;
    for (const auto& counts : goals.counts)
        periods.push_back(counts_json(counts));
    return {{"member", goals.member}, {"reviewed", goals.reviewed}, {"periods", std::move(periods)}};
}

json::object lesson_json(const evaluating::RegionLesson& lesson) {
    return {{"period", lesson.period},
            {"member", lesson.member},
            {"goal", lesson.goal},
            {"plan", lesson.plan},
            {"review", lesson.review},
            {"statement", localized_json(lesson.statement)},
            {"differently", localized_json(lesson.differently)}};
}

json::object options_json(const evaluating::RegionOptions& options) {
    json::array indicators;
    for (const auto& known : options.indicators)
        indicators.push_back({{"key", known.key},
                              {"core_metric", known.core_metric},
                              {"metric", metric_json(known.metric)},
                              {"name", localized_json(known.name)},
                              {"members", known.members}});
    json::array programmes;
    for (const auto& programme : options.programmes)
        programmes.push_back({{"id", programme.id},
                              {"organisation", programme.organisation},
                              {"name", localized_json(programme.name)}});
    return {{"years", json::array(options.years.begin(), options.years.end())},
            {"indicators", std::move(indicators)},
            {"kinds", texts(options.kinds)},
            {"countries", texts(options.countries)},
            {"languages", texts(options.languages)},
            {"themes", texts(options.themes)},
            {"programmes", std::move(programmes)}};
}

json::object goal_json(const evaluating::RegionGoal& goal) {
    json::object answer{
        {"period", goal.period}, {"goal", goal.id},   {"statement", localized_json(goal.statement)},
        {"member", goal.member}, {"plan", goal.plan}, {"standing", evaluating::name_of(goal.standing)}};
    if (!goal.review.empty()) answer["review"] = goal.review;
    return answer;
}

template <class List, class ToJson>
json::array each(const List& list, ToJson to_json) {
    json::array answer;
    answer.reserve(list.size());
    for (const auto& one : list)
        answer.push_back(to_json(one));
    return answer;
}

}  // namespace

json::array region_goals_json(const std::vector<evaluating::RegionGoal>& goals) {
    return each(goals, goal_json);
}

std::string region_text(const Region& region) {
    std::string text;
    begin_object(text, {{"periods", each(region.periods, period_json)},
                        {"all_members", region.all_members},
                        {"members", each(region.members, member_json)},
                        {"goals", each(region.goals, goals_json)},
                        {"lessons", each(region.lessons, lesson_json)},
                        {"options", options_json(region.options)}});
    text += R"("indicators":)";
    add_list(text, region.indicators, [&](const RegionIndicator& one) { add_indicator(text, one); });
    text += '}';
    return text;
}

}  // namespace brujula::web
