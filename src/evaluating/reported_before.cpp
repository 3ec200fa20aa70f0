// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/reported_before.hpp"

#include <set>
#include <utility>

#include "planning/limits.hpp"

namespace brujula::evaluating {
namespace {

double day_number(Date day) {
    return static_cast<double>(std::chrono::sys_days{day}.time_since_epoch().count());
}

std::optional<statistics::Forecast> trend_of(const std::vector<planning::OwnValue>& values) {
    std::vector<statistics::Point> points;
    for (std::size_t i = 0; i + 1 < values.size(); ++i)
        points.push_back({day_number(values[i].day), values[i].value});
    if (points.size() < least_periods_for_trend) return std::nullopt;
    return statistics::forecast(points, day_number(values.back().day));
}

}  // namespace

std::vector<ReportedSeries> reported_before(const planning::NetworkRecords& network,
                                            std::string_view organisation, Date until) {
    std::set<std::pair<std::string, records::Direction>> seen;
    std::vector<ReportedSeries> reported;
    Budget budget{planning::most_steps_of_answer};
    for (const auto& [key, ids] : network.indicators_by_key)
        for (const std::string& id : ids) {
            records::Indicator indicator = network.indicators.find(id)->second;
            if (indicator.organisation.id != organisation || !seen.emplace(key, indicator.direction).second)
                continue;
            indicator.targets.clear();  // whatever was reported, not what a planner could have known
            auto own = planning::achievability_of(network, "", indicator, until, budget).own;
            if (own.size() < 2) continue;
            ReportedSeries series{key, own.back().indicator, std::move(own), {}, {}};
            const auto& values = series.values;
            series.change = change_between(values.back().value, values[values.size() - 2].value);
            series.trend = trend_of(values);
            reported.push_back(std::move(series));
        }
    return reported;
}

}  // namespace brujula::evaluating
