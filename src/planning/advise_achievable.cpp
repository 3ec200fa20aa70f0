// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>

#include "planning/advice_parts.hpp"
#include "statistics/distribution.hpp"

// A: has it been done before, and is there what it takes. The rules' words and sources: docs/rules.md.
namespace brujula::planning {

using records::Direction;
using records::Indicator;

namespace {

std::string target_field(const Indicator& indicator) {
    const auto* last = last_target(indicator);
    return last == nullptr ? "/targets"
                           : "/targets/" + std::to_string(last - indicator.targets.data()) + "/value";
}

std::vector<double> sizes_of(const Achievability& known) {
    std::vector<double> sizes;
    for (const auto& change : known.changes)
        sizes.push_back(change.change);
    return sizes;
}

std::vector<double> own_values(const Achievability& known) {
    std::vector<double> values;
    for (const auto& own : known.own)
        values.push_back(own.value);
    return values;
}

double value_after(const Indicator& indicator, double change) {
    const double from = indicator.baseline->value->value;
    return std::round(from + change * std::abs(from));
}

/// Nearest value inside the middle four fifths, for one click. A target with revisions is left to "revise".
std::optional<Fix> nearer(const Indicator& indicator, double change) {
    const auto* last = last_target(indicator);
    if (!last->revisions.empty()) return std::nullopt;
    const auto value = plain(value_after(indicator, change));
    return Fix{target_field(indicator) + "/value", value, {"fix-a1", {value}}};
}

void in_the_networks_range(Look& look, const AdvisedIndicator& advised, const Achievability& known) {
    const auto sizes = sizes_of(known);
    const double least = look.rules.threshold("A1");
    if (!known.asked || static_cast<double>(sizes.size()) < least) return;
    const auto at = [&](double p) { return *statistics::quantile(sizes, p); };
    const double low = at(0.1);
    const double high = at(0.9);
    const double asked = *known.asked;
    if (asked >= low && asked <= high) return;
    const bool extreme = asked < at(0.01) || asked > at(0.99);
    const bool above = asked > high;
    auto finding =
        about_indicator(advised, "A1", target_field(advised.indicator),
                        {above ? "finding-a1-above" : "finding-a1-below",
                         {percent(asked), percent(low), percent(high), std::to_string(sizes.size())}},
                        {{"asked", asked},
                         {"p10", low},
                         {"median", at(0.5)},
                         {"p90", high},
                         {"n", static_cast<double>(sizes.size())}});
    finding.fix = nearer(advised.indicator, above ? high : low);
    say(look, std::move(finding), extreme ? Severity::error : Severity::warning);
}

void against_its_own_history(Look& look, const AdvisedIndicator& advised, const Achievability& known) {
    const auto* target = last_target(advised.indicator);
    const auto values = own_values(known);
    constexpr std::size_t least = 3;
    constexpr std::size_t many = 10;
    if (target == nullptr || values.size() < least) return;
    const auto z = values.size() < many ? statistics::modified_z(target->value.value, values)
                                        : statistics::z_score(target->value.value, values);
    if (!z) return;
    const double further = advised.indicator.direction == Direction::increasing ? *z : -*z;
    if (further <= look.rules.threshold("A2")) return;
    say(look, about_indicator(advised, "A2", target_field(advised.indicator),
                              {"finding-a2",
                               {plain(target->value.value), std::to_string(values.size()),
                                plain(*statistics::median(values)), plain(*z, 1)}},
                              {{"target", target->value.value},
                               {"median", *statistics::median(values)},
                               {"z", *z},
                               {"n", static_cast<double>(values.size())}}));
}

void at_the_rate_that_is_left(Look& look, const AdvisedIndicator& advised, const Achievability& known) {
    if (!known.required_rate || !known.best_rate || advised.indicator.direction != Direction::increasing)
        return;
    if (*known.required_rate <= *known.best_rate) return;
    say(look, about_indicator(advised, "A3", target_field(advised.indicator),
                              {"finding-a3", {plain(*known.required_rate, 1), plain(*known.best_rate, 1)}},
                              {{"required", *known.required_rate}, {"best", *known.best_rate}}));
}

void ambitious_enough(Look& look, const AdvisedIndicator& advised, const Achievability& known) {
    const auto* target = last_target(advised.indicator);
    auto values = own_values(known);
    const auto last = static_cast<std::size_t>(look.rules.threshold("A6"));
    if (target == nullptr || values.size() < 2) return;
    if (values.size() > last) values.erase(values.begin(), values.end() - static_cast<std::ptrdiff_t>(last));
    const auto usual = statistics::mean(values);
    if (!usual) return;
    const bool rising = advised.indicator.direction == Direction::increasing;
    const bool already = rising ? *usual >= target->value.value : *usual <= target->value.value;
    if (!already) return;
    say(look,
        about_indicator(
            advised, "A6", target_field(advised.indicator),
            {"finding-a6", {plain(target->value.value), std::to_string(values.size()), plain(*usual)}},
            {{"target", target->value.value}, {"mean", *usual}, {"n", static_cast<double>(values.size())}}));
}

double hours_of(const records::Goal& goal) {
    return std::accumulate(goal.hours.begin(), goal.hours.end(), 0.0,
                           [](double sum, const auto& work) { return sum + work.hours; });
}

bool same_time(const records::Goal& a, const records::Goal& b) {
    return a.first_day <= b.last_day && b.first_day <= a.last_day;
}

void resources(Look& look) {
    if (look.goal().budget.empty() && look.goal().hours.empty())
        say(look, about_goal("A4", "/budget", {"finding-a4", {}}));
}

void owners_hours(Look& look) {
    const auto& goal = look.goal();
    if (!goal.owner) return;
    const auto owner = look.network.persons.find(goal.owner->id);
    if (owner == look.network.persons.end() || !owner->second.hours_a_year) return;
    double all = hours_of(goal);
    int others = 0;
    for (const auto& [id, other] : look.network.goals) {
        if (id == look.draft.id || !other.owner || other.owner->id != goal.owner->id) continue;
        if (!same_time(goal, other)) continue;
        all += hours_of(other);
        ++others;
    }
    if (all <= *owner->second.hours_a_year) return;
    say(look, about_goal("A5", "/owner",
                         {"finding-a5",
                          {plain(all), std::to_string(others + 1), plain(*owner->second.hours_a_year)}},
                         {{"hours", all}, {"capacity", *owner->second.hours_a_year}}));
}

void dependencies(Look& look) {
    const auto& goal = look.goal();
    for (std::size_t i = 0; i < goal.depends_on.size(); ++i) {
        const auto other = look.network.goals.find(goal.depends_on[i].id);
        if (other == look.network.goals.end() || !goal.last_day.ok()) continue;
        if (other->second.last_day <= goal.last_day) continue;
        say(look, about_goal("A7", "/depends_on/" + std::to_string(i),
                             {"finding-a7", {format(other->second.last_day), format(goal.last_day)}}));
    }
}

}  // namespace

void advise_achievable(Look& look, std::vector<IndicatorAdvice>& indicators) {
    for (const auto& indicator : look.draft.indicators) {
        auto known =
            achievability_of(look.network, indicator.id, indicator.indicator, look.today, look.budget);
        in_the_networks_range(look, indicator, known);
        against_its_own_history(look, indicator, known);
        at_the_rate_that_is_left(look, indicator, known);
        ambitious_enough(look, indicator, known);
        indicators.push_back({indicator.id, std::move(known)});
    }
    resources(look);
    owners_hours(look);
    dependencies(look);
}

}  // namespace brujula::planning
