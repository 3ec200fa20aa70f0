// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/compress.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

class records_over_http : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};
    Visitor anonymous{world};

    static json::value body(const Response& response) { return Visitor::json_of(response); }
    json::value goal() { return body(coordinator.get("/api/v1/goals/wmar-goal")); }
};

TEST_F(records_over_http, a_new_record_has_an_address_and_a_first_revision) {
    const Response made =
        coordinator.send("POST", "/api/v1/goals",
                         {{"id", "mas-gente"}, {"comment", "del taller"}, {"data", some_goal("Más gente")}});
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.header("Location"), "/api/v1/goals/mas-gente");
    const json::value envelope = body(coordinator.get("/api/v1/goals/mas-gente"));
    EXPECT_EQ(envelope, body(made));
    EXPECT_EQ(envelope.at("revision"), 1);
    EXPECT_EQ(envelope.at("author"), "coordinator");
    EXPECT_EQ(envelope.at("comment"), "del taller");
    EXPECT_EQ(envelope.at("time"), "2014-11-21T12:00:00Z");
    EXPECT_EQ(envelope.at("may"), json::parse(R"(["write","restore","remove","measure"])"));
}

TEST_F(records_over_http, who_may_not_write_reads_the_same_without_leave) {
    const json::value envelope = body(anonymous.get("/api/v1/goals/wmar-goal"));
    EXPECT_EQ(envelope.at("may"), json::array{});
    EXPECT_EQ(envelope.at("data"), goal().at("data"));
}

TEST_F(records_over_http, all_problems_come_at_once_in_the_readers_language) {
    json::value data = some_goal("");
    data.get_object().erase("plan");
    data.get_object()["invented"] = 1;
    const Response answer = coordinator.send("POST", "/api/v1/goals", {{"data", data}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json; charset=utf-8");
    const json::array problems = body(answer).at("problems").get_array();
    EXPECT_GE(problems.size(), 2U);
    for (const json::value& problem : problems)
        EXPECT_EQ(problem.at("text").get_string().find("\u29fc"), std::string::npos) << problem;
    const Response checked = coordinator.send("POST", "/api/v1/goals/check", {{"data", data}});
    EXPECT_EQ(checked.status, 200);
    EXPECT_EQ(body(checked).at("problems"), problems);
    EXPECT_EQ(body(anonymous.get("/api/v1/goals")).at("items").get_array().size(), 2U);
}

TEST_F(records_over_http, a_write_on_an_old_revision_gets_both_versions_and_a_merge) {
    json::value mine = goal().at("data");
    json::value theirs = mine;
    theirs.get_object()["source"] = "taller";
    theirs.at("statement").get_object()["es"] = "200 participantes";
    ASSERT_EQ(coordinator.send("PUT", "/api/v1/goals/wmar-goal", {{"base", 1}, {"data", theirs}}).status,
              200);

    mine.at("statement").get_object()["es"] = "300 participantes";
    mine.at("statement").get_object()["pt"] = "300 pessoas";
    const Response stale = coordinator.send("PUT", "/api/v1/goals/wmar-goal", {{"base", 1}, {"data", mine}});
    ASSERT_EQ(stale.status, 409);
    const json::value conflict = body(stale);
    EXPECT_EQ(conflict.at("base").at("revision"), 1);
    EXPECT_EQ(conflict.at("newest").at("revision"), 2);
    EXPECT_EQ(conflict.at("conflicts"), json::parse(R"(["/statement/es"])"));
    EXPECT_EQ(conflict.at("merged").at("statement").at("pt"), "300 pessoas");
    EXPECT_EQ(conflict.at("merged").at("statement").at("es"), "200 participantes");
    EXPECT_EQ(conflict.at("merged").at("source"), "taller");
    EXPECT_EQ(goal().at("revision"), 2);
}

TEST_F(records_over_http, a_record_cannot_be_moved_into_or_out_of_an_organisation_where_one_may_not_write) {
    json::value data = goal().at("data");
    data.get_object()["organisation"] = "wmcl";
    EXPECT_EQ(coordinator.send("PUT", "/api/v1/goals/wmar-goal", {{"base", 1}, {"data", data}}).status, 403);
    Visitor elsewhere(world, "elsewhere");
    EXPECT_EQ(elsewhere.send("PUT", "/api/v1/goals/wmar-goal", {{"base", 1}, {"data", data}}).status, 403);
}

TEST_F(records_over_http, history_compare_and_restore) {
    json::value data = goal().at("data");
    data.at("statement").get_object()["es"] = "200 participantes";
    ASSERT_EQ(coordinator.send("PUT", "/api/v1/goals/wmar-goal", {{"base", 1}, {"data", data}}).status, 200);
    const json::value revisions = body(anonymous.get("/api/v1/goals/wmar-goal/revisions")).at("items");
    ASSERT_EQ(revisions.get_array().size(), 2U);
    EXPECT_EQ(revisions.at(0).at("revision"), 2);
    EXPECT_FALSE(revisions.at(0).get_object().contains("data"));

    const json::value diff = body(anonymous.get("/api/v1/goals/wmar-goal/diff?from=1&to=2"));
    EXPECT_EQ(
        diff.at("changes"),
        json::parse(
            R"([{"path":"/statement/es","before":"150 participantes en talleres","after":"200 participantes"}])"));

    const Response restored =
        coordinator.send("POST", "/api/v1/goals/wmar-goal/restore", {{"revision", 1}, {"base", 2}});
    ASSERT_EQ(restored.status, 200) << restored.body;
    EXPECT_EQ(body(restored).at("revision"), 3);
    EXPECT_EQ(goal().at("data"), body(anonymous.get("/api/v1/goals/wmar-goal/revisions/1")).at("data"));
    EXPECT_EQ(anonymous.get("/api/v1/goals/wmar-goal/revisions/9").status, 404);
    EXPECT_EQ(anonymous.get("/api/v1/goals/wmar-goal/revisions/x").status, 404);
}

TEST_F(records_over_http, a_removed_record_is_not_found_but_its_history_is_and_it_comes_back) {
    ASSERT_EQ(
        coordinator.send("POST", "/api/v1/goals", {{"id", "tmp"}, {"data", some_goal("Pasajero")}}).status,
        201);
    EXPECT_EQ(coordinator.send("DELETE", "/api/v1/goals/tmp").status, 400);
    const Response removed = coordinator.send("DELETE", "/api/v1/goals/tmp?base=1&comment=sobraba");
    ASSERT_EQ(removed.status, 200) << removed.body;
    EXPECT_EQ(body(removed).at("removed"), true);
    EXPECT_EQ(anonymous.get("/api/v1/goals/tmp").status, 404);
    EXPECT_EQ(body(anonymous.get("/api/v1/goals/tmp/revisions")).at("items").at(0).at("comment"), "sobraba");
    EXPECT_EQ(coordinator.send("POST", "/api/v1/goals/tmp/restore", {{"revision", 1}, {"base", 2}}).status,
              200);
    EXPECT_EQ(anonymous.get("/api/v1/goals/tmp").status, 200);
}

TEST_F(records_over_http, the_history_of_a_removed_cohort_stays_private) {
    const Response made = coordinator.send("POST", "/api/v1/cohorts",
                                           {{"data",
                                             {{"organisation", "wmar"},
                                              {"name", {{"es", "Otro"}}},
                                              {"members", json::array{{{"user_name", "Estudiante Secreta"}}}},
                                              {"consent", "given"}}}});
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string cohort = "/api/v1/cohorts/" + json::value_to<std::string>(body(made).at("id"));
    ASSERT_EQ(coordinator.send("DELETE", cohort + "?base=1").status, 200);
    for (const char* what : {"/revisions", "/revisions/1", "/diff?from=1&to=1"})
        EXPECT_EQ(anonymous.get(cohort + what).status, 404) << what;
    EXPECT_EQ(body(anonymous.get("/api/v1/recent")).at("items").get_array().size(),
              26U);  // all but the cohorts'
}

TEST_F(records_over_http, lists_filter_by_any_link_and_go_on_where_the_page_before_ended) {
    const auto count = [&](const std::string& target) {
        return body(anonymous.get("/api/v1/" + target)).at("items").get_array().size();
    };
    EXPECT_EQ(count("goals"), 2U);
    EXPECT_EQ(count("goals?organisation=wmar"), 1U);
    EXPECT_EQ(count("goals?shared_goal=red-goal&plan=wmar-plan"), 1U);
    EXPECT_EQ(count("goals?plan=none"), 0U);
    EXPECT_EQ(count("organisations?network=iberocoop"), 2U);
    EXPECT_EQ(count("persons?organisation=wmar"), 1U);
    EXPECT_EQ(count("measurements?activities=wmar-activity"), 1U);
    EXPECT_EQ(anonymous.get("/api/v1/goals?colour=red").status, 400);
    EXPECT_EQ(anonymous.get("/api/v1/goals?limit=0").status, 400);
    EXPECT_EQ(anonymous.get("/api/v1/goals?limit=1e9").status, 400);
    const json::value first = body(anonymous.get("/api/v1/goals?limit=1"));
    const json::value second =
        body(anonymous.get("/api/v1/goals?limit=1&after=" + json::value_to<std::string>(first.at("next"))));
    EXPECT_NE(first.at("items").at(0).at("id"), second.at("items").at(0).at("id"));
    EXPECT_EQ(second.at("next"), "");
}

TEST_F(records_over_http, links_lead_both_ways_and_never_to_what_one_may_not_read) {
    const json::value links = body(anonymous.get("/api/v1/activities/wmar-activity/links"));
    std::vector<std::string> names;
    for (const json::value& link : links.at("links").get_array())
        names.push_back(json::value_to<std::string>(link.at("name")));
    EXPECT_EQ(names, (std::vector<std::string>{"goal", "organisation", "programme"}));
    EXPECT_EQ(links.at("backlinks").at(0).at("kind"), "measurement");
    EXPECT_EQ(body(coordinator.get("/api/v1/activities/wmar-activity/links")).at("links").get_array().size(),
              4U);
}

TEST_F(records_over_http, what_is_not_json_is_refused_with_its_place) {
    Request request = request_of("POST", "/api/v1/goals");
    request.headers.emplace_back("x-csrf-token", coordinator.csrf);
    request.headers.emplace_back("content-type", "text/plain");
    request.body = "{\"data\":";
    EXPECT_EQ(body(coordinator.ask(request)).at("key"), "error-content-type");
    request.headers.back().second = "Application/JSON; charset=utf-8";
    const Response broken = coordinator.ask(request);
    EXPECT_EQ(broken.status, 400);
    EXPECT_EQ(body(broken).at("key"), "error-json");
    request.body = "[]";
    EXPECT_EQ(body(coordinator.ask(request)).at("key"), "error-body-object");
    request.body = "{}";
    EXPECT_EQ(coordinator.ask(request).status, 403);  // names no organisation
}

TEST_F(records_over_http, who_has_the_answer_already_gets_no_second_copy) {
    const Response first = anonymous.get("/api/v1/goals/wmar-goal");
    anonymous.headers = {{"if-none-match", first.header("ETag").value()}};
    EXPECT_EQ(anonymous.get("/api/v1/goals/wmar-goal").status, 304);
    EXPECT_EQ(anonymous.get("/api/v1/goals/wmar-goal").body, "");
    coordinator.headers = anonymous.headers;  // who may write gets another answer
    EXPECT_EQ(coordinator.get("/api/v1/goals/wmar-goal").status, 200);
}

TEST_F(records_over_http, long_answers_are_packed_for_who_can_unpack_them) {
    anonymous.headers = {{"accept-encoding", "gzip"}};
    const Response kinds = anonymous.get("/api/v1/kinds");
    EXPECT_EQ(kinds.header("Content-Encoding"), "gzip");
    EXPECT_EQ(kinds.body.substr(0, 2), "\x1f\x8b");
    EXPECT_FALSE(anonymous.get("/api/v1/session").header("Content-Encoding").has_value());
}

TEST_F(records_over_http, addresses_tell_their_methods) {
    const Response options = anonymous.ask(request_of("OPTIONS", "/api/v1/goals/wmar-goal"));
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.header("Allow"), "OPTIONS, GET, HEAD, DELETE, PUT");
    EXPECT_EQ(coordinator.send("PATCH", "/api/v1/goals/wmar-goal").status, 405);
    EXPECT_EQ(coordinator.send("POST", "/api/v1/measurements", {{"data", json::object{}}}).status, 405);
    EXPECT_EQ(anonymous.get("/api/v1/nothing").status, 404);
    EXPECT_EQ(anonymous.get("/api/v2/goals").status, 404);
    EXPECT_EQ(anonymous.get("/api").status, 503);  // a page of the interface, which is not built here
}

TEST_F(records_over_http, search_finds_without_accents_and_shows_titles) {
    const json::value hits = body(anonymous.get("/api/v1/search?q=EDUCACION")).at("hits");
    ASSERT_GE(hits.get_array().size(), 2U);
    for (const json::value& hit : hits.get_array())
        EXPECT_EQ(hit.at("title").at("es"), "Educación");
}

TEST_F(records_over_http, search_tells_how_much_it_found_and_goes_on_where_the_page_before_ended) {
    const auto ask = [&](const std::string& rest) {
        return body(anonymous.get("/api/v1/search?q=educacion" + rest));
    };
    const json::value all = ask("");
    const std::size_t found = all.at("hits").get_array().size();
    ASSERT_GE(found, 2U);
    EXPECT_EQ(all.at("total"), found);
    const json::value second = ask("&limit=1&offset=1");
    ASSERT_EQ(second.at("hits").get_array().size(), 1U);
    EXPECT_EQ(second.at("hits").at(0), all.at("hits").at(1));
    EXPECT_EQ(second.at("total"), found);
    EXPECT_TRUE(ask("&offset=500").at("hits").get_array().empty());
    EXPECT_EQ(anonymous.get("/api/v1/search?q=educacion&offset=-1").status, 400);
    for (const json::value& hit : all.at("hits").get_array())
        EXPECT_EQ(hit.at("organisation").at("kind"), "organisation");
}

TEST_F(records_over_http, the_newest_changes_are_read_page_by_page_none_twice_and_none_left_out) {
    const json::value all = body(anonymous.get("/api/v1/recent?limit=200"));
    EXPECT_EQ(all.at("next"), "");
    json::array gathered;
    std::string before;
    std::size_t pages = 0;
    do {
        const json::value page =
            body(anonymous.get("/api/v1/recent?limit=4" + (before.empty() ? "" : "&before=" + before)));
        EXPECT_LE(page.at("items").get_array().size(), 4U);
        for (const json::value& item : page.at("items").get_array())
            gathered.push_back(item);
        before = json::value_to<std::string>(page.at("next"));
    } while (!before.empty() && ++pages < 20);
    EXPECT_EQ(json::value(gathered), all.at("items"));
}

}  // namespace
}  // namespace brujula::web
