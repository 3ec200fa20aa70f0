// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/trend.hpp"

#include <cmath>

#include <boost/math/distributions/students_t.hpp>

namespace brujula::statistics {

std::optional<Forecast> forecast(std::span<const Point> points, double x, double confidence) {
    const auto n = static_cast<double>(points.size());
    if (points.size() < 3) return std::nullopt;
    double x_mean = 0;
    double y_mean = 0;
    for (const Point& point : points) {
        x_mean += point.x / n;
        y_mean += point.y / n;
    }
    double xx = 0;
    double xy = 0;
    for (const Point& point : points) {
        xx += (point.x - x_mean) * (point.x - x_mean);
        xy += (point.x - x_mean) * (point.y - y_mean);
    }
    if (xx == 0) return std::nullopt;
    Forecast found;
    found.slope = xy / xx;
    const auto line = [&](double at) { return y_mean + found.slope * (at - x_mean); };
    double squares = 0;
    for (const Point& point : points)
        squares += (point.y - line(point.x)) * (point.y - line(point.x));
    const double error =
        std::sqrt(squares / (n - 2)) * std::sqrt(1 + 1 / n + (x - x_mean) * (x - x_mean) / xx);
    const boost::math::students_t t(n - 2);
    const double reach = boost::math::quantile(t, 0.5 + confidence / 2) * error;
    found.value = line(x);
    found.low = found.value - reach;
    found.high = found.value + reach;
    return found;
}

}  // namespace brujula::statistics
