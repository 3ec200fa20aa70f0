// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "planning/periods.hpp"
#include "records/planning_kinds.hpp"

// The indicator tracking table: indicators × periods, each with target, actual and variance.
namespace brujula::planning {

/// Which periods the columns are.
enum class TrackingColumns {
    own,     ///< each indicator's: those of its frequency, and those of targets and values that are of others
    months,  ///< calendar months of the plan's days
    quarters,    ///< calendar quarters
    half_years,  ///< calendar half-years
    years,       ///< calendar years
    targets,     ///< each target's own
};

/// From how much of the target on a value is green and yellow, in per cent.
using records::Legend;

/// How a cell stands. What the colour means is always said in words, too.
enum class Light {
    none,          ///< there is neither target nor value
    no_target,     ///< a value, and nothing to hold it against
    met,           ///< at least Legend::met of the target
    on_course,     ///< at least Legend::on_course, and the target's days are not over
    behind,        ///< less, and they are not over
    close,         ///< at least Legend::on_course, and they are over: the target was not reached
    missed,        ///< less, and they are over
    not_due,       ///< no value, and the period is not over
    not_measured,  ///< no value, and the period is over: which is not zero
    explained,     ///< no value, and a note that says why
    told,          ///< of a qualitative indicator: what was found stands there in words
    summed,        ///< no value of its own; TrackingCell::sum is shown and not judged
};

/// Whether a cell can be written in the table; otherwise, why not.
enum class Entry {
    open,      ///< empty, or one value reported by hand for this very period
    measured,  ///< its value came from a measurement
    formula,   ///< computed
    several,   ///< several values, or one of another period, stand behind it
    counts,    ///< it has a numerator and a denominator: both are entered in its form
};

struct TrackedObservation {
    std::string id;
    records::Observation value;
};

struct TrackedIndicator {
    std::string id;
    records::Indicator indicator;
    std::vector<TrackedObservation> observations;  ///< oldest last day first
};

struct TrackingQuestion {
    Days days;  ///< of the plan
    TrackingColumns columns = TrackingColumns::own;
    Legend legend;
    Date today;
    int financial_year_from = 1;  ///< of the organisation
};

struct TrackingColumn {
    Days days;
    std::optional<ReportingPeriod> period;  ///< nothing: days of a target's or value's own
};

/// One indicator in one period. What is not known is empty, never 0.
struct TrackingCell {
    bool applies = false;               ///< the indicator has this period; else all of it is empty
    std::optional<std::size_t> target;  ///< index of the target of this period among the indicator's
    std::optional<double> expected;     ///< without one: what a cumulative value should be by its last day
    std::optional<records::Amount> actual;
    std::optional<double> variance;        ///< actual − target (or expected), in the indicator's unit
    std::optional<double> variance_share;  ///< the same in per cent of the target; none where that is 0
    std::optional<double> achieved;  ///< in per cent: 100 is the target, more is better for any direction
    Light light = Light::none;
    Entry entry = Entry::open;
    bool due = false;                    ///< the period is over and a value is asked for
    std::optional<records::Amount> sum;  ///< of a count without a value of its own: its shorter periods' sum
    bool sum_complete = false;           ///< they leave no day out
    std::optional<Date> as_of;           ///< of a running total: its last day, where that is not the period's
    std::vector<std::size_t> observations;  ///< indexes of those that stand behind it, oldest first
    std::optional<std::size_t> shown;       ///< the one of them whose value (or note) it shows
};

struct TrackingRow {
    std::vector<TrackingCell> cells;         ///< one for each column
    std::optional<std::size_t> last_target;  ///< index of the target that ends last
    std::size_t due = 0;                     ///< cells for which a value is asked for by now
    std::size_t filled = 0;  ///< those of them that have one, a complete sum, or a note that says why not
    std::optional<Message> over;  ///< why it has no cell, where they would be more than can be shown
};

struct TrackingTable {
    std::vector<TrackingColumn> columns;  ///< by last day: a year stands behind its quarters
    std::vector<TrackingRow> rows;        ///< one for each indicator, in their order
};

/// The table of `indicators` in the plan's days.
///
/// A cumulative indicator's value in a period is its running total at the period's end: of the observations
/// whose last day falls in the period, the latest with a value. Its target is the one whose last day falls in
/// the period, the latest; where a target runs on past the period's end, `expected` is what the total should
/// be by then on the straight way from 0, and variance and light are held against that: on course at best,
/// unless the whole target is reached already.
/// A periodic indicator's value and target in a period are those of exactly its days. Where there is none,
/// the values of shorter periods inside it are listed; those of a quantity are summed (as combine() does) and
/// the sum is shown, but held against nothing: people who come in two quarters do not add up. Of two values
/// for the same days the later in the list counts, and the cell is not open. Achieved is 100 + variance_share
/// where more is better and 100 − variance_share where less is. A target of 0 has no shares: reaching it is
/// met, else behind. "At least" that is enough when rising is met; falling it is never met for certain and at
/// most on course. Once the last day of the cell's own target is before today, what is not met is close or
/// missed: nothing is under way any more. What is held against `expected` stays on course or behind.
/// An observation of parts without a value is the cell's, and is no value: nothing is summed for it. An
/// indicator that would make more columns, cells or steps than planning/limits.hpp has, with those before it,
/// has none, and says why.
TrackingTable tracking_table(const std::vector<TrackedIndicator>& indicators,
                             const TrackingQuestion& question);

/// The columns in which one indicator has cells, as in tracking_table(); none where they are too many.
std::vector<TrackingColumn> tracking_columns(const TrackedIndicator& indicator,
                                             const TrackingQuestion& question);

/// The days that a value entered in a column is of: the column's; of a running total, from the first day of
/// the target that it counts towards (else of the plan), to the column's last.
Days days_entered(const records::Indicator& indicator, const Days& column, const Days& plan);

}  // namespace brujula::planning
