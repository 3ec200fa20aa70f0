// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

class formulas_over_http : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};
    Visitor anonymous{world};

    static json::value body(const Response& response) { return Visitor::json_of(response); }

    /// An indicator of wmar's goal whose value in a year comes from `numerator`.
    static json::value formula(const std::string& numerator, const std::string& unit = "personas") {
        return {{"organisation", "wmar"},
                {"goal", "wmar-goal"},
                {"name", {{"es", "Calculado"}}},
                {"kind", "formula"},
                {"unit", {{"es", unit}}},
                {"frequency", "yearly"},
                {"accumulation", "cumulative"},
                {"formula", {{"numerator", numerator}}},
                {"targets",
                 {{{"first_day", "2014-01-01"}, {"last_day", "2014-12-31"}, {"value", {{"value", 300}}}}}}};
    }

    Response make(const std::string& id, const json::value& data) {
        return coordinator.send("POST", "/api/v1/indicators", {{"id", id}, {"data", data}});
    }

    /// The places of the problems; none where the write was taken.
    static std::vector<std::string> places(const Response& answer) {
        std::vector<std::string> fields;
        const json::value said = body(answer);
        if (const auto* problems = said.as_object().if_contains("problems"))
            for (const auto& problem : problems->as_array()) {
                EXPECT_EQ(problem.at("text").as_string().find("\u29fc"), std::string::npos) << problem;
                fields.emplace_back(problem.at("field").as_string());
            }
        return fields;
    }

    /// What the goal's page says of an indicator.
    json::value shown(const std::string& id) {
        const json::value page = body(anonymous.get("/api/v1/views/goals/wmar-goal"));
        for (const auto& one : page.at("indicators").as_array())
            if (one.at("indicator").at("id").as_string() == id) return one;
        return nullptr;
    }
};

using Places = std::vector<std::string>;

TEST_F(formulas_over_http, what_cannot_be_worked_out_is_refused_with_its_place) {
    const Response unknown = make("doble", formula("#{nadie} * 2"));
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(places(unknown), Places{"/formula/numerator"});
    EXPECT_NE(unknown.body.find("nadie"), std::string::npos);
    EXPECT_EQ(places(make("doble", formula("#{wmar-indicator} *"))), Places{"/formula/numerator"});
    EXPECT_EQ(anonymous.get("/api/v1/indicators/doble").status, 404);
    const Response checked = coordinator.send("POST", "/api/v1/indicators/check",
                                              {{"id", "doble"}, {"data", formula("#{nadie} * 2")}});
    EXPECT_EQ(checked.status, 200);
    EXPECT_EQ(body(checked).at("problems"), body(unknown).at("problems"));
}

TEST_F(formulas_over_http, units_that_do_not_fit_are_refused) {
    ASSERT_EQ(make("doble", formula("#{wmar-indicator} * 2")).status, 201);
    ASSERT_EQ(make("bytes", formula("5", "bytes")).status, 201);
    EXPECT_EQ(places(make("suma", formula("#{doble} + #{bytes}"))), Places{"/formula/numerator"});
}

TEST_F(formulas_over_http, a_circle_is_refused_by_its_name) {
    ASSERT_EQ(make("uno", formula("#{wmar-indicator}")).status, 201);
    ASSERT_EQ(make("dos", formula("#{uno} + 1")).status, 201);
    const Response circle =
        coordinator.send("PUT", "/api/v1/indicators/uno", {{"base", 1}, {"data", formula("#{dos} - 1")}});
    EXPECT_EQ(circle.status, 422);
    EXPECT_EQ(places(circle), Places{"/formula"});
    EXPECT_NE(circle.body.find("uno → dos → uno"), std::string::npos) << circle.body;
}

TEST_F(formulas_over_http, values_are_shown_on_the_goals_page_and_are_nobodys_to_change) {
    ASSERT_EQ(make("doble", formula("#{wmar-indicator} * 2")).status, 201);
    const json::value one = shown("doble");
    ASSERT_TRUE(one.is_object());
    // At least 162 until September, twice that in the year so far.
    EXPECT_EQ(one.at("progress").at("status"), "met");
    EXPECT_EQ(one.at("progress").at("actual"), json::parse(R"({"value":324,"quality":"at_least"})"));
    EXPECT_TRUE(one.at("progress").at("by").is_null());
    EXPECT_TRUE(one.at("progress").at("observation").is_null());
    const auto& observations = one.at("observations").as_array();
    ASSERT_EQ(observations.size(), 1U);
    EXPECT_EQ(observations[0].at("computed"), true);
    EXPECT_EQ(observations[0].at("may"), json::array{});
    EXPECT_EQ(observations[0].at("data").at("last_day"), "2014-12-31");
    EXPECT_EQ(observations[0].at("data").as_object().if_contains("by"), nullptr);
    EXPECT_EQ(one.at("computed_from").as_array().size(), 1U);
    EXPECT_EQ(one.at("computed_from").at(0).at("id"), "wmar-indicator");
    EXPECT_EQ(shown("wmar-indicator").at("computed_from"), json::array{});
}

TEST_F(formulas_over_http, a_new_value_is_worked_out_at_once) {
    ASSERT_EQ(make("doble", formula("#{wmar-indicator} * 2")).status, 201);
    ASSERT_EQ(shown("doble").at("progress").at("actual").at("value"), 324);
    json::value later = body(coordinator.get("/api/v1/observations/wmar-observation")).at("data");
    later.as_object()["value"] = {{"value", 170}};
    ASSERT_EQ(coordinator.send("PUT", "/api/v1/observations/wmar-observation", {{"base", 1}, {"data", later}})
                  .status,
              200);
    EXPECT_EQ(shown("doble").at("progress").at("actual").at("value"), 340);
}

}  // namespace
}  // namespace brujula::web
