// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace brujula::statistics {

std::optional<double> quantile(std::span<const double> values, double p) {
    if (values.empty()) return std::nullopt;
    std::vector<double> ordered(values.begin(), values.end());
    std::sort(ordered.begin(), ordered.end());
    const double place = std::clamp(p, 0.0, 1.0) * static_cast<double>(ordered.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const auto above = std::min(below + 1, ordered.size() - 1);
    const double between = place - std::floor(place);
    return ordered[below] + between * (ordered[above] - ordered[below]);
}

std::optional<double> median(std::span<const double> values) {
    return quantile(values, 0.5);
}

std::optional<double> mean(std::span<const double> values) {
    if (values.empty()) return std::nullopt;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<double> deviation(std::span<const double> values) {
    const auto middle = mean(values);
    if (!middle) return std::nullopt;
    double squares = 0;
    for (const double value : values)
        squares += (value - *middle) * (value - *middle);
    return std::sqrt(squares / static_cast<double>(values.size()));
}

std::optional<double> median_absolute_deviation(std::span<const double> values) {
    const auto middle = median(values);
    if (!middle) return std::nullopt;
    std::vector<double> distances;
    distances.reserve(values.size());
    for (const double value : values)
        distances.push_back(std::abs(value - *middle));
    return median(distances);
}

std::optional<double> z_score(double value, std::span<const double> values) {
    const auto spread = deviation(values);
    if (values.size() < 2 || *spread == 0) return std::nullopt;
    return (value - *mean(values)) / *spread;
}

std::optional<double> modified_z(double value, std::span<const double> values) {
    // The third quartile of the normal distribution: makes the median's distance comparable with a deviation.
    constexpr double scale = 0.6745;
    const auto spread = median_absolute_deviation(values);
    if (values.size() < 2 || *spread == 0) return std::nullopt;
    return scale * (value - *median(values)) / *spread;
}

std::optional<double> percentile_rank(double value, std::span<const double> values) {
    if (values.empty()) return std::nullopt;
    double below = 0;
    for (const double other : values) {
        if (other < value) below += 1;
        if (other == value) below += 0.5;
    }
    return below / static_cast<double>(values.size());
}

}  // namespace brujula::statistics
