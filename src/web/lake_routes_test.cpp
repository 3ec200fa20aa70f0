// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/loader.hpp"
#include "web/lake_door.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

/// A history of eswiki in which Ana and Beto edit.
void load_history(World& world) {
    const auto file = world.folder / "es.csv";
    std::ofstream(file)
        << "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n"
           "1,Iguazu,0,10,2014-05-01 10:00:00,7,Ana,100\n"
           "1,Iguazu,0,11,2014-05-01 11:00:00,8,Beto Pérez,150\n";
    facts::Lake lake(world.folder / "lake");
    facts::LoadOptions options;
    options.wiki_db = "eswiki";
    options.snapshot = "20140601";
    options.simulated = true;
    lake.load(file, options);
}

TEST(lake_routes, an_empty_lake_is_an_empty_list_and_wikis_of_activities_are_told_as_missing) {
    World world;
    Visitor anonymous(world);
    EXPECT_EQ(Visitor::json_of(anonymous.get("/api/v1/lake")), json::array{});
    const json::value wikis = Visitor::json_of(anonymous.get("/api/v1/wikis"));
    ASSERT_EQ(wikis.get_array().size(), 1U);
    EXPECT_EQ(wikis.at(0).at("wiki_db"), "eswiki");
    EXPECT_EQ(wikis.at(0).at("domain"), "es.wikipedia.org");
    EXPECT_EQ(wikis.at(0).at("loaded"), false);
    const json::value activity = Visitor::json_of(anonymous.get("/api/v1/views/activities/wmar-activity"));
    EXPECT_EQ(activity.at("wikis"),
              json::parse(R"([{"wiki_db":"eswiki","snapshot":null,"simulated":false,"loaded":false}])"));
}

TEST(lake_routes, what_is_loaded_is_listed_with_its_snapshot) {
    World world;
    load_history(world);
    Visitor anonymous(world);
    const json::value loaded = Visitor::json_of(anonymous.get("/api/v1/lake"));
    ASSERT_GE(loaded.get_array().size(), 1U);
    EXPECT_EQ(loaded.at(0).at("wiki"), "eswiki");
    EXPECT_EQ(loaded.at(0).at("revisions"), 2);
    EXPECT_EQ(loaded.at(0).at("first"), "2014-05-01T10:00:00Z");
    const json::value activity = Visitor::json_of(anonymous.get("/api/v1/views/activities/wmar-activity"));
    EXPECT_EQ(activity.at("wikis").at(0).at("loaded"), true);
    EXPECT_EQ(activity.at("wikis").at(0).at("simulated"), true);
    EXPECT_EQ(activity.at("wikis").at(0).at("snapshot"), "20140601");
}

TEST(lake_routes, a_pasted_list_says_who_is_known_and_which_line_was_not_understood) {
    World world;
    load_history(world);
    Visitor member(world, "member");
    const Response answer = member.send(
        "POST", "/api/v1/cohorts/parse",
        {{"text", "ana\r\nBeto_Pérez,eswiki\nNadie Así\nAna\n"}, {"wikis", json::array{"eswiki"}}});
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json::value parsed = Visitor::json_of(answer);
    EXPECT_EQ(parsed.at("found"), 2);
    EXPECT_EQ(parsed.at("not_found"), 1);
    EXPECT_EQ(parsed.at("members").at(0), json::parse(R"({"user_name":"Ana","found":true,"line":1})"));
    EXPECT_EQ(parsed.at("members").at(1).at("wiki"), "eswiki");
    EXPECT_EQ(parsed.at("members").at(2).at("found"), false);
    EXPECT_EQ(parsed.at("members").at(2).at("reason").at("key"), "match-unknown");
    EXPECT_EQ(parsed.at("notes").at(0).at("line"), 4);  // Ana again
    EXPECT_EQ(parsed.at("notes").at(0).at("text").get_string().find("\u29fc"), std::string::npos);
}

TEST(lake_routes, the_web_answers_while_a_load_is_at_work) {
    World world;
    load_history(world);
    Visitor member(world, "member");
    const json::value before = Visitor::json_of(member.get("/api/v1/lake"));
    ASSERT_GE(before.get_array().size(), 1U);
    const facts::Loader loading(world.folder / "lake");
    EXPECT_EQ(Visitor::json_of(member.get("/api/v1/lake")), before);
    EXPECT_EQ(member.get("/api/v1/views/activities/wmar-activity").status, 200);
    EXPECT_EQ(member.send("POST", "/api/v1/cohorts/parse", {{"text", "Ana"}}).status, 200);
}

TEST(lake_routes, a_lake_that_is_destroyed_breaks_what_needs_it_alone_and_is_told_without_its_path) {
    World world;
    load_history(world);
    Visitor member(world, "member");
    ASSERT_EQ(member.get("/readyz").status, 200);
    std::filesystem::remove(world.folder / "lake" / facts::state_of(world.folder / "lake"));
    const Response lake = member.get("/api/v1/lake");
    EXPECT_EQ(lake.status, 503);
    EXPECT_EQ(lake.body.find(world.folder.string()), std::string::npos);
    EXPECT_EQ(member.get("/api/v1/views/activities/wmar-activity").status, 200);
    const Response ready = member.get("/readyz");
    EXPECT_EQ(ready.status, 503);
    EXPECT_EQ(ready.body, "lake unreadable\n");
    EXPECT_EQ(member.get("/healthz").status, 200);
}

TEST(lake_routes, a_question_after_a_load_sees_what_it_brought_and_one_under_way_does_not) {
    World world;
    load_history(world);
    const LakeDoor door(world.folder / "lake", {.kept_open = std::chrono::milliseconds(0)});
    const auto under_way = door.open();
    const std::size_t before = under_way->manifest().size();
    facts::Lake(world.folder / "lake")
        .load_from("ptwiki-20140101", "ptwiki", {.wiki_db = "ptwiki", .snapshot = {}, .read = {}},
                   [](wiki::HistorySink&) { return wiki::ReadReport{}; });
    EXPECT_EQ(under_way->manifest().size(), before);
    EXPECT_EQ(door.open()->manifest().size(), before + 1);
    EXPECT_EQ(door.manifest().size(), before + 1);
}

TEST(lake_routes, the_catalogue_of_metrics_is_open_to_all) {
    World world;
    const json::value metrics = Visitor::json_of(Visitor(world).get("/api/v1/metrics"));
    ASSERT_GE(metrics.get_array().size(), 9U);
    EXPECT_TRUE(metrics.at(0).get_object().contains("definitions"));
}

}  // namespace
}  // namespace brujula::web
