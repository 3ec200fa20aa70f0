// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

TEST(quality_routes, a_value_that_does_not_follow_from_its_counts_is_named_with_its_indicator) {
    World world;
    auto value = *world.store.find("observation", "wmar-observation");
    value.body.get_object()["value"] = {{"value", 1.2}, {"quality", "exact"}};
    value.body.get_object()["numerator"] = 36;
    value.body.get_object()["denominator"] = 3334;
    world.store.write({"observation", "wmar-observation", value.number, "ana", "", false, value.body});
    Visitor anonymous(world);
    const json::value answer =
        Visitor::json_of(anonymous.get("/api/v1/quality?organisation=wmar&uselang=en"));
    EXPECT_EQ(answer.at("today"), "2014-11-21");
    json::object found;
    for (const json::value& item : answer.at("items").as_array())
        if (item.at("rule") == "D3") found = item.as_object();
    ASSERT_FALSE(found.empty()) << answer;
    EXPECT_EQ(found.at("id"), "wmar-observation");
    EXPECT_EQ(found.at("indicator").at("id"), "wmar-indicator");
    EXPECT_EQ(found.at("organisation"), "wmar");
    EXPECT_EQ(found.at("period").at("last_day"), "2014-09-30");
    EXPECT_EQ(found.at("field"), "/value");
    EXPECT_NE(found.at("text").as_string().find("36 of 3,334"), std::string::npos) << found;
    EXPECT_EQ(found.at("fix").at("pointer"), "/value/value");
    EXPECT_TRUE(found.at("may").get_array().empty() || found.at("may").at(0) != "write") << "a visitor";
    Visitor coordinator(world, "coordinator");
    const json::value theirs = Visitor::json_of(coordinator.get("/api/v1/quality?organisation=wmar"));
    for (const json::value& item : theirs.at("items").as_array())
        if (item.at("rule") == "D3") found = item.as_object();
    const json::array& may = found.at("may").get_array();
    EXPECT_NE(std::find(may.begin(), may.end(), json::value("write")), may.end()) << found;
}

TEST(quality_routes, an_organisation_that_is_not_there_is_said_so) {
    World world;
    Visitor anonymous(world);
    EXPECT_EQ(anonymous.get("/api/v1/quality?organisation=nobody").status, 404);
    const json::value other = Visitor::json_of(anonymous.get("/api/v1/quality?organisation=wmcl"));
    EXPECT_EQ(other.at("total"), 0);
}

}  // namespace
}  // namespace brujula::web
