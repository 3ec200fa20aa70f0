// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

// Kaplan and Meier's curve: how many are still there after a time, where some could only be followed for a
// while.
namespace brujula::statistics {

/// One that was followed: until it ended, or until it was lost from sight still there (censored).
struct Followed {
    double time = 0;  ///< not negative
    bool ended = false;
};

/// A time at which somebody ended or was lost from sight.
struct SurvivalStep {
    double time = 0;
    std::size_t at_risk = 0;   ///< still followed just before
    std::size_t ended = 0;     ///< at this time
    std::size_t censored = 0;  ///< lost from sight at this time: after those who ended
    double survival = 1;       ///< the share still there from this time until the next step
    /// Greenwood's variance on the log-log scale. None while nobody ended (no spread to measure by) and once
    /// the share is 0.
    std::optional<double> low;
    std::optional<double> high;
};

struct Survival {
    std::size_t followed = 0;
    std::size_t ended = 0;
    std::vector<SurvivalStep> steps;  ///< by time, each time once; before the first the share is 1
};

/// Nothing where nobody was followed. The order does not matter. O(n log n).
std::optional<Survival> survival(std::span<const Followed> followed, double confidence = 0.95);

/// The share still there at `time`. Nothing beyond the last time of anybody, unless all had ended by then.
std::optional<double> survival_at(const Survival& curve, double time);
/// How many are still followed just before `time`.
std::size_t at_risk_at(const Survival& curve, double time);
/// The first time at which at most half are still there. Nothing where more than half stay in sight.
std::optional<double> median_survival(const Survival& curve);

}  // namespace brujula::statistics
