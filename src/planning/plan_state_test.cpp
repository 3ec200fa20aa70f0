// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/plan_state.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "planning/needs_reason.hpp"

namespace brujula::planning {
namespace {
namespace json = boost::json;
using enum records::PlanState;

std::string why_not(PlanState from, PlanState to, std::size_t goals, const char* comment) {
    const auto refused = refusal({from, to, goals, comment});
    return refused ? refused->key : "";
}

TEST(plan_state, goes_from_draft_to_closed_step_by_step) {
    EXPECT_EQ(why_not(draft, in_consultation, 0, ""), "");
    EXPECT_EQ(why_not(in_consultation, agreed, 1, ""), "");
    EXPECT_EQ(why_not(agreed, closed, 1, ""), "");
    EXPECT_EQ(why_not(in_consultation, draft, 0, ""), "");
}

TEST(plan_state, no_step_is_left_out) {
    for (const auto& [from, to] :
         {std::pair{draft, agreed}, std::pair{draft, closed}, std::pair{draft, draft},
          std::pair{in_consultation, closed}, std::pair{agreed, draft}, std::pair{closed, draft},
          std::pair{closed, in_consultation}})
        EXPECT_EQ(why_not(from, to, 3, "because"), "error-plan-move");
}

TEST(plan_state, a_plan_without_goals_is_not_agreed) {
    EXPECT_EQ(why_not(in_consultation, agreed, 0, "all of us"), "error-plan-no-goal");
}

TEST(plan_state, opening_again_asks_for_a_reason) {
    EXPECT_EQ(why_not(agreed, in_consultation, 2, ""), "error-plan-reopen-reason");
    EXPECT_EQ(why_not(agreed, in_consultation, 2, " \t\n"), "error-plan-reopen-reason");
    EXPECT_EQ(why_not(agreed, in_consultation, 2, "the grant was cut"), "");
    EXPECT_EQ(why_not(closed, agreed, 0, ""), "error-plan-reopen-reason");
    // What was agreed stays agreed: no goals are asked for a second time.
    EXPECT_EQ(why_not(closed, agreed, 0, "a late value"), "");
}

const json::value goal = json::parse(R"({"plan":"p","statement":{"es":"100 personas"},"type":"reach",
    "first_day":"2015-01-01","last_day":"2015-12-31","rationale":{"es":"porque"}})");

json::value with(json::value body, const char* member, json::value value) {
    body.get_object()[member] = std::move(value);
    return body;
}

TEST(needs_reason, asks_for_what_was_agreed) {
    EXPECT_TRUE(needs_reason("goal", goal, with(goal, "statement", {{"es", "50 personas"}})));
    EXPECT_TRUE(needs_reason("goal", goal, with(goal, "last_day", "2016-03-31")));
    EXPECT_TRUE(needs_reason("goal", goal, with(goal, "target_group", {{"es", "docentes"}})));
    EXPECT_TRUE(needs_reason("goal", goal, with(goal, "type", "increase")));
    EXPECT_TRUE(needs_reason("goal", goal, with(goal, "plan", "another")));
    for (const char* member : {"baseline", "targets", "metric", "formula", "direction"})
        EXPECT_TRUE(needs_reason("indicator", json::object{}, with(json::object{}, member, "x"))) << member;
    EXPECT_TRUE(
        needs_reason("objective", with(json::object{}, "title", "a"), with(json::object{}, "title", "b")));
}

TEST(needs_reason, asks_for_coming_and_going) {
    EXPECT_TRUE(needs_reason("goal", nullptr, goal));
    EXPECT_TRUE(needs_reason("goal", goal, nullptr));
    const auto changes = agreed_changes("goal", goal, nullptr);
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].path, "");
    EXPECT_FALSE(changes[0].before.get_object().contains("rationale"));
}

TEST(needs_reason, asks_for_nothing_else) {
    EXPECT_FALSE(needs_reason("goal", goal, goal));
    EXPECT_FALSE(needs_reason("goal", goal, with(goal, "rationale", {{"es", "otra"}})));
    EXPECT_FALSE(needs_reason("goal", goal, with(goal, "budget", json::array{1})));
    EXPECT_FALSE(needs_reason("indicator", json::object{}, with(json::object{}, "method", "x")));
    EXPECT_FALSE(needs_reason("observation", nullptr, goal));
    EXPECT_FALSE(needs_reason("axis", goal, nullptr));
}

TEST(agreed_changes, say_where) {
    const auto changes = agreed_changes("goal", goal, with(goal, "statement", {{"es", "50 personas"}}));
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].path, "/statement/es");
    EXPECT_EQ(changes[0].before, "100 personas");
    EXPECT_EQ(changes[0].after, "50 personas");
}

}  // namespace
}  // namespace brujula::planning
