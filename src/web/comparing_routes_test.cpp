// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

constexpr const char* comparison = "/api/v1/activities/wmar-activity/comparison";
constexpr const char* before_after = "/api/v1/activities/wmar-activity/before-after";
constexpr const char* retention = "/api/v1/activities/wmar-activity/retention";

/// An edit of either of the activity's people before it, one of each after it, and of one more person who is
/// like them; registered with the first edit's month. The facts end with August.
void load_history(World& world) {
    const auto load = [&](const char* name, const std::string& text) {
        const auto file = world.folder / name;
        std::ofstream(file) << text;
        facts::Lake lake(world.folder / "lake");
        facts::LoadOptions options;
        options.wiki_db = "eswiki";
        options.snapshot = "20140901";
        lake.load(file, options);
    };
    load("edits.csv",
         "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n"
         "1,Iguazú,0,10,2014-04-10 10:00:00,7,Estudiante Secreta,100\n"
         "2,Moconá,0,11,2014-04-11 11:00:00,8,AlumnoOculto99,150\n"
         "3,Yabotí,0,12,2014-04-12 11:00:00,9,Somebody Else,150\n"
         "4,Teyú,0,13,2014-06-01 12:00:00,7,Estudiante Secreta,900\n"
         "5,Roca,0,14,2014-06-02 12:00:00,8,AlumnoOculto99,300\n");
}

class comparing_routes : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};

    json::value asked(const std::string& target, int status = 200) {
        const Response answer = coordinator.get(target);
        EXPECT_EQ(answer.status, status) << answer.body;
        for (const std::string& name : World::secret_names)
            EXPECT_EQ(answer.body.find(name), std::string::npos);
        return Visitor::json_of(answer);
    }
};

TEST_F(comparing_routes, the_curve_of_an_activitys_people_names_nobody) {
    load_history(world);
    const json::value answer = asked(std::string(retention) + "?gap=60");
    EXPECT_EQ(answer.at("since"), "first-edit");
    EXPECT_EQ(answer.at("gap"), 60);
    EXPECT_EQ(answer.at("people"), 2);
    EXPECT_EQ(answer.at("seen_until"), "2014-07-03T00:00:00Z");
    // First edits on 10 and 11 April, last ones 52 days later: both gone on day 52.
    const json::value steps = answer.at("curve").at("steps");
    ASSERT_EQ(steps.get_array().size(), 1U) << answer;
    EXPECT_EQ(steps.at(0).at("day").to_number<double>(), 52);
    EXPECT_EQ(steps.at(0).at("share").to_number<double>(), 0);
    EXPECT_TRUE(steps.at(0).at("low").is_null());
    EXPECT_TRUE(answer.at("reason").is_null());
}

TEST_F(comparing_routes, without_registrations_there_is_no_comparison_and_a_reason_in_words) {
    load_history(world);
    const json::value answer = asked(std::string(comparison) + "?uselang=es");
    EXPECT_TRUE(answer.at("outcomes").get_array().empty());
    EXPECT_EQ(answer.at("reason").at("key"), "reason-no-registrations");
    EXPECT_EQ(answer.at("participants"), 2);
    EXPECT_FALSE(answer.at("assumptions").get_array().empty());
}

TEST_F(comparing_routes, newcomers_need_registrations_and_say_so) {
    load_history(world);
    const json::value answer = asked(std::string(retention) + "?who=new-of-wikis");
    EXPECT_EQ(answer.at("who"), "new-of-wikis");
    EXPECT_EQ(answer.at("since"), "registration");
    EXPECT_EQ(answer.at("reason").at("key"), "reason-no-registrations");
    EXPECT_EQ(answer.at("new_editors").at("registered"), 0);
    EXPECT_TRUE(asked(retention).at("new_editors").is_null());
}

TEST_F(comparing_routes, without_any_facts_there_are_reasons_and_no_numbers) {
    const json::value curve = asked(retention);
    EXPECT_TRUE(curve.at("curve").is_null());
    EXPECT_EQ(curve.at("reason").at("key"), "reason-no-wiki-loaded");
    EXPECT_TRUE(curve.at("seen_until").is_null());
}

TEST_F(comparing_routes, what_makes_no_sense_is_refused_and_says_what_there_is) {
    EXPECT_EQ(asked(std::string(retention) + "?since=birth", 400).at("key"), "error-since-unknown");
    asked(std::string(retention) + "?gap=0", 400);
    EXPECT_EQ(asked(std::string(retention) + "?who=me", 400).at("key"), "error-who-unknown");
    asked(std::string(comparison) + "?matches=11", 400);
    auto activity = *world.store.find("activity", "wmar-activity");
    activity.body.get_object().erase("cohort");
    world.store.write({"activity", "wmar-activity", activity.number, "ana", "", false, activity.body});
    EXPECT_EQ(asked(comparison, 400).at("key"), "reason-needs-a-cohort");
    EXPECT_EQ(asked(retention, 400).at("key"), "reason-needs-a-cohort");
}

TEST_F(comparing_routes, an_activitys_people_after_it_stand_beside_before_it) {
    load_history(world);
    // 1 and 2 May 2014 are the activity's: an edit of each is of the 40 days after it.
    // after.
    const json::value answer = asked(std::string(before_after) + "?days=40&before=1&metrics=edits");
    const json::value& periods = answer.at("periods");
    ASSERT_EQ(periods.get_array().size(), 3U) << answer;
    EXPECT_EQ(periods.at(0).at("days"), 40);
    EXPECT_EQ(periods.at(0).at("people"), 2);
    EXPECT_EQ(periods.at(0).at("back"), 0);
    EXPECT_EQ(periods.at(0).at("numbers").at(0).at("value").to_number<double>(), 2);
    EXPECT_EQ(periods.at(1).at("numbers").at(0).at("reason").at("key"), "reason-period-partly-covered")
        << "the facts begin on 10 April";
    EXPECT_EQ(periods.at(1).at("back"), 1);
    EXPECT_TRUE(periods.at(2).at("year_before").get_bool());
    EXPECT_EQ(periods.at(2).at("numbers").at(0).at("reason").at("key"), "reason-period-not-covered");
    EXPECT_FALSE(answer.at("assumptions").get_array().empty());
    EXPECT_EQ(answer.at("metrics").at(0).at("definition"), "edits/brujula");
    EXPECT_TRUE(answer.at("metrics").at(0).at("trend").is_null());
}

TEST_F(comparing_routes, an_organisations_year_stands_beside_the_years_before) {
    load_history(world);
    const json::value answer = asked("/api/v1/organisations/wmar/before-after?before=1");
    const json::value& now = answer.at("periods").at(0);
    EXPECT_EQ(now.at("first_day"), "2014-01-01") << "of its newest activity";
    EXPECT_EQ(now.at("last_day"), "2014-12-31");
    EXPECT_EQ(answer.at("metrics").get_array().size(), 5U);
    EXPECT_EQ(answer.at("periods").at(1).at("reason").at("key"), "reason-no-activity-in-period");
    EXPECT_TRUE(answer.at("pairs").is_null());
    EXPECT_TRUE(answer.at("reported").is_array());
}

TEST_F(comparing_routes, periods_that_make_no_sense_are_refused) {
    const std::string organisation = "/api/v1/organisations/wmar/before-after";
    EXPECT_EQ(asked(organisation + "?first_day=2014-02-30", 400).at("key"), "error-before-after-days");
    EXPECT_EQ(asked(organisation + "?first_day=2014-02-02&last_day=2014-02-01", 400).at("key"),
              "error-before-after-days");
    asked(organisation + "?before=13", 400);
    asked(organisation + "?metrics=no-such", 404);
    asked(organisation + "?programme=no-such", 404);
    asked(std::string(before_after) + "?days=7", 400);
}

}  // namespace
}  // namespace brujula::web
