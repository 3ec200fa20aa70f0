// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "store/retention.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

struct privacy_retention : testing::Test {
    World world;

    json::array due_for(Visitor& visitor, const std::string& query = "") {
        return Visitor::json_of(visitor.get("/api/v1/retention/due" + query)).at("items").as_array();
    }
    static bool has(const json::array& items, const std::string& kind, const std::string& id) {
        return std::any_of(items.begin(), items.end(), [&](const json::value& item) {
            return item.at("kind").as_string() == kind && item.at("id").as_string() == id;
        });
    }
};

TEST_F(privacy_retention, periods_are_chosen_by_the_networks_administrators_and_written_down) {
    Visitor administrator(world, "administrator");
    EXPECT_EQ(Visitor::json_of(administrator.get("/api/v1/retention")),
              (json::value{{"cohort_months", nullptr}, {"removed_months", nullptr}}));
    const json::value wanted{{"cohort_months", 24}, {"removed_months", nullptr}};
    EXPECT_EQ(Visitor::json_of(administrator.send("PUT", "/api/v1/retention", wanted)), wanted);
    EXPECT_EQ(store::retention_periods(world.store).cohorts, 24);
    EXPECT_EQ(administrator.send("PUT", "/api/v1/retention", {{"cohort_months", 24}}).status, 400);
    EXPECT_EQ(
        administrator.send("PUT", "/api/v1/retention", {{"cohort_months", 0}, {"removed_months", nullptr}})
            .status,
        400);
    const auto log = Visitor::json_of(administrator.get("/api/v1/security-log?kind=settings_changed"));
    EXPECT_EQ(log.at("items").at(0).at("about"), "retention");
}

TEST_F(privacy_retention, what_goes_is_told_to_who_may_read_it_alone) {
    const auto foreign = world.store
                             .write({"cohort", "", 0, "otra", "", false,
                                     json::object{{"organisation", "wmcl"},
                                                  {"name", {{"es", "Curso"}}},
                                                  {"members", {{{"user_name", "Zoraida"}}}}}})
                             .id;
    store::set_retention_periods(world.store, {1, 1});
    world.clock.advance(std::chrono::hours(24 * 366 * 20));
    Visitor administrator(world, "administrator");
    Visitor coordinator(world, "coordinator");
    Visitor member(world, "member");
    Visitor elsewhere(world, "elsewhere");
    EXPECT_TRUE(has(due_for(coordinator), "cohort", "wmar-cohort"));
    EXPECT_FALSE(has(due_for(member), "cohort", "wmar-cohort"));
    EXPECT_FALSE(has(due_for(elsewhere), "cohort", "wmar-cohort"));
    EXPECT_TRUE(has(due_for(elsewhere), "cohort", foreign));
    EXPECT_FALSE(has(due_for(coordinator), "cohort", foreign));
    EXPECT_TRUE(has(due_for(administrator), "cohort", "wmar-cohort"));
    EXPECT_FALSE(has(due_for(administrator, "?organisation=wmcl"), "cohort", "wmar-cohort"));
}

}  // namespace
}  // namespace brujula::web
