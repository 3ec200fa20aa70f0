// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "base/message.hpp"
#include "base/time.hpp"
#include "records/kinds.hpp"

namespace brujula::planning {

enum class ProgressStatus {
    met,                  ///< the target is reached
    on_course,            ///< not yet, and no further from it than expected by the day of the value
    behind,               ///< further from it than expected by the day of the value
    missed,               ///< the target's last day is over, the value covers it, and it is not reached
    not_measured,         ///< there is a target and no value: which is not zero
    collecting_baseline,  ///< no value yet, and none is due: the baseline is still being collected
    no_target,            ///< there is a value and nothing to hold it against
};

/// Where an indicator stands against its target. What is not known is empty, never 0.
struct Progress {
    ProgressStatus status = ProgressStatus::not_measured;
    std::optional<records::Amount> baseline;
    std::optional<records::Amount> actual;
    std::optional<Date> actual_day;  ///< last day that the value covers
    std::optional<records::Amount> target;
    std::optional<Date> target_day;
    std::optional<records::Amount> agreed_target;  ///< what the target was first, where it was revised
    std::optional<double> expected;          ///< by actual_day (today without a value), on the straight way
    std::optional<double> share;             ///< of the way done: 0.5 is half; may pass 1 and fall below 0
    std::optional<std::size_t> observation;  ///< index of the value in `observations`
    std::optional<records::ObservedBy> by;
    std::optional<Message> reason;  ///< why the value was not worked out, where that would have been too much
};

/// Progress of `indicator` on the day `today`.
///
/// The value is the observation with a value whose last day is the latest (the later one in the list for the
/// same day); one that only says why there is none is passed over.
/// The target is the one whose period holds that last day (today without a value), else the last one before
/// it, else the first. A cumulative indicator starts from 0 on the target's first day; a periodic one goes
/// from the baseline's value to the target, and without a baseline is expected at the target itself. "At
/// least 150" reaches 150 and is never missed when rising, since more may have come; falling, it reaches
/// nothing for certain. "About" counts as its number.
Progress progress_of(const records::Indicator& indicator,
                     const std::vector<records::Observation>& observations, Date today);
/// The same by observations that lie elsewhere; none is nullptr.
Progress progress_by(const records::Indicator& indicator,
                     const std::vector<const records::Observation*>& observations, Date today);

/// What a value is expected to be when `day` is over, on the straight way to `target`: of a cumulative
/// indicator from 0, of a periodic one from its baseline's value, without one the target itself.
double expected_by(const records::Indicator& indicator, const records::Target& target, Date day);

}  // namespace brujula::planning
