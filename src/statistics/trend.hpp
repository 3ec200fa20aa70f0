// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

namespace brujula::statistics {

struct Point {
    double x = 0;
    double y = 0;
};

/// A straight line through points by least squares, and where it says the next value lies.
struct Forecast {
    double slope = 0;
    double value = 0;  ///< the line at the asked x
    double low = 0;    ///< of the interval in which a new value lies with the asked confidence
    double high = 0;
};

/// The line through `points`, at `x`, with the prediction interval of a single new value (Student's t with
/// n − 2 degrees of freedom; errors independent and alike, which few points can neither show nor deny).
/// Nothing with less than three points or where all have the same x.
std::optional<Forecast> forecast(std::span<const Point> points, double x, double confidence = 0.95);

}  // namespace brujula::statistics
