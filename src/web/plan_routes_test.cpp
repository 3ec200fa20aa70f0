// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

/// wmar's plan of 2014 with one objective, one goal, one axis and one indicator. It is 21 November 2014.
class plans : public testing::Test {
protected:
    World world;
    Visitor ana{world, "coordinator"};

    json::value plan() { return Visitor::json_of(ana.get("/api/v1/plans/wmar-plan")); }
    json::value view(const std::string& of) { return Visitor::json_of(ana.get("/api/v1/views/" + of)); }
    json::value record(const std::string& of) { return Visitor::json_of(ana.get("/api/v1/" + of)); }

    Response move(const char* state, const char* comment = "") {
        return ana.send("POST", "/api/v1/plans/wmar-plan/state",
                        {{"state", state}, {"base", plan().at("revision")}, {"comment", comment}});
    }
    void agree() {
        ASSERT_EQ(move("in_consultation").status, 200);
        ASSERT_EQ(move("agreed").status, 200);
    }
    /// Writes a record again with one member changed.
    Response change(const std::string& address, const char* member, json::value value, const char* comment) {
        json::value now = record(address);
        json::object data = now.at("data").get_object();
        data[member] = std::move(value);
        return ana.send("PUT", "/api/v1/" + address,
                        {{"base", now.at("revision")}, {"comment", comment}, {"data", std::move(data)}});
    }
    static std::string first_problem(const Response& answer) {
        const json::value body = Visitor::json_of(answer);
        const json::value& one = body.at("problems").at(0);
        return std::string{one.at("field").get_string()} + " " + std::string{one.at("key").get_string()};
    }
    static std::string key_of(const Response& answer) {
        return std::string{Visitor::json_of(answer).at("key").get_string()};
    }
};

TEST_F(plans, agreeing_freezes_a_version) {
    agree();
    const json::value data = plan().at("data");
    EXPECT_EQ(data.at("state"), "agreed");
    const json::value& versions = data.at("agreed_versions");
    ASSERT_EQ(versions.get_array().size(), 1U);
    EXPECT_EQ(versions.at(0).at("date"), "2014-11-21");
    EXPECT_EQ(versions.at(0).at("by"), "coordinator");
    std::string held;
    const json::value& used = versions.at(0).at("records");
    for (const json::value& one : used.get_array())
        held += std::string{one.at("kind").get_string()} + " " + std::string{one.at("id").get_string()} + ";";
    EXPECT_EQ(held, "axis wmar-axis;objective wmar-objective;indicator wmar-indicator;goal wmar-goal;");
    EXPECT_EQ(used.at(3).at("revision"), 1);
}

TEST_F(plans, the_history_says_what_was_done) {
    agree();
    const json::value revisions = record("plans/wmar-plan/revisions");
    EXPECT_EQ(revisions.at("items").at(0).at("comment"), "Acordado");
    EXPECT_EQ(revisions.at("items").at(1).at("comment"), "Abierto a consulta");
}

TEST_F(plans, steps_are_not_left_out) {
    EXPECT_EQ(key_of(move("agreed")), "error-plan-move");
    EXPECT_EQ(move("closed").status, 400);
    EXPECT_EQ(move("nothing").status, 422);
    EXPECT_EQ(plan().at("revision"), 1);
}

TEST_F(plans, a_plan_without_goals_is_not_agreed) {
    const Response made = ana.send("POST", "/api/v1/plans",
                                   {{"id", "empty"},
                                    {"data",
                                     {{"organisation", "wmar"},
                                      {"title", {{"es", "Vacío"}}},
                                      {"first_day", "2015-01-01"},
                                      {"last_day", "2015-12-31"}}}});
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string state = "/api/v1/plans/empty/state";
    ASSERT_EQ(ana.send("POST", state, {{"state", "in_consultation"}, {"base", 1}}).status, 200);
    EXPECT_EQ(key_of(ana.send("POST", state, {{"state", "agreed"}, {"base", 2}})), "error-plan-no-goal");
}

TEST_F(plans, two_who_move_it_at_once_meet) {
    ASSERT_EQ(move("in_consultation").status, 200);
    const Response late =
        ana.send("POST", "/api/v1/plans/wmar-plan/state", {{"state", "in_consultation"}, {"base", 1}});
    EXPECT_EQ(late.status, 400);  // it is in consultation already
    const Response stale =
        ana.send("POST", "/api/v1/plans/wmar-plan/state", {{"state", "agreed"}, {"base", 1}});
    EXPECT_EQ(stale.status, 409);
}

TEST_F(plans, the_state_is_not_written_by_hand) {
    EXPECT_EQ(first_problem(change("plans/wmar-plan", "state", "agreed", "x")),
              "/state problem-plan-by-hand");
    agree();
    EXPECT_EQ(first_problem(change("plans/wmar-plan", "agreed_versions", json::array{}, "x")),
              "/agreed_versions problem-plan-by-hand");
    EXPECT_EQ(change("plans/wmar-plan", "summary", {{"es", "Nuevo"}}, "").status, 200);
    const Response made = ana.send("POST", "/api/v1/plans",
                                   {{"data",
                                     {{"organisation", "wmar"},
                                      {"title", {{"es", "Otro"}}},
                                      {"state", "agreed"},
                                      {"first_day", "2015-01-01"},
                                      {"last_day", "2015-12-31"}}}});
    EXPECT_EQ(first_problem(made), "/state problem-plan-by-hand");
}

TEST_F(plans, restoring_an_older_revision_keeps_the_state) {
    agree();
    const Response restored = ana.send("POST", "/api/v1/plans/wmar-plan/restore",
                                       {{"revision", 1}, {"base", plan().at("revision")}});
    EXPECT_EQ(restored.status, 200) << restored.body;
    EXPECT_EQ(plan().at("data").at("state"), "agreed");
    EXPECT_EQ(plan().at("data").at("agreed_versions").get_array().size(), 1U);
}

TEST_F(plans, drafts_change_without_a_reason) {
    EXPECT_EQ(change("goals/wmar-goal", "statement", {{"es", "200 participantes"}}, "").status, 200);
    ASSERT_EQ(move("in_consultation").status, 200);
    EXPECT_EQ(change("goals/wmar-goal", "statement", {{"es", "190 participantes"}}, "").status, 200);
}

TEST_F(plans, what_was_agreed_changes_with_a_reason) {
    agree();
    const json::value less = {{"es", "100 participantes"}};
    const Response refused = change("goals/wmar-goal", "statement", less, " ");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(first_problem(refused), "/comment problem-reason-needed");
    EXPECT_EQ(change("goals/wmar-goal", "statement", less, "Menos dinero").status, 200);
    EXPECT_EQ(change("goals/wmar-goal", "rationale", {{"es", "Porque sí"}}, "").status, 200);
    EXPECT_EQ(change("indicators/wmar-indicator", "targets", json::array{}, "").status, 422);
    EXPECT_EQ(change("objectives/wmar-objective", "title", {{"es", "Otra"}}, "").status, 422);
    EXPECT_EQ(change("axes/wmar-axis", "title", {{"es", "Otro"}}, "").status, 200);
}

TEST_F(plans, adding_and_removing_ask_for_a_reason) {
    agree();
    const json::object goal = some_goal("Otro más").get_object();
    EXPECT_EQ(ana.send("POST", "/api/v1/goals", {{"data", goal}}).status, 422);
    EXPECT_EQ(
        ana.send("POST", "/api/v1/goals", {{"id", "more"}, {"comment", "Hay dinero"}, {"data", goal}}).status,
        201);
    EXPECT_EQ(ana.send("DELETE", "/api/v1/goals/more?base=1").status, 422);
    EXPECT_EQ(ana.send("DELETE", "/api/v1/goals/more?base=1&comment=No").status, 200);
}

TEST_F(plans, checking_a_draft_says_what_was_agreed) {
    agree();
    json::value goal = record("goals/wmar-goal").at("data");
    goal.get_object()["last_day"] = "2015-03-31";
    const json::value asked =
        Visitor::json_of(ana.send("POST", "/api/v1/goals/check", {{"id", "wmar-goal"}, {"data", goal}}));
    EXPECT_EQ(asked.at("agreed"), json::array{"/last_day"});
    EXPECT_TRUE(asked.at("problems").get_array().empty());
}

TEST_F(plans, the_pages_show_what_was_agreed_beside_what_is) {
    EXPECT_TRUE(view("plans/wmar-plan").at("agreed").is_null());
    agree();
    EXPECT_TRUE(view("plans/wmar-plan").at("agreed").at("changes").get_array().empty());
    ASSERT_EQ(change("goals/wmar-goal", "statement", {{"es", "100 participantes"}}, "Menos dinero").status,
              200);
    ASSERT_EQ(change("goals/wmar-goal", "rationale", {{"es", "Alcanza"}}, "").status, 200);
    for (const char* page : {"plans/wmar-plan", "goals/wmar-goal"}) {
        const json::value agreed = view(page).at("agreed");
        EXPECT_EQ(agreed.at("by"), "coordinator");
        ASSERT_EQ(agreed.at("changes").get_array().size(), 1U) << page;
        const json::value& one = agreed.at("changes").at(0);
        EXPECT_EQ(one.at("what"), "changed");
        EXPECT_EQ(one.at("from"), 1);
        EXPECT_EQ(one.at("to"), 3);
        EXPECT_EQ(one.at("changes").at(0).at("path"), "/statement/es");
        EXPECT_EQ(one.at("changes").at(0).at("before"), "150 participantes en talleres");
        ASSERT_EQ(one.at("reasons").get_array().size(), 1U);
        EXPECT_EQ(one.at("reasons").at(0).at("comment"), "Menos dinero");
    }
    const json::value other = view("goals/red-goal").at("agreed");
    EXPECT_TRUE(other.is_null());
}

TEST_F(plans, what_was_changed_and_changed_back_is_as_agreed) {
    agree();
    const json::value was = record("goals/wmar-goal").at("data").at("statement");
    ASSERT_EQ(change("goals/wmar-goal", "statement", {{"es", "Otra"}}, "a").status, 200);
    ASSERT_EQ(change("goals/wmar-goal", "statement", was, "b").status, 200);
    EXPECT_TRUE(view("plans/wmar-plan").at("agreed").at("changes").get_array().empty());
}

TEST_F(plans, what_came_and_went_since_is_told) {
    agree();
    ASSERT_EQ(ana.send("POST", "/api/v1/goals",
                       {{"id", "more"}, {"comment", "Hay dinero"}, {"data", some_goal("Otro más")}})
                  .status,
              201);
    ASSERT_EQ(ana.send("DELETE", "/api/v1/observations/wmar-observation?base=1").status, 200);
    const json::value changes = view("plans/wmar-plan").at("agreed").at("changes");
    ASSERT_EQ(changes.get_array().size(), 1U);
    EXPECT_EQ(changes.at(0).at("what"), "added");
    EXPECT_EQ(changes.at(0).at("id"), "more");
    EXPECT_EQ(changes.at(0).at("reasons").at(0).at("comment"), "Hay dinero");
}

TEST_F(plans, a_closed_plan_stays_as_it_is) {
    agree();
    ASSERT_EQ(move("closed").status, 200);
    EXPECT_EQ(key_of(change("goals/wmar-goal", "rationale", {{"es", "x"}}, "y")), "error-plan-closed");
    EXPECT_EQ(key_of(change("indicators/wmar-indicator", "method", {{"es", "x"}}, "y")), "error-plan-closed");
    EXPECT_EQ(key_of(change("plans/wmar-plan", "summary", {{"es", "x"}}, "y")), "error-plan-closed");
    // What was measured late still belongs to it.
    EXPECT_EQ(change("observations/wmar-observation", "note", {{"es", "x"}}, "").status, 200);
    EXPECT_EQ(key_of(move("agreed")), "error-plan-reopen-reason");
    EXPECT_EQ(move("agreed", "Llegó un dato").status, 200);
    EXPECT_EQ(plan().at("data").at("agreed_versions").get_array().size(), 1U);
    EXPECT_EQ(change("goals/wmar-goal", "rationale", {{"es", "x"}}, "y").status, 200);
}

TEST_F(plans, a_second_agreement_is_a_second_version) {
    agree();
    ASSERT_EQ(move("in_consultation", "Cambió el año").status, 200);
    ASSERT_EQ(change("goals/wmar-goal", "statement", {{"es", "90 participantes"}}, "").status, 200);
    ASSERT_EQ(move("agreed").status, 200);
    const json::value agreed = view("plans/wmar-plan").at("agreed");
    EXPECT_EQ(agreed.at("version"), 2);
    EXPECT_TRUE(agreed.at("changes").get_array().empty());
}

TEST_F(plans, the_page_says_where_the_plan_may_go) {
    EXPECT_EQ(view("plans/wmar-plan").at("moves"), json::array{"in_consultation"});
    Visitor nobody{world};
    EXPECT_TRUE(
        Visitor::json_of(nobody.get("/api/v1/views/plans/wmar-plan")).at("moves").get_array().empty());
}

const json::object next_year{{"title", {{"es", "Plan 2015"}}},
                             {"first_day", "2015-01-01"},
                             {"last_day", "2015-12-31"},
                             {"collect_by", "2015-03-31"}};

TEST_F(plans, next_years_plan_is_looked_at_before_it_is_made) {
    json::object asked = next_year;
    asked["preview"] = true;
    const Response answer = ana.send("POST", "/api/v1/plans/wmar-plan/clone", asked);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json::value preview = Visitor::json_of(answer);
    EXPECT_EQ(preview.at("id"), "wmar-plan-2015");
    EXPECT_EQ(preview.at("axes"), 1);
    EXPECT_EQ(preview.at("goals").get_array().size(), 1U);
    EXPECT_EQ(preview.at("indicators").at(0).at("baseline").at("value").at("value"), 162);
    EXPECT_EQ(ana.get("/api/v1/plans/wmar-plan-2015").status, 404);
}

TEST_F(plans, next_years_plan_is_made_at_once) {
    const Response answer = ana.send("POST", "/api/v1/plans/wmar-plan/clone", next_year);
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.header("Location"), "/api/v1/plans/wmar-plan-2015");
    const json::value page = view("plans/wmar-plan-2015");
    EXPECT_EQ(page.at("cloned_from").at("id"), "wmar-plan");
    EXPECT_EQ(view("plans/wmar-plan").at("clones").at(0).at("id"), "wmar-plan-2015");
    EXPECT_EQ(page.at("plan").at("data").at("state"), "draft");
    const json::value card = page.at("objectives").at(0).at("goals").at(0);
    EXPECT_EQ(card.at("goal").at("data").at("last_day"), "2015-12-31");
    const json::value& baseline = card.at("indicator").at("data").at("baseline");
    EXPECT_EQ(baseline.at("value").at("value"), 162);
    EXPECT_EQ(baseline.at("date"), "2014-09-30");
    EXPECT_EQ(baseline.at("source"), "Último valor del plan anterior: observación wmar-observation");
}

TEST_F(plans, a_second_clone_gets_ids_of_its_own) {
    ASSERT_EQ(ana.send("POST", "/api/v1/plans/wmar-plan/clone", next_year).status, 201);
    const Response again = ana.send("POST", "/api/v1/plans/wmar-plan/clone", next_year);
    ASSERT_EQ(again.status, 201) << again.body;
    EXPECT_EQ(again.header("Location"), "/api/v1/plans/wmar-plan-2015-2");
}

TEST_F(plans, what_cannot_be_cloned_so_is_refused_and_nothing_is_made) {
    json::object asked = next_year;
    asked["last_day"] = "2014-12-31";
    EXPECT_EQ(first_problem(ana.send("POST", "/api/v1/plans/wmar-plan/clone", asked)),
              "/last_day problem-ends-before-it-begins");
    asked = next_year;
    asked["title"] = json::object{};
    EXPECT_EQ(first_problem(ana.send("POST", "/api/v1/plans/wmar-plan/clone", asked)),
              "/title problem-text-missing");
    asked = next_year;
    asked["id"] = "red-plan";
    EXPECT_EQ(key_of(ana.send("POST", "/api/v1/plans/wmar-plan/clone", asked)), "error-id-taken");
    asked = next_year;
    asked["first_day"] = "soon";
    EXPECT_EQ(first_problem(ana.send("POST", "/api/v1/plans/wmar-plan/clone", asked)),
              "/first_day problem-needs-date");
    EXPECT_EQ(world.store.list({"plan", {}, {}, 100, {}}).records.size(), 2U);
}

}  // namespace
}  // namespace brujula::web
