// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

/// wmar's plan of 2014 has an indicator that is told quarterly and counted on, with a target of 150 for the
/// year; by 30 September it was at least 162. It is 21 November.
class tracking : public testing::Test {
protected:
    World world;
    Visitor member{world, "member"};
    Visitor coordinator{world, "coordinator"};
    const std::string enter = "/api/v1/plans/wmar-plan/tracking";

    json::value table(const std::string& query = "") {
        const Response answer = member.get("/api/v1/views/plans/wmar-plan/tracking" + query);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return Visitor::json_of(answer);
    }
    static json::value row_of(const json::value& table) {
        return table.at("objectives").at(0).at("goals").at(0).at("rows").at(0);
    }
    json::value cell(std::size_t column) { return row_of(table()).at("cells").at(column); }

    /// The cell of a quarter of 2014, empty when it was seen.
    static json::object quarter(int number, json::value value) {
        const char* days[][2] = {{"2014-01-01", "2014-03-31"},
                                 {"2014-04-01", "2014-06-30"},
                                 {"2014-07-01", "2014-09-30"},
                                 {"2014-10-01", "2014-12-31"}};
        return {{"indicator", "wmar-indicator"},
                {"first_day", days[number - 1][0]},
                {"last_day", days[number - 1][1]},
                {"observation", nullptr},
                {"base", 0},
                {"value", std::move(value)}};
    }
    static json::value amount(double value) { return {{"value", value}}; }
    Response post(json::array cells) { return member.send("POST", enter, {{"cells", std::move(cells)}}); }
    std::size_t observations() { return world.store.list({"observation", {}, {}, 100, {}}).records.size(); }
};

TEST_F(tracking, shows_each_indicator_with_its_periods) {
    const json::value page = table();
    ASSERT_EQ(page.at("periods").get_array().size(), 4U);
    EXPECT_EQ(page.at("periods").at(2).at("last_day"), "2014-09-30");
    EXPECT_EQ(page.at("periods").at(2).at("frequency"), "quarterly");
    EXPECT_EQ(page.at("objectives").at(0).at("objective").at("id"), "wmar-objective");
    const json::value row = row_of(page);
    EXPECT_EQ(row.at("indicator").at("id"), "wmar-indicator");
    EXPECT_EQ(row.at("last_target").at("value").at("value").to_number<double>(), 150);
    EXPECT_EQ(row.at("may_enter"), true);
    EXPECT_EQ(row.at("due"), 3);
    EXPECT_EQ(row.at("filled"), 1);
    const json::value& third = row.at("cells").at(2);
    // 273 of 365 days: 150 × 273 / 365 = 112.19; 162 is 49.81 more.
    EXPECT_NEAR(third.at("expected").get_double(), 112.19, 0.01);
    EXPECT_NEAR(third.at("variance").get_double(), 49.81, 0.01);
    EXPECT_EQ(third.at("light"), "met");  // all of the 150 already
    EXPECT_EQ(third.at("entry"), "open");
    EXPECT_EQ(third.at("observations").at(0).at("id"), "wmar-observation");
    EXPECT_TRUE(row.at("cells").at(0).at("actual").is_null());
    EXPECT_EQ(row.at("cells").at(0).at("light"), "not_measured");
    EXPECT_EQ(row.at("cells").at(3).at("light"), "not_due");
}

TEST_F(tracking, can_be_cut_and_lit_otherwise) {
    EXPECT_EQ(table("?columns=years").at("periods").get_array().size(), 1U);
    EXPECT_EQ(table("?columns=months").at("periods").get_array().size(), 12U);
    const json::value strict = table("?met=200&on=150");
    EXPECT_EQ(row_of(strict).at("cells").at(2).at("light"), "behind");  // 162 of 112.19 is 144 %
    EXPECT_EQ(member.get("/api/v1/views/plans/wmar-plan/tracking?columns=moons").status, 400);
    EXPECT_EQ(member.get("/api/v1/views/plans/wmar-plan/tracking?met=0").status, 400);
    EXPECT_EQ(member.get("/api/v1/views/plans/wmar-plan/tracking?met=50&on=60").status, 400);
}

TEST_F(tracking, writes_new_values_and_keeps_what_else_an_observation_has) {
    json::object third = quarter(3, amount(170));
    third["observation"] = "wmar-observation";
    third["base"] = 1;
    const Response answer = post({quarter(1, amount(40)), quarter(2, amount(95.5)), third});
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(Visitor::json_of(answer).at("saved"), 3);
    const auto kept = world.store.find("observation", "wmar-observation");
    EXPECT_EQ(kept->number, 2);
    EXPECT_EQ(kept->author, "member");
    EXPECT_EQ(kept->body.at("value").at("value").to_number<double>(), 170);
    EXPECT_EQ(kept->body.at("note").at("es"), "Hasta septiembre");
    // A running total is kept from the first day of its target.
    const auto second = world.store.find("observation", "wmar-indicator-2014-01-01-2014-06-30");
    ASSERT_TRUE(second);
    EXPECT_EQ(second->body.at("value").at("value").to_number<double>(), 95.5);
    EXPECT_EQ(cell(1).at("actual").at("value").to_number<double>(), 95.5);
}

TEST_F(tracking, is_lit_by_the_plans_own_legend_unless_the_question_has_one) {
    const auto plan = world.store.find("plan", "wmar-plan");
    json::value body = plan->body;
    body.as_object()["legend"] = {{"met", 200}, {"on_course", 150}};
    ASSERT_EQ(coordinator
                  .send("PUT", "/api/v1/plans/wmar-plan",
                        {{"base", plan->number}, {"data", body}, {"comment", "test"}})
                  .status,
              200);
    const json::value own = table();
    EXPECT_EQ(own.at("legend").at("met"), 200);
    EXPECT_EQ(own.at("legend").at("on_course"), 150);
    EXPECT_EQ(row_of(own).at("cells").at(2).at("light"), "behind");  // 162 of 112.19 is 144 %
    EXPECT_EQ(table("?met=120").at("legend").at("on_course"), 120);
    EXPECT_EQ(row_of(table("?met=120")).at("cells").at(2).at("light"), "met");
    body.as_object()["legend"] = {{"met", 80}, {"on_course", 90}};
    const Response refused = coordinator.send(
        "PUT", "/api/v1/plans/wmar-plan", {{"base", plan->number + 1}, {"data", body}, {"comment", "test"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("/legend/on_course"), std::string::npos) << refused.body;
}

/// Axes "a" and "b" in the order b, a; an objective with a goal below each, beside the one that has no axis.
TEST_F(tracking, goals_stand_below_their_axes_in_the_axes_order) {
    const auto made = [&](const std::string& kind, const std::string& id, json::value data) {
        data.as_object()["organisation"] = "wmar";
        data.as_object()["plan"] = "wmar-plan";
        store::Write write;
        write.kind = kind;
        write.id = id;
        write.author = "test";
        write.body = std::move(data);
        world.store.write(write);
    };
    for (const auto& [id, order] : {std::pair{"a", 2}, std::pair{"b", 1}}) {
        const std::string axis = id;
        made("axis", axis, {{"title", {{"es", "Eje " + axis}}}, {"order", order}});
        made("objective", "o-" + axis, {{"title", {{"es", "Objetivo"}}}, {"axis", axis}});
        made("goal", "g-" + axis,
             {{"objective", "o-" + axis},
              {"statement", {{"es", "x"}}},
              {"first_day", "2014-01-01"},
              {"last_day", "2014-12-31"}});
    }
    const json::value page = table();
    const json::array& objectives = page.at("objectives").get_array();
    ASSERT_EQ(objectives.size(), 3U);
    EXPECT_EQ(objectives[0].at("axis").at("id"), "b");
    EXPECT_EQ(objectives[0].at("objective").at("id"), "o-b");
    EXPECT_EQ(objectives[1].at("axis").at("id"), "a");
    EXPECT_TRUE(objectives[2].at("axis").is_null());
    EXPECT_EQ(objectives[2].at("objective").at("id"), "wmar-objective");
}

/// The indicator with women, men and others, of which each participant is one.
TEST_F(tracking, writes_parts_beside_a_value_or_before_there_is_one) {
    const auto indicator = world.store.find("indicator", "wmar-indicator");
    json::value body = indicator->body;
    body.as_object()["disaggregations"] = json::parse(
        R"([{"key":"gender","name":{"es":"Género"},"categories":[{"key":"women","name":{"es":"mujeres"}},{"key":"men","name":{"es":"hombres"}}]}])");
    ASSERT_EQ(coordinator
                  .send("PUT", "/api/v1/indicators/wmar-indicator",
                        {{"base", indicator->number}, {"data", body}, {"comment", "test"}})
                  .status,
              200);
    const auto part = [](const char* category, double value) {
        return json::value{{"dimension", "gender"}, {"category", category}, {"value", {{"value", value}}}};
    };
    json::object first = quarter(1, nullptr);
    first["parts"] = {part("women", 30), part("men", 10)};
    ASSERT_EQ(post({first}).status, 200);
    EXPECT_TRUE(cell(0).at("actual").is_null());  // the parts' sum is nobody's value
    EXPECT_EQ(cell(0).at("light"), "not_measured");
    const json::value kept = cell(0).at("observations").at(0);
    EXPECT_EQ(kept.at("parts").get_array().size(), 2U);

    json::object total = quarter(1, amount(40));
    total["observation"] = kept.at("id");
    total["base"] = 1;
    ASSERT_EQ(post({total}).status, 200);
    EXPECT_EQ(cell(0).at("actual").at("value").to_number<double>(), 40);
    EXPECT_EQ(cell(0).at("observations").at(0).at("parts").get_array().size(), 2U);

    json::object wrong = quarter(2, amount(5));
    wrong["parts"] = {part("women", 2), part("children", 3)};
    const Response refused = post({wrong});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("/cells/0/parts/1"), std::string::npos) << refused.body;
    wrong["parts"] = {part("women", 2), part("women", 3)};
    EXPECT_EQ(post({wrong}).status, 422);

    total["value"] = nullptr;
    total["parts"] = json::array{};
    total["base"] = 2;
    ASSERT_EQ(post({total}).status, 200);
    EXPECT_TRUE(cell(0).at("observations").get_array().empty());
}

TEST_F(tracking, writes_all_cells_or_none) {
    const Response answer = post({quarter(1, amount(40)), quarter(3, amount(170))});
    ASSERT_EQ(answer.status, 409) << answer.body;
    const json::value problem = Visitor::json_of(answer);
    ASSERT_EQ(problem.at("stale").get_array().size(), 1U);
    EXPECT_EQ(problem.at("stale").at(0).at("last_day"), "2014-09-30");
    EXPECT_EQ(problem.at("stale").at(0).at("newest").at("data").at("value").at("value").to_number<double>(),
              162);
    EXPECT_EQ(observations(), 1U);

    const Response wrong = post({quarter(1, amount(40)), quarter(2, {{"value", "many"}})});
    EXPECT_EQ(wrong.status, 422) << wrong.body;
    EXPECT_NE(wrong.body.find("/cells/1/value"), std::string::npos) << wrong.body;
    EXPECT_EQ(post({quarter(1, amount(40)), quarter(1, amount(41))}).status, 422);
    EXPECT_EQ(observations(), 1U);
}

TEST_F(tracking, a_value_taken_away_can_be_written_again) {
    ASSERT_EQ(post({quarter(1, amount(40))}).status, 200);
    json::object taken = quarter(1, nullptr);
    taken["observation"] = "wmar-indicator-2014-01-01-2014-03-31";
    taken["base"] = 1;
    ASSERT_EQ(post({taken}).status, 200);
    EXPECT_TRUE(cell(0).at("actual").is_null());
    EXPECT_EQ(observations(), 1U);
    ASSERT_EQ(post({quarter(1, amount(0))}).status, 200);
    EXPECT_EQ(cell(0).at("actual").at("value").to_number<double>(), 0);  // zero is a value
    EXPECT_EQ(world.store.find("observation", "wmar-indicator-2014-01-01-2014-03-31")->number, 3);
}

TEST_F(tracking, a_cell_without_a_value_may_say_why) {
    json::object first = quarter(1, nullptr);
    first["note"] = {{"es", "No hubo talleres"}};
    ASSERT_EQ(post({first}).status, 200);
    EXPECT_EQ(cell(0).at("light"), "explained");
    EXPECT_TRUE(cell(0).at("actual").is_null());
    // What has a note stays when its value goes.
    json::object third = quarter(3, nullptr);
    third["observation"] = "wmar-observation";
    third["base"] = 1;
    ASSERT_EQ(post({third}).status, 200);
    EXPECT_EQ(cell(2).at("light"), "explained");
    EXPECT_EQ(post({quarter(4, nullptr)}).status, 200);
    EXPECT_EQ(observations(), 2U);
}

TEST_F(tracking, takes_what_was_found_in_words) {
    json::object first = quarter(1, nullptr);
    first["narrative"] = {{"es", "Siguen editando"}};
    ASSERT_EQ(post({first}).status, 200);
    EXPECT_EQ(cell(0).at("light"), "told");
    EXPECT_EQ(cell(0).at("observations").at(0).at("narrative").at("es"), "Siguen editando");
    first["observation"] = "wmar-indicator-2014-01-01-2014-03-31";
    first["base"] = 1;
    first["narrative"] = json::object{};
    ASSERT_EQ(post({first}).status, 200);
    EXPECT_EQ(observations(), 1U);
}

TEST_F(tracking, refuses_other_plans_indicators_and_who_may_not_write) {
    json::object cell = quarter(1, amount(1));
    cell["indicator"] = "nobody";
    EXPECT_EQ(post({cell}).status, 422);
    EXPECT_EQ(member.send("POST", "/api/v1/plans/red-plan/tracking", {{"cells", json::array{cell}}}).status,
              403);
    EXPECT_EQ(Visitor(world, "reader").send("POST", enter, {{"cells", json::array{}}}).status, 403);
    EXPECT_EQ(member.send("POST", enter, {{"cells", 3}}).status, 400);
    EXPECT_EQ(post(json::array(2'001, quarter(1, amount(1)))).status, 413);
}

TEST_F(tracking, works_formulas_out_and_says_why_there_is_none) {
    store::Write write{"indicator", "wmar-share", 0, "ana", "", false, json::parse(R"({"organisation":"wmar",
        "goal":"wmar-goal","name":{"es":"Parte de 200"},"kind":"formula","measure":"percentage",
        "accumulation":"periodic","frequency":"quarterly",
        "formula":{"numerator":"#{wmar-indicator}","denominator":"200","factor":100,
        "numerator_means":{"es":"participantes"},"denominator_means":{"es":"las 200 previstas"}}})")};
    world.store.write(write);
    const json::value page = table("?uselang=es");
    const json::value row = page.at("objectives").at(0).at("goals").at(0).at("rows").at(1);
    EXPECT_EQ(row.at("indicator").at("id"), "wmar-share");
    // By 30 September it was at least 162: 162 ÷ 200 × 100 = 81.
    EXPECT_NEAR(row.at("cells").at(2).at("actual").at("value").to_number<double>(), 81, 1e-9);
    EXPECT_EQ(row.at("cells").at(2).at("actual").at("quality"), "at_least");
    EXPECT_EQ(row.at("cells").at(2).at("entry"), "formula");
    const json::value& first = row.at("cells").at(0);
    EXPECT_TRUE(first.at("actual").is_null());
    EXPECT_EQ(first.at("light"), "explained");
    EXPECT_NE(first.at("observations").at(0).at("note").at("es").get_string().find("No hay valor"),
              json::string::npos);
    EXPECT_EQ(row.at("cells").at(3).at("light"), "none");
    json::object cell = quarter(1, amount(50));
    cell["indicator"] = "wmar-share";
    EXPECT_EQ(post({cell}).status, 422);
}

TEST_F(tracking, leaves_as_csv_and_as_a_workbook_in_the_readers_language) {
    const Response csv = member.get(enter + ".csv?uselang=es&mark=none");
    ASSERT_EQ(csv.status, 200);
    EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_EQ(csv.header("Content-Disposition"),
              "attachment; filename=\"wmar-plan-tracking-2014-11-21.csv\"");
    EXPECT_TRUE(csv.body.starts_with("Objetivo estratégico,Objetivo,Indicador,Unidad,")) << csv.body;
    EXPECT_NE(csv.body.find("T3 2014: número objetivo"), std::string::npos) << csv.body;
    EXPECT_NE(csv.body.find(",162,"), std::string::npos) << csv.body;
    EXPECT_NE(csv.body.find("como mínimo; Hasta septiembre"), std::string::npos) << csv.body;
    EXPECT_TRUE(member.get(enter + ".csv").body.starts_with("\xEF\xBB\xBF"));
    const Response book = member.get(enter + ".xlsx");
    ASSERT_EQ(book.status, 200);
    EXPECT_TRUE(book.body.starts_with("PK"));
}

}  // namespace
}  // namespace brujula::web
