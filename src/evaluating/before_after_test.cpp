// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/before_after.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "measuring/lake_for_tests.hpp"

namespace brujula::evaluating {
namespace {

using measuring::LakeForTests;
using measuring::Named;

Date day(const char* text) {
    return *parse_date(text);
}

/// The facts begin on 1 May 2014 and end with the snapshot's day, 1 January 2015. Ana and Bea are on the list
/// of a workshop from 1 to 30 October; Zoe is not. Each edit makes a page of its own, so that its bytes are
/// what it added.
class BeforeAfterTest : public testing::Test {
protected:
    BeforeAfterTest() {
        m_lake.load("eswiki", "20150101",
                    {{"Zoe", "2014-05-01T00:00:00Z", 1, 10},
                     {"Ana", "2014-06-10T12:00:00Z", 2, 10},
                     {"Ana", "2014-07-10T12:00:00Z", 3, 10},
                     {"Bea", "2014-07-11T12:00:00Z", 4, 10},
                     {"Ana", "2014-08-10T12:00:00Z", 5, 10},
                     {"Ana", "2014-08-11T12:00:00Z", 6, 10},
                     {"Bea", "2014-08-12T12:00:00Z", 7, 10},
                     // Directly before: 1 to 30 September. Ana 1 edit, Bea 3; Zoe 4.
                     {"Ana", "2014-09-01T00:00:00Z", 8, 20},
                     {"Bea", "2014-09-10T00:00:00Z", 9, 10},
                     {"Bea", "2014-09-11T00:00:00Z", 10, 10},
                     {"Bea", "2014-09-30T23:59:59Z", 11, 10},
                     {"Zoe", "2014-09-05T00:00:00Z", 12, 10},
                     {"Zoe", "2014-09-06T00:00:00Z", 13, 10},
                     {"Zoe", "2014-09-07T00:00:00Z", 14, 10},
                     {"Zoe", "2014-09-08T00:00:00Z", 15, 10},
                     // During the workshop: in neither.
                     {"Ana", "2014-10-05T00:00:00Z", 16, 500},
                     // After: 31 October to 29 November. Ana 6 edits, Bea 2; Zoe 2.
                     {"Ana", "2014-10-31T00:00:00Z", 17, 100},
                     {"Ana", "2014-11-01T00:00:00Z", 18, 100},
                     {"Ana", "2014-11-02T00:00:00Z", 19, 100},
                     {"Ana", "2014-11-03T00:00:00Z", 20, 100},
                     {"Ana", "2014-11-04T00:00:00Z", 21, 100},
                     {"Ana", "2014-11-29T23:59:59Z", 22, 100},
                     {"Bea", "2014-11-10T00:00:00Z", 23, 10},
                     {"Bea", "2014-11-11T00:00:00Z", 24, 10},
                     {"Ana", "2014-11-30T00:00:00Z", 25, 900},  // the day after the last
                     {"Zoe", "2014-11-12T00:00:00Z", 26, 10},
                     {"Zoe", "2014-11-13T00:00:00Z", 27, 10}});
        m_question.scope.cohorts = {{"workshop"}};
        m_question.scope.wikis = {"eswiki"};
        m_question.scope.first_day = day("2014-10-31");
        m_question.scope.last_day = day("2014-11-29");
        m_question.until = day("2014-09-30");
        m_question.metrics = {{"edits", "", {}}};
        m_question.before = 1;
        m_question.pairs = true;
        records::Cohort workshop;
        workshop.members = {{"Ana", {}}, {"Bea", {}}};
        m_named.cohorts.emplace("workshop", workshop);
    }

    BeforeAfter found() {
        return before_after(m_lake.lake(), metrics::all_metrics(), m_question,
                            [&](const records::MeasuredScope&) { return m_named; });
    }

    LakeForTests m_lake;
    BeforeAfterQuestion m_question;
    Named m_named;
};

TEST_F(BeforeAfterTest, the_time_after_stands_beside_as_many_days_before_and_what_the_wiki_did) {
    const auto compared = found();
    ASSERT_EQ(compared.periods.size(), 3U) << "after, before, and the year before";
    const auto& now = compared.periods[0];
    EXPECT_EQ(now.people, 2);
    EXPECT_EQ(now.numbers.at(0).value, 8);
    EXPECT_EQ(now.numbers.at(0).of_wikis, 10);
    const auto& before = compared.periods[1];
    EXPECT_EQ(before.when.days, (planning::Days{day("2014-09-01"), day("2014-09-30")}));
    EXPECT_EQ(before.numbers.at(0).value, 4);
    EXPECT_EQ(before.numbers.at(0).change->difference, 4);
    EXPECT_EQ(before.numbers.at(0).change->ratio, 2);
    // The whole wiki: 10 edits after 8.
    EXPECT_EQ(before.numbers.at(0).wikis_change->difference, 2);
    EXPECT_EQ(before.numbers.at(0).wikis_change->ratio, 1.25);
}

TEST_F(BeforeAfterTest, a_period_without_facts_has_a_reason_and_no_change) {
    const auto year_before = found().periods.at(2);
    EXPECT_TRUE(year_before.when.year_before);
    EXPECT_FALSE(year_before.numbers.at(0).value);
    EXPECT_EQ(year_before.numbers.at(0).reason, "reason-period-not-covered");
    EXPECT_FALSE(year_before.numbers.at(0).change);
}

TEST_F(BeforeAfterTest, a_period_that_the_facts_cover_in_part_is_shown_but_not_compared) {
    m_question.before = 6;
    const auto compared = found();
    const auto& partly = compared.periods.at(6);
    EXPECT_EQ(partly.when.days.first_day, day("2014-04-04"));
    EXPECT_EQ(partly.numbers.at(0).value, 0);
    EXPECT_EQ(partly.numbers.at(0).reason, "reason-period-partly-covered");
    EXPECT_FALSE(partly.numbers.at(0).change);
    EXPECT_EQ(compared.metrics.at(0).whole_periods, 5U);
}

TEST_F(BeforeAfterTest, the_own_trend_is_the_line_through_the_periods_before) {
    m_question.before = 4;
    // 3 June to 2 July, to 1 August, to 31 August, to 30 September: 1, 2, 3 and 4 edits, 30 days apart. The
    // period begins 60 days after the last, so the line is at 6 there, and no point is off it.
    const auto metric = found().metrics.at(0);
    EXPECT_EQ(metric.whole_periods, 4U);
    ASSERT_TRUE(metric.trend);
    EXPECT_NEAR(metric.trend->value, 6, 1e-6);
    EXPECT_NEAR(metric.trend->low, 6, 1e-6);
    m_question.before = 3;
    EXPECT_EQ(found().metrics.at(0).whole_periods, 3U);
    EXPECT_FALSE(found().metrics.at(0).trend) << "too few";
}

TEST_F(BeforeAfterTest, each_persons_own_difference_has_an_interval) {
    const auto pairs = found().pairs;
    ASSERT_TRUE(pairs);
    EXPECT_EQ(pairs->people, 2);
    EXPECT_EQ(pairs->edited_before, 2);
    EXPECT_EQ(pairs->edited_after, 2);
    const auto& edits = pairs->numbers.at(0);
    EXPECT_EQ(edits.before, 2);
    EXPECT_EQ(edits.after, 4);
    // Ana 6 − 1 = 5, Bea 2 − 3 = −1: their mean is 2; drawn anew both are Ana or both Bea in a quarter of the
    // draws each, which is more than what the 95 % leave out.
    EXPECT_EQ(edits.difference->value, 2);
    EXPECT_EQ(edits.difference->low, -1);
    EXPECT_EQ(edits.difference->high, 5);
    // Bytes: Ana 600 − 20, Bea 20 − 30.
    EXPECT_EQ(pairs->numbers.at(1).difference->value, 285);
}

TEST_F(BeforeAfterTest, who_did_nothing_is_a_pair_of_zeros) {
    m_named.cohorts.at("workshop").members.push_back({"Nobody", {}});
    const auto pairs = found().pairs;
    EXPECT_EQ(pairs->people, 3);
    EXPECT_EQ(pairs->edited_after, 2);
    EXPECT_DOUBLE_EQ(pairs->numbers.at(0).difference->value, 4.0 / 3);
}

TEST_F(BeforeAfterTest, there_are_no_pairs_where_either_period_is_not_wholly_known) {
    m_question.scope.first_day = day("2014-12-05");
    m_question.scope.last_day = day("2015-01-03");
    EXPECT_FALSE(found().pairs);
    m_question.scope.wikis = {"ptwiki"};
    const auto compared = found();
    EXPECT_FALSE(compared.pairs);
    EXPECT_EQ(compared.periods.front().numbers.at(0).reason, "reason-no-wiki-loaded");
}

TEST_F(BeforeAfterTest, an_organisation_is_the_union_of_its_activities_in_each_period) {
    const auto add = [&](const char* id, const char* first, const char* last) {
        records::Activity activity;
        activity.organisation = {"wmar"};
        activity.cohort.emplace().id = "workshop";
        activity.wikis = {"eswiki"};
        activity.first_day = day(first);
        activity.last_day = day(last);
        m_named.activities.emplace(id, activity);
    };
    add("one", "2014-09-01", "2014-09-15");
    add("two", "2014-11-01", "2014-11-12");
    add("three", "2014-11-10", "2014-11-20");  // shares Bea's edits with the one before: they count once
    m_named.organisations = {"wmar"};
    m_question = {};
    m_question.scope.organisations = {{"wmar"}};
    m_question.scope.first_day = day("2014-11-01");
    m_question.scope.last_day = day("2014-11-30");
    m_question.until = day("2014-10-31");
    m_question.before = 2;
    m_question.metrics = {{"edits", "", {}}, {"participants", "", {}}};
    const auto compared = found();
    EXPECT_EQ(compared.periods[0].numbers.at(0).value, 6);  // Ana 4, Bea 2
    EXPECT_EQ(compared.periods[0].numbers.at(1).value, 2);
    EXPECT_EQ(compared.periods[1].reason, "reason-no-activity-in-period") << "nothing in October: never 0";
    EXPECT_TRUE(compared.periods[1].numbers.empty());
    EXPECT_EQ(compared.periods[2].numbers.at(0).value, 3);  // Ana 1, Bea 2 by 15 September
    EXPECT_EQ(compared.periods[2].numbers.at(0).change->difference, 3);
    EXPECT_FALSE(compared.pairs);
}

TEST_F(BeforeAfterTest, what_must_hold_is_said_in_order_and_lengths_only_where_they_differ) {
    const auto keys = [&](const BeforeAfter& compared) {
        std::vector<std::string> list;
        for (const Message& message : assumptions_of(compared))
            list.push_back(message.key);
        return list;
    };
    EXPECT_EQ(keys(found()), (std::vector<std::string>{"assumption-same-people", "assumption-regression",
                                                       "assumption-season", "assumption-wikis-grow",
                                                       "assumption-trend", "assumption-interval"}));
    BeforeAfter months;
    months.periods.resize(2);
    months.periods[0].when.days = {day("2014-03-01"), day("2014-03-31")};
    months.periods[1].when.days = {day("2014-02-01"), day("2014-02-28")};
    const auto said = assumptions_of(months);
    ASSERT_EQ(said.at(4).key, "assumption-lengths");
    EXPECT_EQ(said.at(4).parameters, (std::vector<std::string>{"28", "31"}));
}

TEST_F(BeforeAfterTest, more_periods_than_there_may_be_are_refused) {
    m_question.before = 13;
    EXPECT_THROW(found(), Error);
    m_question.before = -1;
    EXPECT_THROW(found(), Error);
}

RC_GTEST_PROP(ChangeProperty, swapping_the_periods_flips_the_sign, (int now, int then)) {
    const Change one = change_between(now, then);
    const Change other = change_between(then, now);
    RC_ASSERT(one.difference == -other.difference);
    if (now != 0 && then != 0) RC_ASSERT(std::abs(*one.ratio * *other.ratio - 1) < 1e-12);
    RC_ASSERT(one.ratio.has_value() == (then != 0));
}

RC_GTEST_PROP(ChangeProperty, swapping_the_periods_flips_the_interval_of_paired_differences,
              (std::vector<std::pair<int, int>> people, std::uint64_t seed)) {
    RC_PRE(people.size() >= 2U);
    std::vector<double> forth;
    std::vector<double> back;
    for (const auto& [before, after] : people) {
        forth.push_back(double{static_cast<double>(after)} - before);
        back.push_back(double{static_cast<double>(before)} - after);
    }
    const auto one = statistics::mean_with_interval(forth, {seed, 40, 0.9});
    const auto other = statistics::mean_with_interval(back, {seed, 40, 0.9});
    const double rounding = 1e-6 * (1 + std::abs(one->low) + std::abs(one->high));
    RC_ASSERT(one->value == -other->value);
    RC_ASSERT(std::abs(one->low + other->high) < rounding);
    RC_ASSERT(std::abs(one->high + other->low) < rounding);
}

}  // namespace
}  // namespace brujula::evaluating
