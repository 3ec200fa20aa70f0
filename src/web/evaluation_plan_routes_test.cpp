// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

class evaluation_plan_routes : public testing::Test {
protected:
    World world;
    Visitor anonymous{world};

    json::value answer(const Response& response, int status = 200) {
        EXPECT_EQ(response.status, status) << response.body;
        return Visitor::json_of(response);
    }
    static std::vector<std::string> fields(const json::value& list) {
        std::vector<std::string> found;
        for (const json::value& one : list.get_array())
            found.push_back(json::value_to<std::string>(one.at("rule")) + " " +
                            json::value_to<std::string>(one.at("field")));
        return found;
    }
};

TEST_F(evaluation_plan_routes, a_page_has_the_findings_and_what_can_be_chosen) {
    const auto page = answer(anonymous.get("/api/v1/views/evaluation-plans/wmar-evaluation-plan?uselang=es"));
    EXPECT_EQ(page.at("evaluation_plan").at("id"), "wmar-evaluation-plan");
    EXPECT_EQ(page.at("chain").at(2).at("id"), "wmar-plan");
    EXPECT_EQ(fields(page.at("findings")),
              (std::vector<std::string>{"E1 /questions/0/method", "E1 /questions/0/source",
                                        "E1 /questions/0/responsible", "E1 /questions/0/use"}));
    EXPECT_EQ(page.at("findings").at(2).at("text"), "Nadie es responsable.");
    EXPECT_EQ(page.at("indicators").at(0).at("id"), "wmar-indicator");
    EXPECT_EQ(page.at("indicators").at(0).at("goal"), "wmar-goal");
    EXPECT_EQ(page.at("people").at(0).at("id"), "wmar-person");
    EXPECT_EQ(page.at("people").at(0).at("title").at(""), "Ana");
}

TEST_F(evaluation_plan_routes, what_is_being_written_has_findings_too) {
    Visitor coordinator(world, "coordinator");
    const json::value draft = json::parse(R"({"data":{"organisation":"wmar","plan":"wmar-plan",
        "questions":[{"question":{"es":"x"},"responsible":"nadie","collect_by":"2014-12-02",
        "report_by":"2014-12-01"}]}})");
    const auto found = answer(coordinator.send("POST", "/api/v1/evaluation-plans/findings", draft));
    EXPECT_THAT(fields(found.at("findings")),
                testing::IsSupersetOf({"E2 /questions/0/responsible", "E3 /questions/0/report_by"}));
    EXPECT_EQ(coordinator
                  .send("POST", "/api/v1/evaluation-plans/findings",
                        json::object{{"data", json::object{{"organisation", "wmar"}}}, {"x", 1}})
                  .status,
              200);
}

TEST_F(evaluation_plan_routes, what_is_due_names_record_organisation_and_day) {
    const auto list = answer(anonymous.get("/api/v1/views/due?organisation=wmar"));
    EXPECT_EQ(list.at("today"), "2014-11-21");
    const json::value first = list.at("items").at(0);
    EXPECT_EQ(first.at("what"), "collect");
    EXPECT_EQ(first.at("day"), "2014-11-30");
    EXPECT_EQ(first.at("overdue"), false);
    EXPECT_EQ(first.at("id"), "wmar-evaluation-plan");
    EXPECT_EQ(first.at("organisation").at("id"), "wmar");
    EXPECT_TRUE(first.at("responsible").is_null());
    EXPECT_EQ(list.at("total").to_number<std::size_t>(), list.at("items").get_array().size());
    const auto network = answer(anonymous.get("/api/v1/views/due"));
    EXPECT_GT(network.at("total").to_number<int>(), list.at("total").to_number<int>());
    EXPECT_EQ(anonymous.get("/api/v1/views/due?organisation=none").status, 404);
}

TEST_F(evaluation_plan_routes, the_calendar_is_read_without_signing_in) {
    const Response feed = anonymous.get("/api/v1/due.ics?organisation=wmar&uselang=es");
    EXPECT_EQ(feed.status, 200);
    EXPECT_EQ(feed.header("Content-Type"), "text/calendar; charset=utf-8");
    EXPECT_THAT(feed.body, HasSubstr("X-WR-CALNAME:Vencimientos: Wikimedia Argentina\r\n"));
    EXPECT_THAT(feed.body, HasSubstr("SUMMARY:Recolectar datos: ¿Siguen editando?\r\n"));
    EXPECT_THAT(feed.body, HasSubstr("DTSTART;VALUE=DATE:20141130\r\n"));
    EXPECT_THAT(feed.body, HasSubstr("DTSTAMP:20141121T120000Z\r\n"));
    EXPECT_THAT(feed.body, HasSubstr("UID:plan_end-wmar-plan@iberocoop.brujula\r\n"));
    EXPECT_THAT(feed.body, HasSubstr("URL:http://brujula.test/evaluation-plans/wmar-evaluation-plan\r\n"));
    for (const auto& name : World::secret_names)
        EXPECT_THAT(feed.body, Not(HasSubstr(name)));
    EXPECT_EQ(anonymous.get("/api/v1/due.ics?organisation=none").status, 404);
}

}  // namespace
}  // namespace brujula::web
