// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "planning/periods.hpp"

// Which earlier days some days are compared with.
namespace brujula::evaluating {

/// A period, and how it stands to the one that is looked at.
struct PlacedDays {
    planning::Days days;
    int back = 0;              ///< 1: directly before, 2: before that …; 0: not one of these
    bool year_before = false;  ///< the same season a year before

    bool operator==(const PlacedDays&) const = default;
};

constexpr int most_periods_before = 12;

/// The `before` periods that end by `until`, the nearest first, and the same season a year before where it
/// ends by `until` too and is none of them (last). Where `days` are whole months of the calendar and begin on
/// the day after `until`, so are the periods: as many months, which may have more or fewer days, also by a
/// leap day. Otherwise each has exactly as many days; the year before begins on the same day of the year, on
/// 28 February for a 29th. What would pass the year 1 is left out; `days` must not be empty.
std::vector<PlacedDays> earlier_days(const planning::Days& days, Date until, int before);

}  // namespace brujula::evaluating
