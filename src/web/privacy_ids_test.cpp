// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "store/former_ids.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

constexpr const char* missing = "zzzzzzzzzzzzzzzz";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    if (from.empty()) return text;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// All that an answer says, with `id` written as the one of nothing.
std::string said(const Response& answer, const std::string& id) {
    std::string all = std::to_string(answer.status) + '\n' + answer.body;
    for (const auto& [name, value] : answer.headers)
        if (name != "ETag") all += '\n' + name + ": " + value;  // the digest of the body
    return replaced(all, id, missing);
}

json::value some_body(const std::string& method, const std::string& organisation) {
    if (method == "GET" || method == "DELETE") return nullptr;
    return {{"base", 1},
            {"revision", 1},
            {"resolved", true},
            {"data", {{"organisation", organisation}, {"name", {{"es", "X"}}}}}};
}

struct privacy_ids : testing::Test {
    World world;
    std::string secret_comment;

    privacy_ids() { secret_comment = say("cohort", "wmar-cohort", "Palabras Plantadas sobre la clase"); }
    std::string say(const std::string& kind, const std::string& id, const std::string& text) {
        return world.store
            .write({"comment", "", 0, "ana", "", false,
                    json::object{{"organisation", "wmar"},
                                 {"about", {{"kind", kind}, {"id", id}}},
                                 {"text", text},
                                 {"language", "es"}}})
            .id;
    }
    /// Everybody who may not read the cohort.
    std::vector<std::pair<std::string, Visitor>> outsiders() {
        return {{"anonymous", Visitor(world)},
                {"reader", Visitor(world, "reader")},
                {"member", Visitor(world, "member")},
                {"elsewhere", Visitor(world, "elsewhere")}};
    }
    static std::string target_of(const Route& route, const std::string& id) {
        std::string target = replaced("/api/v1" + route.pattern, "{id}", id);
        target = replaced(target, "{n}", "1");
        return route.method == "DELETE" ? target + "?base=1" : target;
    }
};

}  // namespace

TEST_F(privacy_ids, what_one_may_not_read_is_answered_like_what_is_not_there) {
    std::size_t asked = 0;
    for (auto& [name, visitor] : outsiders())
        for (const Route& route : world.site->routes().all()) {
            const std::string kind = route.kind ? route.kind->name : "";
            if ((kind != "cohort" && kind != "comment") || route.pattern.find("{id}") == std::string::npos)
                continue;
            const std::string id = kind == "cohort" ? "wmar-cohort" : secret_comment;
            for (const char* organisation : {"wmar", "wmcl"}) {
                const auto body = some_body(route.method, organisation);
                const auto there = visitor.send(route.method, target_of(route, id), body);
                const auto nowhere = visitor.send(route.method, target_of(route, missing), body);
                EXPECT_EQ(said(there, id), said(nowhere, id))
                    << name << ' ' << route.method << ' ' << route.pattern;
                EXPECT_EQ(there.status, 404) << name << ' ' << route.method << ' ' << route.pattern;
                ++asked;
            }
        }
    EXPECT_GT(asked, 100U);
}

TEST_F(privacy_ids, requests_that_name_it_elsewhere_find_out_nothing_either) {
    const std::string id = "wmar-cohort";
    const auto activity = [](const std::string& cohort) -> json::value {
        return {{"data",
                 {{"organisation", "wmcl"},
                  {"cohort", cohort},
                  {"name", {{"es", "Taller"}}},
                  {"type", "workshop"},
                  {"first_day", "2014-05-01"},
                  {"last_day", "2014-05-02"}}}};
    };
    const auto run = [](const std::string& cohort) -> json::value {
        return {{"organisation", "wmcl"},
                {"save", false},
                {"scope",
                 {{"cohorts", {cohort}},
                  {"wikis", {"eswiki"}},
                  {"first_day", "2014-05-01"},
                  {"last_day", "2014-05-02"}}}};
    };
    for (auto& [name, visitor] : outsiders()) {
        const auto same = [&](const Response& there, const Response& nowhere, const char* what) {
            EXPECT_EQ(said(there, id), said(nowhere, id)) << name << ' ' << what;
        };
        const std::string threads = "/api/v1/views/discussion?kind=cohort&id=";
        same(visitor.get(threads + id), visitor.get(threads + missing), "what is said of it");
        const auto watch = [&](const std::string& which) {
            return visitor.send("POST", "/api/v1/watching", {{"kind", "cohort"}, {"id", which}});
        };
        same(watch(id), watch(missing), "watching");
        same(visitor.send("POST", "/api/v1/activities", activity(id)),
             visitor.send("POST", "/api/v1/activities", activity(missing)), "an activity with it");
        same(visitor.send("POST", "/api/v1/measurements/run", run(id)),
             visitor.send("POST", "/api/v1/measurements/run", run(missing)), "a run over it");
    }
}

TEST_F(privacy_ids, an_id_of_its_own_is_refused_whether_or_not_it_is_taken) {
    Visitor elsewhere(world, "elsewhere");
    const auto post = [&](const std::string& id) {
        return elsewhere.send(
            "POST", "/api/v1/cohorts",
            {{"id", id},
             {"data", {{"organisation", "wmcl"}, {"name", {{"es", "X"}}}, {"consent", "given"}}}});
    };
    EXPECT_EQ(post("wmar-cohort").status, 400);
    EXPECT_EQ(said(post("wmar-cohort"), "wmar-cohort"), said(post(missing), "wmar-cohort"));
}

TEST_F(privacy_ids, no_address_tells_planted_words_or_ids_made_of_them) {
    Visitor coordinator(world, "coordinator");
    const auto made = coordinator.send("POST", "/api/v1/cohorts",
                                       {{"data",
                                         {{"organisation", "wmar"},
                                          {"name", {{"es", "Título Plantado"}}},
                                          {"members", {{{"user_name", "NombrePlantado"}}}},
                                          {"consent", "given"}}}});
    ASSERT_EQ(made.status, 201);
    const std::vector<std::string> planted{"Título Plantado", "titulo-plantado",    "NombrePlantado",
                                           "nombreplantado",  "Palabras Plantadas", "palabras-plantadas"};
    for (const auto& [name, value] : made.headers)
        EXPECT_EQ(value.find("plantado"), std::string::npos) << name << ": " << value;
    for (auto& [name, visitor] : outsiders())
        for (const Route& route : world.site->routes().all()) {
            if (route.method != "GET") continue;
            const std::string kind = route.kind ? route.kind->name : "";
            std::string id = kind == "organisation" ? "wmar" : "wmar-" + kind;
            std::replace(id.begin(), id.end(), '_', '-');
            const auto answer = visitor.get(replaced(target_of(route, id), "{language}", "es"));
            for (const auto& words : planted)
                EXPECT_EQ(said(answer, "").find(words), std::string::npos)
                    << name << ' ' << route.pattern << " tells " << words;
        }
}

TEST_F(privacy_ids, pages_of_a_list_are_full_and_their_cursors_name_what_one_may_read) {
    std::set<std::string> open;
    for (int i = 0; i < 12; ++i) {
        say("cohort", "wmar-cohort", "secreto " + std::to_string(i));
        open.insert(say("goal", "wmar-goal", "abierto " + std::to_string(i)));
    }
    open.insert("wmar-comment");
    Visitor anonymous(world);
    std::set<std::string> found;
    std::string after;
    do {
        const auto page = Visitor::json_of(anonymous.get("/api/v1/comments?limit=5&after=" + after));
        after = std::string(page.at("next").as_string());
        EXPECT_TRUE(after.empty() || open.contains(after)) << after;
        EXPECT_TRUE(after.empty() || page.at("items").as_array().size() == 5);
        for (const auto& item : page.at("items").as_array())
            found.emplace(item.at("id").as_string());
    } while (!after.empty());
    EXPECT_EQ(found, open);
    for (int i = 0; i < 3; ++i)
        world.store.write(
            {"cohort", "", 0, "ana", "", false,
             json::object{{"organisation", "wmar"}, {"name", {{"es", "X"}}}, {"consent", "given"}}});
    for (auto& [name, visitor] : outsiders()) {
        const auto page = Visitor::json_of(visitor.get("/api/v1/cohorts?limit=1"));
        EXPECT_TRUE(page.at("items").as_array().empty()) << name;
        EXPECT_EQ(page.at("next"), "") << name;
    }
    const auto own = Visitor::json_of(Visitor(world, "coordinator").get("/api/v1/cohorts?limit=3"));
    EXPECT_EQ(own.at("items").as_array().size(), 3U);
    EXPECT_NE(own.at("next"), "");
}

TEST_F(privacy_ids, a_former_address_leads_to_the_record_for_who_may_read_it) {
    store::give_opaque_ids_again(world.store, world.kinds);
    Visitor anonymous(world);
    const auto person = Visitor::json_of(anonymous.get("/api/v1/persons/wmar-person"));
    EXPECT_EQ(person.at("data").at("user_name"), "Ana");
    EXPECT_EQ(person.at("id").as_string().size(), 16U);
    EXPECT_EQ(anonymous.get("/api/v1/views/persons/wmar-person").status, 200);
    EXPECT_EQ(anonymous.get("/api/v1/persons/wmar-person/revisions").status, 200);

    Visitor coordinator(world, "coordinator");
    const auto cohort = Visitor::json_of(coordinator.get("/api/v1/cohorts/wmar-cohort"));
    EXPECT_EQ(cohort.at("data").at("members").as_array().size(), 2U);
    const auto written =
        coordinator.send("PUT", "/api/v1/cohorts/wmar-cohort", {{"base", 1}, {"data", cohort.at("data")}});
    EXPECT_EQ(written.status, 200) << written.body;
    for (auto& [name, visitor] : outsiders())
        EXPECT_EQ(said(visitor.get("/api/v1/cohorts/wmar-cohort"), "wmar-cohort"),
                  said(visitor.get(std::string("/api/v1/cohorts/") + missing), "wmar-cohort"))
            << name;
}

TEST_F(privacy_ids, a_former_id_in_a_body_is_the_present_one_for_who_may_read_it_and_unknown_to_others) {
    world.store.write({"cohort", "wmcl-cohort", 0, "otra", "", false,
                       json::object{{"organisation", "wmcl"},
                                    {"name", {{"es", "Curso"}}},
                                    {"members", {{{"user_name", "Zoraida"}}}}}});
    store::give_opaque_ids_again(world.store, world.kinds);
    ASSERT_TRUE(store::find_present_id(world.store, "cohort", "wmcl-cohort"));
    const auto activity = [](const char* organisation, const char* cohort) -> json::value {
        return {{"data",
                 {{"organisation", organisation},
                  {"name", {{"es", "Taller"}}},
                  {"type", "workshop"},
                  {"first_day", "2014-05-01"},
                  {"last_day", "2014-05-02"},
                  {"cohort", cohort},
                  {"organisers", {"wmar-person"}}}}};
    };
    Visitor coordinator(world, "coordinator");
    const auto checked =
        coordinator.send("POST", "/api/v1/activities/check", activity("wmar", "wmar-cohort"));
    EXPECT_EQ(checked.status, 200) << checked.body;
    EXPECT_TRUE(Visitor::json_of(checked).at("problems").as_array().empty()) << checked.body;
    const auto made = coordinator.send("POST", "/api/v1/activities", activity("wmar", "wmar-cohort"));
    ASSERT_EQ(made.status, 201) << made.body;
    const auto data = Visitor::json_of(made).at("data");
    EXPECT_EQ(data.at("cohort").as_string().size(), 16U);
    EXPECT_EQ(data.at("organisers").at(0).as_string().size(), 16U);
    EXPECT_EQ(
        said(coordinator.send("POST", "/api/v1/activities", activity("wmar", "wmcl-cohort")), "wmcl-cohort"),
        said(coordinator.send("POST", "/api/v1/activities", activity("wmar", missing)), missing));
}

TEST_F(privacy_ids, nobody_is_notified_that_what_it_may_no_longer_read_was_removed) {
    Visitor coordinator(world, "coordinator");
    ASSERT_EQ(
        coordinator.send("POST", "/api/v1/watching", {{"kind", "cohort"}, {"id", "wmar-cohort"}}).status,
        200);
    const auto told = [](Visitor& visitor) {
        return Visitor::json_of(visitor.get("/api/v1/notifications")).at("items").as_array().size();
    };
    auto cohort = world.store.find("cohort", "wmar-cohort");
    cohort->body.get_object()["notes"] = "x";
    world.store.write({"cohort", "wmar-cohort", 1, "otra", "", false, cohort->body});
    EXPECT_GE(told(coordinator), 1U);
    world.accounts.set_grants("coordinator", {{"wmar", records::Role::reader}});
    world.store.write({"measurement", "wmar-measurement", 1, "otra", "", true, {}});
    world.store.write({"activity", "wmar-activity", 1, "otra", "", true, {}});
    world.store.write({"cohort", "wmar-cohort", 2, "otra", "", true, {}});
    Visitor reader(world, "coordinator");  // a changed role ends the sessions
    EXPECT_EQ(told(reader), 0U);
}

}  // namespace brujula::web
