// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/earlier_days.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace brujula::evaluating {
namespace {

using planning::Days;

Date day(const char* text) {
    return *parse_date(text);
}

std::vector<std::string> earlier(const char* first, const char* last, const char* until, int before) {
    std::vector<std::string> texts;
    for (const PlacedDays& one : earlier_days({day(first), day(last)}, day(until), before))
        texts.push_back(format(one.days.first_day) + " " + format(one.days.last_day) + " " +
                        std::to_string(one.back) + (one.year_before ? " year" : ""));
    return texts;
}

using Texts = std::vector<std::string>;

TEST(EarlierDays, whole_months_have_whole_months_before_whatever_their_length) {
    EXPECT_EQ(earlier("2016-03-01", "2016-03-31", "2016-02-29", 2),
              (Texts{"2016-02-01 2016-02-29 1", "2016-01-01 2016-01-31 2", "2015-03-01 2015-03-31 0 year"}));
    EXPECT_EQ(earlier("2016-02-01", "2016-02-29", "2016-01-31", 0), (Texts{"2015-02-01 2015-02-28 0 year"}));
}

TEST(EarlierDays, a_year_before_a_year_is_one_period_and_not_two) {
    EXPECT_EQ(earlier("2016-01-01", "2016-12-31", "2015-12-31", 2),
              (Texts{"2015-01-01 2015-12-31 1 year", "2014-01-01 2014-12-31 2"}));
    EXPECT_EQ(earlier("2015-07-01", "2016-06-30", "2015-06-30", 1), (Texts{"2014-07-01 2015-06-30 1 year"}));
}

TEST(EarlierDays, other_days_have_exactly_as_many_days_before) {
    // Ten days; those before cross the leap day.
    EXPECT_EQ(earlier("2016-03-05", "2016-03-14", "2016-03-04", 1),
              (Texts{"2016-02-24 2016-03-04 1", "2015-03-05 2015-03-14 0 year"}));
}

TEST(EarlierDays, a_year_before_a_leap_day_begins_on_the_28th) {
    EXPECT_EQ(earlier("2016-02-29", "2016-03-01", "2016-02-28", 0), (Texts{"2015-02-28 2015-03-01 0 year"}));
}

TEST(EarlierDays, what_lies_between_is_in_none_and_a_season_within_it_is_left_out) {
    // After an activity from 1 to 10 May 2014: the periods end before it.
    EXPECT_EQ(earlier("2014-05-11", "2014-05-20", "2014-04-30", 1),
              (Texts{"2014-04-21 2014-04-30 1", "2013-05-11 2013-05-20 0 year"}));
    // An activity that took more than a year: the season a year before lies in it.
    EXPECT_EQ(earlier("2014-05-11", "2014-05-20", "2013-01-31", 1), (Texts{"2013-01-22 2013-01-31 1"}));
}

RC_GTEST_PROP(EarlierDaysProperty, periods_before_adjoin_and_have_the_length_or_the_months,
              (unsigned start, unsigned more)) {
    using std::chrono::days;
    using std::chrono::sys_days;
    const sys_days first = sys_days{day("2000-01-01")} + days{start % 9'000};
    const Days of{Date{first}, Date{first + days{more % 800}}};
    sys_days next = first;
    for (const PlacedDays& one : earlier_days(of, Date{first - days{1}}, 5)) {
        if (one.back == 0) continue;
        RC_ASSERT(sys_days{one.days.last_day} + days{1} == next);
        RC_ASSERT(planning::length(one.days) == planning::length(of) || unsigned{of.first_day.day()} == 1);
        next = sys_days{one.days.first_day};
    }
}

}  // namespace
}  // namespace brujula::evaluating
