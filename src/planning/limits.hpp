// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// How much is worked out for a page, whatever the records say: docs/adr/0045. What asks for more has no
// number, and says why; the page stands.
//
// A step is an observation, period, cell or part of a formula that is looked at: 0.1 µs, a value that is kept
// for the next one to ask 1 µs.
namespace brujula::planning {

/// Periods of one indicator: a century and a half of months, 38 years of weeks.
constexpr std::int64_t most_periods = 2'000;
/// Columns of a tracking table.
constexpr std::size_t most_columns = 1'000;
/// Values of an indicator that are held against each other: the newest ones.
constexpr std::size_t most_compared = 2'000;
/// Values of others that are worked out for one value of a formula.
constexpr std::size_t most_formula_values = 2'000;
/// Steps of all values of one formula: a tenth of a second.
constexpr std::int64_t most_steps_of_series = 500'000;
/// Steps of everything on one page, or in one answer: about a second.
constexpr std::int64_t most_steps_of_answer = 5'000'000;

}  // namespace brujula::planning
