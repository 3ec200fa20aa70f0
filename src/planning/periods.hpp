// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/message.hpp"
#include "base/time.hpp"
#include "records/planning_kinds.hpp"

// The periods that values are collected for. Days are whole and both ends belong to them, as in the records.
namespace brujula::planning {

/// The days first_day to last_day, both of them. Empty when last_day < first_day.
struct Days {
    Date first_day;
    Date last_day;

    [[nodiscard]] bool contains(Date day) const { return first_day <= day && day <= last_day; }
    [[nodiscard]] bool contains(const Days& other) const {
        return first_day <= other.first_day && other.last_day <= last_day;
    }
    [[nodiscard]] bool overlaps(const Days& other) const {
        return first_day <= other.last_day && other.first_day <= last_day;
    }
    auto operator<=>(const Days&) const = default;
};

/// How many days; 0 for an empty range.
std::int64_t length(const Days& range);
/// The day of which at least half of the range is not later and half not earlier: the fourth of a week, the
/// seventh of two weeks. What holds it holds at least half of the days. `range` must not be empty.
Date middle_day(const Days& range);

/// A way to divide time. Weeks are ISO 8601's (from Monday; week 1 holds the year's first Thursday). Two
/// weeks are weeks 1–2, 3–4 … of the ISO year, the 53rd alone. Months and years are the calendar's.
/// Two-monthly, quarterly, half-yearly and financial-year periods are counted from `first_month` of a year.
struct PeriodType {
    records::Frequency frequency = records::Frequency::quarterly;
    int first_month = 1;  ///< 1 to 12

    auto operator<=>(const PeriodType&) const = default;
};

/// The periods of a frequency in an organisation whose financial year begins in that month: financial years
/// begin in it, everything else is the calendar's. What is no month, as a record may hold that is older than
/// the rule, is January.
PeriodType period_type(records::Frequency frequency, int financial_year_from);

/// One period, with what names it: quarter 2 of 2014, ISO week 1 of 2015, the financial year from July 2014.
struct ReportingPeriod {
    PeriodType type;
    int year = 0;   ///< the ISO year of weeks; the year in which a financial year begins
    int index = 1;  ///< from 1 within the year; 1 of years and of `once`
    Days days;
    bool clipped = false;  ///< it is longer than `days`: an end of it lies outside of what was divided

    auto operator<=>(const ReportingPeriod&) const = default;
};

/// The period that holds `date`. Nothing for `once`, which is what one makes it, and where the period would
/// pass the years 1 to 9999. Throws Error(bad_input) for a first month outside 1 to 12.
std::optional<ReportingPeriod> period_holding(const PeriodType& type, Date date);
/// Period `index` of `year`. Nothing where the year has no such period, and as above.
std::optional<ReportingPeriod> period_of_year(const PeriodType& type, int year, int index);
/// The whole period, not clipped, `periods` later (earlier if negative). Nothing as above.
std::optional<ReportingPeriod> offset(const ReportingPeriod& period, int periods);
/// The days from the beginning of the period's year to the end of the period. The year is that of `type`:
/// weeks have ISO years, financial years and what is counted from their month have those.
Days year_to_date(const ReportingPeriod& period);

/// How many periods periods_in() would give, without making them; of two weeks at least so many, since a year
/// may have an odd week.
std::int64_t count_periods(const PeriodType& type, const Days& whole);
/// Why nothing is worked out for the periods of `whole`, where they are more than planning/limits.hpp has.
std::optional<Message> too_many_periods(const PeriodType& type, const Days& whole);

/// The periods that together are exactly `whole`, in order; the first and last clipped to it where they reach
/// further. `once`: one period, the whole. Empty where `whole` is; days in a period that would pass the years
/// 1 to 9999 are left out. Throws Error(too_large) for more than 10,000.
std::vector<ReportingPeriod> periods_in(const PeriodType& type, const Days& whole);

/// The period of the `coarser` type that a shorter one is counted in: that which holds its middle day. So a
/// week belongs to the month that holds at least four of its days.
std::optional<ReportingPeriod> attributed_to(const ReportingPeriod& period, const PeriodType& coarser);

/// Two of a list that share days.
struct Overlap {
    std::size_t first = 0;  ///< indexes into the list; first < second
    std::size_t second = 0;
    Days days;  ///< that they share

    bool operator==(const Overlap&) const = default;
};

/// How a list of periods covers a whole.
struct Tiling {
    std::vector<Days> gaps;            ///< days of the whole in none, in order
    std::vector<Overlap> overlaps;     ///< at most 1,000 of them
    std::vector<std::size_t> outside;  ///< those with days before or after the whole
    std::vector<std::size_t> empty;    ///< those whose last day is before their first; else not regarded

    [[nodiscard]] bool exact() const {
        return gaps.empty() && overlaps.empty() && outside.empty() && empty.empty();
    }
};

/// Whether `parts`, in any order, tile `whole`: each day in exactly one of them, and none outside. Cost: n
/// log n and the number of overlaps.
Tiling tiling_of(const std::vector<Days>& parts, const Days& whole);

}  // namespace brujula::planning
