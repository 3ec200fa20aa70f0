// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/reported_before.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace brujula::evaluating {
namespace {

class reported_before_test : public testing::Test {
protected:
    planning::NetworkRecords network;

    void put(const std::string& kind, const std::string& id, const std::string& body) {
        network.put(kind, id, boost::json::parse(body));
    }
    /// An indicator of participants of a year's plan, and where it ended.
    void ended(const std::string& organisation, int year, int value) {
        const std::string id = organisation + std::to_string(year);
        const std::string days = R"("first_day":")" + std::to_string(year) + R"(-01-01","last_day":")" +
                                 std::to_string(year) + R"(-12-31")";
        put("indicator", id,
            R"({"organisation":")" + organisation +
                R"(","goal":"g","core_metric":"participants","name":{"es":"Participantes"},"targets":[{)" +
                days + R"(,"value":{"value":10}}]})");
        put("observation", id + "-o",
            R"({"organisation":")" + organisation + R"(","indicator":")" + id + R"(",)" + days +
                R"(,"value":{"value":)" + std::to_string(value) + "}}");
    }
    std::vector<ReportedSeries> found(const char* until = "2016-12-31") {
        return reported_before(network, "wmar", *parse_date(until));
    }
};

TEST_F(reported_before_test, is_what_the_organisation_reported_plan_after_plan) {
    ended("wmar", 2013, 40);
    ended("wmar", 2014, 60);
    ended("wmar", 2015, 90);
    ended("wmcl", 2014, 1'000);
    const auto series = found();
    ASSERT_EQ(series.size(), 1U);
    EXPECT_EQ(series[0].key, "core:participants");
    EXPECT_EQ(series[0].indicator, "wmar2015");
    ASSERT_EQ(series[0].values.size(), 3U);
    EXPECT_EQ(series[0].values.front().value, 40);
    EXPECT_EQ(series[0].change.difference, 30);
    EXPECT_EQ(series[0].change.ratio, 1.5);
    EXPECT_FALSE(series[0].trend) << "two years before the latest";
}

TEST_F(reported_before_test, later_values_and_single_years_are_left_out) {
    ended("wmar", 2014, 60);
    ended("wmar", 2015, 90);
    EXPECT_TRUE(found("2015-06-30").empty());
    EXPECT_TRUE(reported_before(network, "wmcl", *parse_date("2016-12-31")).empty());
}

TEST_F(reported_before_test, four_years_before_the_latest_have_a_trend) {
    for (int year = 2011; year <= 2014; ++year)
        ended("wmar", year, 10 * (year - 2010));
    ended("wmar", 2015, 90);
    const auto series = found();
    ASSERT_TRUE(series.at(0).trend);
    EXPECT_NEAR(series[0].trend->value, 50, 0.1);  // 10, 20, 30, 40; years of 365 and 366 days
    EXPECT_EQ(series[0].change.difference, 50);
}

}  // namespace
}  // namespace brujula::evaluating
