// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

#include "evaluating/region_parts.hpp"
#include "evaluating/review.hpp"
#include "records/described.hpp"
#include "records/limits.hpp"

namespace brujula::evaluating {

using planning::NetworkRecords;
using planning::ProgressStatus;
using records::Outcome;

namespace {

/// What a closed review says of a goal.
struct Mark {
    const std::string* review;
    const records::Review* of;
    const records::ReviewedGoal* goal;
};
/// The newest of each goal.
using Marks = std::map<std::string_view, Mark>;

bool newer(const Mark& a, const Mark& b) {
    return std::tie(a.of->last_day, a.of->closed_on, *a.review) >
           std::tie(b.of->last_day, b.of->closed_on, *b.review);
}

Marks marks_of(const NetworkRecords& network, const planning::Days& days) {
    Marks marks;
    for (const auto& [id, review] : network.reviews) {
        if (review.state != records::ReviewState::closed || !days.contains(review.last_day)) continue;
        for (const records::ReviewedGoal& goal : review.goals) {
            if (!goal.outcome) continue;
            const Mark mark{&id, &review, &goal};
            const auto [known, is_new] = marks.emplace(goal.goal.id, mark);
            if (!is_new && newer(mark, known->second)) known->second = mark;
        }
    }
    return marks;
}

GoalStanding standing_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::met:
            return GoalStanding::met;
        case Outcome::partly:
            return GoalStanding::partly;
        case Outcome::missed:
            return GoalStanding::missed;
        case Outcome::not_measured:
            return GoalStanding::not_measured;
    }
    return GoalStanding::not_measured;
}

/// By the numbers alone.
GoalStanding standing_of(Standings& standings, const std::string& goal, const planning::Days& days) {
    const ReviewedPeriod period{days.first_day, days.last_day};
    const Proposal proposal = propose(standings, goal, period);
    if (!proposal.outcome) return GoalStanding::undecided;
    const bool open = *proposal.outcome == Outcome::partly || *proposal.outcome == Outcome::missed;
    if (!open || proposal.reason == ProposalReason::mixed) return standing_of(*proposal.outcome);
    const auto status = standings.at_end(proposal.indicator, period).progress.status;
    if (status == ProgressStatus::on_course) return GoalStanding::on_course;
    if (status == ProgressStatus::behind) return GoalStanding::behind;
    return standing_of(*proposal.outcome);
}

/// Calls `visit` with each goal in each period that it has days of: how it stands, and the review's mark that
/// says so, or nullptr.
template <class Visit>
void each_standing(const std::vector<RegionPeriod>& periods, Standings& standings, const ShownGoals& goals,
                   Visit visit) {
    for (std::size_t period = 0; period < periods.size(); ++period) {
        const planning::Days& days = periods[period].days;
        const Marks marks = marks_of(standings.network(), days);
        for (const auto& [id, goal] : goals) {
            if (!days.overlaps({goal->first_day, goal->last_day})) continue;
            const auto found = marks.find(*id);
            const Mark* mark = found == marks.end() ? nullptr : &found->second;
            const GoalStanding standing =
                mark ? standing_of(*mark->goal->outcome) : standing_of(standings, *id, days);
            visit(period, *id, *goal, standing, mark);
        }
    }
}

void add_lesson(Region& region, std::size_t period, const std::string& id, const records::Goal& goal,
                const Mark& mark) {
    if (mark.goal->outcome != Outcome::missed || mark.goal->differently.empty()) return;
    region.lessons.push_back({period, goal.organisation.id, id, goal.plan.id, *mark.review, goal.statement,
                              mark.goal->differently});
}

}  // namespace

std::string_view name_of(GoalStanding standing) {
    switch (standing) {
        case GoalStanding::met:
            return "met";
        case GoalStanding::partly:
            return "partly";
        case GoalStanding::on_course:
            return "on_course";
        case GoalStanding::behind:
            return "behind";
        case GoalStanding::missed:
            return "missed";
        case GoalStanding::not_measured:
            return "not_measured";
        case GoalStanding::undecided:
            return "undecided";
    }
    return "undecided";
}

std::string kind_name(records::OrganisationKind kind) {
    return records::described::enum_name(kind);
}

std::optional<GoalStanding> parse_goal_standing(std::string_view name) {
    for (std::size_t i = 0; i < goal_standings; ++i)
        if (name_of(static_cast<GoalStanding>(i)) == name) return static_cast<GoalStanding>(i);
    return std::nullopt;
}

std::vector<RegionGoal> goals_that_stand(const std::vector<RegionPeriod>& periods, Standings& standings,
                                         const ShownGoals& goals, const RegionGoalsAsked& asked) {
    std::vector<RegionGoal> found;
    each_standing(periods, standings, goals,
                  [&](std::size_t period, const std::string& id, const records::Goal& goal,
                      GoalStanding standing, const Mark* mark) {
                      if (asked.standing && *asked.standing != standing) return;
                      found.push_back({period, id, goal.organisation.id, goal.plan.id, goal.statement,
                                       standing, mark ? *mark->review : std::string{}});
                  });
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tie(a.period, a.member, a.id) < std::tie(b.period, b.member, b.id);
    });
    return found;
}

void add_goals(Region& region, Standings& standings, const ShownGoals& goals) {
    const std::vector<std::size_t> none(goal_standings, 0);
    std::map<std::string, RegionGoals> members;
    each_standing(region.periods, standings, goals,
                  [&](std::size_t period, const std::string& id, const records::Goal& goal,
                      GoalStanding standing, const Mark* mark) {
                      RegionGoals& member = members[goal.organisation.id];
                      member.counts.resize(region.periods.size(), none);
                      ++member.counts[period][static_cast<std::size_t>(standing)];
                      if (!mark) return;
                      ++member.reviewed;
                      add_lesson(region, period, id, goal, *mark);
                  });
    for (auto& [id, member] : members) {
        member.member = id;
        region.goals.push_back(std::move(member));
    }
    std::stable_sort(region.lessons.begin(), region.lessons.end(), [](const auto& a, const auto& b) {
        return std::tie(a.period, a.member, a.goal) < std::tie(b.period, b.member, b.goal);
    });
}

namespace {

/// One that could be written today.
bool is_sane(int year) {
    return records::earliest_year <= year && year <= records::latest_year;
}

}  // namespace

RegionOptions options_of(const NetworkRecords& network, const std::vector<RegionMember>& members) {
    RegionOptions options;
    std::unordered_set<std::string_view> ids;
    std::set<std::string> kinds;
    std::set<std::string> countries;
    std::set<std::string> languages;
    std::set<std::string> themes;
    for (const RegionMember& member : members) {
        ids.insert(member.id);
        for (const auto kind : member.kinds)
            kinds.insert(kind_name(kind));
        countries.insert(member.countries.begin(), member.countries.end());
        languages.insert(member.languages.begin(), member.languages.end());
    }
    std::set<int> years;
    for (const auto& [id, goal] : network.goals) {
        if (!ids.contains(goal.organisation.id)) continue;
        const int last = std::min(static_cast<int>(goal.last_day.year()), records::latest_year);
        const int first = std::max(static_cast<int>(goal.first_day.year()), records::earliest_year);
        for (int year = first; year <= last; ++year)
            years.insert(year);
    }
    for (const auto& [id, observation] : network.observations) {
        const int year = static_cast<int>(observation.last_day.year());
        if (observation.value && is_sane(year) && !years.contains(year) &&
            ids.contains(observation.organisation.id))
            years.insert(year);
    }
    for (const auto& [id, programme] : network.programmes) {
        if (!ids.contains(programme.organisation.id)) continue;
        if (!programme.theme.empty()) themes.insert(programme.theme);
        options.programmes.push_back({id, programme.organisation.id, programme.name});
    }
    options.years.assign(years.begin(), years.end());
    options.kinds.assign(kinds.begin(), kinds.end());
    options.countries.assign(countries.begin(), countries.end());
    options.languages.assign(languages.begin(), languages.end());
    options.themes.assign(themes.begin(), themes.end());
    return options;
}

}  // namespace brujula::evaluating
