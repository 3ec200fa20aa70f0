// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

class review_routes : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};

    json::value answer(const Response& response, int status = 200) {
        EXPECT_EQ(response.status, status) << response.body;
        return Visitor::json_of(response);
    }
    /// A plan of wmar with one goal "<plan>-goal" that has an indicator up to 100 without values.
    void plan(const std::string& id) {
        const auto put = [&](const std::string& kind, const std::string& name, const std::string& body) {
            store::Write write;
            write.kind = kind;
            write.id = name;
            write.author = "ana";
            write.body = json::parse(body);
            world.store.write(write);
        };
        put("plan", id,
            R"({"organisation":"wmar","title":{"es":"Plan 2013","pt-br":"Plano 2013"},
            "first_day":"2013-01-01","last_day":"2013-12-31"})");
        put("objective", id + "-o", R"({"organisation":"wmar","plan":")" + id + R"(","title":{"es":"O"}})");
        put("goal", id + "-goal",
            R"({"organisation":"wmar","plan":")" + id + R"(","objective":")" + id +
                R"(-o","statement":{"es":"Cien talleres"},"first_day":"2013-01-01","last_day":"2013-12-31"})");
        put("indicator", id + "-indicator",
            R"({"organisation":"wmar","goal":")" + id +
                R"(-goal","name":{"es":"Talleres"},"accumulation":"cumulative",
            "targets":[{"first_day":"2013-01-01","last_day":"2013-12-31","value":{"value":100}}]})");
    }
    void value(const std::string& of_plan, const char* amount) {
        store::Write write;
        write.kind = "observation";
        write.id = of_plan + "-value";
        if (auto there = world.store.find("observation", write.id)) write.base = there->number;
        write.author = "ana";
        write.body = json::parse(R"({"organisation":"wmar","indicator":")" + of_plan +
                                 R"(-indicator","first_day":"2013-01-01","last_day":"2013-12-31",
            "value":{"value":)" + amount +
                                 "}}");
        world.store.write(write);
    }
    json::value write(const json::value& envelope, json::value data) {
        const std::string id = json::value_to<std::string>(envelope.at("id"));
        return answer(coordinator.send("PUT", "/api/v1/reviews/" + id,
                                       {{"base", envelope.at("revision")}, {"data", std::move(data)}}));
    }
};

TEST_F(review_routes, a_review_starts_with_every_goal_and_what_the_numbers_propose) {
    plan("p");
    value("p", "40");
    const auto made = answer(coordinator.send("POST", "/api/v1/plans/p/review", json::object{}), 201);
    const json::value data = made.at("data");
    EXPECT_EQ(data.at("title").at("es"), "Revisión de resultados: Plan 2013");
    EXPECT_EQ(data.at("title").at("pt-br"), "Revisão de resultados: Plano 2013");
    EXPECT_EQ(data.at("first_day"), "2013-01-01");
    EXPECT_EQ(data.at("last_day"), "2013-12-31");
    ASSERT_EQ(data.at("goals").get_array().size(), 1U);
    const json::value goal = data.at("goals").at(0);
    EXPECT_EQ(goal.at("goal"), "p-goal");
    EXPECT_EQ(goal.at("proposed"), "missed");  // 40 of 100 is less than half of the way
    EXPECT_EQ(goal.at("value").at("value").to_number<double>(), 40);
    EXPECT_EQ(goal.at("target").at("value").to_number<double>(), 100);
    EXPECT_FALSE(goal.get_object().contains("outcome"));
    const auto again = answer(coordinator.send("POST", "/api/v1/plans/p/review", json::object{}));
    EXPECT_EQ(again.at("id"), made.at("id"));
}

TEST_F(review_routes, the_days_can_be_chosen_and_must_be_days) {
    plan("p");
    const json::object half{{"last_day", "2013-06-30"}};
    const auto made = answer(coordinator.send("POST", "/api/v1/plans/p/review", half), 201);
    EXPECT_EQ(made.at("data").at("last_day"), "2013-06-30");
    const json::object wrong{{"last_day", "June"}};
    plan("q");
    EXPECT_EQ(coordinator.send("POST", "/api/v1/plans/q/review", wrong).status, 400);
}

TEST_F(review_routes, a_review_of_a_plan_that_runs_ends_today) {
    const json::value data = world.store.find("review", "wmar-review")->body;
    store::Write gone{"review", "wmar-review", 1, "ana", "", true, data};
    world.store.write(gone);
    const auto made = answer(coordinator.send("POST", "/api/v1/plans/wmar-plan/review", json::object{}), 201);
    EXPECT_EQ(made.at("data").at("last_day"), "2014-11-21");
}

TEST_F(review_routes, a_page_has_each_goal_with_its_progress_at_the_last_day_and_the_proposal) {
    Visitor anonymous(world);
    const auto page = answer(anonymous.get("/api/v1/views/reviews/wmar-review"));
    EXPECT_EQ(page.at("review").at("id"), "wmar-review");
    EXPECT_EQ(page.at("chain").at(2).at("id"), "wmar-plan");
    const json::value goal = page.at("goals").at(0);
    EXPECT_EQ(goal.at("goal").at("id"), "wmar-goal");
    EXPECT_EQ(goal.at("objective").at("id"), "wmar-objective");
    EXPECT_EQ(goal.at("indicators").at(0).at("indicator").at("id"), "wmar-indicator");
    EXPECT_EQ(goal.at("indicators").at(0).at("progress").at("observation"), "wmar-observation");
    EXPECT_EQ(goal.at("proposal").at("outcome"), "met");
    EXPECT_EQ(goal.at("proposal").at("reason"), "reached");
    EXPECT_TRUE(page.at("lacking").get_array().empty());
    EXPECT_TRUE(page.at("new_goals").get_array().empty());
}

TEST_F(review_routes, numbers_taken_anew_leave_marks_and_words) {
    plan("p");
    auto made = answer(coordinator.send("POST", "/api/v1/plans/p/review", json::object{}), 201);
    EXPECT_EQ(made.at("data").at("goals").at(0).at("proposed"), "not_measured");
    json::value data = made.at("data");
    data.at("goals").at(0).get_object()["outcome"] = "partly";
    data.at("goals").at(0).get_object()["worked"] = {{"es", "Mucho"}};
    made = write(made, data);
    value("p", "60");
    const std::string address = "/api/v1/reviews/" + json::value_to<std::string>(made.at("id"));
    const json::object base{{"base", made.at("revision")}};
    const auto fresh = answer(coordinator.send("POST", address + "/refresh", base));
    const json::value goal = fresh.at("data").at("goals").at(0);
    EXPECT_EQ(goal.at("proposed"), "partly");
    EXPECT_EQ(goal.at("value").at("value").to_number<double>(), 60);
    EXPECT_EQ(goal.at("outcome"), "partly");
    EXPECT_EQ(goal.at("worked").at("es"), "Mucho");
    EXPECT_EQ(coordinator.send("POST", address + "/refresh", base).status, 409);
}

TEST_F(review_routes, closing_asks_for_the_lesson_of_what_was_missed_and_keeps_the_version) {
    plan("p");
    value("p", "10");
    auto made = answer(coordinator.send("POST", "/api/v1/plans/p/review", json::object{}), 201);
    const std::string address = "/api/v1/reviews/" + json::value_to<std::string>(made.at("id"));
    const auto close = [&] {
        return coordinator.send("POST", address + "/close", {{"base", made.at("revision")}});
    };
    auto refused = answer(close(), 422);
    EXPECT_EQ(refused.at("problems").at(0).at("field"), "/goals/0/outcome");
    json::value data = made.at("data");
    data.at("goals").at(0).get_object()["outcome"] = "missed";
    made = write(made, data);
    refused = answer(close(), 422);
    EXPECT_EQ(refused.at("problems").at(0).at("field"), "/goals/0/differently");
    EXPECT_EQ(refused.at("problems").at(0).at("key"), "problem-review-lesson");
    data.at("goals").at(0).get_object()["differently"] = {{"es", "Empezar antes"}};
    made = write(made, data);
    const auto closed = answer(close());
    EXPECT_EQ(closed.at("data").at("state"), "closed");
    EXPECT_EQ(closed.at("data").at("closed_on"), "2014-11-21");
    EXPECT_EQ(closed.at("comment"), "Se cierra la revisión");
    EXPECT_EQ(answer(close()).at("revision"), closed.at("revision"));
    const json::object newest{{"base", closed.at("revision")}};
    EXPECT_EQ(coordinator.send("POST", address + "/refresh", newest).status, 400);
}

TEST_F(review_routes, opening_again_asks_for_a_reason) {
    plan("p");
    auto made = answer(coordinator.send("POST", "/api/v1/plans/p/review", json::object{}), 201);
    const std::string address = "/api/v1/reviews/" + json::value_to<std::string>(made.at("id"));
    json::value data = made.at("data");
    data.at("goals").at(0).get_object()["outcome"] = "not_measured";
    made = write(made, data);
    made = answer(coordinator.send("POST", address + "/close", {{"base", made.at("revision")}}));
    const json::value revision = made.at("revision");
    EXPECT_EQ(coordinator.send("POST", address + "/reopen", {{"base", revision}}).status, 400);
    EXPECT_EQ(coordinator.send("POST", address + "/reopen", {{"base", revision}, {"comment", " "}}).status,
              400);
    const auto open = answer(
        coordinator.send("POST", address + "/reopen", {{"base", revision}, {"comment", "Llegó un dato"}}));
    EXPECT_EQ(open.at("data").at("state"), "open");
    EXPECT_FALSE(open.at("data").get_object().contains("closed_on"));
    EXPECT_EQ(open.at("comment"), "Llegó un dato");
}

TEST_F(review_routes, a_closed_review_stays_as_it_is_whichever_way_it_is_written) {
    plan("p");
    auto made = answer(coordinator.send("POST", "/api/v1/plans/p/review", json::object{}), 201);
    const std::string address = "/api/v1/reviews/" + json::value_to<std::string>(made.at("id"));
    json::value data = made.at("data");
    const auto put = [&](const json::value& body, const char* comment) {
        return coordinator.send("PUT", address,
                                {{"base", made.at("revision")}, {"comment", comment}, {"data", body}});
    };
    json::value closed = data;
    closed.get_object()["state"] = "closed";
    EXPECT_EQ(put(closed, "").status, 422);  // no goal is marked
    for (json::value* body : {&data, &closed})
        body->at("goals").at(0).get_object()["outcome"] = "not_measured";
    made = answer(put(closed, ""));
    json::value changed = closed;
    changed.get_object()["summary"] = {{"es", "Otra cosa"}};
    EXPECT_EQ(put(changed, "Una coma").status, 400);
    EXPECT_EQ(put(closed, "").status, 200);
    EXPECT_EQ(put(data, " ").status, 400);
    EXPECT_EQ(coordinator.send("DELETE", address + "?base=" + std::to_string(made.at("revision").as_int64()))
                  .status,
              400);
    const json::object first{{"revision", 1}, {"base", made.at("revision")}};
    EXPECT_EQ(coordinator.send("POST", address + "/restore", first).status, 400);
    EXPECT_EQ(answer(put(data, "Llegó un dato")).at("data").at("state"), "open");
}

}  // namespace
}  // namespace brujula::web
