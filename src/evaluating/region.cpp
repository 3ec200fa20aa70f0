// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/region.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "evaluating/region_parts.hpp"
#include "evaluating/review.hpp"
#include "statistics/distribution.hpp"

namespace brujula::evaluating {

using planning::Days;
using planning::ids_in;
using planning::NetworkRecords;
using records::Amount;
using records::AmountQuality;

namespace {

bool contains(const std::vector<std::string>& list, const std::string& wanted) {
    return wanted.empty() || std::find(list.begin(), list.end(), wanted) != list.end();
}

bool is_member(const records::Organisation& organisation, const std::string& network,
               const std::vector<RegionPeriod>& periods) {
    return std::any_of(
        organisation.memberships.begin(), organisation.memberships.end(), [&](const auto& one) {
            if (one.network.id != network) return false;
            return std::any_of(periods.begin(), periods.end(), [&](const RegionPeriod& period) {
                return (!one.since || *one.since <= period.days.last_day) &&
                       (!one.until || period.days.first_day <= *one.until);
            });
        });
}

RegionMember member_of(const std::string& id, const records::Organisation& organisation) {
    RegionMember member{
        id, organisation.name, {}, organisation.countries, organisation.languages, organisation.seat};
    if (!organisation.statuses.empty()) member.kind = organisation.statuses.back().kind;
    return member;
}

bool passes(const RegionMember& member, const RegionQuery& query) {
    return contains(member.countries, query.country) && contains(member.languages, query.language) &&
           (query.kind.empty() || (member.kind && kind_name(*member.kind) == query.kind));
}

bool passes(const NetworkRecords& network, const records::Goal& goal, const RegionQuery& query) {
    if (query.theme.empty() && query.programme.empty()) return true;
    if (!goal.programme) return false;
    if (!query.programme.empty() && goal.programme->id != query.programme) return false;
    const auto programme = network.programmes.find(goal.programme->id);
    return query.theme.empty() ||
           (programme != network.programmes.end() && programme->second.theme == query.theme);
}

/// An indicator of a member, and in which of the periods it is.
struct Candidate {
    const std::string* id;
    const records::Indicator* indicator;
    const std::string* goal;
    const records::Goal* of;
    std::vector<bool> in;
};
/// By key, then by member.
using Candidates = std::map<std::string, std::map<std::string, std::vector<Candidate>>>;

bool has_value_in(const NetworkRecords& network, const std::string& indicator, const Days& days) {
    const auto& ids = ids_in(network.observations_of_indicator, indicator);
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
        const auto& observation = network.observations.find(id)->second;
        return observation.value && days.contains(observation.last_day);
    });
}

std::vector<bool> periods_with(const NetworkRecords& network, const std::string& indicator,
                               const records::Goal& goal, const std::vector<RegionPeriod>& periods) {
    std::vector<bool> in;
    in.reserve(periods.size());
    for (const RegionPeriod& period : periods)
        in.push_back(period.days.overlaps({goal.first_day, goal.last_day}) ||
                     has_value_in(network, indicator, period.days));
    return in;
}

Candidates candidates(const NetworkRecords& network, const metrics::Catalogue& catalogue,
                      const ShownGoals& goals, const std::vector<RegionPeriod>& periods) {
    Candidates found;
    for (const auto& [goal_id, goal] : goals) {
        for (const std::string& id : ids_in(network.indicators_of_goal, *goal_id)) {
            const records::Indicator& indicator = network.indicators.find(id)->second;
            const std::string key = region_key(indicator, catalogue);
            if (key.empty()) continue;
            Candidate one{&id, &indicator, goal_id, goal, periods_with(network, id, *goal, periods)};
            if (std::find(one.in.begin(), one.in.end(), true) == one.in.end()) continue;
            found[key][goal->organisation.id].push_back(std::move(one));
        }
    }
    for (auto& [key, members] : found)
        for (auto& [member, list] : members)
            std::sort(list.begin(), list.end(),
                      [](const Candidate& a, const Candidate& b) { return *a.id < *b.id; });
    return found;
}

/// The keys to show: those asked for in their order, else the most common; what one member alone has, only
/// where nothing is shared.
std::vector<std::string> chosen(const Candidates& all, const std::vector<std::string>& asked) {
    std::vector<std::string> keys;
    if (!asked.empty()) {
        for (const std::string& key : asked)
            if (all.contains(key) && std::find(keys.begin(), keys.end(), key) == keys.end())
                keys.push_back(key);
        return keys;
    }
    for (const auto& [key, members] : all)
        keys.push_back(key);
    std::stable_sort(keys.begin(), keys.end(), [&](const std::string& a, const std::string& b) {
        return all.at(a).size() > all.at(b).size();
    });
    const auto alone = std::find_if(keys.begin(), keys.end(),
                                    [&](const std::string& key) { return all.at(key).size() < 2; });
    if (alone != keys.begin()) keys.erase(alone, keys.end());
    if (keys.size() > indicators_at_first) keys.resize(indicators_at_first);
    return keys;
}

void settle_value(RegionCell& cell, records::Measure measure) {
    std::size_t measured = 0;
    for (std::size_t i = 0; i < cell.values.size(); ++i) {
        const auto& actual = cell.values[i].progress.actual;
        if (!actual) continue;
        ++measured;
        if (!cell.shown || cell.values[*cell.shown].progress.actual->value < actual->value) cell.shown = i;
    }
    if (!cell.shown) return;
    if (cell.values.size() > 1 && measure != records::Measure::unit) {
        if (measured > 1) cell.shown.reset();
        if (!cell.shown) return;
    }
    cell.value = cell.values[*cell.shown].progress.actual;
    if (cell.values.size() > 1 && measure == records::Measure::unit)
        cell.value->quality = AmountQuality::at_least;
}

RegionCell cell_of(const NetworkRecords& network, const std::vector<Candidate>& all, std::size_t period,
                   const RegionPeriod& days) {
    RegionCell cell;
    for (const Candidate& one : all) {
        if (!one.in[period]) continue;
        Standing standing = standing_at_end(network, *one.id, {days.days.first_day, days.days.last_day});
        cell.values.push_back(
            {*one.id, *one.goal, one.of->plan.id, standing.progress, std::move(standing.observation)});
    }
    settle_value(cell, all.front().indicator->measure);
    return cell;
}

void widen(RegionIndicator& indicator, const std::optional<Amount>& amount) {
    if (!amount) return;
    indicator.low = std::min(indicator.low, amount->value);
    indicator.high = std::max(indicator.high, amount->value);
}

const Candidate& first_of(const std::map<std::string, std::vector<Candidate>>& members) {
    const Candidate* first = nullptr;
    for (const auto& [member, list] : members)
        if (first == nullptr || *list.front().id < *first->id) first = &list.front();
    return *first;
}

RegionIndicator indicator_of(const NetworkRecords& network, const std::string& key,
                             const std::map<std::string, std::vector<Candidate>>& members,
                             const std::vector<RegionPeriod>& periods) {
    const records::Indicator& first = *first_of(members).indicator;
    RegionIndicator indicator;
    indicator.key = key;
    indicator.core_metric = first.core_metric;
    if (first.core_metric.empty()) indicator.metric = first.metric;
    indicator.name = first.name;
    indicator.unit = first.unit;
    indicator.measure = first.measure;
    indicator.direction = first.direction;
    for (const auto& [member, list] : members) {
        RegionRow row{member, {}};
        for (std::size_t i = 0; i < periods.size(); ++i) {
            row.cells.push_back(cell_of(network, list, i, periods[i]));
            for (const RegionValue& value : row.cells.back().values)
                for (const auto& amount :
                     {value.progress.actual, value.progress.target, value.progress.agreed_target})
                    widen(indicator, amount);
        }
        indicator.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < periods.size(); ++i) {
        std::vector<const RegionCell*> cells;
        for (const RegionRow& row : indicator.rows)
            cells.push_back(&row.cells[i]);
        indicator.summaries.push_back(summary_of(cells));
    }
    return indicator;
}

RegionOptions::Known known_of(const std::string& key,
                              const std::map<std::string, std::vector<Candidate>>& members) {
    const records::Indicator& first = *first_of(members).indicator;
    return {key, first.name, first.core_metric,
            first.core_metric.empty() ? first.metric : std::optional<records::MetricChoice>{},
            members.size()};
}

std::vector<RegionPeriod> periods_asked(const NetworkRecords& network, const RegionQuery& query) {
    if (!query.periods.empty()) return query.periods;
    const auto year = newest_full_year(network);
    if (!year) return {};
    const auto period = parse_region_period(std::to_string(*year));
    return period ? std::vector{*period} : std::vector<RegionPeriod>{};
}

}  // namespace

RegionSummary summary_of(const std::vector<const RegionCell*>& cells) {
    RegionSummary summary;
    std::vector<double> values;
    for (const RegionCell* cell : cells) {
        if (!cell->values.empty()) ++summary.members;
        if (!cell->value) continue;
        values.push_back(cell->value->value);
        if (cell->value->quality == AmountQuality::at_least) ++summary.lower_bounds;
    }
    summary.measured = values.size();
    summary.lower = statistics::quantile(values, 0.25);
    summary.median = statistics::median(values);
    summary.upper = statistics::quantile(values, 0.75);
    return summary;
}

Region region_of(const NetworkRecords& network, const metrics::Catalogue& catalogue,
                 const RegionQuery& query) {
    Region region;
    region.periods = periods_asked(network, query);
    const std::string own = planning::network_of(network);
    std::set<std::string_view> shown;
    std::vector<RegionMember> all;
    for (const auto& [id, organisation] : network.organisations) {
        if (id == own || !is_member(organisation, own, region.periods)) continue;
        all.push_back(member_of(id, organisation));
        if (!passes(all.back(), query)) continue;
        region.members.push_back(all.back());
        shown.insert(id);
    }
    region.all_members = all.size();

    ShownGoals goals;
    for (const auto& [id, goal] : network.goals)
        if (shown.contains(goal.organisation.id) && passes(network, goal, query))
            goals.emplace_back(&id, &goal);
    const Candidates found = candidates(network, catalogue, goals, region.periods);
    for (const std::string& key : chosen(found, query.indicators))
        region.indicators.push_back(indicator_of(network, key, found.at(key), region.periods));
    add_goals(region, network, goals);
    region.options = options_of(network, all);
    for (const auto& [key, members] : found)
        region.options.indicators.push_back(known_of(key, members));
    return region;
}

}  // namespace brujula::evaluating
