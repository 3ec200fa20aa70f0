// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

const std::string practice = "/api/v1/practices/wmar-practice";
const std::string page_of = "/api/v1/views/practices/wmar-practice";

class practice_routes : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};
    Visitor elsewhere{world, "elsewhere"};  // coordinator of wmcl

    static json::value answer(const Response& response, int status = 200) {
        EXPECT_EQ(response.status, status) << response.body;
        return Visitor::json_of(response);
    }
    static void refused(const Response& response, const std::string& key) {
        EXPECT_EQ(response.status, 400) << response.body;
        EXPECT_EQ(Visitor::json_of(response).at("key"), json::value(key)) << response.body;
    }
    void put(const std::string& kind, const std::string& id, const std::string& body,
             const std::string& author = "ana") {
        store::Write write;
        write.kind = kind;
        write.id = id;
        write.author = author;
        write.body = json::parse(body);
        world.store.write(write);
    }
    /// A plan of wmcl with one objective.
    void plan_of_chile(const std::string& state = "draft") {
        put("plan", "wmcl-plan",
            R"({"organisation":"wmcl","title":{"es":"Plan 2014"},"first_day":"2014-01-01",
            "last_day":"2014-12-31","state":")" +
                state + R"("})");
        put("objective", "wmcl-objective",
            R"({"organisation":"wmcl","plan":"wmcl-plan","title":{"es":"Universidad"}})");
    }
    static json::value endorsement_by(const std::string& organisation) {
        json::object data{{"organisation", organisation}, {"text", {{"es", "La usamos en Santiago"}}}};
        return {{"data", std::move(data)}};
    }
    static json::value adoption_by(const std::string& organisation, const std::string& plan) {
        json::object data{{"organisation", organisation}, {"plan", plan}};
        return {{"data", std::move(data)}};
    }
    Response stage(const json::object& body) {
        json::object whole{{"base", world.store.find("practice", "wmar-practice")->number},
                           {"reason", {{"es", "Salió bien dos veces"}}}};
        for (const auto& member : body)
            whole[member.key()] = member.value();
        return coordinator.send("POST", practice + "/stage?uselang=es", whole);
    }
};

TEST_F(practice_routes, the_list_counts_adopters_and_only_the_endorsements_of_others) {
    Visitor anonymous(world);
    auto list = answer(anonymous.get("/api/v1/views/practices"));
    ASSERT_EQ(list.at("items").get_array().size(), 1U);
    EXPECT_EQ(list.at("items").at(0).at("practice").at("id"), "wmar-practice");
    EXPECT_EQ(list.at("items").at(0).at("organisation").at("id"), "wmar");
    EXPECT_EQ(list.at("items").at(0).at("endorsements"), 0);  // there is one by wmar itself
    EXPECT_EQ(list.at("items").at(0).at("adoptions"), 1);
    EXPECT_EQ(list.at("may_create"), false);
    answer(elsewhere.send("POST", practice + "/endorse", endorsement_by("wmcl")), 201);
    list = answer(elsewhere.get("/api/v1/views/practices"));
    EXPECT_EQ(list.at("items").at(0).at("endorsements"), 1);
    EXPECT_EQ(list.at("may_create"), true);
}

TEST_F(practice_routes, the_page_has_what_stands_around_a_practice) {
    put("practice", "other",
        R"({"organisation":"wmcl","title":{"es":"Otra"},"related":["wmar-practice"],"measurements":["wmar-measurement"]})");
    const auto page = answer(Visitor(world).get(page_of));
    EXPECT_EQ(page.at("chain").at(1).at("id"), "wmar");
    EXPECT_EQ(page.at("endorsements").at(0).at("own"), true);
    EXPECT_EQ(page.at("adoptions").at(0).at("plan").at("id"), "wmar-plan");
    EXPECT_TRUE(page.at("adoptions").at(0).at("goal").is_null());
    EXPECT_EQ(page.at("related").at(0).at("id"), "other");
    EXPECT_TRUE(page.at("findings").get_array().empty());
    EXPECT_TRUE(page.at("may_endorse").get_array().empty());
    EXPECT_TRUE(page.at("may_adopt").get_array().empty());
    const auto other = answer(Visitor(world).get("/api/v1/views/practices/other"));
    EXPECT_EQ(other.at("related").at(0).at("id"), "wmar-practice");
    EXPECT_EQ(other.at("measurements").at(0).at("id"), "wmar-measurement");
}

TEST_F(practice_routes, the_findings_are_for_who_may_write_it) {
    const auto page = answer(coordinator.get(page_of));
    std::string rules;
    for (const json::value& finding : page.at("findings").get_array())
        rules += std::string{finding.at("rule").get_string()} + ' ';
    EXPECT_EQ(rules, "L2 L3 L4 L5 ");
    EXPECT_TRUE(answer(elsewhere.get(page_of)).at("findings").get_array().empty());
}

TEST_F(practice_routes, a_draft_is_told_what_the_rules_say_and_nothing_is_kept) {
    const std::int64_t before = world.store.newest_sequence();
    const json::value draft =
        json::parse(R"({"data":{"organisation":"wmar","problem":{"es":"Se van"},"review_on":"2014-11-20"}})");
    const auto said = answer(coordinator.send("POST", "/api/v1/practices/findings?uselang=es", draft));
    ASSERT_EQ(said.at("findings").get_array().size(), 4U);
    EXPECT_EQ(said.at("findings").at(0).at("field"), "/solution");
    EXPECT_EQ(said.at("findings").at(0).at("text"), "No dice cuál es la solución.");
    EXPECT_EQ(said.at("findings").at(3).at("rule"), "L5");
    EXPECT_EQ(world.store.newest_sequence(), before);
}

TEST_F(practice_routes, another_organisation_endorses_once) {
    EXPECT_EQ(answer(elsewhere.get(page_of)).at("may_endorse").at(0).at("id"), "wmcl");
    json::value body = endorsement_by("wmcl");
    body.at("data").get_object()["by"] = "somebody else";
    body.at("data").get_object()["date"] = "1999-01-01";
    const auto made = answer(elsewhere.send("POST", practice + "/endorse", body), 201);
    EXPECT_EQ(made.at("data").at("by"), "elsewhere");
    EXPECT_EQ(made.at("data").at("date"), "2014-11-21");
    EXPECT_EQ(made.at("data").at("practice"), "wmar-practice");
    refused(elsewhere.send("POST", practice + "/endorse", body), "error-endorsement-again");
    const auto page = answer(elsewhere.get(page_of));
    EXPECT_EQ(page.at("endorsements").get_array().size(), 2U);
    EXPECT_TRUE(page.at("may_endorse").get_array().empty());
}

TEST_F(practice_routes, nobody_endorses_their_own) {
    Visitor member(world, "member");
    refused(member.send("POST", practice + "/endorse", endorsement_by("wmar")), "error-endorsement-own");
    EXPECT_TRUE(answer(member.get(page_of)).at("may_endorse").get_array().empty());
    // Written by an account that later belongs to another organisation.
    put("practice", "moved", R"({"organisation":"wmar","title":{"es":"Mudada"}})", "elsewhere");
    refused(elsewhere.send("POST", "/api/v1/practices/moved/endorse", endorsement_by("wmcl")),
            "error-endorsement-author");
    EXPECT_TRUE(answer(elsewhere.get("/api/v1/views/practices/moved")).at("may_endorse").get_array().empty());
    // Known by the user name of the creator's record.
    put("person", "who", R"({"user_name":"Elsewhere","roles":[{"organisation":"wmcl"}]})");
    put("practice", "named", R"({"organisation":"wmar","title":{"es":"Con autora"},"creator":"who"})");
    refused(elsewhere.send("POST", "/api/v1/practices/named/endorse", endorsement_by("wmcl")),
            "error-endorsement-author");
}

TEST_F(practice_routes, an_endorsement_has_words_and_a_practice) {
    json::value body = endorsement_by("wmcl");
    body.at("data").get_object().erase("text");
    EXPECT_EQ(elsewhere.send("POST", practice + "/endorse", body).status, 422);
    EXPECT_EQ(elsewhere.send("POST", "/api/v1/practices/none/endorse", endorsement_by("wmcl")).status, 404);
    EXPECT_EQ(elsewhere.send("POST", practice + "/endorse", endorsement_by("wmar")).status, 403);
}

TEST_F(practice_routes, an_adoption_links_practice_and_plan) {
    plan_of_chile();
    EXPECT_EQ(answer(elsewhere.get(page_of)).at("may_adopt").at(0).at("id"), "wmcl");
    const auto made =
        answer(elsewhere.send("POST", practice + "/adopt", adoption_by("wmcl", "wmcl-plan")), 201);
    EXPECT_EQ(made.at("data").at("date"), "2014-11-21");
    EXPECT_FALSE(made.at("data").get_object().contains("goal"));
    refused(elsewhere.send("POST", practice + "/adopt", adoption_by("wmcl", "wmcl-plan")),
            "error-adoption-again");
}

TEST_F(practice_routes, a_goal_is_made_with_the_adoption_and_its_progress_comes_back) {
    plan_of_chile();
    json::value body = adoption_by("wmcl", "wmcl-plan");
    body.get_object()["objective"] = "wmcl-objective";
    const auto made = answer(elsewhere.send("POST", practice + "/adopt?uselang=es", body), 201);
    const std::string id{made.at("data").at("goal").get_string()};
    EXPECT_EQ(id, "wmcl-plan-editar-en-parejas");
    const json::value goal = world.store.find("goal", id)->body;
    EXPECT_EQ(goal.at("statement").at("es"), "Poner en marcha la práctica «Editar en parejas»");
    EXPECT_EQ(goal.at("rationale").at("es"),
              "De la buena práctica «Editar en parejas» (Wikimedia Argentina).");
    EXPECT_EQ(goal.at("objective"), "wmcl-objective");
    EXPECT_EQ(goal.at("first_day"), "2014-11-21");
    EXPECT_EQ(goal.at("last_day"), "2014-12-31");
    put("indicator", "i",
        R"({"organisation":"wmcl","goal":")" + id +
            R"(","name":{"es":"Parejas"},"accumulation":"cumulative","targets":[{"first_day":"2014-01-01",
        "last_day":"2014-12-31","value":{"value":10}}]})");
    put("observation", "o", R"({"organisation":"wmcl","indicator":"i","first_day":"2014-01-01",
        "last_day":"2014-11-20","value":{"value":12}})");
    const auto page = answer(Visitor(world).get(page_of));
    const json::array& adoptions = page.at("adoptions").get_array();
    ASSERT_EQ(adoptions.size(), 2U);
    const json::value& card = adoptions.at(adoptions.at(0).at("goal").is_null() ? 1 : 0).at("goal");
    EXPECT_EQ(card.at("goal").at("id"), json::value(id));
    EXPECT_EQ(card.at("progress").at("status"), "met");
}

TEST_F(practice_routes, an_adoption_that_is_refused_leaves_no_goal) {
    plan_of_chile();
    const std::int64_t before = world.store.newest_sequence();
    json::value body = adoption_by("wmcl", "wmcl-plan");
    body.get_object()["objective"] = "wmar-objective";
    refused(elsewhere.send("POST", practice + "/adopt", body), "error-adoption-objective");
    body.get_object()["objective"] = "wmcl-objective";
    body.at("data").get_object()["adapted"] = "no text in languages";
    EXPECT_EQ(elsewhere.send("POST", practice + "/adopt", body).status, 422);
    body.at("data").get_object().erase("adapted");
    body.at("data").get_object()["colour"] = "red";
    EXPECT_EQ(elsewhere.send("POST", practice + "/adopt", body).status, 422);
    EXPECT_EQ(world.store.newest_sequence(), before);
}

TEST_F(practice_routes, one_adopts_anothers_practice_into_ones_own_running_plan) {
    plan_of_chile("closed");
    refused(elsewhere.send("POST", practice + "/adopt", adoption_by("wmcl", "wmcl-plan")),
            "error-adoption-closed");
    refused(elsewhere.send("POST", practice + "/adopt", adoption_by("wmcl", "wmar-plan")),
            "error-adoption-plan");
    refused(coordinator.send("POST", practice + "/adopt", adoption_by("wmar", "wmar-plan")),
            "error-adoption-own");
    EXPECT_EQ(elsewhere.send("POST", practice + "/adopt", adoption_by("wmcl", "none")).status, 404);
    ASSERT_EQ(stage({{"stage", "retired"}}).status, 200);
    refused(elsewhere.send("POST", practice + "/adopt", adoption_by("wmcl", "wmcl-plan")),
            "error-adoption-retired");
    EXPECT_TRUE(answer(elsewhere.get(page_of)).at("may_adopt").get_array().empty());
}

TEST_F(practice_routes, what_they_refuse_is_refused_of_any_write) {
    plan_of_chile();
    const auto endorsement = [](const std::string& organisation, const std::string& by) {
        json::object data{{"organisation", organisation},
                          {"practice", "wmar-practice"},
                          {"by", by},
                          {"date", "2014-06-01"},
                          {"text", {{"es", "Sirve"}}}};
        return json::value{{"data", std::move(data)}};
    };
    const std::string me = std::string{json::value_to<std::string>(
        Visitor::json_of(elsewhere.get("/api/v1/session")).at("account").at("name"))};
    refused(elsewhere.send("POST", "/api/v1/endorsements", endorsement("wmcl", "somebody")),
            "error-endorsement-signed");
    const auto first = answer(elsewhere.send("POST", "/api/v1/endorsements", endorsement("wmcl", me)), 201);
    refused(elsewhere.send("POST", "/api/v1/endorsements", endorsement("wmcl", me)),
            "error-endorsement-again");
    // Its own words it may better.
    json::object better = endorsement("wmcl", me).at("data").get_object();
    better["text"] = {{"es", "Sirve mucho"}};
    const std::string address = "/api/v1/endorsements/" + json::value_to<std::string>(first.at("id"));
    answer(elsewhere.send("PUT", address, {{"base", 1}, {"data", better}}));

    const json::object adoption{{"organisation", "wmcl"},
                                {"practice", "wmar-practice"},
                                {"plan", "wmcl-plan"},
                                {"date", "2014-06-01"}};
    answer(elsewhere.send("POST", "/api/v1/adoptions", {{"data", adoption}}), 201);
    refused(elsewhere.send("POST", "/api/v1/adoptions", {{"data", adoption}}), "error-adoption-again");
    json::object own = adoption;
    own["organisation"] = "wmar";
    own["plan"] = "wmar-plan";
    refused(coordinator.send("POST", "/api/v1/adoptions", {{"data", own}}), "error-adoption-own");
}

TEST_F(practice_routes, a_stage_is_reached_with_its_reason) {
    const auto moved = answer(stage({{"stage", "pilot"}}));
    EXPECT_EQ(moved.at("data").at("stage"), "pilot");
    EXPECT_EQ(moved.at("comment"), "Etapa: piloto");
    const json::value decision = moved.at("data").at("decisions").at(0);
    EXPECT_EQ(decision.at("stage"), "pilot");
    EXPECT_EQ(decision.at("date"), "2014-11-21");
    EXPECT_EQ(decision.at("reason").at("es"), "Salió bien dos veces");
    EXPECT_EQ(stage({{"stage", "retired"}, {"reason", json::object{}}}).status, 422);
    EXPECT_EQ(stage({{"stage", "retired"}, {"base", 1}}).status, 409);
    refused(stage({{"stage", "pilot"}}), "error-stage-same");
    refused(stage({{"stage", "famous"}}), "error-stage-unknown");
}

TEST_F(practice_routes, a_good_practice_needs_evidence) {
    refused(stage({{"stage", "practice"}}), "error-stage-evidence");
    const json::array evidence{json::object{{"url", "https://meta.wikimedia.org/wiki/Informe"}}};
    const auto moved = answer(stage({{"stage", "practice"}, {"evidence", evidence}}));
    EXPECT_EQ(moved.at("data").at("decisions").at(0).at("evidence").at(0).at("url"),
              "https://meta.wikimedia.org/wiki/Informe");
    const json::array wrong{json::object{{"url", "javascript:alert(1)"}}};
    EXPECT_EQ(stage({{"stage", "retired"}, {"evidence", wrong}}).status, 422);
}

TEST_F(practice_routes, decisions_are_in_order_and_not_in_the_future) {
    answer(stage({{"stage", "pilot"}, {"date", "2014-06-01"}}));
    refused(stage({{"stage", "retired"}, {"date", "2014-05-31"}}), "error-stage-order");
    refused(stage({{"stage", "retired"}, {"date", "2014-11-22"}}), "error-stage-future");
    EXPECT_EQ(stage({{"stage", "retired"}, {"date", "yesterday"}}).status, 422);
    answer(stage({{"stage", "retired"}, {"date", "2014-06-01"}}));
}

}  // namespace
}  // namespace brujula::web
