// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/next_step.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace brujula::evaluating {
namespace {
using namespace std::chrono;

constexpr Date congress = 2014y / November / 21;

class next_step_of : public testing::Test {
protected:
    planning::NetworkRecords network;

    void put(const std::string& kind, const std::string& id, const std::string& body) {
        network.put(kind, id, boost::json::parse(body));
    }
    void member() { put("organisation", "wmar", R"({"name":{"es":"Wikimedia Argentina"}})"); }
    void plan(const std::string& id, const std::string& days, const std::string& more = "") {
        put("plan", id, R"({"organisation":"wmar","title":{"es":")" + id + R"("},)" + more + days + "}");
    }
    /// "write_goal plan p"; "" where there is none.
    std::string step(const std::string& organisation = "wmar", Date today = congress) {
        const auto found = next_step(network, organisation, today);
        return found ? std::string{name_of(found->what)} + " " + found->kind + " " + found->id : "";
    }
    static constexpr const char* year = R"("first_day":"2014-01-01","last_day":"2014-12-31")";
};

TEST_F(next_step_of, an_organisation_that_is_not_there_is_none) {
    EXPECT_EQ(step("nobody"), "");
}

TEST_F(next_step_of, a_network_without_members_is_to_add_one) {
    put("organisation", "red", R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})");
    EXPECT_EQ(step("red"), "add_member organisation red");
    put("organisation", "wmar", R"({"name":{"es":"Wikimedia Argentina"},"memberships":[{"network":"red"}]})");
    EXPECT_EQ(step("red"), "begin_plan organisation red");
}

TEST_F(next_step_of, an_organisation_without_a_present_plan_is_to_begin_one) {
    member();
    EXPECT_EQ(step(), "begin_plan organisation wmar");
    plan("past", R"("first_day":"2013-01-01","last_day":"2013-12-31")");
    plan("closed", year, R"("state":"closed",)");
    EXPECT_EQ(step(), "begin_plan organisation wmar");
}

TEST_F(next_step_of, a_plan_goes_from_goals_over_indicators_to_being_agreed) {
    member();
    plan("p", year);
    EXPECT_EQ(step(), "write_goal plan p");
    put("goal", "g", R"({"organisation":"wmar","plan":"p","objective":"o","statement":{"es":"x"},
        "first_day":"2014-01-01","last_day":"2014-12-31"})");
    EXPECT_EQ(step(), "choose_indicator goal g");
    put("indicator", "i", R"({"organisation":"wmar","goal":"g","name":{"es":"Talleres"}})");
    EXPECT_EQ(step(), "agree_plan plan p");
    EXPECT_EQ(step("wmar", 2013y / December / 31), "");  // it has not begun
    plan("p", year, R"("state":"agreed",)");
    EXPECT_EQ(step(), "");
}

TEST_F(next_step_of, the_year_in_progress_goes_before_the_next_one_and_the_strategic_plan) {
    member();
    plan("strategy", R"("first_day":"2012-01-01","last_day":"2016-12-31")", R"("type":"strategic",)");
    EXPECT_EQ(present_plan(network, "wmar", congress)->first, "strategy");
    plan("next", R"("first_day":"2015-01-01","last_day":"2015-12-31")");
    plan("now", year);
    EXPECT_EQ(present_plan(network, "wmar", congress)->first, "now");
}

}  // namespace
}  // namespace brujula::evaluating
