// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/tracking.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/budget.hpp"
#include "planning/aggregation.hpp"
#include "planning/limits.hpp"
#include "planning/progress.hpp"

namespace brujula::planning {

using records::Accumulation;
using records::Amount;
using records::AmountQuality;
using records::Direction;
using records::Frequency;
using records::Indicator;
using records::Measure;
using records::ObservedBy;
using records::Target;

namespace {

/// What a cell costs besides the values that are looked through for it.
constexpr std::int64_t steps_of_cell = 100;

/// Columns in reading order: by the day they end, so that a year stands behind its quarters.
struct ReadingOrder {
    bool operator()(const Days& a, const Days& b) const {
        if (a.last_day != b.last_day) return a.last_day < b.last_day;
        return a.first_day > b.first_day;
    }
};
using Columns = std::map<Days, std::optional<ReportingPeriod>, ReadingOrder>;

/// An indicator's columns, or why they are too many: then there are none.
struct Cut {
    Columns columns;
    std::optional<Message> over;
};

Cut too_many(Message why) {
    return {{}, std::move(why)};
}

bool is_cumulative(const Indicator& indicator) {
    return indicator.accumulation == Accumulation::cumulative;
}

Days days_of(const Target& target) {
    return {target.first_day, target.last_day};
}

Days days_of(const TrackedObservation& observation) {
    return {observation.value.first_day, observation.value.last_day};
}

/// True where a value or target of `days` is seen in the column `column`.
bool belongs(const Indicator& indicator, const Days& days, const Days& column) {
    return is_cumulative(indicator) ? column.contains(days.last_day) : days == column;
}

bool in_any(const Indicator& indicator, const Days& days, const Columns& columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const auto& column) { return belongs(indicator, days, column.first); });
}

Cut periods_of(const PeriodType& type, const Days& whole) {
    Cut cut;
    cut.over = too_many_periods(type, whole);
    if (cut.over) return cut;
    for (const ReportingPeriod& period : periods_in(type, whole))
        cut.columns.emplace(period.days, period);
    return cut;
}

void add_targets(Columns& columns, const Indicator& indicator) {
    for (const Target& target : indicator.targets)
        if (length(days_of(target)) > 0) columns.emplace(days_of(target), std::nullopt);
}

/// A target in a longer or shorter period than the indicator's frequency gets a column, unless a running
/// total shows it anyway.
void add_other_targets(Columns& columns, const Indicator& indicator) {
    for (const Target& target : indicator.targets) {
        const Days days = days_of(target);
        if (length(days) > 0 && !in_any(indicator, days, columns)) columns.emplace(days, std::nullopt);
    }
}

Cut own_periods(const TrackedIndicator& tracked, const TrackingQuestion& question) {
    const Indicator& indicator = tracked.indicator;
    Cut cut;
    if (indicator.frequency == Frequency::once) {
        add_targets(cut.columns, indicator);
        if (cut.columns.empty()) cut.columns.emplace(question.days, std::nullopt);
        return cut;
    }
    cut = periods_of(period_type(indicator.frequency, question.financial_year_from), question.days);
    if (!cut.over) add_other_targets(cut.columns, indicator);
    return cut;
}

Cut own_columns(const TrackedIndicator& tracked, const TrackingQuestion& question) {
    Cut cut = own_periods(tracked, question);
    if (cut.over) return cut;
    for (const TrackedObservation& observation : tracked.observations) {
        if (cut.columns.size() > most_columns) break;
        const Days days = days_of(observation);
        if (length(days) > 0 && !in_any(tracked.indicator, days, cut.columns))
            cut.columns.emplace(days, std::nullopt);
    }
    return cut;
}

std::optional<Frequency> frequency_of(TrackingColumns columns) {
    switch (columns) {
        case TrackingColumns::months:
            return Frequency::monthly;
        case TrackingColumns::quarters:
            return Frequency::quarterly;
        case TrackingColumns::half_years:
            return Frequency::half_yearly;
        case TrackingColumns::years:
            return Frequency::yearly;
        case TrackingColumns::own:
        case TrackingColumns::targets:
            break;
    }
    return std::nullopt;
}

Cut asked_columns(const TrackedIndicator& tracked, const TrackingQuestion& question) {
    if (const auto frequency = frequency_of(question.columns))
        return periods_of(period_type(*frequency, question.financial_year_from), question.days);
    if (question.columns != TrackingColumns::targets) return own_columns(tracked, question);
    Cut cut;
    add_targets(cut.columns, tracked.indicator);
    return cut;
}

Cut columns_of(const TrackedIndicator& tracked, const TrackingQuestion& question) {
    Cut cut = asked_columns(tracked, question);
    if (cut.columns.size() <= most_columns) return cut;
    return too_many({"reason-too-many-columns", {std::to_string(most_columns)}});
}

std::optional<std::size_t> target_in(const Indicator& indicator, const Days& column) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < indicator.targets.size(); ++i) {
        const Target& target = indicator.targets[i];
        if (!belongs(indicator, days_of(target), column)) continue;
        if (!found || indicator.targets[*found].last_day <= target.last_day) found = i;
    }
    return found;
}

/// Of a running total whose target runs on: what it should be by then.
std::optional<double> expected_in(const Indicator& indicator, const Days& column) {
    if (!is_cumulative(indicator)) return std::nullopt;
    for (const Target& target : indicator.targets)
        if (days_of(target).contains(column.last_day)) return expected_by(indicator, target, column.last_day);
    return std::nullopt;
}

/// Which observations stand behind the cell, and which of them it shows.
void gather(TrackingCell& cell, const TrackedIndicator& tracked, const Days& column) {
    const bool running = is_cumulative(tracked.indicator);
    std::optional<std::size_t> explained;
    for (std::size_t i = 0; i < tracked.observations.size(); ++i) {
        const TrackedObservation& observation = tracked.observations[i];
        const Days days = days_of(observation);
        const bool here = belongs(tracked.indicator, days, column);
        if (!here && (running || !column.contains(days))) continue;
        cell.observations.push_back(i);
        if (!here) continue;
        if (observation.value.value)
            cell.shown = i;
        else
            explained = i;
    }
    if (!cell.shown) cell.shown = explained;
    if (!cell.shown) return;
    const auto& value = tracked.observations[*cell.shown].value;
    cell.actual = value.value;
    if (running && value.last_day != column.last_day) cell.as_of = value.last_day;
}

/// The sum of what shorter periods inside the column counted, where they do not disagree.
void sum_up(TrackingCell& cell, const TrackedIndicator& tracked, const Days& column) {
    const Indicator& indicator = tracked.indicator;
    if (cell.shown || is_cumulative(indicator) || indicator.measure != Measure::unit) return;
    Observations inside;
    for (const std::size_t index : cell.observations)
        inside.push_back(&tracked.observations[index].value);
    const Combined sum = combine(series_of(inside), Accumulation::periodic, column);
    cell.sum = sum.value;
    cell.sum_complete = sum.complete();
}

Entry entry_of(const TrackingCell& cell, const TrackedIndicator& tracked) {
    if (tracked.indicator.kind == records::IndicatorKind::formula) return Entry::formula;
    if (cell.observations.empty()) return Entry::open;
    if (cell.observations.size() > 1 || !cell.shown || cell.as_of) return Entry::several;
    const auto& value = tracked.observations[*cell.shown].value;
    if (value.by == ObservedBy::measured || value.measurement) return Entry::measured;
    if (value.numerator || value.denominator) return Entry::counts;
    return Entry::open;
}

/// In per cent of the target, more being better: nothing for a target of 0.
std::optional<double> achieved_of(const Indicator& indicator, std::optional<double> variance_share) {
    if (!variance_share) return std::nullopt;
    return indicator.direction == Direction::increasing ? 100 + *variance_share : 100 - *variance_share;
}

Light light_of(const Indicator& indicator, const TrackingCell& cell, double aim, const Legend& legend) {
    const Amount& actual = *cell.actual;
    const bool rising = indicator.direction == Direction::increasing;
    // Divided numbers are a hair off: 79.99999999999999 is 80.
    constexpr double hair = 1e-9;
    const double achieved =
        cell.achieved.value_or((rising ? actual.value >= aim : actual.value <= aim) ? 100 : -100);
    const bool uncertain = actual.quality == AmountQuality::at_least && !rising;
    if (achieved >= legend.met - hair) return uncertain ? Light::on_course : Light::met;
    return achieved >= legend.on_course - hair ? Light::on_course : Light::behind;
}

/// The word for a target whose last day has passed.
Light when_over(Light light) {
    if (light == Light::on_course) return Light::close;
    return light == Light::behind ? Light::missed : light;
}

/// True where a running total has reached the whole of a target that runs on.
bool whole_way(const Indicator& indicator, const Amount& actual, const Days& column) {
    for (const Target& target : indicator.targets)
        if (days_of(target).contains(column.last_day))
            return indicator.direction == Direction::increasing && actual.value >= target.value.value;
    return false;
}

/// Nothing but parts: they wait for a total.
bool is_parts_only(const records::Observation& observation) {
    return !observation.value && observation.narrative.empty() && observation.note.empty() &&
           !observation.parts.empty();
}

void judge(TrackingCell& cell, const TrackedIndicator& tracked, const TrackingQuestion& question,
           const Days& column) {
    const Indicator& indicator = tracked.indicator;
    const bool over = column.last_day < question.today;
    std::optional<double> aim = cell.expected;
    if (cell.target) aim = indicator.targets[*cell.target].value.value;
    if (!cell.actual) {
        if (cell.shown && !tracked.observations[*cell.shown].value.narrative.empty())
            cell.light = Light::told;
        else if (cell.shown && !is_parts_only(tracked.observations[*cell.shown].value))
            cell.light = Light::explained;
        else if (cell.sum)
            cell.light = Light::summed;
        else if (cell.due)
            cell.light = Light::not_measured;
        else if (aim)
            cell.light = over ? Light::not_measured : Light::not_due;
        return;
    }
    if (!aim) {
        cell.light = Light::no_target;
        return;
    }
    cell.variance = cell.actual->value - *aim;
    if (*aim != 0) cell.variance_share = *cell.variance / std::abs(*aim) * 100;
    cell.achieved = achieved_of(indicator, cell.variance_share);
    cell.light = light_of(indicator, cell, *aim, question.legend);
    if (cell.expected && cell.light == Light::met && !whole_way(indicator, *cell.actual, column))
        cell.light = Light::on_course;
    if (cell.target && indicator.targets[*cell.target].last_day < question.today)
        cell.light = when_over(cell.light);
}

TrackingCell cell_of(const TrackedIndicator& tracked, const TrackingQuestion& question,
                     const TrackingColumn& column) {
    TrackingCell cell;
    cell.applies = true;
    cell.target = target_in(tracked.indicator, column.days);
    if (!cell.target) cell.expected = expected_in(tracked.indicator, column.days);
    gather(cell, tracked, column.days);
    sum_up(cell, tracked, column.days);
    cell.entry = entry_of(cell, tracked);
    const bool its_own = column.period && column.period->type.frequency == tracked.indicator.frequency;
    cell.due = column.days.last_day < question.today && (cell.target || its_own);
    judge(cell, tracked, question, column.days);
    return cell;
}

std::optional<std::size_t> last_target_of(const Indicator& indicator) {
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < indicator.targets.size(); ++i)
        if (!last || indicator.targets[*last].last_day <= indicator.targets[i].last_day) last = i;
    return last;
}

TrackingRow row_of(const TrackedIndicator& tracked, const TrackingQuestion& question,
                   const std::vector<TrackingColumn>& columns, const Cut& own) {
    TrackingRow row;
    row.last_target = last_target_of(tracked.indicator);
    row.over = own.over;
    for (const TrackingColumn& column : columns) {
        const auto found = own.columns.find(column.days);
        // Two indicators' periods of the same days may be named differently: each is due by its own.
        row.cells.push_back(found == own.columns.end()
                                ? TrackingCell{}
                                : cell_of(tracked, question, {column.days, found->second}));
        const TrackingCell& cell = row.cells.back();
        if (cell.due) ++row.due;
        const bool told = cell.shown && !is_parts_only(tracked.observations[*cell.shown].value);
        if (cell.due && (told || cell.sum_complete)) ++row.filled;
    }
    return row;
}

/// What the cells of these columns take.
std::int64_t steps_of(const TrackedIndicator& tracked, const Columns& columns) {
    const std::size_t a_cell = tracked.observations.size() + tracked.indicator.targets.size();
    return static_cast<std::int64_t>(columns.size()) * (steps_of_cell + static_cast<std::int64_t>(a_cell));
}

/// The indicator's columns, taken among those of all where there is place for them and their cells.
Cut taken_among(Columns& all, Budget& budget, Cut own, const TrackedIndicator& tracked) {
    if (own.over) return own;
    if (!budget.take(steps_of(tracked, own.columns)))
        return too_many({"reason-answer-spent", {std::to_string(most_steps_of_answer)}});
    const auto is_new = [&](const auto& column) { return !all.contains(column.first); };
    const auto more = std::count_if(own.columns.begin(), own.columns.end(), is_new);
    if (all.size() + static_cast<std::size_t>(more) > most_columns)
        return too_many({"reason-too-many-columns", {std::to_string(most_columns)}});
    for (const auto& [days, period] : own.columns) {
        auto& named = all.emplace(days, period).first->second;
        if (!named) named = period;
    }
    return own;
}

}  // namespace

TrackingTable tracking_table(const std::vector<TrackedIndicator>& indicators,
                             const TrackingQuestion& question) {
    Budget budget{most_steps_of_answer};
    std::vector<Cut> own;
    Columns all;
    for (const TrackedIndicator& tracked : indicators)
        own.push_back(taken_among(all, budget, columns_of(tracked, question), tracked));
    TrackingTable table;
    for (const auto& [days, period] : all)
        table.columns.push_back({days, period});
    for (std::size_t i = 0; i < indicators.size(); ++i)
        table.rows.push_back(row_of(indicators[i], question, table.columns, own[i]));
    return table;
}

std::vector<TrackingColumn> tracking_columns(const TrackedIndicator& indicator,
                                             const TrackingQuestion& question) {
    std::vector<TrackingColumn> columns;
    for (const auto& [days, period] : columns_of(indicator, question).columns)
        columns.push_back({days, period});
    return columns;
}

Days days_entered(const Indicator& indicator, const Days& column, const Days& plan) {
    if (!is_cumulative(indicator)) return column;
    for (const Target& target : indicator.targets)
        if (days_of(target).contains(column.last_day)) return {target.first_day, column.last_day};
    return {std::min(plan.first_day, column.first_day), column.last_day};
}

}  // namespace brujula::planning
