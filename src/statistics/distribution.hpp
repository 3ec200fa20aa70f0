// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

// A set of values and where one of them stands. Order does not matter. Nothing where there are too few
// values: never 0.
namespace brujula::statistics {

/// The value below which the share `p` (0 to 1) of the values lies: R's type 7, linear between the ordered
/// values. Nothing without values. O(n log n).
std::optional<double> quantile(std::span<const double> values, double p);
std::optional<double> median(std::span<const double> values);
std::optional<double> mean(std::span<const double> values);
/// Standard deviation of the population: divided by n. Nothing without values; 0 of equal ones.
std::optional<double> deviation(std::span<const double> values);
/// Median of the distances to the median, not scaled.
std::optional<double> median_absolute_deviation(std::span<const double> values);

/// (value − mean) ÷ deviation. Nothing with less than two values or where all are equal.
std::optional<double> z_score(double value, std::span<const double> values);
/// 0.6745 · (value − median) ÷ median absolute deviation (Iglewicz and Hoaglin). Nothing with less than two
/// values or where more than half are equal.
std::optional<double> modified_z(double value, std::span<const double> values);

/// The share of the values that are less than `value`, of equal ones half: 0 to 1. Nothing without values.
std::optional<double> percentile_rank(double value, std::span<const double> values);

}  // namespace brujula::statistics
