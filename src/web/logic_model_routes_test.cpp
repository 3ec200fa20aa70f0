// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

const std::string model = "/api/v1/logic-models/wmar-logic-model";

TEST(logic_model_routes, a_drawing_is_an_svg_with_a_file_name_and_no_way_out) {
    World world;
    Visitor anonymous(world);
    const Response drawing = anonymous.get(model + ".svg?uselang=es");
    ASSERT_EQ(drawing.status, 200);
    EXPECT_EQ(drawing.header("Content-Type"), "image/svg+xml; charset=utf-8");
    EXPECT_EQ(drawing.header("Content-Disposition"), "inline; filename=\"wmar-logic-model.svg\"");
    const std::string policy = drawing.header("Content-Security-Policy").value_or("");
    EXPECT_EQ(policy.find("default-src 'none'; style-src 'sha256-"), 0U) << policy;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_NE(policy.find("sandbox"), std::string::npos);
    EXPECT_NE(drawing.body.find("Productos directos"), std::string::npos);
    EXPECT_NE(drawing.body.find("Aprenden a editar"), std::string::npos);
    EXPECT_NE(anonymous.get(model + ".svg?uselang=en").body.find("Direct products"), std::string::npos);
}

TEST(logic_model_routes, a_language_that_is_none_cannot_break_the_drawing) {
    World world;
    const Response drawing = Visitor(world).get(model + ".svg?uselang=%FF%22%3E%3Cscript%3E");
    EXPECT_EQ(drawing.status, 200);
    EXPECT_EQ(drawing.body.find("<script"), std::string::npos);
    EXPECT_EQ(drawing.body.find('\xFF'), std::string::npos);
}

TEST(logic_model_routes, there_is_no_drawing_of_a_model_that_is_not_there) {
    World world;
    EXPECT_EQ(Visitor(world).get("/api/v1/logic-models/none.svg").status, 404);
    EXPECT_EQ(Visitor(world).get("/api/v1/logic-models/.svg").status, 404);
}

TEST(logic_model_routes, the_page_has_the_plans_goals_their_indicators_and_the_findings) {
    World world;
    const json::value page =
        Visitor::json_of(Visitor(world).get("/api/v1/views/logic-models/wmar-logic-model?uselang=es"));
    EXPECT_EQ(page.at("logic_model").at("id"), "wmar-logic-model");
    EXPECT_EQ(page.at("chain").at(2).at("id"), "wmar-plan");
    EXPECT_EQ(page.at("goals").at(0).at("id"), "wmar-goal");
    EXPECT_EQ(page.at("goals").at(0).at("last_day"), "2014-12-31");
    EXPECT_EQ(page.at("indicators").at(0).at("id"), "wmar-indicator");
    EXPECT_EQ(page.at("indicators").at(0).at("goal"), "wmar-goal");
    EXPECT_TRUE(page.at("findings").get_array().empty());
}

TEST(logic_model_routes, a_draft_is_told_what_the_rules_say_and_nothing_is_kept) {
    World world;
    Visitor coordinator(world, "coordinator");
    const std::int64_t before = world.store.newest_sequence();
    const json::value draft = json::parse(R"({"data":{"organisation":"wmar","items":[
        {"key":"a","column":"activities","text":{"es":"Charlas"}},
        {"key":"b","column":"short_outcome","text":{"es":"Saben"},"goal":"wmar-goal"}],
        "links":[{"from":"a","to":"b"},{"from":"b","to":"a","rationale":{"es":"?"}},{"from":"a","to":"gone"}]}})");
    const Response answer = coordinator.send("POST", "/api/v1/logic-models/findings?uselang=es", draft);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json::value said = Visitor::json_of(answer);
    std::string rules;
    for (const json::value& finding : said.at("findings").get_array())
        rules += std::string{finding.at("rule").get_string()} +
                 std::string{finding.at("field").get_string()} + ' ';
    // The goal's twelve months under "up to 3 months"; no rationale; back; round.
    EXPECT_EQ(rules, "T3/items/1 R3/links/0 R4/links/1 R4/links/0 ");
    EXPECT_EQ(said.at("findings").at(3).at("items"), (json::array{"a", "b"}));
    EXPECT_EQ(said.at("findings").at(3).at("severity"), "error");
    EXPECT_EQ(said.at("findings").at(0).at("evidence").at("months"), 12);
    EXPECT_NE(
        std::string{said.at("findings").at(3).at("text").get_string()}.find("Charlas → Saben → Charlas"),
        std::string::npos);
    EXPECT_EQ(world.store.newest_sequence(), before);
}

TEST(logic_model_routes, a_networks_settings_switch_rules_off) {
    World world;
    const json::value settings =
        json::parse(R"({"organisation":"iberocoop","rules":[{"rule":"R4","severity":"off"}]})");
    world.store.write({"adviser_settings", "red", 0, "ana", "", false, settings});
    const json::value draft = json::parse(
        R"({"data":{"organisation":"wmar","items":[{"key":"a","column":"input","text":{"es":"Dinero"}}]}})");
    Visitor coordinator(world, "coordinator");
    const json::value said =
        Visitor::json_of(coordinator.send("POST", "/api/v1/logic-models/findings", draft));
    EXPECT_TRUE(said.at("findings").get_array().empty());
}

}  // namespace
}  // namespace brujula::web
