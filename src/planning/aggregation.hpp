// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "planning/periods.hpp"
#include "records/planning_kinds.hpp"

// Putting values together: over time, over the categories of a disaggregation, over a network's members.
// Nothing here depends on the order in which values are given.
namespace brujula::planning {

/// A value for days: of an observation, or of one category of it.
struct SeriesValue {
    Days days;
    records::Amount value;
    std::size_t observation = 0;  ///< index of the observation that it is from
};

using Observations = std::vector<const records::Observation*>;

/// The values of those observations that have one.
std::vector<SeriesValue> series_of(const Observations& observations);
/// The values of one category. An empty dimension is whichever has the category. An observation that has the
/// category not, or more than once, gives none.
std::vector<SeriesValue> series_of(const Observations& observations, const std::string& dimension,
                                   const std::string& category);

/// Values put together to one, and what it is made of.
struct Combined {
    std::optional<records::Amount> value;  ///< none: no value belongs here, or some disagree
    std::vector<std::size_t> used;         ///< indexes into the series, by first day
    std::vector<std::size_t> straddling;   ///< left out: they reach past the days asked for
    std::vector<Overlap>
        disagreeing;         ///< indexes into the series: they share days and neither holds the other
    std::vector<Days> gaps;  ///< days asked for that no value is of

    [[nodiscard]] bool complete() const { return value.has_value() && gaps.empty(); }
};

/// The value for `over` of a series.
///
/// Periodic: the sum. A value of up to two weeks belongs where its middle day is; a longer one where all of
/// it is, and is left out as straddling otherwise. Of values of which one holds the others' days (a quarter
/// and its months) the longest counts alone. The same value twice for the same days counts once; else values
/// that share days disagree, and there is no sum.
///
/// Cumulative: the running total at the end: the value with the latest last day within `over`; what comes
/// after that day is a gap. Two different ones for the same day disagree.
Combined combine(std::span<const SeriesValue> series, records::Accumulation accumulation, const Days& over);

/// What came in the days `over`: of a periodic series the sum; of a cumulative one the running total at the
/// end, less what it was at the beginning where it began to run before. `gaps` holds the days before `over`
/// too that the earlier total is too old by.
Combined gained(std::span<const SeriesValue> series, records::Accumulation accumulation, const Days& over);

/// How many of the periods there should be have values.
struct Completeness {
    std::size_t there = 0;
    std::size_t expected = 0;
    std::vector<ReportingPeriod> missing;  ///< in order
};
/// Of a periodic series: periods of which combine() gives a complete value. Of a cumulative one: periods in
/// which a value ends.
Completeness completeness(std::span<const SeriesValue> series, records::Accumulation accumulation,
                          const PeriodType& type, const Days& over);

/// A series in the other way of counting.
struct Converted {
    std::vector<SeriesValue> values;   ///< by last day
    std::vector<std::size_t> falling;  ///< indexes into `values`: a running total fell here
    std::vector<Days> gaps;            ///< days between values: later running totals lack what came then
    std::vector<Overlap> disagreeing;  ///< indexes into the series given: left out, both
};
/// Running totals that began on the same day become what came from one to the next. A fall stays, as a
/// negative value.
Converted to_periodic(std::span<const SeriesValue> cumulative);
/// Values become running totals from the first one's first day.
Converted to_cumulative(std::span<const SeriesValue> periodic);

/// A sum's quality: `about` if a part is, else `at_least` if a part is.
records::Amount sum(std::span<const records::Amount> amounts);

/// What is not right with the parts of a value.
enum class PartsFault {
    below_total,        ///< a complete disaggregation's parts are less together than the value
    above_total,        ///< they are more
    unknown_dimension,  ///< the indicator has no such disaggregation
    unknown_category,   ///< the disaggregation has no such category
    category_twice,     ///< the category stands there more than once
    category_missing,   ///< a complete disaggregation lacks a category
    part_above_total,   ///< of a disaggregation whose categories may overlap, one is more than the value
};
struct PartsFinding {
    PartsFault fault = PartsFault::below_total;
    std::string dimension;
    std::string category;  ///< where it is about one
    double parts = 0;      ///< the parts together, or the one part
    double total = 0;

    bool operator==(const PartsFinding&) const = default;
};
/// Checks parts against their total. A dimension without parts is not checked. `marked_incomplete`: the
/// author says that parts are missing, so that they may be fewer and less, but not more. "At least" and
/// "about" excuse what they may: at least 200 may have parts of 210. Sums count as equal up to a billionth.
std::vector<PartsFinding> check_parts(const records::Amount& total, const std::vector<records::Part>& parts,
                                      const std::vector<records::Disaggregation>& disaggregations,
                                      bool marked_incomplete);

/// A value of a whole network.
struct RollUp {
    std::optional<records::Amount> value;  ///< none: no member has one, or the denominators are 0 together
    std::size_t counted = 0;               ///< members whose value is in it
    std::size_t members = 0;

    [[nodiscard]] bool complete() const { return value.has_value() && counted == members; }
};
/// The sum over the members, those without a value left out and told by `counted`. People who are counted by
/// two members are counted twice: a union is measured, not added.
RollUp roll_up(std::span<const std::optional<records::Amount>> members);

/// A member's ratio, not yet divided.
struct RatioParts {
    std::optional<records::Amount> numerator;
    std::optional<records::Amount> denominator;
};
/// Σ numerators ÷ Σ denominators × factor, never a mean of ratios. A member that lacks either is left out of
/// both.
RollUp roll_up_ratio(std::span<const RatioParts> members, double factor);

/// How much of the sum is counted more than once: sum − union. Nothing where that union cannot be one of
/// these parts, being more than their sum or less than the largest.
std::optional<double> shared_by(std::span<const double> parts, double united);

}  // namespace brujula::planning
