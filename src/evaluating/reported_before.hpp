// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluating/before_after.hpp"
#include "planning/history.hpp"
#include "planning/network_records.hpp"

namespace brujula::evaluating {

/// Where an organisation's indicators of one thing ended, plan after plan.
struct ReportedSeries {
    std::string key;                         ///< planning::comparison_key
    std::string indicator;                   ///< of the latest value
    std::vector<planning::OwnValue> values;  ///< a year each, oldest first; two at least
    Change change;                           ///< the latest against the one before it
    /// Of the values before the latest, at its day; none of fewer than least_periods_for_trend.
    std::optional<statistics::Forecast> trend;
};

/// Of each thing that the organisation's indicators have in common (a core metric or a measured one, and the
/// same direction), the values that planning::achievability_of() counts as its own, of days up to `until`.
/// What was reported in one year only is left out. By key. Costs the comparable indicators' observations.
std::vector<ReportedSeries> reported_before(const planning::NetworkRecords& network,
                                            std::string_view organisation, Date until);

}  // namespace brujula::evaluating
