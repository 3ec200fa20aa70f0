// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/survival.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>

namespace brujula::statistics {
namespace {

/// The steps without shares: who was there, ended and was lost at each time.
std::vector<SurvivalStep> counted(std::vector<Followed> followed) {
    std::sort(followed.begin(), followed.end(),
              [](const Followed& one, const Followed& other) { return one.time < other.time; });
    std::vector<SurvivalStep> steps;
    std::size_t left = followed.size();
    for (const Followed& one : followed) {
        if (steps.empty() || steps.back().time != one.time)
            steps.push_back({.time = one.time, .at_risk = left, .low = {}, .high = {}});
        ++(one.ended ? steps.back().ended : steps.back().censored);
        --left;
    }
    return steps;
}

/// `greenwood` is the sum of d ÷ (n (n − d)) up to here.
void set_interval(SurvivalStep& step, double greenwood, double normal) {
    if (step.survival <= 0 || step.survival >= 1) return;
    const double reach = normal * std::sqrt(greenwood) / std::log(step.survival);
    step.low = std::pow(step.survival, std::exp(-reach));
    step.high = std::pow(step.survival, std::exp(reach));
}

}  // namespace

std::optional<Survival> survival(std::span<const Followed> followed, double confidence) {
    if (followed.empty()) return std::nullopt;
    Survival curve;
    curve.followed = followed.size();
    curve.steps = counted({followed.begin(), followed.end()});
    const double normal = boost::math::quantile(boost::math::normal{}, 0.5 + confidence / 2);
    double share = 1;
    double greenwood = 0;
    for (SurvivalStep& step : curve.steps) {
        const auto n = static_cast<double>(step.at_risk);
        const auto d = static_cast<double>(step.ended);
        curve.ended += step.ended;
        share *= (n - d) / n;
        if (step.ended < step.at_risk) greenwood += d / (n * (n - d));
        step.survival = share;
        set_interval(step, greenwood, normal);
    }
    return curve;
}

std::optional<double> survival_at(const Survival& curve, double time) {
    if (time > curve.steps.back().time && curve.steps.back().survival > 0) return std::nullopt;
    double share = 1;
    for (const SurvivalStep& step : curve.steps)
        if (step.time <= time) share = step.survival;
    return share;
}

std::size_t at_risk_at(const Survival& curve, double time) {
    for (const SurvivalStep& step : curve.steps)
        if (step.time >= time) return step.at_risk;
    return 0;
}

std::optional<double> median_survival(const Survival& curve) {
    for (const SurvivalStep& step : curve.steps)
        if (step.survival <= 0.5) return step.time;
    return std::nullopt;
}

}  // namespace brujula::statistics
