// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "base/time.hpp"
#include "planning/network_records.hpp"
#include "planning/periods.hpp"

// What is due when: what plans, indicators, evaluation plans and practices say will be done by a day.
namespace brujula::evaluating {

enum class DueWhat {
    collect,      ///< the data of an evaluation question
    analyse,      ///< the same
    report,       ///< the same
    value,        ///< an indicator's value of a period
    baseline,     ///< an indicator's baseline
    practice,     ///< a look at a practice: does it still hold?
    plan_end,     ///< a plan ends: its outcomes are reviewed
    plan_review,  ///< a plan's outcomes are reviewed by a day of its own choice
};
/// "plan_end"
std::string_view name_of(DueWhat what);

/// One thing that is due. Overdue where `day` is past: what was done is not in the list.
struct Due {
    DueWhat what = DueWhat::collect;
    Date day;          ///< the last day on which it is in time
    std::string kind;  ///< of the record that says so: "evaluation_plan", "indicator", "practice", "plan"
    std::string id;
    std::string field;  ///< JSON pointer into it; empty: the whole
    std::string organisation;
    std::string plan;     ///< empty: of none
    std::string goal;     ///< of an indicator
    LocalizedText title;  ///< the question, or what the indicator, practice or plan is called
    std::optional<std::string> responsible;  ///< id of a person
    std::optional<planning::Days> period;    ///< of a value
    int missing = 0;  ///< of a value: how many periods have none up to this one, it among them
    std::string key;  ///< the same as long as it is the same thing; unique among what is due
};

/// What is due of an organisation (empty: of the whole network) on the day `today`, by day, then by key.
///
/// Questions: collection and analysis until there is an answer or, for a survey's collection, until it says
/// how many answered; a report until its day is past, where there is an answer. Values: of an indicator's
/// periods from its first target's first day to its last one's last (its goal's days where it has no
/// target), by its frequency and the organisation's financial year: the latest that ended before today
/// without an observation, with how many there are, and the first that ends today or later without one. An
/// observation is a period's where its last day lies in it or its days hold all of it; one that only says
/// why there is no value is one. Of an indicator with more periods than are worked out (planning/limits.hpp)
/// none is due: its page says so. Baselines until they have a value; practices that are not retired; plans
/// until they are closed or a closed review covers their last day; a plan's review day until it is closed or
/// a closed review's last day is after the review day before it (of the first: not before the plan). Nothing
/// is due of indicators and questions of closed plans.
std::vector<Due> due(const planning::NetworkRecords& network, std::string_view organisation, Date today);

}  // namespace brujula::evaluating
