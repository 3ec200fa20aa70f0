// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/bootstrap.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace brujula::statistics {
namespace {

TEST(Bootstrap, draws_are_the_same_on_every_machine) {
    std::mt19937_64 generator(1);
    std::vector<std::size_t> drawn(12);
    for (std::size_t& one : drawn)
        one = draw(generator, 7);
    // tests/cases/statistics/bootstrap/draws.py
    EXPECT_EQ(drawn, (std::vector<std::size_t>{2, 2, 4, 5, 2, 0, 6, 4, 2, 0, 5, 1}));
}

TEST(Bootstrap, interval_of_a_mean_is_that_of_all_ways_of_drawing) {
    // tests/cases/statistics/bootstrap/mean.R
    const auto found = mean_with_interval(std::vector<double>{1, 2, 4, 9}, {3, 10'000, 0.8});
    ASSERT_TRUE(found);
    EXPECT_DOUBLE_EQ(found->value, 4);
    EXPECT_DOUBLE_EQ(found->low, 2);
    EXPECT_DOUBLE_EQ(found->high, 6);
}

TEST(Bootstrap, difference_is_the_first_minus_the_second) {
    const std::vector<double> of{10, 11, 12, 13};
    const std::vector<double> against{1, 2, 3, 30};
    const auto means = difference_of_means(of, against);
    EXPECT_DOUBLE_EQ(means->value, 2.5);  // 11.5 − 9
    EXPECT_LT(means->low, 0) << "30 drawn twice or more";
    const auto medians = difference_of_medians(of, against);
    EXPECT_DOUBLE_EQ(medians->value, 9);  // 11.5 − 2.5
}

TEST(Bootstrap, equal_values_do_not_move) {
    const auto found = difference_of_means(std::vector<double>{5, 5, 5}, std::vector<double>{2, 2});
    EXPECT_EQ(found->low, 3);
    EXPECT_EQ(found->high, 3);
}

TEST(Bootstrap, one_value_shows_no_interval) {
    const std::vector<double> one{4};
    const std::vector<double> some{4, 5};
    EXPECT_FALSE(mean_with_interval({}) || mean_with_interval(one));
    EXPECT_FALSE(difference_of_means(one, some) || difference_of_means(some, one));
    EXPECT_FALSE(difference_of_medians(some, {}));
    EXPECT_FALSE(mean_with_interval(some, {1, 0, 0.95})) << "no rounds";
}

RC_GTEST_PROP(BootstrapProperty, the_same_seed_gives_the_same_and_the_interval_lies_among_the_values,
              (std::vector<int> ints, std::uint64_t seed)) {
    RC_PRE(ints.size() >= 2U);
    const std::vector<double> values(ints.begin(), ints.end());
    const auto once = mean_with_interval(values, {seed, 50, 0.9});
    const auto again = mean_with_interval(values, {seed, 50, 0.9});
    RC_ASSERT(once->low == again->low);
    RC_ASSERT(once->high == again->high);
    RC_ASSERT(once->low <= once->high);
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double rounding = 1e-9 * (1 + std::max(std::abs(*least), std::abs(*most)));
    RC_ASSERT(once->low >= *least - rounding);
    RC_ASSERT(once->high <= *most + rounding);
}

RC_GTEST_PROP(BootstrapProperty, every_number_below_the_count_is_drawn_and_none_else, (std::uint64_t seed)) {
    std::mt19937_64 generator(seed);
    std::vector<int> times(5);
    for (int i = 0; i < 500; ++i)
        ++times.at(draw(generator, times.size()));
    RC_ASSERT(*std::min_element(times.begin(), times.end()) > 50);
}

}  // namespace
}  // namespace brujula::statistics
