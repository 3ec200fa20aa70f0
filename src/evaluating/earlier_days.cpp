// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/earlier_days.hpp"

#include <algorithm>
#include <optional>

namespace brujula::evaluating {
namespace {

using planning::Days;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;

year_month month_of(Date day) {
    return day.year() / day.month();
}

Date last_of(year_month month) {
    return Date{sys_days{month / std::chrono::last}};
}

/// Of days that are whole months of the calendar, how many.
std::optional<int> whole_months(const Days& of) {
    if (unsigned{of.first_day.day()} != 1 || of.last_day != last_of(month_of(of.last_day)))
        return std::nullopt;
    return static_cast<int>((month_of(of.last_day) - month_of(of.first_day)).count()) + 1;
}

Days moved_by_months(const Days& of, int by) {
    return {Date{(month_of(of.first_day) + months{by}) / std::chrono::day{1}},
            last_of(month_of(of.last_day) + months{by})};
}

Days ending(sys_days last, std::int64_t length) {
    return {Date{last - days{length - 1}}, Date{last}};
}

Days same_days_a_year_before(const Days& of) {
    const Date same = of.first_day - std::chrono::years{1};
    const Date first = same.ok() ? same : last_of(month_of(same));
    return ending(sys_days{first} + days{planning::length(of) - 1}, planning::length(of));
}

}  // namespace

std::vector<PlacedDays> earlier_days(const Days& of, Date until, int before) {
    const bool adjoining = sys_days{of.first_day} == sys_days{until} + days{1};
    const auto in_months = adjoining ? whole_months(of) : std::nullopt;
    const std::int64_t length = planning::length(of);
    std::vector<PlacedDays> placed;
    for (int back = 1; back <= std::min(before, most_periods_before); ++back)
        placed.push_back({in_months ? moved_by_months(of, -back * *in_months)
                                    : ending(sys_days{until} - days{(back - 1) * length}, length),
                          back, false});
    const Days season = in_months ? moved_by_months(of, -12) : same_days_a_year_before(of);
    const auto same =
        std::find_if(placed.begin(), placed.end(), [&](const PlacedDays& one) { return one.days == season; });
    if (same != placed.end())
        same->year_before = true;
    else if (season.last_day <= until)
        placed.push_back({season, 0, true});
    std::erase_if(placed,
                  [](const PlacedDays& one) { return one.days.first_day.year() < std::chrono::year{1}; });
    return placed;
}

}  // namespace brujula::evaluating
