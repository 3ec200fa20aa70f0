// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

constexpr const char* pasted =
    "Objetivo estratégico\tObjetivo\tIndicador\tLínea de base 2014\tMeta 2015\n"
    "Educación\tFormar a 40 docentes hasta noviembre de 2015\tDocentes formados\t25\t40\n"
    "\tRealizar 6 talleres en escuelas\tTalleres\t\t6\n";

/// What somebody says of the first table of an answer.
json::object order_for(const json::value& read) {
    const auto& table = read.at("tables").at(0);
    return {{"what", "plan"},
            {"table", {{"rows", table.at("rows")}}},
            {"layout", table.at("layout")},
            {"into",
             {{"organisation", "wmar"},
              {"title", {{"es", "Plan traído"}}},
              {"first_day", "2015-01-01"},
              {"last_day", "2015-12-31"}}},
            {"language", "es"},
            {"source", "una tabla pegada"}};
}

json::object order_of_text(Visitor& visitor, const std::string& text) {
    const auto read =
        visitor.send("POST", "/api/v1/imports/read", json::object{{"what", "plan"}, {"text", text}});
    EXPECT_EQ(read.status, 200) << read.body;
    return order_for(Visitor::json_of(read));
}

json::value preview_of(Visitor& visitor, const json::object& order) {
    const auto answer = visitor.send("POST", "/api/v1/imports/preview?uselang=es", order);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return Visitor::json_of(answer);
}

Response commit(Visitor& visitor, json::object order, const json::value& agreed) {
    order["agreed"] = agreed;
    return visitor.send("POST", "/api/v1/imports/commit?uselang=es", order);
}

std::int64_t revisions(World& world) {
    return world.store.newest_sequence();
}

class Importing : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};

    std::string brought() {
        const auto order = order_of_text(coordinator, pasted);
        const auto written = commit(coordinator, order, preview_of(coordinator, order).at("agreed"));
        EXPECT_EQ(written.status, 201) << written.body;
        return std::string{Visitor::json_of(written).at("step").as_string()};
    }

    json::value step(const std::string& name) {
        return Visitor::json_of(coordinator.get("/api/v1/imports/" + name + "?uselang=es"));
    }

    Response take_back(const std::string& name) {
        return coordinator.send("POST", "/api/v1/imports/" + name + "/take-back?uselang=es", json::object{});
    }
};

TEST_F(Importing, writes_nothing_before_one_agrees) {
    const auto before = revisions(world);
    const auto order = order_of_text(coordinator, pasted);
    const auto preview = preview_of(coordinator, order);
    EXPECT_EQ(preview.at("ready"), true) << json::serialize(preview);
    EXPECT_EQ(preview.at("may"), true);
    EXPECT_EQ(revisions(world), before);
    EXPECT_EQ(preview.at("entries").as_array().size(), 6U)
        << "a plan, an objective, two goals, two indicators";
    EXPECT_EQ(preview.at("advice").as_object().size(), 2U) << "the adviser reads each new goal";
    EXPECT_TRUE(preview.at("advice").as_object().begin()->value().at("letters").as_object().contains("S"));
}

TEST_F(Importing, all_of_it_is_one_step_in_the_persons_name) {
    const auto before = revisions(world);
    const auto made = step(brought());
    EXPECT_EQ(revisions(world), before + 6);
    EXPECT_EQ(made.at("items").as_array().size(), 6U);
    EXPECT_EQ(made.at("comment"), "Traído de una tabla pegada");
    EXPECT_EQ(made.at("can_be_taken_back"), 6);
    const auto plan = world.store.find("plan", "wmar-plan-traido");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->author, "coordinator");
    EXPECT_EQ(plan->body.at("organisation"), "wmar");
}

TEST_F(Importing, is_taken_back_whole_where_nobody_has_built_on_it) {
    const auto name = brought();
    EXPECT_EQ(take_back(name).status, 200);
    EXPECT_FALSE(world.store.find("plan", "wmar-plan-traido"));
    const auto after = step(name);
    EXPECT_EQ(after.at("can_be_taken_back"), 0);
    for (const auto& item : after.at("items").as_array())
        EXPECT_EQ(item.at("gone"), true);
    EXPECT_EQ(take_back(name).status, 200) << "twice is nothing more";
}

TEST_F(Importing, what_others_built_on_stays_and_says_why) {
    const auto name = brought();
    const auto goals = world.store.list({.kind = "goal",
                                         .links = {{"plan", "plan", "wmar-plan-traido"}},
                                         .organisation = {},
                                         .limit = 100,
                                         .after = {}});
    ASSERT_EQ(goals.records.size(), 2U);
    const auto& goal = goals.records.front();
    auto changed = goal.body;
    changed.as_object()["statement"] = {{"es", "Formar a 45 docentes hasta noviembre de 2015"}};
    Visitor steward(world, "steward");
    const auto put =
        steward.send("PUT", "/api/v1/goals/" + goal.id, json::object{{"base", 1}, {"data", changed}});
    ASSERT_EQ(put.status, 200) << put.body;
    const auto taken = Visitor::json_of(take_back(name));
    EXPECT_TRUE(world.store.find("goal", goal.id));
    EXPECT_TRUE(world.store.find("plan", "wmar-plan-traido")) << "the goal that stays belongs to it";
    EXPECT_FALSE(world.store.find("goal", goals.records.back().id));
    std::size_t kept = 0;
    for (const auto& item : taken.at("items").as_array())
        if (item.at("kept").is_string()) ++kept;
    EXPECT_EQ(kept, 3U) << "the goal, its objective and its plan: " << json::serialize(taken);
}

TEST_F(Importing, what_was_not_looked_at_is_not_written) {
    auto order = order_of_text(coordinator, pasted);
    const auto agreed = preview_of(coordinator, order).at("agreed");
    order["table"].as_object()["rows"].as_array()[1].as_array()[4] = "41";
    const auto before = revisions(world);
    EXPECT_EQ(commit(coordinator, order, agreed).status, 409);
    EXPECT_EQ(revisions(world), before);
}

TEST_F(Importing, problems_are_told_by_cell_all_at_once_and_nothing_is_written_with_them) {
    auto order = order_of_text(
        coordinator,
        std::string{pasted} + "Comunidad\t\tEditoras\tn/a\t1.200\n\tSumar socias\tSocias\t2.400\tmuchas\n");
    const auto preview = preview_of(coordinator, order);
    EXPECT_EQ(preview.at("ready"), false);
    std::vector<std::string> cells;
    for (const auto& problem : preview.at("problems").as_array())
        cells.emplace_back(problem.at("cell").as_string());
    EXPECT_EQ(cells, (std::vector<std::string>{"B4", "D5", "E5"})) << json::serialize(preview.at("problems"));
    EXPECT_EQ(preview.at("questions").at(0).at("name"), "decimals");
    EXPECT_EQ(commit(coordinator, order, preview.at("agreed")).status, 422);
    order["left_out"] = {3, 4};
    EXPECT_EQ(preview_of(coordinator, order).at("ready"), true) << "rows can be left out";
}

TEST_F(Importing, who_may_not_write_sees_it_before_and_is_refused_whole) {
    Visitor elsewhere(world, "elsewhere");
    const auto order = order_of_text(elsewhere, pasted);
    const auto preview = preview_of(elsewhere, order);
    EXPECT_EQ(preview.at("may"), false);
    const auto before = revisions(world);
    EXPECT_EQ(commit(elsewhere, order, preview.at("agreed")).status, 403);
    EXPECT_EQ(revisions(world), before);
    EXPECT_EQ(Visitor(world)
                  .send("POST", "/api/v1/imports/read", json::object{{"what", "plan"}, {"text", "a"}})
                  .status,
              401);
}

TEST_F(Importing, a_step_is_its_authors_alone) {
    const auto name = brought();
    Visitor steward(world, "steward");
    EXPECT_EQ(steward.get("/api/v1/imports/" + name).status, 404);
    for (const auto* other :
         {"1-2", "0-0", "x", "5-3", "1-99999999999", "9223372036854775807-9223372036854775807"})
        EXPECT_EQ(coordinator.get(std::string{"/api/v1/imports/"} + other).status, 404) << other;
}

TEST_F(Importing, files_are_refused_with_a_way_out) {
    const auto answer =
        coordinator.send("POST", "/api/v1/imports/read?uselang=es",
                         json::object{{"what", "plan"}, {"name", "plan.xls"}, {"base64", "0M8R4KGxGuE="}});
    EXPECT_EQ(answer.status, 400);
    EXPECT_NE(answer.body.find("guárdenlo como .xlsx"), std::string::npos) << answer.body;
    EXPECT_EQ(
        coordinator.send("POST", "/api/v1/imports/read", json::object{{"what", "plan"}, {"base64", "!"}})
            .status,
        400);
    EXPECT_EQ(
        coordinator.send("POST", "/api/v1/imports/read", json::object{{"what", "x"}, {"text", "a"}}).status,
        400);
}

TEST_F(Importing, tables_that_come_back_are_read_as_hostile) {
    const auto sound = order_of_text(coordinator, pasted);
    const auto refused = [&](const char* member, const json::value& value) {
        auto order = sound;
        order[member] = value;
        return coordinator.send("POST", "/api/v1/imports/preview", order).status;
    };
    EXPECT_EQ(refused("table", "x"), 400);
    EXPECT_EQ(refused("table", json::parse(R"({"rows":[[{"of":[-1,0]}]]})")), 400);
    EXPECT_EQ(refused("table", json::parse(R"({"rows":[[true]]})")), 400);
    EXPECT_EQ(refused("layout", {{"first_header", 0}, {"last_header", 99'999}, {"columns", json::array{}}}),
              400);
    EXPECT_EQ(refused("layout", json::array{}), 400);
    EXPECT_EQ(refused("left_out", json::object{{"a", 1}}), 400);
    EXPECT_EQ(refused("into", json::object{{"organisation", "nowhere"}}), 404);
    const json::array rows(6'000, json::value(json::array{}));
    EXPECT_EQ(refused("table", json::object{{"rows", rows}}), 413);
    EXPECT_EQ(refused("table", json::parse(R"({"rows":[[{"of":[0,0]}],[{"of":[0,0]}]]})")), 200)
        << "a circle of merged cells is empty";
}

TEST_F(Importing, the_header_can_be_chosen_again) {
    const auto order = order_of_text(coordinator, "Un título\n" + std::string{pasted});
    EXPECT_EQ(order.at("layout").at("first_header"), 1);
    const auto answer = coordinator.send(
        "POST", "/api/v1/imports/columns",
        json::object{
            {"what", "plan"}, {"table", order.at("table")}, {"first_header", 0}, {"last_header", 1}});
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(Visitor::json_of(answer).at("layout").at("last_header"), 1);
    EXPECT_EQ(
        coordinator
            .send(
                "POST", "/api/v1/imports/columns",
                json::object{
                    {"what", "plan"}, {"table", order.at("table")}, {"first_header", 9}, {"last_header", 9}})
            .status,
        400);
}

TEST_F(Importing, values_that_differ_are_written_over_only_where_one_says_so_and_come_back) {
    json::object order{{"what", "values"},
                       {"table", json::parse(R"({"rows":[["Indicador","Valor"],["wmar-indicator",77]]})")},
                       {"layout",
                        {{"first_header", 0},
                         {"last_header", 0},
                         {"columns",
                          {{{"index", 0}, {"field", "indicator"}},
                           {{"index", 1}, {"field", "value"}, {"first_day", ""}, {"last_day", ""}}}}}},
                       {"into", {{"organisation", "wmar"}}},
                       {"language", "es"}};
    const auto known = world.store.find("observation", "wmar-observation");
    ASSERT_TRUE(known);
    auto& column = order["layout"].as_object()["columns"].as_array()[1].as_object();
    column["first_day"] = known->body.at("first_day");
    column["last_day"] = known->body.at("last_day");
    EXPECT_EQ(preview_of(coordinator, order).at("problems").at(0).at("key"), "import-value-differs");
    order["replace"] = true;
    const auto written = commit(coordinator, order, preview_of(coordinator, order).at("agreed"));
    ASSERT_EQ(written.status, 201) << written.body;
    EXPECT_EQ(world.store.find("observation", "wmar-observation")->body.at("value").at("value"), 77);
    EXPECT_EQ(take_back(std::string{Visitor::json_of(written).at("step").as_string()}).status, 200);
    EXPECT_EQ(world.store.find("observation", "wmar-observation")->body, known->body);
}

}  // namespace
}  // namespace brujula::web
