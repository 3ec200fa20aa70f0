// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/budget.hpp"
#include "base/time.hpp"
#include "planning/network_records.hpp"
#include "records/kinds.hpp"
#include "statistics/trend.hpp"

// What the network has done before of what a goal asks for: the evidence of "achievable".
namespace brujula::planning {

/// How far an indicator of the network went from its baseline: (actual − baseline) ÷ |baseline|.
struct PastChange {
    std::string indicator;
    std::string goal;
    std::string organisation;
    Date day;  ///< last day that the actual value covers
    double baseline = 0;
    double actual = 0;
    double change = 0;
};

/// Where an indicator of the same organisation ended.
struct OwnValue {
    std::string indicator;
    Date day;
    double value = 0;
};

/// What is known of an indicator's target. What is not known is empty.
struct Achievability {
    std::string key;                            ///< see comparison_key; empty: nothing compares
    std::vector<PastChange> changes;            ///< of the whole network, least first
    std::optional<double> asked;                ///< the change that the target asks for
    std::vector<OwnValue> own;                  ///< oldest first
    std::optional<statistics::Forecast> trend;  ///< of the own values, on the target's day
    std::optional<double> required_rate;        ///< a month, from now to the target
    std::optional<double> best_rate;            ///< a month, the greatest that the organisation ever had
};

/// What `network` knows of the last target of `indicator`, leaving out the record `id` itself and whatever
/// ends after `today` or, of the others, on or after the first day that the targets are for: what a planner
/// could not know.
///
/// Comparable are indicators with the same comparison_key and direction. Of each its latest observation with
/// a value counts, against its own baseline; without a baseline, or with one of 0, it has no change. Changes
/// over periods of different lengths stand beside each other as they are. Own values are where the
/// organisation's comparable indicators ended, and their baselines with a date; of one year the latest.
/// Rates are of cumulative indicators: growth between one observation and the next, the first from 0 on its
/// first day, by months of 30.44 days. O(observations of the comparable indicators).
/// Of formulas whose values would take more than is left of the budget, nothing is known.
Achievability achievability_of(const NetworkRecords& network, const std::string& id,
                               const records::Indicator& indicator, Date today, Budget& budget);

/// The target that ends last; nullptr without targets.
const records::Target* last_target(const records::Indicator& indicator);

/// Months of 30.44 days from the beginning of `first` to the end of `last`.
double months_between(Date first, Date last);

}  // namespace brujula::planning
