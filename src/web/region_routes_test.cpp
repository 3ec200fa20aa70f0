// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

const std::string region = "/api/v1/views/region?year=2014";

/// wmar counts participants up to 150 in 2014, and wmcl up to 40; each has a value.
class region_routes : public testing::Test {
protected:
    World world;
    Visitor anonymous{world};

    region_routes() {
        for (const auto& [owner, target, value] :
             {std::tuple{"wmar", 150, 162}, std::tuple{"wmcl", 40, 12}}) {
            const std::string id = owner;
            const std::string own = R"({"organisation":")" + id + R"(",)";
            const std::string days = R"("first_day":"2014-01-01","last_day":"2014-12-31")";
            write("plan", id + "-p", own + R"("title":{"es":"Plan"},)" + days + "}");
            write("objective", id + "-o", own + R"("plan":")" + id + R"(-p","title":{"es":"Educación"}})");
            write("goal", id + "-g",
                  own + R"("plan":")" + id + R"(-p","objective":")" + id +
                      R"(-o","statement":{"es":"Llegar a más personas"},)" + days + "}");
            write(
                "indicator", id + "-i",
                own + R"("goal":")" + id +
                    R"(-g","name":{"es":"Participantes"},"core_metric":"participants","targets":[{"value":{"value":)" +
                    std::to_string(target) + "}," + days + "}]}");
            write("observation", id + "-v",
                  own + R"("indicator":")" + id + R"(-i","value":{"value":)" + std::to_string(value) + "}," +
                      days + "}");
        }
    }
    void write(const std::string& kind, const std::string& id, const std::string& body) {
        store::Write made;
        made.kind = kind;
        made.id = id;
        made.author = "test";
        made.body = json::parse(body);
        world.store.write(made);
    }
    json::value participants(const std::string& more = "") {
        const json::value page =
            Visitor::json_of(anonymous.get(region + "&indicator=core:participants" + more));
        return page.at("indicators").get_array().empty() ? json::value{} : page.at("indicators").at(0);
    }
};

TEST_F(region_routes, members_stand_side_by_side_each_against_its_own_target) {
    const json::value shown = participants();
    ASSERT_EQ(shown.at("rows").get_array().size(), 2U);
    const json::value& wmar = shown.at("rows").at(0);
    EXPECT_EQ(wmar.at("member"), "wmar");
    EXPECT_EQ(wmar.at("cells").at(0).at("value").at("value"), 162.0);
    const json::value& progress = wmar.at("cells").at(0).at("values").at(0).at("progress");
    EXPECT_EQ(progress.at("status"), "met");
    EXPECT_EQ(progress.at("target").at("value"), 150.0);
    EXPECT_FALSE(progress.get_object().contains("baseline"));  // not known is left out
    EXPECT_EQ(shown.at("rows").at(1).at("cells").at(0).at("values").at(0).at("progress").at("status"),
              "missed");
    EXPECT_EQ(shown.at("high"), 162.0);
}

TEST_F(region_routes, a_filter_leaves_only_its_members) {
    EXPECT_TRUE(participants("&country=XX").is_null());
    EXPECT_EQ(participants("&theme=none"), nullptr);
}

TEST_F(region_routes, a_change_is_seen_by_the_next_who_asks) {
    const auto not_measured = [&] {
        const json::value page = Visitor::json_of(anonymous.get(region));
        for (const json::value& goals : page.at("goals").get_array())
            if (goals.at("member") == "wmcl")
                return goals.at("periods").at(0).get_object().contains("not_measured");
        return false;
    };
    EXPECT_FALSE(not_measured());
    write(
        "goal", "wmcl-g2",
        R"({"organisation":"wmcl","plan":"wmcl-p","objective":"wmcl-o","statement":{"es":"Otro"},"first_day":"2014-01-01","last_day":"2014-12-31"})");
    EXPECT_TRUE(not_measured());
}

TEST_F(region_routes, a_number_opens_the_goals_that_it_counts) {
    const json::value met =
        Visitor::json_of(anonymous.get("/api/v1/views/region/goals?year=2014&member=wmar&standing=met"));
    ASSERT_FALSE(met.at("goals").get_array().empty());
    EXPECT_EQ(met.at("periods").at(0), "2014");
    EXPECT_EQ(met.at("members").at("wmar").at("id"), "wmar");
    std::size_t found = 0;
    for (const json::value& goal : met.at("goals").get_array()) {
        EXPECT_EQ(goal.at("member"), "wmar");
        EXPECT_EQ(goal.at("standing"), "met");
        if (goal.at("goal") == "wmar-g") ++found;
    }
    EXPECT_EQ(found, 1U);
    EXPECT_EQ(anonymous.get("/api/v1/views/region/goals?standing=splendid").status, 400);
}

TEST_F(region_routes, everybody_is_answered_the_same) {
    Visitor steward(world, "steward");
    EXPECT_EQ(steward.get(region).body, anonymous.get(region).body);
}

TEST_F(region_routes, what_is_no_period_is_refused_with_what_would_be_one) {
    const Response refused = anonymous.get("/api/v1/views/region?year=2014,soon&uselang=es");
    EXPECT_EQ(refused.status, 400);
    EXPECT_NE(refused.body.find("soon"), std::string::npos);
    EXPECT_NE(refused.body.find("2014-Q3"), std::string::npos);
    std::string many = "2001";
    for (int year = 2002; year < 2022; ++year)
        many += "," + std::to_string(year);
    EXPECT_EQ(anonymous.get("/api/v1/views/region?year=" + many).status, 400);
}

TEST_F(region_routes, the_values_are_a_table_in_the_askers_language) {
    const Response csv =
        anonymous.get("/api/v1/region.csv?year=2014&indicator=core:participants&uselang=es&mark=none");
    EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_EQ(csv.body.substr(0, 8), "Período");
    EXPECT_NE(csv.body.find("\r\n2014,wmcl,"), std::string::npos);
    EXPECT_NE(csv.body.find(",12,"), std::string::npos);
    const Response workbook = anonymous.get("/api/v1/region.xlsx?year=2014");
    EXPECT_EQ(workbook.status, 200);
    EXPECT_EQ(workbook.body.substr(0, 2), "PK");
}

TEST_F(region_routes, the_network_together_is_what_was_measured_of_it) {
    const json::value none = Visitor::json_of(anonymous.get("/api/v1/views/region/union?year=2014"));
    EXPECT_EQ(none.at("network"), "iberocoop");
    EXPECT_TRUE(none.at("measurements").get_array().empty());
}

TEST_F(region_routes, only_the_embedded_region_may_be_framed) {
    const auto policy = [&](const std::string& target) {
        return anonymous.get(target).header("Content-Security-Policy").value_or("");
    };
    EXPECT_NE(policy("/region?year=2014&embed=1").find("frame-ancestors *"), std::string::npos);
    for (const char* target : {"/region", "/region?embed=0", "/?embed=1", "/plans?embed=1",
                               "/region/x?embed=1", "/sign-in?embed=1", "/api/v1/views/region?embed=1"})
        EXPECT_NE(policy(target).find("frame-ancestors 'none'"), std::string::npos) << target;
}

}  // namespace
}  // namespace brujula::web
