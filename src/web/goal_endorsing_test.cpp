// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

const std::string goal = "/api/v1/goals/wmar-goal";

class goal_endorsing : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};
    Visitor elsewhere{world, "elsewhere"};  // coordinator of wmcl

    static json::value by(const std::string& organisation) {
        return {{"data", {{"organisation", organisation}}}};
    }
    json::array endorsers() {
        const json::value answer = Visitor::json_of(coordinator.get(goal));
        const json::value* list = answer.at("data").get_object().if_contains("endorsed_by");
        return list != nullptr ? list->get_array() : json::array{};
    }
    static void refused(const Response& response, const std::string& key) {
        EXPECT_EQ(response.status, 400) << response.body;
        EXPECT_EQ(Visitor::json_of(response).at("key"), json::value(key)) << response.body;
    }
    Response put_endorsers(Visitor& visitor, const json::array& organisations) {
        const json::value now = Visitor::json_of(visitor.get(goal));
        json::object data = now.at("data").get_object();
        data["endorsed_by"] = organisations;
        return visitor.send("PUT", goal, {{"base", now.at("revision")}, {"data", std::move(data)}});
    }
};

TEST_F(goal_endorsing, another_organisation_gives_its_word_and_takes_it_back) {
    EXPECT_EQ(elsewhere.send("POST", goal + "/endorse?uselang=es", by("wmcl")).status, 200);
    EXPECT_EQ(endorsers(), json::array{"wmcl"});
    refused(elsewhere.send("POST", goal + "/endorse", by("wmcl")), "error-goal-endorsed");
    const json::value revisions = Visitor::json_of(coordinator.get(goal + "/revisions"));
    EXPECT_EQ(revisions.at("items").at(0).at("author"), "elsewhere");
    EXPECT_EQ(elsewhere.send("POST", goal + "/withdraw-endorsement", by("wmcl")).status, 200);
    EXPECT_EQ(endorsers(), json::array{});
    refused(elsewhere.send("POST", goal + "/withdraw-endorsement", by("wmcl")), "error-goal-not-endorsed");
}

TEST_F(goal_endorsing, nobody_endorses_their_own_or_speaks_for_others) {
    refused(coordinator.send("POST", goal + "/endorse", by("wmar")), "error-goal-endorse-own");
    EXPECT_EQ(coordinator.send("POST", goal + "/endorse", by("wmcl")).status, 403);
    refused(put_endorsers(coordinator, {"wmcl"}), "error-goal-endorse-others");
    EXPECT_EQ(endorsers(), json::array{});
}

TEST_F(goal_endorsing, what_stands_may_stay_and_be_taken_away_by_who_writes_the_goal) {
    ASSERT_EQ(elsewhere.send("POST", goal + "/endorse", by("wmcl")).status, 200);
    EXPECT_EQ(put_endorsers(coordinator, {"wmcl"}).status, 200);
    EXPECT_EQ(put_endorsers(coordinator, {}).status, 200);
    EXPECT_EQ(endorsers(), json::array{});
}

TEST_F(goal_endorsing, the_page_says_for_whom_the_reader_may_speak) {
    const auto may = [](Visitor& visitor) {
        const json::value view = Visitor::json_of(visitor.get("/api/v1/views/goals/wmar-goal"));
        std::string ids;
        const json::array& list = view.at("may_endorse").get_array();
        for (const json::value& one : list)
            ids += std::string{one.at("id").get_string()} + " ";
        return ids;
    };
    Visitor anonymous(world);
    EXPECT_EQ(may(elsewhere), "wmcl ");
    EXPECT_EQ(may(coordinator), "");
    EXPECT_EQ(may(anonymous), "");
}

TEST_F(goal_endorsing, a_goal_that_is_not_there_or_of_a_closed_plan_is_not_endorsed) {
    EXPECT_EQ(elsewhere.send("POST", "/api/v1/goals/no-such/endorse", by("wmcl")).status, 404);
    store::Write write;
    write.kind = "plan";
    write.id = "wmar-plan";
    const auto plan = *world.store.find("plan", "wmar-plan");
    write.base = plan.number;
    write.author = "ana";
    write.body = plan.body;
    write.body.get_object()["state"] = "closed";
    world.store.write(write);
    refused(elsewhere.send("POST", goal + "/endorse", by("wmcl")), "error-plan-closed");
}

}  // namespace
}  // namespace brujula::web
