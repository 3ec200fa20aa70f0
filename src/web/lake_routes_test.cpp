// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/error.hpp"
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

TEST(lake_routes, the_web_goes_on_while_another_process_holds_the_lake) {
    World world;
    const facts::Lake held(world.folder / "lake");
    Visitor member(world, "member");
    EXPECT_EQ(Visitor::json_of(member.get("/api/v1/lake")), json::array{});
    EXPECT_EQ(member.get("/api/v1/views/activities/wmar-activity").status, 200);
    EXPECT_EQ(member.send("POST", "/api/v1/cohorts/parse", {{"text", "Ana"}}).status, 503);
}

bool is_free(const std::filesystem::path& folder) {
    try {
        const facts::Lake lake(folder);
        return true;
    } catch (const Error&) {
        return false;
    }
}

TEST(lake_routes, the_lake_is_given_free_when_nobody_asks_so_that_another_process_can_load) {
    World world;
    load_history(world);
    const LakeDoor door(world.folder / "lake", {.kept_open = std::chrono::milliseconds(0)});
    EXPECT_GE(door.manifest().size(), 1U);
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    bool free = false;
    while (!free && std::chrono::steady_clock::now() < patience)
        free = is_free(world.folder / "lake");
    ASSERT_TRUE(free);
    const facts::Lake other(world.folder / "lake");
    EXPECT_THROW(static_cast<void>(door.open()), Error);
    EXPECT_GE(door.manifest().size(), 1U);  // as it was last seen
}

TEST(lake_routes, the_lake_is_kept_open_while_a_question_uses_it) {
    World world;
    const LakeDoor door(world.folder / "lake", {.kept_open = std::chrono::milliseconds(0)});
    const auto in_use = door.open();
    EXPECT_FALSE(is_free(world.folder / "lake"));
}

TEST(lake_routes, the_catalogue_of_metrics_is_open_to_all) {
    World world;
    const json::value metrics = Visitor::json_of(Visitor(world).get("/api/v1/metrics"));
    ASSERT_GE(metrics.get_array().size(), 9U);
    EXPECT_TRUE(metrics.at(0).get_object().contains("definitions"));
}

}  // namespace
}  // namespace brujula::web
