// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/periods.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "base/error.hpp"
#include "planning/limits.hpp"

namespace brujula::planning {

using records::Frequency;
using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

namespace {

constexpr std::size_t most_made = 10'000;
constexpr std::size_t most_overlaps = 1'000;

Date after(Date date, std::int64_t by) {
    return sys_days{date} + days{by};
}

bool in_calendar(const Days& range) {
    return int{range.first_day.year()} >= 1 && int{range.last_day.year()} <= 9999;
}

/// Length in months of what is made of months; 0 of weeks and once.
int months_of(Frequency frequency) {
    switch (frequency) {
        case Frequency::monthly:
            return 1;
        case Frequency::two_monthly:
            return 2;
        case Frequency::quarterly:
            return 3;
        case Frequency::half_yearly:
            return 6;
        case Frequency::yearly:
        case Frequency::financial_year:
            return 12;
        case Frequency::weekly:
        case Frequency::two_weekly:
        case Frequency::once:
            break;
    }
    return 0;
}

int weeks_of(Frequency frequency) {
    if (frequency == Frequency::weekly) return 1;
    return frequency == Frequency::two_weekly ? 2 : 0;
}

/// The month from which the periods of `type` are counted, from 0.
int month_begun(const PeriodType& type) {
    if (type.first_month < 1 || type.first_month > 12)
        throw Error{ErrorKind::bad_input, {"error-first-month", {std::to_string(type.first_month)}}};
    const bool calendar = type.frequency == Frequency::monthly || type.frequency == Frequency::yearly;
    return calendar ? 0 : type.first_month - 1;
}

/// Months since the calendar's year 0.
int month_number(Date date) {
    return int{date.year()} * 12 + static_cast<int>(unsigned{date.month()}) - 1;
}

Date first_of_month(int number) {
    return year{number / 12} / month{static_cast<unsigned>(number % 12) + 1} / day{1};
}

/// The Monday of ISO week 1: the week that holds 4 January.
sys_days first_monday(int iso_year) {
    const sys_days fourth{year{iso_year} / std::chrono::January / day{4}};
    return fourth - (std::chrono::weekday{fourth} - std::chrono::Monday);
}

int weeks_in(int iso_year) {
    return static_cast<int>((first_monday(iso_year + 1) - first_monday(iso_year)).count() / 7);
}

std::optional<ReportingPeriod> kept_in_calendar(const ReportingPeriod& period) {
    if (!in_calendar(period.days)) return std::nullopt;
    return period;
}

std::optional<ReportingPeriod> weeks_of_year(const PeriodType& type, int iso_year, int index) {
    const int span = weeks_of(type.frequency);
    const int weeks = weeks_in(iso_year);
    if (index < 1 || (index - 1) * span >= weeks) return std::nullopt;
    const sys_days first = first_monday(iso_year) + days{7 * span * (index - 1)};
    const sys_days last = first_monday(iso_year) + days{7 * std::min(span * index, weeks) - 1};
    return kept_in_calendar({type, iso_year, index, {first, last}, false});
}

std::optional<ReportingPeriod> months_of_year(const PeriodType& type, int of_year, int index) {
    const int span = months_of(type.frequency);
    if (index < 1 || index > 12 / span) return std::nullopt;
    const int first = of_year * 12 + month_begun(type) + span * (index - 1);
    const Days range{first_of_month(first), after(first_of_month(first + span), -1)};
    return kept_in_calendar({type, of_year, index, range, false});
}

std::optional<ReportingPeriod> weeks_holding(const PeriodType& type, Date date) {
    const sys_days monday = sys_days{date} - (std::chrono::weekday{sys_days{date}} - std::chrono::Monday);
    const int iso_year = int{Date{monday + days{3}}.year()};
    const auto week = (monday - first_monday(iso_year)).count() / 7;
    return weeks_of_year(type, iso_year, static_cast<int>(week) / weeks_of(type.frequency) + 1);
}

std::optional<ReportingPeriod> months_holding(const PeriodType& type, Date date) {
    const int since = month_number(date) - month_begun(type);
    const int span = std::max(1, months_of(type.frequency));
    return months_of_year(type, since / 12, since % 12 / span + 1);
}

std::optional<ReportingPeriod> weeks_later(const ReportingPeriod& period, int by) {
    // a 53rd week stands alone, so two-weekly periods are not all alike: step by step over the years
    int to_year = period.year;
    std::int64_t index = std::int64_t{period.index} + by;
    const auto count = [&](int of) {
        const int span = weeks_of(period.type.frequency);
        return (weeks_in(of) + span - 1) / span;
    };
    while (index < 1) {
        if (--to_year < 1) return std::nullopt;
        index += count(to_year);
    }
    while (index > count(to_year)) {
        index -= count(to_year);
        if (++to_year > 9999) return std::nullopt;
    }
    return weeks_of_year(period.type, to_year, static_cast<int>(index));
}

}  // namespace

std::int64_t length(const Days& range) {
    return std::max<std::int64_t>(0, (sys_days{range.last_day} - sys_days{range.first_day}).count() + 1);
}

Date middle_day(const Days& range) {
    return after(range.first_day, (length(range) - 1) / 2);
}

PeriodType period_type(Frequency frequency, int financial_year_from) {
    const bool is_month = financial_year_from >= 1 && financial_year_from <= 12;
    return {frequency, frequency == Frequency::financial_year && is_month ? financial_year_from : 1};
}

std::optional<ReportingPeriod> period_holding(const PeriodType& type, Date date) {
    month_begun(type);
    if (!date.ok() || int{date.year()} < 1 || int{date.year()} > 9999) return std::nullopt;
    if (weeks_of(type.frequency) != 0) return weeks_holding(type, date);
    if (months_of(type.frequency) != 0) return months_holding(type, date);
    return std::nullopt;
}

std::optional<ReportingPeriod> period_of_year(const PeriodType& type, int of_year, int index) {
    month_begun(type);
    if (of_year < 0 || of_year > 9999) return std::nullopt;
    if (weeks_of(type.frequency) != 0) return weeks_of_year(type, of_year, index);
    if (months_of(type.frequency) != 0) return months_of_year(type, of_year, index);
    return std::nullopt;
}

std::optional<ReportingPeriod> offset(const ReportingPeriod& period, int periods) {
    if (weeks_of(period.type.frequency) != 0) return weeks_later(period, periods);
    const int span = months_of(period.type.frequency);
    if (span == 0) return std::nullopt;
    const std::int64_t a_year = 12 / span;
    const std::int64_t number = period.year * a_year + period.index - 1 + periods;
    if (number < 0 || number / a_year > 9999) return std::nullopt;
    return period_of_year(period.type, static_cast<int>(number / a_year),
                          static_cast<int>(number % a_year) + 1);
}

Days year_to_date(const ReportingPeriod& period) {
    const auto first = period_of_year(period.type, period.year, 1);
    return {first ? first->days.first_day : period.days.first_day, period.days.last_day};
}

std::int64_t count_periods(const PeriodType& type, const Days& whole) {
    if (length(whole) == 0) return 0;
    if (const int span = weeks_of(type.frequency); span != 0) {
        const auto monday = [](sys_days date) {
            return date - (std::chrono::weekday{date} - std::chrono::Monday);
        };
        const auto between = monday(whole.last_day) - monday(whole.first_day);
        return between.count() / (std::int64_t{7} * span) + 1;
    }
    const int span = months_of(type.frequency);
    if (span == 0) return 1;
    const auto number = [&](Date date) { return (month_number(date) - month_begun(type)) / span; };
    return number(whole.last_day) - number(whole.first_day) + 1;
}

std::optional<Message> too_many_periods(const PeriodType& type, const Days& whole) {
    const auto count = count_periods(type, whole);
    if (count <= most_periods) return std::nullopt;
    return Message{"reason-too-many-periods",
                   {std::to_string(most_periods), format(whole.first_day), format(whole.last_day),
                    std::to_string(count)}};
}

std::vector<ReportingPeriod> periods_in(const PeriodType& type, const Days& whole) {
    if (length(whole) == 0) return {};
    if (type.frequency == Frequency::once) return {{type, int{whole.first_day.year()}, 1, whole, false}};
    std::vector<ReportingPeriod> periods;
    for (auto period = period_holding(type, whole.first_day);
         period && period->days.first_day <= whole.last_day; period = offset(*period, 1)) {
        if (periods.size() == most_made)
            throw Error{ErrorKind::too_large, {"error-too-many-periods", {std::to_string(most_made)}}};
        periods.push_back(*period);
        auto& cut = periods.back();
        cut.days = {std::max(cut.days.first_day, whole.first_day),
                    std::min(cut.days.last_day, whole.last_day)};
        cut.clipped = cut.days != period->days;
    }
    return periods;
}

std::optional<ReportingPeriod> attributed_to(const ReportingPeriod& period, const PeriodType& coarser) {
    return period_holding(coarser, middle_day(period.days));
}

namespace {

/// Indexes of the parts that have days, by their first day.
std::vector<std::size_t> in_order(const std::vector<Days>& parts) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (length(parts[i]) > 0) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return parts[a].first_day < parts[b].first_day; });
    return order;
}

std::vector<Overlap> overlaps_of(const std::vector<Days>& parts, const std::vector<std::size_t>& order) {
    std::vector<Overlap> found;
    std::vector<std::size_t> open;
    for (const auto part : order) {
        std::erase_if(open, [&](auto one) { return parts[one].last_day < parts[part].first_day; });
        for (const auto one : open) {
            if (found.size() == most_overlaps) return found;
            found.push_back({std::min(one, part),
                             std::max(one, part),
                             {parts[part].first_day, std::min(parts[one].last_day, parts[part].last_day)}});
        }
        open.push_back(part);
    }
    return found;
}

std::vector<Days> gaps_of(const std::vector<Days>& parts, const std::vector<std::size_t>& order,
                          const Days& whole) {
    std::vector<Days> gaps;
    Date next = whole.first_day;
    for (const auto part : order) {
        if (next > whole.last_day) break;
        if (parts[part].first_day > next)
            gaps.push_back({next, std::min(whole.last_day, after(parts[part].first_day, -1))});
        next = std::max(next, after(parts[part].last_day, 1));
    }
    if (next <= whole.last_day) gaps.push_back({next, whole.last_day});
    return gaps;
}

}  // namespace

Tiling tiling_of(const std::vector<Days>& parts, const Days& whole) {
    const auto order = in_order(parts);
    Tiling tiling;
    tiling.gaps = gaps_of(parts, order, whole);
    tiling.overlaps = overlaps_of(parts, order);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (length(parts[i]) == 0)
            tiling.empty.push_back(i);
        else if (!whole.contains(parts[i]))
            tiling.outside.push_back(i);
    }
    return tiling;
}

}  // namespace brujula::planning
