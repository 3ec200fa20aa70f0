// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/review.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace brujula::evaluating {

using planning::NetworkRecords;
using planning::ProgressStatus;
using records::AmountQuality;
using records::Outcome;

namespace {

struct Verdict {
    std::optional<Outcome> outcome;
    ProposalReason reason = ProposalReason::no_value;
};

/// Whether a value below the share says for certain that the target was missed.
bool only_a_lower_bound(const planning::Progress& progress) {
    return progress.actual->quality == AmountQuality::at_least;
}

Verdict verdict_of(const planning::Progress& progress, double partly) {
    if (!progress.actual) {
        const bool collecting = progress.status == ProgressStatus::collecting_baseline;
        return {Outcome::not_measured,
                collecting ? ProposalReason::collecting_baseline : ProposalReason::no_value};
    }
    if (!progress.target) return {std::nullopt, ProposalReason::no_target};
    if (progress.status == ProgressStatus::met) return {Outcome::met, ProposalReason::reached};
    // All of the way and more without the target being reached: falling, from a start that is not known.
    if (progress.share && *progress.share >= partly && *progress.share < 1)
        return {Outcome::partly, ProposalReason::part_of_the_way};
    if (only_a_lower_bound(progress)) return {std::nullopt, ProposalReason::lower_bound};
    return {Outcome::missed, ProposalReason::short_of_it};
}

struct Judged {
    const std::string* indicator;
    const Standing& standing;
    Verdict verdict;
};

std::vector<Judged> judge_all(Standings& standings, std::string_view goal, const ReviewedPeriod& period,
                              double partly) {
    std::vector<Judged> all;
    for (const auto& id : planning::ids_in(standings.network().indicators_of_goal, goal)) {
        const Standing& standing = standings.at_end(id, period);
        all.push_back({&id, standing, verdict_of(standing.progress, partly)});
    }
    return all;
}

/// The indicator whose numbers stand for the goal's.
const Judged& shown_of(const std::vector<Judged>& all) {
    const auto has_value = [](const Judged& one) { return one.standing.progress.actual.has_value(); };
    const auto has_target = [](const Judged& one) { return one.standing.progress.target.has_value(); };
    auto found = std::find_if(all.begin(), all.end(),
                              [&](const Judged& one) { return has_value(one) && has_target(one); });
    if (found == all.end()) found = std::find_if(all.begin(), all.end(), has_value);
    if (found == all.end()) found = std::find_if(all.begin(), all.end(), has_target);
    return found == all.end() ? all.front() : *found;
}

Verdict together(const std::vector<Judged>& all) {
    std::vector<Verdict> measured;
    for (const auto& one : all)
        if (one.verdict.outcome && *one.verdict.outcome != Outcome::not_measured)
            measured.push_back(one.verdict);
    if (measured.empty()) return shown_of(all).verdict;
    const bool alike = std::all_of(measured.begin(), measured.end(), [&](const Verdict& verdict) {
        return verdict.outcome == measured.front().outcome;
    });
    if (alike) return measured.front();
    return {Outcome::partly, ProposalReason::mixed};
}

bool has_baseline(const NetworkRecords& network, const Judged& one) {
    const auto& indicator = network.indicators.find(*one.indicator)->second;
    return one.standing.progress.actual || (indicator.baseline && indicator.baseline->value);
}

/// A goal of collecting a baseline is met by there being one, whatever it is.
Verdict baseline_verdict(const NetworkRecords& network, const std::vector<Judged>& all) {
    const bool there =
        std::all_of(all.begin(), all.end(), [&](const Judged& one) { return has_baseline(network, one); });
    if (there) return {Outcome::met, ProposalReason::baseline_collected};
    return {Outcome::not_measured, ProposalReason::collecting_baseline};
}

bool says_something(const LocalizedText& text) {
    return std::any_of(text.begin(), text.end(), [](const auto& entry) {
        return entry.second.find_first_not_of(" \t\r\n") != std::string::npos;
    });
}

}  // namespace

std::string_view name_of(ProposalReason reason) {
    switch (reason) {
        case ProposalReason::reached:
            return "reached";
        case ProposalReason::part_of_the_way:
            return "part_of_the_way";
        case ProposalReason::short_of_it:
            return "short_of_it";
        case ProposalReason::mixed:
            return "mixed";
        case ProposalReason::no_value:
            return "no_value";
        case ProposalReason::collecting_baseline:
            return "collecting_baseline";
        case ProposalReason::baseline_collected:
            return "baseline_collected";
        case ProposalReason::no_target:
            return "no_target";
        case ProposalReason::lower_bound:
            return "lower_bound";
        case ProposalReason::no_indicator:
            return "no_indicator";
    }
    return "no_indicator";
}

namespace {

bool ends_in(const records::Observation& observation, const ReviewedPeriod& period) {
    return period.first_day <= observation.last_day && observation.last_day <= period.last_day;
}

}  // namespace

Standing standing_at_end(const NetworkRecords& network, std::string_view indicator,
                         const ReviewedPeriod& period) {
    return Standings{network}.at_end(indicator, period);
}

Standings::Standings(const NetworkRecords& network, std::vector<planning::Days> periods)
    : m_network(network), m_periods(std::move(periods)), m_budget(m_own) {
    for (const auto& [id, observation] : network.observations) {
        const bool ended = std::any_of(m_periods.begin(), m_periods.end(), [&](const planning::Days& days) {
            return days.contains(observation.last_day);
        });
        if (ended) m_ended[observation.indicator.id].emplace_back(&id, &observation);
    }
}

bool Standings::has_value_in(std::string_view indicator, const planning::Days& days) const {
    const auto ended = m_ended.find(indicator);
    return ended != m_ended.end() &&
           std::any_of(ended->second.begin(), ended->second.end(), [&](const Observed& one) {
               return one.second->value && days.contains(one.second->last_day);
           });
}

const Standing& Standings::at_end(std::string_view indicator, const ReviewedPeriod& period) {
    std::list<Known>& all = m_known[std::string{indicator}];
    for (const Known& known : all)
        if (known.period.first_day == period.first_day && known.period.last_day == period.last_day)
            return known.standing;
    all.push_back({period, found(indicator, period)});
    return all.back().standing;
}

Standing Standings::of_formula(const std::string& id, const records::Indicator& indicator,
                               const ReviewedPeriod& period) {
    const auto known = m_formulas.find(id);
    const auto& values =
        known != m_formulas.end()
            ? known->second
            : m_formulas.emplace(id, planning::KnownValues{m_network, id, m_budget}).first->second;
    std::vector<const records::Observation*> within;
    for (const auto* one : values.all)
        if (ends_in(*one, period)) within.push_back(one);
    Standing standing{planning::progress_by(indicator, within, period.last_day), ""};
    standing.progress.reason = values.over;
    return standing;
}

std::vector<Standings::Observed> Standings::observed(std::string_view indicator,
                                                     const ReviewedPeriod& period) const {
    const planning::Days days{period.first_day, period.last_day};
    std::vector<Observed> within;
    if (std::find(m_periods.begin(), m_periods.end(), days) == m_periods.end()) {
        for (const auto& id : planning::ids_in(m_network.observations_of_indicator, indicator)) {
            const auto one = m_network.observations.find(id);
            if (ends_in(one->second, period)) within.emplace_back(&one->first, &one->second);
        }
    } else if (const auto ended = m_ended.find(indicator); ended != m_ended.end()) {
        std::copy_if(ended->second.begin(), ended->second.end(), std::back_inserter(within),
                     [&](const Observed& one) { return ends_in(*one.second, period); });
    }
    std::stable_sort(within.begin(), within.end(), [](const Observed& a, const Observed& b) {
        return std::tie(a.second->last_day, a.second->first_day) <
               std::tie(b.second->last_day, b.second->first_day);
    });
    return within;
}

Standing Standings::found(std::string_view indicator, const ReviewedPeriod& period) {
    const auto of = m_network.indicators.find(indicator);
    if (of == m_network.indicators.end()) return {};
    if (of->second.kind == records::IndicatorKind::formula) return of_formula(of->first, of->second, period);
    const std::vector<Observed> within = observed(indicator, period);
    std::vector<const records::Observation*> observations;
    observations.reserve(within.size());
    for (const Observed& one : within)
        observations.push_back(one.second);
    Standing standing{planning::progress_by(of->second, observations, period.last_day), ""};
    if (standing.progress.observation) standing.observation = *within[*standing.progress.observation].first;
    return standing;
}

Proposal propose(const NetworkRecords& network, std::string_view goal, const ReviewedPeriod& period,
                 double partly) {
    Standings standings(network);
    return propose(standings, goal, period, partly);
}

Proposal propose(Standings& standings, std::string_view goal, const ReviewedPeriod& period, double partly) {
    const NetworkRecords& network = standings.network();
    Proposal proposal;
    const auto all = judge_all(standings, goal, period, partly);
    if (all.empty()) {
        proposal.outcome = Outcome::not_measured;
        return proposal;
    }
    const auto found = network.goals.find(goal);
    const bool baseline_goal =
        found != network.goals.end() && found->second.type == records::GoalType::collect_baseline;
    const auto verdict = baseline_goal ? baseline_verdict(network, all) : together(all);
    const auto& shown = shown_of(all);
    proposal.outcome = verdict.outcome;
    proposal.reason = verdict.reason;
    proposal.indicator = *shown.indicator;
    proposal.value = shown.standing.progress.actual;
    proposal.target = shown.standing.progress.target;
    proposal.share = shown.standing.progress.share;
    proposal.unmeasured = static_cast<int>(std::count_if(
        all.begin(), all.end(), [](const Judged& one) { return !one.standing.progress.actual; }));
    return proposal;
}

std::vector<records::ReviewedGoal> goals_to_review(const NetworkRecords& network, std::string_view plan,
                                                   const ReviewedPeriod& period) {
    std::vector<std::pair<std::string, std::string>> order;  // objective, goal
    for (const auto& id : planning::ids_in(network.goals_of_plan, plan))
        order.emplace_back(network.goals.find(id)->second.objective.id, id);
    std::sort(order.begin(), order.end());
    std::vector<records::ReviewedGoal> goals;
    Standings standings(network);
    for (const auto& [objective, id] : order) {
        const auto proposal = propose(standings, id, period);
        records::ReviewedGoal goal;
        goal.goal = {id};
        goal.proposed = proposal.outcome;
        goal.value = proposal.value;
        goal.target = proposal.target;
        goals.push_back(std::move(goal));
    }
    return goals;
}

std::vector<Problem> lacking(const records::Review& review) {
    std::vector<Problem> problems;
    for (std::size_t i = 0; i < review.goals.size(); ++i) {
        const auto& goal = review.goals[i];
        const std::string at = "/goals/" + std::to_string(i);
        if (!goal.outcome) problems.push_back({at + "/outcome", {"problem-review-mark", {}}});
        if (goal.outcome == Outcome::missed && !says_something(goal.differently))
            problems.push_back({at + "/differently", {"problem-review-lesson", {}}});
    }
    return problems;
}

}  // namespace brujula::evaluating
