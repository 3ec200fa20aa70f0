// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "statistics/distribution.hpp"
#include "statistics/trend.hpp"

namespace brujula::statistics {
namespace {

// The expected numbers are R's: tests/cases/statistics/distribution_and_trend.R.
const std::vector<double> values{12, 7, 3, 19, 7, 25, 31, 4};

TEST(Distribution, quantiles_are_r_type_7) {
    const std::vector<std::pair<double, double>> expected{{0, 3},      {.1, 3.7},  {.25, 6.25}, {.5, 9.5},
                                                          {.75, 20.5}, {.9, 26.8}, {1, 31}};
    for (const auto& [p, value] : expected)
        EXPECT_NEAR(*quantile(values, p), value, 1e-12) << p;
}

TEST(Distribution, mean_deviation_and_both_z_scores_are_rs) {
    EXPECT_DOUBLE_EQ(*mean(values), 13.5);
    EXPECT_NEAR(*deviation(values), 9.721111, 1e-6);
    EXPECT_DOUBLE_EQ(*median_absolute_deviation(values), 6);
    EXPECT_NEAR(*z_score(40, values), 2.726026, 1e-6);
    EXPECT_NEAR(*modified_z(40, values), 3.428708, 1e-6);
}

TEST(Distribution, too_few_values_give_nothing_and_never_zero) {
    const std::vector<double> none;
    const std::vector<double> equal{5, 5, 5};
    EXPECT_FALSE(quantile(none, 0.5) || mean(none) || deviation(none) || median_absolute_deviation(none));
    EXPECT_FALSE(z_score(1, none) || modified_z(1, none) || percentile_rank(1, none));
    EXPECT_FALSE(z_score(6, equal) || modified_z(6, equal)) << "no spread to measure by";
    EXPECT_EQ(quantile(std::vector<double>{7}, 0.9), 7);
}

TEST(Distribution, half_of_the_equal_ones_are_below) {
    EXPECT_DOUBLE_EQ(*percentile_rank(7, values), 3.0 / 8);  // 3 and 4 below, two sevens: half of them
    EXPECT_DOUBLE_EQ(*percentile_rank(40, values), 1);
    EXPECT_DOUBLE_EQ(*percentile_rank(0, values), 0);
}

TEST(Trend, line_and_prediction_interval_are_rs) {
    const std::vector<Point> points{{2009, 120}, {2010, 150}, {2011, 149}, {2012, 180}, {2013, 210}};
    const auto wide = forecast(points, 2014);
    ASSERT_TRUE(wide);
    EXPECT_NEAR(wide->slope, 21, 1e-9);
    EXPECT_NEAR(wide->value, 224.8, 1e-9);
    EXPECT_NEAR(wide->low, 179.083408358298, 1e-9);
    EXPECT_NEAR(wide->high, 270.516591641693, 1e-9);
    const auto narrow = forecast(points, 2014, 0.8);
    EXPECT_NEAR(narrow->low, 201.273416155637, 1e-9);
    EXPECT_NEAR(narrow->high, 248.326583844354, 1e-9);
}

TEST(Trend, two_points_or_one_moment_have_none) {
    EXPECT_FALSE(forecast(std::vector<Point>{{1, 1}, {2, 2}}, 3));
    EXPECT_FALSE(forecast(std::vector<Point>{{1, 1}, {1, 2}, {1, 3}}, 3));
}

RC_GTEST_PROP(DistributionProperty, quantiles_rise_with_p_and_stay_between_the_ends,
              (std::vector<int> ints)) {
    RC_PRE(!ints.empty());
    const std::vector<double> some(ints.begin(), ints.end());
    double before = *std::min_element(some.begin(), some.end());
    for (int i = 0; i <= 20; ++i) {
        const double now = *quantile(some, i / 20.0);
        RC_ASSERT(now >= before);
        before = now;
    }
    RC_ASSERT(before == *std::max_element(some.begin(), some.end()));
}

RC_GTEST_PROP(DistributionProperty, the_order_of_the_values_does_not_matter, (std::vector<int> ints)) {
    std::vector<double> some(ints.begin(), ints.end());
    const auto middle = median(some);
    const auto spread = median_absolute_deviation(some);
    std::reverse(some.begin(), some.end());
    RC_ASSERT(median(some) == middle);
    RC_ASSERT(median_absolute_deviation(some) == spread);
}

}  // namespace
}  // namespace brujula::statistics
