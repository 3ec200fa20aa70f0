// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/history.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

#include "planning/indicator_values.hpp"

namespace brujula::planning {

using records::Accumulation;
using records::Indicator;
using records::Observation;

namespace {

using Observations = std::vector<const Observation*>;

KnownValues with_values(const NetworkRecords& network, const std::string& id, const Indicator& indicator,
                        Date today, Budget& budget) {
    KnownValues found{network, id, indicator, budget};
    std::erase_if(found.all, [&](const Observation* o) { return !o->value || o->last_day > today; });
    return found;
}

std::optional<double> baseline_of(const Indicator& indicator) {
    if (!indicator.baseline || !indicator.baseline->value) return std::nullopt;
    return indicator.baseline->value->value;
}

std::optional<double> change(double value, std::optional<double> baseline) {
    if (!baseline || *baseline == 0) return std::nullopt;
    return (value - *baseline) / std::abs(*baseline);
}

/// Growth a month between one observation and the next.
std::vector<double> rates(const Indicator& indicator, const Observations& observations) {
    std::vector<double> found;
    if (indicator.accumulation != Accumulation::cumulative) return found;
    const Observation* before = nullptr;
    for (const auto* observation : observations) {
        using std::chrono::days;
        using std::chrono::sys_days;
        const Date begin =
            before == nullptr ? observation->first_day : Date{sys_days{before->last_day} + days{1}};
        const double months = months_between(begin, observation->last_day);
        const double from = before == nullptr ? 0 : before->value->value;
        if (months > 0) found.push_back((observation->value->value - from) / months);
        before = observation;
    }
    return found;
}

void keep_greater(std::optional<double>& greatest, double value) {
    if (!greatest || value > *greatest) greatest = value;
}

double year_of(Date day) {
    using std::chrono::sys_days;
    const auto new_year = sys_days{day.year() / std::chrono::January / 1};
    return static_cast<int>(day.year()) +
           static_cast<double>((sys_days{day} - new_year).count() + 1) / 365.25;
}

/// Own values by year: a later one takes the place of an earlier one of the same year.
class OwnValues {
public:
    void add(const std::string& indicator, Date day, double value) {
        auto& place = m_by_year[static_cast<int>(day.year())];
        if (place.indicator.empty() || place.day <= day) place = {indicator, day, value};
    }
    [[nodiscard]] std::vector<OwnValue> in_order() const {
        std::vector<OwnValue> list;
        for (const auto& [year, value] : m_by_year)
            list.push_back(value);
        return list;
    }

private:
    std::map<int, OwnValue> m_by_year;
};

std::optional<statistics::Forecast> trend_of(const std::vector<OwnValue>& own, Date day) {
    std::vector<statistics::Point> points;
    points.reserve(own.size());
    for (const auto& value : own)
        points.push_back({year_of(value.day), value.value});
    return statistics::forecast(points, year_of(day));
}

/// What a planner could know: nothing of the time that the targets are for.
Date known_until(const Indicator& indicator, Date today) {
    using std::chrono::days;
    using std::chrono::sys_days;
    const auto first =
        std::min_element(indicator.targets.begin(), indicator.targets.end(),
                         [](const auto& a, const auto& b) { return a.first_day < b.first_day; });
    if (first == indicator.targets.end()) return today;
    return std::min(today, Date{sys_days{first->first_day} - days{1}});
}

}  // namespace

double months_between(Date first, Date last) {
    using std::chrono::sys_days;
    constexpr double days_of_a_month = 30.44;
    return static_cast<double>((sys_days{last} - sys_days{first}).count() + 1) / days_of_a_month;
}

const records::Target* last_target(const Indicator& indicator) {
    const auto found = std::max_element(indicator.targets.begin(), indicator.targets.end(),
                                        [](const auto& a, const auto& b) { return a.last_day < b.last_day; });
    return found == indicator.targets.end() ? nullptr : &*found;
}

Achievability achievability_of(const NetworkRecords& network, const std::string& id,
                               const Indicator& indicator, Date today, Budget& budget) {
    Achievability found;
    found.key = comparison_key(indicator);
    const auto* target = last_target(indicator);
    if (target != nullptr) found.asked = change(target->value.value, baseline_of(indicator));

    const KnownValues known = with_values(network, id, indicator, today, budget);
    const Observations& mine = known.all;
    for (const double rate : rates(indicator, mine))
        keep_greater(found.best_rate, rate);

    OwnValues own;
    const Date until = known_until(indicator, today);
    if (found.key.empty()) return found;
    for (const auto& other_id : ids_in(network.indicators_by_key, found.key)) {
        const auto& other = network.indicators.find(other_id)->second;
        if (other_id == id || other.direction != indicator.direction) continue;
        const bool same = other.organisation.id == indicator.organisation.id;
        const KnownValues others = with_values(network, other_id, other, until, budget);
        const Observations& observations = others.all;
        if (same)
            for (const double rate : rates(other, observations))
                keep_greater(found.best_rate, rate);
        const auto baseline = baseline_of(other);
        if (same && baseline && other.baseline->date && *other.baseline->date <= until)
            own.add(other_id, *other.baseline->date, *baseline);
        if (observations.empty()) continue;
        const auto& last = *observations.back();
        if (same) own.add(other_id, last.last_day, last.value->value);
        if (const auto moved = change(last.value->value, baseline))
            found.changes.push_back({other_id, other.goal.id, other.organisation.id, last.last_day, *baseline,
                                     last.value->value, *moved});
    }
    std::stable_sort(found.changes.begin(), found.changes.end(),
                     [](const auto& a, const auto& b) { return a.change < b.change; });
    found.own = own.in_order();
    if (target == nullptr) return found;
    found.trend = trend_of(found.own, target->last_day);
    if (indicator.accumulation == Accumulation::cumulative && target->last_day > today) {
        const auto first =
            std::min_element(indicator.targets.begin(), indicator.targets.end(),
                             [](const auto& a, const auto& b) { return a.first_day < b.first_day; });
        const Date from = std::max(today, first->first_day);
        const double now = mine.empty() ? 0 : mine.back()->value->value;
        found.required_rate = (target->value.value - now) / months_between(from, target->last_day);
    }
    return found;
}

}  // namespace brujula::planning
