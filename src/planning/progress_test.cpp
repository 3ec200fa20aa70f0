// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/progress.hpp"

#include <gtest/gtest.h>

using namespace brujula;
using namespace brujula::planning;
using namespace brujula::records;
using namespace std::chrono;

namespace {

constexpr Date new_year = 2014y / January / 1;
constexpr Date year_end = 2014y / December / 31;
constexpr Date mid_year = 2014y / July / 2;  // day 183 of 365: 183/365 of the year is over when it is

Indicator counting(double target) {
    Indicator indicator;
    indicator.accumulation = Accumulation::cumulative;
    indicator.targets = {{.first_day = new_year,
                          .last_day = year_end,
                          .value = {target, AmountQuality::exact},
                          .parts = {},
                          .revisions = {}}};
    return indicator;
}

Indicator level(double baseline, double target, Direction direction) {
    auto indicator = counting(target);
    indicator.accumulation = Accumulation::periodic;
    indicator.direction = direction;
    indicator.baseline = Baseline{.value = Amount{baseline, AmountQuality::exact},
                                  .date = new_year,
                                  .source = "",
                                  .collect_by = {},
                                  .collect_how = {}};
    return indicator;
}

Observation seen(Date last_day, double value, AmountQuality quality = AmountQuality::exact) {
    Observation observation;
    observation.first_day = new_year;
    observation.last_day = last_day;
    observation.value = records::Amount{value, quality};
    return observation;
}

ProgressStatus status(const Indicator& indicator, const std::vector<Observation>& observations,
                      Date today = mid_year) {
    return progress_of(indicator, observations, today).status;
}

}  // namespace

// 365 pages in the year: one a day, so 183 are expected when 2 July is over.
TEST(Progress, a_count_is_expected_to_grow_evenly_from_nothing) {
    const auto progress = progress_of(counting(365), {seen(mid_year, 183)}, mid_year);
    EXPECT_DOUBLE_EQ(*progress.expected, 183);
    EXPECT_EQ(progress.status, ProgressStatus::on_course);
    EXPECT_DOUBLE_EQ(*progress.share, 183.0 / 365);
    EXPECT_EQ(status(counting(365), {seen(mid_year, 182)}), ProgressStatus::behind);
}

TEST(Progress, reaching_the_target_early_is_met) {
    EXPECT_EQ(status(counting(100), {seen(mid_year, 100)}), ProgressStatus::met);
}

TEST(Progress, below_the_target_on_its_last_day_is_missed) {
    EXPECT_EQ(status(counting(100), {seen(year_end, 99)}), ProgressStatus::missed);
}

// A value of July says nothing about December: the goal is not called missed before somebody has looked.
TEST(Progress, a_value_from_before_the_end_never_makes_it_missed) {
    EXPECT_EQ(status(counting(100), {seen(mid_year, 60)}, 2015y / March / 1), ProgressStatus::on_course);
}

TEST(Progress, without_a_value_it_is_not_measured_and_nothing_is_zero) {
    const auto progress = progress_of(counting(100), {}, mid_year);
    EXPECT_EQ(progress.status, ProgressStatus::not_measured);
    EXPECT_FALSE(progress.actual);
    EXPECT_FALSE(progress.share);
    EXPECT_DOUBLE_EQ(*progress.expected, 100.0 * 183 / 365);
}

TEST(Progress, zero_is_a_value) {
    const auto progress = progress_of(counting(100), {seen(year_end, 0)}, year_end);
    EXPECT_EQ(progress.status, ProgressStatus::missed);
    EXPECT_DOUBLE_EQ(*progress.share, 0);
}

TEST(Progress, collecting_the_baseline_is_a_state_of_its_own) {
    Indicator indicator;
    indicator.baseline =
        Baseline{.value = {}, .date = {}, .source = "", .collect_by = year_end, .collect_how = {}};
    EXPECT_EQ(status(indicator, {}), ProgressStatus::collecting_baseline);
    EXPECT_EQ(status(indicator, {seen(mid_year, 12)}), ProgressStatus::no_target);
}

// From 200 to 230 in the year: 200 + 30 × 183/365 = 215.04 by 2 July.
TEST(Progress, a_level_is_expected_between_baseline_and_target) {
    const auto indicator = level(200, 230, Direction::increasing);
    const auto progress = progress_of(indicator, {seen(mid_year, 216)}, mid_year);
    EXPECT_NEAR(*progress.expected, 215.04, 0.01);
    EXPECT_EQ(progress.status, ProgressStatus::on_course);
    EXPECT_NEAR(*progress.share, 16.0 / 30, 1e-12);
    EXPECT_EQ(status(indicator, {seen(mid_year, 215)}), ProgressStatus::behind);
    EXPECT_LT(*progress_of(indicator, {seen(mid_year, 190)}, mid_year).share, 0);
}

TEST(Progress, falling_is_good_where_the_direction_says_so) {
    const auto indicator = level(40, 20, Direction::decreasing);
    EXPECT_EQ(status(indicator, {seen(year_end, 20)}), ProgressStatus::met);
    EXPECT_EQ(status(indicator, {seen(year_end, 21)}), ProgressStatus::missed);
    EXPECT_EQ(status(indicator, {seen(mid_year, 25)}), ProgressStatus::on_course);
    EXPECT_EQ(status(indicator, {seen(mid_year, 35)}), ProgressStatus::behind);
}

TEST(Progress, at_least_reaches_its_number_and_is_never_missed) {
    EXPECT_EQ(status(counting(200), {seen(year_end, 200, AmountQuality::at_least)}), ProgressStatus::met);
    EXPECT_EQ(status(counting(201), {seen(year_end, 200, AmountQuality::at_least)}), ProgressStatus::behind);
    EXPECT_EQ(status(level(40, 20, Direction::decreasing), {seen(year_end, 10, AmountQuality::at_least)}),
              ProgressStatus::missed);
}

TEST(Progress, the_value_with_the_latest_last_day_counts_whatever_the_order) {
    const std::vector<Observation> values{seen(year_end, 120), seen(mid_year, 30)};
    EXPECT_EQ(progress_of(counting(100), values, year_end).observation, 0u);
    EXPECT_EQ(status(counting(100), values), ProgressStatus::met);
}

TEST(Progress, the_target_is_the_one_of_the_values_period) {
    auto indicator = level(10, 20, Direction::increasing);
    indicator.targets.push_back({.first_day = 2015y / January / 1,
                                 .last_day = 2015y / December / 31,
                                 .value = {30, AmountQuality::exact},
                                 .parts = {},
                                 .revisions = {}});
    EXPECT_DOUBLE_EQ(progress_of(indicator, {seen(year_end, 20)}, 2015y / June / 1).target->value, 20);
    EXPECT_DOUBLE_EQ(progress_of(indicator, {}, 2015y / June / 1).target->value, 30);
    EXPECT_DOUBLE_EQ(progress_of(indicator, {}, 2017y / June / 1).target->value, 30);
    EXPECT_DOUBLE_EQ(progress_of(indicator, {}, 2013y / June / 1).target->value, 20);
}

TEST(Progress, a_revised_target_keeps_the_one_that_was_agreed) {
    auto indicator = counting(1280);
    indicator.targets[0].revisions = {
        {.was = Amount{1980, AmountQuality::exact}, .date = mid_year, .reason = {}},
        {.was = Amount{1500, AmountQuality::exact}, .date = year_end, .reason = {}}};
    EXPECT_DOUBLE_EQ(progress_of(indicator, {}, mid_year).agreed_target->value, 1980);
}

TEST(Progress, a_target_equal_to_the_start_has_no_share) {
    EXPECT_FALSE(progress_of(level(20, 20, Direction::increasing), {seen(mid_year, 20)}, mid_year).share);
}
