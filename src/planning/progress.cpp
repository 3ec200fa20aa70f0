// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/progress.hpp"

#include <algorithm>
#include <chrono>

namespace brujula::planning {

using records::Accumulation;
using records::Amount;
using records::AmountQuality;
using records::Direction;
using records::Indicator;
using records::Observation;
using records::Target;

namespace {

std::optional<std::size_t> latest(const std::vector<const Observation*>& observations) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < observations.size(); ++i)
        if (observations[i]->value && (!found || observations[i]->last_day >= observations[*found]->last_day))
            found = i;
    return found;
}

const Target* target_on(const std::vector<Target>& targets, Date day) {
    const Target* before = nullptr;
    const Target* first = nullptr;
    for (const auto& target : targets) {
        if (target.first_day <= day && day <= target.last_day) return &target;
        if (target.last_day < day && (before == nullptr || before->last_day < target.last_day))
            before = &target;
        if (first == nullptr || target.first_day < first->first_day) first = &target;
    }
    return before != nullptr ? before : first;
}

/// How far `whole` has gone when `day` of the target's period is over: 0 before it, all from its last day on.
/// Multiplied before it is divided, so that one a day is exactly 183 on the 183rd.
double gone_by(double whole, const Target& target, Date day) {
    using std::chrono::days;
    using std::chrono::sys_days;
    const auto length = (sys_days{target.last_day} - sys_days{target.first_day} + days{1}).count();
    const auto done = (sys_days{day} - sys_days{target.first_day} + days{1}).count();
    return whole * static_cast<double>(std::clamp<decltype(done)>(done, 0, length)) /
           static_cast<double>(length);
}

/// What the way to the target starts from; nothing where that is not known.
std::optional<double> start_of(const Indicator& indicator, const std::optional<Amount>& baseline) {
    if (indicator.accumulation == Accumulation::cumulative) return 0.0;
    if (baseline) return baseline->value;
    return std::nullopt;
}

double expected_on(const Indicator& indicator, const std::optional<Amount>& baseline, const Target& target,
                   Date day) {
    const auto start = start_of(indicator, baseline);
    if (!start) return target.value.value;
    return *start + gone_by(target.value.value - *start, target, day);
}

std::optional<double> share_of(const Indicator& indicator, const std::optional<Amount>& baseline,
                               double actual, double target) {
    const double start = start_of(indicator, baseline).value_or(0.0);
    if (start == target) return std::nullopt;
    return (actual - start) / (target - start);
}

bool as_good_as(Direction direction, double value, double mark) {
    return direction == Direction::increasing ? value >= mark : value <= mark;
}

bool reached(const Indicator& indicator, const Amount& actual, const Amount& target) {
    const bool lower_bound = actual.quality == AmountQuality::at_least;
    if (lower_bound && indicator.direction == Direction::decreasing) return false;
    return as_good_as(indicator.direction, actual.value, target.value);
}

bool may_be_better_than_told(const Indicator& indicator, const Amount& actual) {
    return actual.quality == AmountQuality::at_least && indicator.direction == Direction::increasing;
}

ProgressStatus status_of(const Indicator& indicator, const Progress& progress) {
    const bool collecting =
        indicator.baseline && !indicator.baseline->value && indicator.baseline->collect_by;
    if (!progress.actual)
        return collecting ? ProgressStatus::collecting_baseline : ProgressStatus::not_measured;
    if (!progress.target) return ProgressStatus::no_target;
    if (reached(indicator, *progress.actual, *progress.target)) return ProgressStatus::met;
    if (*progress.actual_day >= *progress.target_day && !may_be_better_than_told(indicator, *progress.actual))
        return ProgressStatus::missed;
    const bool in_time = as_good_as(indicator.direction, progress.actual->value, *progress.expected);
    return in_time ? ProgressStatus::on_course : ProgressStatus::behind;
}

}  // namespace

double expected_by(const Indicator& indicator, const Target& target, Date day) {
    const auto baseline = indicator.baseline ? indicator.baseline->value : std::nullopt;
    return expected_on(indicator, baseline, target, day);
}

Progress progress_of(const Indicator& indicator, const std::vector<Observation>& observations, Date today) {
    std::vector<const Observation*> pointers;
    pointers.reserve(observations.size());
    for (const Observation& observation : observations)
        pointers.push_back(&observation);
    return progress_by(indicator, pointers, today);
}

Progress progress_by(const Indicator& indicator, const std::vector<const Observation*>& observations,
                     Date today) {
    Progress progress;
    if (indicator.baseline) progress.baseline = indicator.baseline->value;
    progress.observation = latest(observations);
    if (progress.observation) {
        const auto& observation = *observations[*progress.observation];
        progress.actual = observation.value;
        progress.actual_day = observation.last_day;
        progress.by = observation.by;
    }
    const Date day = progress.actual_day.value_or(today);
    if (const auto* target = target_on(indicator.targets, day)) {
        progress.target = target->value;
        progress.target_day = target->last_day;
        if (!target->revisions.empty()) progress.agreed_target = target->revisions.front().was;
        progress.expected = expected_on(indicator, progress.baseline, *target, day);
        if (progress.actual)
            progress.share =
                share_of(indicator, progress.baseline, progress.actual->value, target->value.value);
    }
    progress.status = status_of(indicator, progress);
    return progress;
}

}  // namespace brujula::planning
