// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/region.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

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

/// The first day that "2014", "2014-06" or "2014-06-02" may be.
std::optional<Date> earliest(const std::optional<std::string>& partial) {
    if (!partial) return std::nullopt;
    const bool year = partial->size() == 4;
    const bool month = partial->size() == 7;
    return parse_date(*partial + (year ? "-01-01" : month ? "-01" : ""));
}

/// The last day that it may be.
std::optional<Date> latest(const std::optional<std::string>& partial) {
    using namespace std::chrono;
    const auto first = earliest(partial);
    if (!first || partial->size() > 7) return first;
    const auto month = partial->size() == 7 ? first->month() : December;
    return year_month_day{first->year() / month / last};
}

/// The last day that the status at an index may hold. Nothing: none is known, and it holds on.
std::optional<Date> end_of(const std::vector<records::Status>& statuses, std::size_t index) {
    if (statuses[index].until || index + 1 == statuses.size()) return latest(statuses[index].until);
    const auto& next = statuses[index + 1].since;
    const auto begins = latest(next);
    if (!begins || next->size() <= 7) return begins;
    return Date{std::chrono::sys_days{*begins} - std::chrono::days{1}};
}

std::vector<records::OrganisationKind> kinds_held(const std::vector<records::Status>& statuses,
                                                  const std::vector<RegionPeriod>& periods) {
    std::vector<records::OrganisationKind> held;
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        const auto begin = earliest(statuses[i].since);
        const auto end = end_of(statuses, i);
        const bool is_last = i + 1 == statuses.size();
        if (!end && !is_last) continue;  // when the next one began is not known either
        const bool in_some = std::any_of(periods.begin(), periods.end(), [&](const RegionPeriod& period) {
            return (!begin || *begin <= period.days.last_day) && (!end || period.days.first_day <= *end);
        });
        if (in_some) held.push_back(statuses[i].kind);
    }
    return held;
}

RegionMember member_of(const std::string& id, const records::Organisation& organisation,
                       const std::vector<RegionPeriod>& periods) {
    return {id,
            organisation.name,
            kinds_held(organisation.statuses, periods),
            organisation.countries,
            organisation.languages,
            organisation.seat};
}

bool passes(const RegionMember& member, const RegionQuery& query) {
    const auto& kinds = member.kinds;
    return contains(member.countries, query.country) && contains(member.languages, query.language) &&
           (query.kind.empty() || std::any_of(kinds.begin(), kinds.end(), [&](const auto kind) {
                return kind_name(kind) == query.kind;
            }));
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

std::vector<bool> periods_with(const Standings& standings, const std::string& indicator,
                               const records::Goal& goal, const std::vector<RegionPeriod>& periods) {
    std::vector<bool> in;
    in.reserve(periods.size());
    for (const RegionPeriod& period : periods)
        in.push_back(period.days.overlaps({goal.first_day, goal.last_day}) ||
                     standings.has_value_in(indicator, period.days));
    return in;
}

Candidates candidates(const Standings& standings, const metrics::Catalogue& catalogue,
                      const ShownGoals& goals, const std::vector<RegionPeriod>& periods) {
    const NetworkRecords& network = standings.network();
    Candidates found;
    for (const auto& [goal_id, goal] : goals) {
        for (const std::string& id : ids_in(network.indicators_of_goal, *goal_id)) {
            std::vector<bool> in = periods_with(standings, id, *goal, periods);
            if (std::find(in.begin(), in.end(), true) == in.end()) continue;
            const records::Indicator& indicator = network.indicators.find(id)->second;
            const std::string key = region_key(indicator, catalogue);
            if (key.empty()) continue;
            Candidate one{&id, &indicator, goal_id, goal, std::move(in)};
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

RegionCell cell_of(Standings& standings, const std::vector<Candidate>& all, std::size_t period,
                   const RegionPeriod& days) {
    RegionCell cell;
    for (const Candidate& one : all) {
        if (!one.in[period]) continue;
        const Standing& standing = standings.at_end(*one.id, {days.days.first_day, days.days.last_day});
        cell.values.push_back({*one.id, *one.goal, one.of->plan.id, standing.progress, standing.observation});
    }
    settle_value(cell, all.front().indicator->measure);
    return cell;
}

void widen(RegionIndicator& indicator, const std::optional<Amount>& amount) {
    if (!amount) return;
    indicator.low = std::min(indicator.low, amount->value);
    indicator.high = std::max(indicator.high, amount->value);
}

/// By id; `members` must not be empty.
const Candidate& first_of(const std::map<std::string, std::vector<Candidate>>& members) {
    const auto first = std::min_element(members.begin(), members.end(), [](const auto& a, const auto& b) {
        return *a.second.front().id < *b.second.front().id;
    });
    return first->second.front();
}

RegionIndicator indicator_of(Standings& standings, const std::string& key,
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
            row.cells.push_back(cell_of(standings, list, i, periods[i]));
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

std::vector<Days> days_of(const std::vector<RegionPeriod>& periods) {
    std::vector<Days> days;
    for (const RegionPeriod& period : periods)
        days.push_back(period.days);
    return days;
}

/// The members of the periods, whatever the filters.
std::vector<RegionMember> members_in(const NetworkRecords& network,
                                     const std::vector<RegionPeriod>& periods) {
    const std::string own = planning::network_of(network);
    std::vector<RegionMember> members;
    for (const auto& [id, organisation] : network.organisations)
        if (id != own && is_member(organisation, own, periods))
            members.push_back(member_of(id, organisation, periods));
    return members;
}

ShownGoals goals_of(const NetworkRecords& network, const std::vector<RegionMember>& members,
                    const RegionQuery& query) {
    std::unordered_set<std::string_view> shown;
    for (const RegionMember& member : members)
        shown.insert(member.id);
    ShownGoals goals;
    for (const auto& [id, goal] : network.goals)
        if (shown.contains(goal.organisation.id) && passes(network, goal, query))
            goals.emplace_back(&id, &goal);
    return goals;
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
    const std::vector<RegionMember> all = members_in(network, region.periods);
    for (const RegionMember& member : all)
        if (passes(member, query)) region.members.push_back(member);
    region.all_members = all.size();

    const ShownGoals goals = goals_of(network, region.members, query);
    Standings standings(network, days_of(region.periods));
    const Candidates found = candidates(standings, catalogue, goals, region.periods);
    for (const std::string& key : chosen(found, query.indicators))
        region.indicators.push_back(indicator_of(standings, key, found.at(key), region.periods));
    add_goals(region, standings, goals);
    region.options = options_of(network, all);
    for (const auto& [key, members] : found)
        region.options.indicators.push_back(known_of(key, members));
    return region;
}

RegionGoalList region_goals(const NetworkRecords& network, const RegionQuery& query,
                            const RegionGoalsAsked& asked) {
    std::vector<RegionPeriod> periods = periods_asked(network, query);
    std::vector<RegionMember> members = members_in(network, periods);
    std::erase_if(members, [&](const RegionMember& member) {
        return !passes(member, query) || (!asked.member.empty() && member.id != asked.member);
    });
    Standings standings(network, days_of(periods));
    auto goals = goals_that_stand(periods, standings, goals_of(network, members, query), asked);
    return {std::move(periods), std::move(goals)};
}

}  // namespace brujula::evaluating
