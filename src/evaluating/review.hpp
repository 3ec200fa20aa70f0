// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/budget.hpp"
#include "base/error.hpp"
#include "planning/indicator_values.hpp"
#include "planning/limits.hpp"
#include "planning/network_records.hpp"
#include "planning/periods.hpp"
#include "planning/progress.hpp"

// The review of a plan's outcomes: what the numbers propose for each goal, and what keeps a review open.
namespace brujula::evaluating {

/// How much of the way to its target a value must have come to be "partly" there, where a network says
/// nothing else.
constexpr double share_for_partly = 0.5;

/// Why the numbers propose what they propose.
enum class ProposalReason {
    reached,              ///< the target is reached
    part_of_the_way,      ///< not reached, and at least the share of the way done
    short_of_it,          ///< not reached, and less than that; or no way to it is known
    mixed,                ///< several indicators, which stand differently
    no_value,             ///< no value of the period: which is not zero, and not missed
    collecting_baseline,  ///< no value yet, and none is due: the baseline is still being collected
    baseline_collected,   ///< the goal was to have a baseline, and there is one
    no_target,            ///< there is a value and nothing to hold it against
    lower_bound,          ///< "at least" as much, which says neither that it is reached nor that it is missed
    no_indicator,
};
/// "part_of_the_way"
std::string_view name_of(ProposalReason reason);

/// What the numbers propose for a goal.
struct Proposal {
    std::optional<records::Outcome> outcome;  ///< none: the numbers do not decide
    ProposalReason reason = ProposalReason::no_indicator;
    std::string indicator;  ///< whose value and target these are; empty: none has any
    std::optional<records::Amount> value;
    std::optional<records::Amount> target;
    std::optional<double> share;  ///< of the way done by that indicator
    int unmeasured = 0;           ///< of its indicators, how many have no value
};

/// The days that a review looks at, both whole.
struct ReviewedPeriod {
    Date first_day;
    Date last_day;
};

/// Where an indicator stood on the period's last day: only values whose own period ended within it count, so
/// that last year's is not this one's.
struct Standing {
    planning::Progress progress;
    std::string observation;  ///< id of the value; empty: none
};
Standing standing_at_end(const planning::NetworkRecords& network, std::string_view indicator,
                         const ReviewedPeriod& period);

/// Standings at periods' ends, each worked out once, and a formula's values once for all of them. What takes
/// more than planning/limits.hpp has for one answer has no value, and its progress the reason. The records
/// must stay and not change meanwhile.
class Standings {
public:
    /// With a budget of its own, of one answer.
    explicit Standings(const planning::NetworkRecords& network) : m_network(network), m_budget(m_own) {}
    Standings(const planning::NetworkRecords& network, Budget& budget)
        : m_network(network), m_budget(budget) {}
    /// For many indicators in these periods: the network's observations are looked through once, at once.
    Standings(const planning::NetworkRecords& network, std::vector<planning::Days> periods);
    Standings(const Standings&) = delete;
    Standings& operator=(const Standings&) = delete;

    [[nodiscard]] const planning::NetworkRecords& network() const { return m_network; }
    /// It stays where it is as long as this does. `indicator` is copied.
    const Standing& at_end(std::string_view indicator, const ReviewedPeriod& period);
    /// Whether a value's own period ended within these days, which are some of the periods. What a formula
    /// gives is none.
    [[nodiscard]] bool has_value_in(std::string_view indicator, const planning::Days& days) const;

private:
    struct Known {
        ReviewedPeriod period;
        Standing standing;
    };
    using Observed = std::pair<const std::string*, const records::Observation*>;

    [[nodiscard]] Standing found(std::string_view indicator, const ReviewedPeriod& period);
    /// Of an indicator, in the order of their days: those that end in the period.
    [[nodiscard]] std::vector<Observed> observed(std::string_view indicator,
                                                 const ReviewedPeriod& period) const;
    [[nodiscard]] Standing of_formula(const std::string& id, const records::Indicator& indicator,
                                      const ReviewedPeriod& period);

    const planning::NetworkRecords& m_network;
    std::vector<planning::Days> m_periods;
    /// By indicator, in the order of their ids: those whose last day is in some of the periods.
    std::unordered_map<std::string_view, std::vector<Observed>> m_ended;
    std::unordered_map<std::string, std::list<Known>> m_known;
    std::unordered_map<std::string, planning::KnownValues> m_formulas;
    Budget m_own{planning::most_steps_of_answer};
    Budget& m_budget;
};

/// What the numbers propose for a goal at the period's end.
///
/// By one indicator: met where the target is reached; partly from `partly` of the way on; else missed. A
/// value that is only a lower bound and short of the share decides nothing. Without a value it is not
/// measured, which is never missed. Of several, those with a value decide: met where all are, missed where
/// all are, else partly. Value and target are those of the first (by id) with a value, else with a target.
Proposal propose(const planning::NetworkRecords& network, std::string_view goal, const ReviewedPeriod& period,
                 double partly = share_for_partly);
Proposal propose(Standings& standings, std::string_view goal, const ReviewedPeriod& period,
                 double partly = share_for_partly);

/// Every goal of a plan with what the numbers propose, in the order of the plan's objectives, then by id.
std::vector<records::ReviewedGoal> goals_to_review(const planning::NetworkRecords& network,
                                                   std::string_view plan, const ReviewedPeriod& period);

/// What must be said before a review may be closed: a mark for every goal, and for every missed one what
/// would be done differently (that nobody knows yet is an answer). Fields are pointers into the review.
std::vector<Problem> lacking(const records::Review& review);

}  // namespace brujula::evaluating
