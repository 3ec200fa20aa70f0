// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "planning/finding.hpp"
#include "planning/network_records.hpp"

// The rules D1 to D7 (docs/rules.md): do the reported values hold together?
namespace brujula::evaluating {

/// Fewer other values show no outlier.
constexpr std::size_t least_values_for_outliers = 5;

/// What does not hold together in the values of an indicator. No finding is a proof: each says where to look.
///
/// D1 a reported count below 0 (unless `least` is), a score that is none, a number for words. D2 beyond
/// `least` or `greatest`. D3 a percentage that does not follow from its counts, to half of the last digit
/// that it is written with (of one that is "about": a tenth; "at least" may be less); a denominator of 0;
/// parts that do not add up (planning::check_parts()); a cumulative series that falls. D4 a value further
/// than the threshold from the others of periods about as long, by modified z, by z where the others are
/// mostly equal; of a cumulative indicator what each value adds. D6 neither a value nor a word why. D7 a 0
/// whose note says that it was not measured (in English, Spanish or Portuguese).
///
/// Unknown indicators have no findings. In the order of the observations' days, then of the rules.
std::vector<planning::Finding> check_values(const planning::NetworkRecords& network,
                                            std::string_view indicator, const planning::RuleBook& rules);

/// check_values() of every indicator of an organisation (empty: of all), and D5: of the indicators whose
/// latest period that ended has no value (see due()), how many have none. Gravest first, then by record.
std::vector<planning::Finding> check_data(const planning::NetworkRecords& network,
                                          std::string_view organisation, Date today,
                                          const planning::RuleBook& rules);

}  // namespace brujula::evaluating
