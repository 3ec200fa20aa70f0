// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/survival.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace brujula::statistics {
namespace {

std::vector<Followed> freireich() {
    const std::vector<double> times{6,  6,  6,  6,  7,  9,  10, 10, 11, 13, 16,
                                    17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
    const std::vector<int> ended{1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
    std::vector<Followed> all;
    for (std::size_t i = 0; i < times.size(); ++i)
        all.push_back({times[i], ended[i] == 1});
    return all;
}

TEST(Survival, curve_and_interval_are_rs) {
    const auto curve = survival(freireich());
    ASSERT_TRUE(curve);
    std::ifstream file(BRUJULA_SOURCE_DIR "/tests/cases/statistics/survival/expected.tsv");
    std::string heading;
    ASSERT_TRUE(std::getline(file, heading));
    for (const SurvivalStep& step : curve->steps) {
        double time = -1;
        std::size_t at_risk = 0;
        std::size_t ended = 0;
        std::size_t censored = 0;
        double share = -1;
        double low = -1;
        double high = -1;
        ASSERT_TRUE(file >> time >> at_risk >> ended >> censored >> share >> low >> high);
        EXPECT_EQ(step.time, time);
        EXPECT_EQ(step.at_risk, at_risk) << time;
        EXPECT_EQ(step.ended, ended) << time;
        EXPECT_EQ(step.censored, censored) << time;
        EXPECT_NEAR(step.survival, share, 1e-10) << time;
        EXPECT_NEAR(step.low.value(), low, 1e-10) << time;
        EXPECT_NEAR(step.high.value(), high, 1e-10) << time;
    }
    EXPECT_FALSE(file >> heading) << "R has more steps";
    EXPECT_EQ(curve->followed, 21);
    EXPECT_EQ(curve->ended, 9);
    EXPECT_EQ(median_survival(*curve), 23);
}

TEST(Survival, share_and_number_at_risk_can_be_read_at_any_time) {
    const auto curve = *survival(freireich());
    EXPECT_EQ(survival_at(curve, 0), 1);
    EXPECT_NEAR(survival_at(curve, 6).value(), 18.0 / 21, 1e-12) << "from the step on";
    EXPECT_NEAR(survival_at(curve, 30).value(), survival_at(curve, 23).value(), 1e-12);
    EXPECT_FALSE(survival_at(curve, 36)) << "nobody was followed so long";
    EXPECT_EQ(at_risk_at(curve, 0), 21);
    EXPECT_EQ(at_risk_at(curve, 12), 12);
    EXPECT_EQ(at_risk_at(curve, 36), 0);
}

TEST(Survival, nobody_gives_no_curve) {
    EXPECT_FALSE(survival({}));
}

TEST(Survival, one_who_ended_leaves_nobody_and_no_interval) {
    const auto curve = *survival(std::vector<Followed>{{5, true}});
    ASSERT_EQ(curve.steps.size(), 1);
    EXPECT_EQ(curve.steps[0].survival, 0);
    EXPECT_FALSE(curve.steps[0].low || curve.steps[0].high);
    EXPECT_EQ(survival_at(curve, 100), 0) << "all have ended: it stays so";
    EXPECT_EQ(median_survival(curve), 5);
}

TEST(Survival, where_nobody_ended_all_are_still_there_and_there_is_no_median) {
    const auto curve = *survival(std::vector<Followed>{{5, false}, {7, false}});
    EXPECT_EQ(curve.steps.back().survival, 1);
    EXPECT_FALSE(curve.steps.back().low);
    EXPECT_FALSE(median_survival(curve));
}

TEST(Survival, who_is_lost_the_day_another_ends_was_still_followed) {
    const auto curve = *survival(std::vector<Followed>{{5, false}, {5, true}});
    EXPECT_EQ(curve.steps[0].at_risk, 2);
    EXPECT_EQ(curve.steps[0].survival, 0.5);
}

rc::Gen<std::vector<Followed>> anybody() {
    return rc::gen::container<std::vector<Followed>>(rc::gen::build<Followed>(
        rc::gen::set(&Followed::time, rc::gen::cast<double>(rc::gen::inRange(0, 30))),
        rc::gen::set(&Followed::ended)));
}

RC_GTEST_PROP(SurvivalProperty, never_rises_stays_a_share_and_lies_in_its_interval, ()) {
    const auto followed = *anybody();
    RC_PRE(!followed.empty());
    const auto curve = *survival(followed);
    double before = 1;
    std::size_t seen = 0;
    for (const SurvivalStep& step : curve.steps) {
        RC_ASSERT(step.at_risk == followed.size() - seen);
        seen += step.ended + step.censored;
        RC_ASSERT(step.survival <= before);
        RC_ASSERT(step.survival >= 0);
        if (step.low) {
            RC_ASSERT(0 <= *step.low);
            RC_ASSERT(*step.low <= step.survival);
            RC_ASSERT(step.survival <= *step.high);
            RC_ASSERT(*step.high <= 1);
        }
        before = step.survival;
    }
    RC_ASSERT(seen == followed.size());
}

RC_GTEST_PROP(SurvivalProperty, order_does_not_matter, ()) {
    auto followed = *anybody();
    RC_PRE(!followed.empty());
    const auto one = *survival(followed);
    std::reverse(followed.begin(), followed.end());
    const auto other = *survival(followed);
    RC_ASSERT(one.steps.size() == other.steps.size());
    for (std::size_t i = 0; i < one.steps.size(); ++i)
        RC_ASSERT(one.steps[i].survival == other.steps[i].survival);
}

RC_GTEST_PROP(SurvivalProperty, without_censoring_it_is_the_plain_share, (std::vector<unsigned char> times)) {
    RC_PRE(!times.empty());
    std::vector<Followed> followed;
    for (const unsigned char time : times)
        followed.push_back({static_cast<double>(time), true});
    const auto curve = *survival(followed);
    for (const SurvivalStep& step : curve.steps) {
        const auto left =
            std::count_if(times.begin(), times.end(), [&](int time) { return time > step.time; });
        RC_ASSERT(std::abs(step.survival - static_cast<double>(left) / static_cast<double>(times.size())) <
                  1e-9);
    }
}

}  // namespace
}  // namespace brujula::statistics
