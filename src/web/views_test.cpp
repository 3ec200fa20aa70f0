// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

class views : public testing::Test {
protected:
    World world;
    Visitor anonymous{world};

    json::value view(const std::string& name) {
        const Response answer = anonymous.get("/api/v1/views/" + name);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return Visitor::json_of(answer);
    }
    static std::vector<std::string> ids(const json::value& list, const char* member = nullptr) {
        std::vector<std::string> found;
        for (const json::value& item : list.get_array())
            found.push_back(json::value_to<std::string>((member ? item.at(member) : item).at("id")));
        return found;
    }
};

TEST_F(views, home_shows_the_network_its_members_and_shared_goals) {
    const json::value home = view("home");
    EXPECT_EQ(home.at("network").at("id"), "iberocoop");
    EXPECT_EQ(ids(home.at("members"), "organisation"), (std::vector<std::string>{"wmar", "wmcl"}));
    const json::value& wmar = home.at("members").at(0);
    EXPECT_EQ(wmar.at("kind"), "chapter");  // its last status
    EXPECT_EQ(wmar.at("plans"), 1);
    EXPECT_EQ(wmar.at("goals"), 1);
    EXPECT_EQ(home.at("members").at(1).at("goals"), 0);
    EXPECT_EQ(ids(home.at("shared_goals"), "goal"), std::vector<std::string>{"red-goal"});
    EXPECT_TRUE(home.at("shared_goals").at(0).at("indicator").is_null());
    EXPECT_TRUE(home.at("shared_goals").at(0).at("progress").is_null());
}

TEST_F(views, what_is_kept_for_who_is_not_signed_in_goes_with_the_next_change_and_is_nobody_elses) {
    EXPECT_EQ(view("home").at("members").get_array().size(), 2U);
    auto wmar = *world.store.find("organisation", "wmar");
    wmar.body.at("name").get_object()["es"] = "Otro nombre";
    world.store.write({"organisation", "wmar", wmar.number, "ana", "", false, wmar.body});
    EXPECT_EQ(view("home").at("members").at(0).at("organisation").at("data").at("name").at("es"),
              "Otro nombre");
    EXPECT_TRUE(view("organisations/wmar").at("organisation").at("may").get_array().empty());
    Visitor coordinator(world, "coordinator");
    const auto own = Visitor::json_of(coordinator.get("/api/v1/views/organisations/wmar"));
    EXPECT_FALSE(own.at("organisation").at("may").get_array().empty());
    EXPECT_TRUE(view("organisations/wmar").at("organisation").at("may").get_array().empty());
    EXPECT_EQ(anonymous.get("/api/v1/views/organisations/nobody").status, 404);
}

TEST_F(views, an_organisation_has_its_plans_with_how_their_goals_stand) {
    const json::value page = view("organisations/wmar");
    const json::value& plan = page.at("plans").at(0);
    EXPECT_EQ(plan.at("plan").at("id"), "wmar-plan");
    EXPECT_EQ(plan.at("goals"), 1);
    EXPECT_EQ(plan.at("measured"), 1);
    EXPECT_EQ(plan.at("met"), 1);  // at least 162 of 150
    EXPECT_EQ(page.at("people").at(0).at("role").at("es"), "presidenta");
    EXPECT_EQ(ids(page.at("programmes")), std::vector<std::string>{"wmar-programme"});
    EXPECT_EQ(ids(page.at("activities")), std::vector<std::string>{"wmar-activity"});
    EXPECT_EQ(page.at("goals").at(0).at("organisation").at("title").at("es"), "Wikimedia Argentina");
}

TEST_F(views, a_plan_has_its_goals_under_their_objectives) {
    const json::value page = view("plans/wmar-plan");
    EXPECT_EQ(page.at("organisation").at("id"), "wmar");
    ASSERT_EQ(page.at("objectives").get_array().size(), 1U);
    EXPECT_EQ(page.at("objectives").at(0).at("objective").at("id"), "wmar-objective");
    EXPECT_EQ(ids(page.at("objectives").at(0).at("goals"), "goal"), std::vector<std::string>{"wmar-goal"});
}

TEST_F(views, a_goal_has_its_chain_its_indicators_progress_and_what_serves_it) {
    const json::value page = view("goals/wmar-goal");
    EXPECT_EQ(ids(page.at("chain")), (std::vector<std::string>{"iberocoop", "wmar", "wmar-plan",
                                                               "wmar-objective", "wmar-programme"}));
    const json::value& indicator = page.at("indicators").at(0);
    const json::value& progress = indicator.at("progress");
    EXPECT_EQ(progress.at("status"), "met");
    EXPECT_EQ(progress.at("actual").at("value").to_number<double>(), 162);
    EXPECT_EQ(progress.at("actual").at("quality"), "at_least");
    EXPECT_EQ(progress.at("actual_day"), "2014-09-30");
    EXPECT_EQ(progress.at("target").at("value").to_number<double>(), 150);
    EXPECT_EQ(progress.at("target_day"), "2014-12-31");
    EXPECT_EQ(progress.at("observation"), "wmar-observation");
    EXPECT_EQ(progress.at("by"), "reported");
    EXPECT_TRUE(progress.at("baseline").is_null());
    EXPECT_TRUE(progress.at("agreed_target").is_null());
    EXPECT_EQ(ids(indicator.at("observations")), std::vector<std::string>{"wmar-observation"});
    EXPECT_EQ(ids(page.at("activities")), std::vector<std::string>{"wmar-activity"});
    EXPECT_EQ(ids(view("goals/red-goal").at("contributions"), "goal"), std::vector<std::string>{"wmar-goal"});
    EXPECT_EQ(ids(view("goals/red-goal").at("chain")),
              (std::vector<std::string>{"iberocoop", "red-plan", "red-objective"}));
}

TEST_F(views, an_activity_tells_neither_who_nor_how_many) {
    const json::value page = view("activities/wmar-activity");
    EXPECT_EQ(page.at("cohort"), json::parse(R"({"id":"wmar-cohort","people":null})"));
    EXPECT_EQ(ids(page.at("measurements")), std::vector<std::string>{"wmar-measurement"});
    EXPECT_EQ(ids(page.at("chain")),
              (std::vector<std::string>{"iberocoop", "wmar", "wmar-plan", "wmar-objective", "wmar-programme",
                                        "wmar-goal"}));
}

TEST_F(views, a_person_has_their_organisations) {
    EXPECT_EQ(ids(view("persons/wmar-person").at("organisations")), std::vector<std::string>{"wmar"});
}

TEST_F(views, a_page_of_nothing_is_not_found) {
    for (const char* page :
         {"organisations/none", "plans/wmar-goal", "goals/none", "activities/..", "persons/%00"})
        EXPECT_EQ(anonymous.get(std::string("/api/v1/views/") + page).status, 404) << page;
}

}  // namespace
}  // namespace brujula::web
