// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

struct privacy_erasure : testing::Test {
    World world;
    Visitor steward{world, "steward"};
    Visitor administrator{world, "administrator"};

    /// A goal whose first revision says what it should not, and the second does not.
    privacy_erasure() {
        auto goal = some_goal("Insulto Plantado");
        const auto put = [&](std::int64_t base, const char* comment) {
            EXPECT_EQ(steward
                          .send("PUT", "/api/v1/goals/wmar-goal",
                                {{"base", base}, {"comment", comment}, {"data", goal}})
                          .status,
                      200);
        };
        put(1, "Resumen Plantado");
        goal.at("statement").get_object()["es"] = "Limpio";
        put(2, "");
    }
    Response suppress(Visitor& visitor, int revision, const char* reason = "por carta 7") const {
        return visitor.send(
            "POST", "/api/v1/erasures/revision",
            {{"kind", "goal"}, {"id", "wmar-goal"}, {"revision", revision}, {"reason", reason}});
    }
};

}  // namespace

TEST_F(privacy_erasure, the_words_of_a_suppressed_revision_are_on_no_page) {
    Visitor anonymous(world);
    const std::vector<std::string> pages{"/api/v1/recent?limit=200",
                                         "/api/v1/views/home",
                                         "/api/v1/search?q=plantado",
                                         "/api/v1/goals/wmar-goal/revisions",
                                         "/api/v1/goals/wmar-goal/revisions/2",
                                         "/api/v1/goals/wmar-goal/diff?from=1&to=2",
                                         "/api/v1/goals/wmar-goal/diff?from=2&to=3",
                                         "/api/v1/views/goals/wmar-goal",
                                         "/api/v1/notifications"};
    ASSERT_NE(anonymous.get(pages[0]).body.find("Plantado"), std::string::npos);
    ASSERT_NE(anonymous.get(pages[1]).body.find("Plantado"), std::string::npos);
    ASSERT_EQ(suppress(steward, 2).status, 200);
    for (const auto& page : pages)
        for (Visitor* visitor : {&anonymous, &steward})
            EXPECT_EQ(visitor->get(page).body.find("Plantado"), std::string::npos) << page;
    const auto revisions = Visitor::json_of(anonymous.get("/api/v1/goals/wmar-goal/revisions")).at("items");
    ASSERT_EQ(revisions.as_array().size(), 3U);
    EXPECT_EQ(revisions.at(1).at("suppressed"), true);
    EXPECT_EQ(revisions.at(1).at("author"), "steward");
}

TEST_F(privacy_erasure, a_suppressed_revision_is_neither_compared_nor_restored) {
    ASSERT_EQ(suppress(steward, 2).status, 200);
    const auto compared = steward.get("/api/v1/goals/wmar-goal/diff?from=2&to=3");
    EXPECT_EQ(compared.status, 400);
    EXPECT_EQ(Visitor::json_of(compared).at("key"), "error-revision-suppressed");
    const auto restored =
        steward.send("POST", "/api/v1/goals/wmar-goal/restore", {{"revision", 2}, {"base", 3}});
    EXPECT_EQ(restored.status, 400);
    EXPECT_EQ(Visitor::json_of(restored).at("key"), "error-revision-suppressed");
    auto goal = some_goal("Otra cosa");
    const auto stale = steward.send("PUT", "/api/v1/goals/wmar-goal", {{"base", 2}, {"data", goal}});
    EXPECT_EQ(stale.status, 409);
    EXPECT_EQ(stale.body.find("merged"), std::string::npos);
}

TEST_F(privacy_erasure, who_erased_what_is_in_the_security_log_and_an_erased_name_is_not) {
    ASSERT_EQ(suppress(steward, 2).status, 200);
    const auto person = administrator.send("POST", "/api/v1/erasures/person",
                                           {{"name", "AlumnoOculto99"}, {"reason", "lo pidió"}});
    ASSERT_EQ(person.status, 200) << person.body;
    const auto log = administrator.get("/api/v1/security-log?kind=erased").body;
    const auto items = json::parse(log).at("items").as_array();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0].at("about"), "person");
    EXPECT_EQ(items[1].at("account"), "steward");
    EXPECT_EQ(items[1].at("about"), "goal/wmar-goal");
    EXPECT_EQ(log.find("AlumnoOculto99"), std::string::npos);
}

TEST_F(privacy_erasure, stewards_of_the_organisation_and_administrators_suppress_and_nobody_else) {
    for (const char* who : {"reader", "member", "coordinator", "elsewhere"}) {
        Visitor visitor(world, who);
        EXPECT_EQ(suppress(visitor, 2).status, 403) << who;
        EXPECT_EQ(Visitor::json_of(visitor.get("/api/v1/goals/wmar-goal/revisions")).at("may_suppress"),
                  false);
    }
    EXPECT_EQ(Visitor::json_of(steward.get("/api/v1/goals/wmar-goal/revisions")).at("may_suppress"), true);
    EXPECT_EQ(suppress(steward, 3).status, 409) << "the newest";
    EXPECT_EQ(suppress(steward, 9).status, 404);
    EXPECT_EQ(suppress(steward, 2, "").status, 400) << "no reason";
    EXPECT_EQ(suppress(administrator, 2).status, 200);
}

TEST_F(privacy_erasure, a_person_is_erased_by_administrators_after_looking_and_told_in_a_list) {
    const auto ask = [&](Visitor& visitor, bool preview) {
        return visitor.send(
            "POST", "/api/v1/erasures/person",
            {{"name", "Estudiante Secreta"}, {"preview", preview}, {"reason", "por carta 8"}});
    };
    EXPECT_EQ(ask(steward, true).status, 403);
    const auto preview = Visitor::json_of(ask(administrator, true));
    EXPECT_EQ(preview.at("found").at("cohorts"), 1);
    EXPECT_EQ(preview.at("erased"), false);
    EXPECT_EQ(world.store.find("cohort", "wmar-cohort")->number, 1);
    EXPECT_EQ(ask(administrator, false).status, 200);
    Visitor coordinator(world, "coordinator");
    const auto cohort = Visitor::json_of(coordinator.get("/api/v1/cohorts/wmar-cohort"));
    EXPECT_EQ(cohort.at("data").at("members").as_array().size(), 2U);
    EXPECT_EQ(cohort.at("data").at("members").at(0).at("user_name"), "#1");
    const auto old = coordinator.get("/api/v1/cohorts/wmar-cohort/revisions/1");
    EXPECT_EQ(old.body.find("Estudiante"), std::string::npos);
    const auto list = administrator.get("/api/v1/erasures");
    EXPECT_EQ(Visitor::json_of(list).at("items").at(0).at("reason"), "por carta 8");
    EXPECT_EQ(list.body.find("Estudiante"), std::string::npos);
    EXPECT_EQ(steward.get("/api/v1/erasures").status, 403);
    EXPECT_EQ(ask(administrator, false).status, 404) << "nobody is called so any more";
}

TEST_F(privacy_erasure, what_is_held_of_an_account_is_told_to_it_alone) {
    const auto held = steward.get("/api/v1/account/held");
    EXPECT_EQ(Visitor::json_of(held).at("accounts").at(0).at("written").as_array().size(), 2U);
    EXPECT_EQ(held.body.find("argon2"), std::string::npos);
    EXPECT_EQ(held.header("Cache-Control"), "no-store");
    EXPECT_EQ(Visitor(world).get("/api/v1/account/held").status, 401);
}

TEST_F(privacy_erasure, nothing_of_what_is_told_to_an_account_is_kept_by_browsers_or_proxies) {
    for (const char* page : {"/api/v1/cohorts", "/api/v1/cohorts/wmar-cohort", "/api/v1/session",
                             "/api/v1/goals/wmar-goal", "/api/v1/views/activities/wmar-activity"})
        EXPECT_EQ(steward.get(page).header("Cache-Control"), "no-store") << page;
    Visitor anonymous(world);
    EXPECT_EQ(anonymous.get("/api/v1/goals/wmar-goal").header("Cache-Control"), "private, no-cache");
    EXPECT_EQ(anonymous.get("/api/v1/session").header("Cache-Control"), "no-store");
}

}  // namespace brujula::web
