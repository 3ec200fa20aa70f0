// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/periods.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"

using namespace brujula;
using namespace brujula::planning;
using namespace std::chrono;
using records::Frequency;

namespace {

constexpr Days year_2014{2014y / January / 1, 2014y / December / 31};

PeriodType calendar(Frequency frequency) {
    return period_type(frequency, 1);
}

constexpr Frequency all_tiling[] = {Frequency::weekly,      Frequency::two_weekly,    Frequency::monthly,
                                    Frequency::two_monthly, Frequency::quarterly,     Frequency::half_yearly,
                                    Frequency::yearly,      Frequency::financial_year};

PeriodType any_type() {
    return {*rc::gen::elementOf(std::vector<Frequency>(std::begin(all_tiling), std::end(all_tiling))),
            *rc::gen::inRange(1, 13)};
}

Date any_day() {
    return Date{sys_days{1990y / January / 1} + days{*rc::gen::inRange(0, 20'000)}};
}

Days any_days(int longest) {
    const Date first = any_day();
    return {first, Date{sys_days{first} + days{*rc::gen::inRange(0, longest)}}};
}

}  // namespace

TEST(Periods, the_week_of_a_day_has_the_iso_year_of_its_thursday) {
    // 29 December 2014 is a Monday; its Thursday is 1 January 2015
    const auto week = period_holding(calendar(Frequency::weekly), 2014y / December / 29);
    ASSERT_TRUE(week);
    EXPECT_EQ(week->year, 2015);
    EXPECT_EQ(week->index, 1);
    EXPECT_EQ(week->days, (Days{2014y / December / 29, 2015y / January / 4}));
}

TEST(Periods, the_53rd_week_of_a_long_iso_year_stands_alone_among_the_two_weekly) {
    // 2015 begins on a Thursday, so it has 53 ISO weeks; the last is 28 December 2015 to 3 January 2016
    const auto type = calendar(Frequency::two_weekly);
    const auto last = period_holding(type, 2016y / January / 2);
    ASSERT_TRUE(last);
    EXPECT_EQ(last->year, 2015);
    EXPECT_EQ(last->index, 27);
    EXPECT_EQ(last->days, (Days{2015y / December / 28, 2016y / January / 3}));
    const auto next = offset(*last, 1);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->year, 2016);
    EXPECT_EQ(next->index, 1);
    EXPECT_EQ(next->days, (Days{2016y / January / 4, 2016y / January / 17}));
    EXPECT_FALSE(period_of_year(type, 2014, 27)) << "2014 has 52 weeks";
}

TEST(Periods, a_financial_year_is_named_by_the_year_in_which_it_begins) {
    const auto type = period_type(Frequency::financial_year, 7);
    const auto before = period_holding(type, 2014y / June / 30);
    const auto after = period_holding(type, 2014y / July / 1);
    ASSERT_TRUE(before && after);
    EXPECT_EQ(before->year, 2013);
    EXPECT_EQ(before->days, (Days{2013y / July / 1, 2014y / June / 30}));
    EXPECT_EQ(after->year, 2014);
    EXPECT_EQ(offset(*before, 1), after);
}

TEST(Periods, quarters_of_a_financial_year_are_counted_from_its_month) {
    const auto quarter = period_holding({Frequency::quarterly, 4}, 2015y / February / 10);
    ASSERT_TRUE(quarter);
    EXPECT_EQ(quarter->year, 2014);
    EXPECT_EQ(quarter->index, 4);
    EXPECT_EQ(quarter->days, (Days{2015y / January / 1, 2015y / March / 31}));
    EXPECT_EQ(year_to_date(*quarter), (Days{2014y / April / 1, 2015y / March / 31}));
}

TEST(Periods, only_the_financial_year_follows_the_organisation) {
    EXPECT_EQ(period_type(Frequency::quarterly, 7).first_month, 1);
    EXPECT_EQ(period_type(Frequency::financial_year, 7).first_month, 7);
    // months and calendar years are the calendar's whatever month is said
    EXPECT_EQ(period_holding({Frequency::yearly, 7}, 2014y / February / 1)->days, year_2014);
    EXPECT_EQ(period_holding({Frequency::monthly, 7}, 2014y / February / 1)->index, 2);
}

TEST(Periods, each_type_divides_2014_into_its_number_of_periods) {
    // 2014 begins on a Wednesday: the week of 30 December 2013 reaches into it, that of 29 December 2014 out
    const std::vector<std::pair<Frequency, std::size_t>> expected{
        {Frequency::weekly, 53},     {Frequency::two_weekly, 27},    {Frequency::monthly, 12},
        {Frequency::two_monthly, 6}, {Frequency::quarterly, 4},      {Frequency::half_yearly, 2},
        {Frequency::yearly, 1},      {Frequency::financial_year, 1}, {Frequency::once, 1}};
    for (const auto& [frequency, count] : expected)
        EXPECT_EQ(periods_in(calendar(frequency), year_2014).size(), count) << static_cast<int>(frequency);
}

TEST(Periods, the_ends_of_a_divided_whole_say_that_they_are_clipped) {
    const auto quarters =
        periods_in(calendar(Frequency::quarterly), {2014y / February / 15, 2014y / September / 30});
    ASSERT_EQ(quarters.size(), 3u);
    EXPECT_EQ(quarters[0].days, (Days{2014y / February / 15, 2014y / March / 31}));
    EXPECT_TRUE(quarters[0].clipped);
    EXPECT_EQ(quarters[0].index, 1);
    EXPECT_FALSE(quarters[1].clipped);
    EXPECT_FALSE(quarters[2].clipped) << "it ends where the whole ends";
}

TEST(Periods, once_is_the_whole_and_has_neither_neighbours_nor_a_place_in_the_calendar) {
    const auto whole = periods_in(calendar(Frequency::once), year_2014);
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_EQ(whole[0].days, year_2014);
    EXPECT_FALSE(offset(whole[0], 1));
    EXPECT_FALSE(period_holding(calendar(Frequency::once), 2014y / May / 1));
    EXPECT_EQ(year_to_date(whole[0]), year_2014);
}

TEST(Periods, a_leap_day_ends_its_february) {
    EXPECT_EQ(length(period_holding(calendar(Frequency::monthly), 2012y / February / 3)->days), 29);
    EXPECT_EQ(length(period_holding(calendar(Frequency::monthly), 2100y / February / 3)->days), 28);
}

TEST(Periods, a_week_belongs_to_the_month_that_holds_four_of_its_days) {
    const auto month_of = [](Date day) {
        return attributed_to(*period_holding(calendar(Frequency::weekly), day), calendar(Frequency::monthly))
            ->index;
    };
    EXPECT_EQ(month_of(2014y / October / 27), 10) << "27 October to 2 November: five days of October";
    EXPECT_EQ(month_of(2014y / July / 28), 7) << "28 July to 3 August: four days of July";
    EXPECT_EQ(month_of(2014y / January / 27), 1) << "27 January to 2 February: five days of January";
    EXPECT_EQ(month_of(2014y / September / 29), 10) << "29 September to 5 October: two days of September";
    EXPECT_EQ(month_of(2013y / December / 30), 1) << "30 December to 5 January: two days of December";
}

TEST(Periods, two_months_belong_to_the_quarter_of_their_longer_half) {
    const auto quarter_of = [](int index) {
        return attributed_to(*period_of_year(calendar(Frequency::two_monthly), 2014, index),
                             calendar(Frequency::quarterly))
            ->index;
    };
    EXPECT_EQ(quarter_of(2), 1) << "March has 31 days, April 30";
    EXPECT_EQ(quarter_of(5), 4) << "September has 30 days, October 31";
}

TEST(Periods, gaps_and_overlaps_of_target_periods_are_listed) {
    const std::vector<Days> parts{{2014y / July / 1, 2014y / September / 30},
                                  {2014y / January / 1, 2014y / March / 31},
                                  {2014y / March / 15, 2014y / June / 15}};
    const auto tiling = tiling_of(parts, year_2014);
    EXPECT_EQ(tiling.gaps, (std::vector<Days>{{2014y / June / 16, 2014y / June / 30},
                                              {2014y / October / 1, 2014y / December / 31}}));
    EXPECT_EQ(tiling.overlaps, (std::vector<Overlap>{{1, 2, {2014y / March / 15, 2014y / March / 31}}}));
    EXPECT_TRUE(tiling.outside.empty());
    EXPECT_FALSE(tiling.exact());
}

TEST(Periods, what_reaches_outside_and_what_ends_before_it_begins_is_listed) {
    const auto tiling = tiling_of(
        {{2013y / December / 1, 2014y / December / 31}, {2014y / May / 2, 2014y / May / 1}}, year_2014);
    EXPECT_EQ(tiling.outside, (std::vector<std::size_t>{0}));
    EXPECT_EQ(tiling.empty, (std::vector<std::size_t>{1}));
    EXPECT_TRUE(tiling.gaps.empty());
    EXPECT_TRUE(tiling.overlaps.empty());
}

TEST(Periods, no_periods_leave_the_whole_as_one_gap) {
    EXPECT_EQ(tiling_of({}, year_2014).gaps, std::vector<Days>{year_2014});
}

TEST(Periods, a_part_within_a_longer_one_overlaps_with_what_comes_after_the_longer_one_begins) {
    const auto tiling = tiling_of(
        {year_2014, {2014y / February / 1, 2014y / February / 28}, {2014y / May / 1, 2014y / May / 31}},
        year_2014);
    EXPECT_EQ(tiling.overlaps.size(), 2u) << "the two months do not overlap with each other";
}

TEST(Periods, hostile_input_is_refused_or_nothing) {
    EXPECT_THROW(period_holding({Frequency::quarterly, 0}, 2014y / May / 1), Error);
    EXPECT_THROW(period_holding({Frequency::financial_year, 13}, 2014y / May / 1), Error);
    EXPECT_FALSE(period_holding(calendar(Frequency::monthly), 2014y / February / 30));
    EXPECT_FALSE(period_of_year(calendar(Frequency::quarterly), 2014, 5));
    EXPECT_FALSE(period_of_year(calendar(Frequency::quarterly), 2014, 0));
    const auto quarter = *period_of_year(calendar(Frequency::quarterly), 2014, 1);
    EXPECT_FALSE(offset(quarter, std::numeric_limits<int>::min()));
    EXPECT_FALSE(offset(quarter, std::numeric_limits<int>::max()));
    const auto week = *period_of_year(calendar(Frequency::weekly), 2014, 1);
    EXPECT_FALSE(offset(week, std::numeric_limits<int>::min()));
    EXPECT_FALSE(offset(week, std::numeric_limits<int>::max()));
    EXPECT_THROW(periods_in(calendar(Frequency::weekly), {1y / January / 1, 9999y / December / 31}), Error);
    EXPECT_TRUE(periods_in(calendar(Frequency::weekly), {2014y / May / 2, 2014y / May / 1}).empty());
}

RC_GTEST_PROP(Periods, dividing_a_whole_covers_each_day_of_it_once, ()) {
    const auto whole = any_days(3'000);
    const auto periods = periods_in(any_type(), whole);
    std::vector<Days> parts;
    for (const auto& period : periods)
        parts.push_back(period.days);
    RC_ASSERT(tiling_of(parts, whole).exact());
    std::int64_t together = 0;
    for (const auto& part : parts)
        together += length(part);
    RC_ASSERT(together == length(whole));
}

RC_GTEST_PROP(Periods, a_day_is_in_its_period_and_the_next_one_begins_the_day_after, ()) {
    const auto type = any_type();
    const Date day = any_day();
    const auto period = period_holding(type, day);
    RC_ASSERT(period.has_value());
    RC_ASSERT(period->days.contains(day));
    RC_ASSERT(period_of_year(type, period->year, period->index) == period);
    const auto next = offset(*period, 1);
    RC_ASSERT(next.has_value());
    RC_ASSERT(sys_days{next->days.first_day} == sys_days{period->days.last_day} + days{1});
    RC_ASSERT(offset(*next, -1) == period);
}

RC_GTEST_PROP(Periods, going_there_and_back_again_is_staying, ()) {
    const auto period = *period_holding(any_type(), any_day());
    const int by = *rc::gen::inRange(-300, 300);
    const auto there = offset(period, by);
    RC_ASSERT(there.has_value());
    RC_ASSERT(offset(*there, -by) == period);
}

RC_GTEST_PROP(Periods, tiling_does_not_depend_on_the_order_of_the_parts, ()) {
    std::vector<Days> parts;
    for (int i = 0; i < *rc::gen::inRange(0, 8); ++i)
        parts.push_back(any_days(400));
    const Days whole{1995y / January / 1, 2030y / January / 1};
    auto turned = parts;
    std::reverse(turned.begin(), turned.end());
    RC_ASSERT(tiling_of(parts, whole).gaps == tiling_of(turned, whole).gaps);
    RC_ASSERT(tiling_of(parts, whole).overlaps.size() == tiling_of(turned, whole).overlaps.size());
}

RC_GTEST_PROP(Periods, are_counted_as_many_as_they_are, ()) {
    const auto type = any_type();
    const auto days = any_days(4'000);
    const auto made = static_cast<std::int64_t>(periods_in(type, days).size());
    const auto counted = count_periods(type, days);
    if (type.frequency == Frequency::two_weekly)
        RC_ASSERT(counted <= made + 1 && made <= counted + 12);
    else
        RC_ASSERT(counted == made);
}
