// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/due.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace brujula::evaluating {
namespace {
using namespace std::chrono;

constexpr Date congress = 2014y / November / 21;

class due_list : public testing::Test {
protected:
    planning::NetworkRecords network;

    void put(const std::string& kind, const std::string& id, const std::string& body) {
        network.put(kind, id, boost::json::parse(body));
    }
    void plan(const std::string& more = "") {
        put("plan", "p",
            R"({"organisation":"wmar","title":{"es":"Plan 2014"},)" + more +
                R"("first_day":"2014-01-01","last_day":"2014-12-31"})");
    }
    void goal() {
        put("goal", "g", R"({"organisation":"wmar","plan":"p","objective":"o","statement":{"es":"x"},
            "first_day":"2014-01-01","last_day":"2014-12-31"})");
    }
    void indicator(const std::string& more) {
        put("indicator", "i",
            R"({"organisation":"wmar","goal":"g",)" + more + R"("name":{"es":"Talleres"}})");
    }
    void observation(const std::string& first, const std::string& last, const std::string& more) {
        put("observation", "o-" + last,
            R"({"organisation":"wmar","indicator":"i","first_day":")" + first + R"(","last_day":")" + last +
                R"(",)" + more + "}");
    }
    /// "2014-12-31 value-i-2014-10-01 1", the number of missing periods where there is one.
    std::vector<std::string> lines(Date today = congress, const std::string& organisation = "wmar") {
        std::vector<std::string> found;
        for (const auto& one : due(network, organisation, today))
            found.push_back(format(one.day) + " " + one.key +
                            (one.missing > 0 ? " " + std::to_string(one.missing) : ""));
        return found;
    }
    using Lines = std::vector<std::string>;
};

TEST_F(due_list, nothing_is_due_of_an_empty_network) {
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(due_list, a_plan_ends_until_it_is_closed_or_reviewed) {
    plan();
    EXPECT_EQ(lines(), Lines{"2014-12-31 plan_end-p"});
    const auto review = [&](const std::string& state, const std::string& last_day) {
        put("review", "r",
            R"({"organisation":"wmar","plan":"p","title":{"es":"R"},"state":")" + state +
                R"(","first_day":"2014-01-01","last_day":")" + last_day + R"("})");
    };
    review("open", "2014-12-31");
    EXPECT_EQ(lines(), Lines{"2014-12-31 plan_end-p"});
    review("closed", "2014-06-30");
    EXPECT_EQ(lines(), Lines{"2014-12-31 plan_end-p"});
    review("closed", "2014-12-31");
    EXPECT_EQ(lines(), Lines{});
    network.remove("review", "r");
    plan(R"("state":"closed",)");
    EXPECT_EQ(lines(), Lines{});
}

// Reviewed by 30 June and 31 October, and at the end: a review looks back to the review day before it.
TEST_F(due_list, a_plan_is_reviewed_by_the_days_it_chose_and_at_its_end) {
    const std::string end = "2014-12-31 plan_end-p";
    const std::string october = "2014-10-31 plan_review-p-2014-10-31";
    plan(R"("review_days":["2014-10-31","2014-06-30","2014-12-31","2014-06-30"],)");
    EXPECT_EQ(lines(), (Lines{"2014-06-30 plan_review-p-2014-06-30", october, end}));
    const auto review = [&](const std::string& state, const std::string& last_day) {
        put("review", "r",
            R"({"organisation":"wmar","plan":"p","title":{"es":"R"},"state":")" + state +
                R"(","first_day":"2014-01-01","last_day":")" + last_day + R"("})");
    };
    review("open", "2014-06-30");
    EXPECT_EQ(lines().size(), 3U);
    review("closed", "2014-06-15");
    EXPECT_EQ(lines(), (Lines{october, end}));
    review("closed", "2014-06-30");
    EXPECT_EQ(lines(), (Lines{october, end}));
    review("closed", "2014-09-30");
    EXPECT_EQ(lines(), Lines{end});
    review("closed", "2014-12-31");
    EXPECT_EQ(lines(), Lines{});
    network.remove("review", "r");
    plan(R"("review_days":["2014-06-30"],"state":"closed",)");
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(due_list, one_organisations_or_the_whole_networks) {
    plan();
    EXPECT_EQ(lines(congress, "wmcl"), Lines{});
    EXPECT_EQ(lines(congress, ""), Lines{"2014-12-31 plan_end-p"});
}

TEST_F(due_list, nobody_owes_the_value_of_a_formula) {
    plan(R"("state":"agreed",)");
    goal();
    indicator(R"("kind":"formula","frequency":"quarterly","formula":{"numerator":"#{other}"},)");
    EXPECT_EQ(lines(), Lines{"2014-12-31 plan_end-p"});
}

// Quarters of 2014 end on 31 March, 30 June, 30 September, 31 December: on 21 November three have ended.
TEST_F(due_list, a_quarterly_indicator_lacks_what_ended_and_what_ends_next) {
    plan(R"("state":"agreed",)");
    goal();
    indicator(R"("frequency":"quarterly",)");
    const std::string end = "2014-12-31 plan_end-p";
    EXPECT_EQ(lines(), (Lines{"2014-09-30 value-i-2014-07-01 3", end, "2014-12-31 value-i-2014-10-01 4"}));
    observation("2014-01-01", "2014-06-30", R"("value":{"value":20})");
    EXPECT_EQ(lines(), (Lines{"2014-09-30 value-i-2014-07-01 1", end, "2014-12-31 value-i-2014-10-01 2"}));
    observation("2014-07-01", "2014-09-30", R"("note":{"es":"No se contó"})");
    EXPECT_EQ(lines(), (Lines{end, "2014-12-31 value-i-2014-10-01 1"}));
    observation("2014-10-01", "2014-12-31", R"("value":{"value":5})");
    EXPECT_EQ(lines(), Lines{end});
}

TEST_F(due_list, a_period_that_ends_today_is_not_over) {
    plan();
    goal();
    indicator(R"("frequency":"yearly",)");
    EXPECT_EQ(lines(2014y / December / 31),
              (Lines{"2014-12-31 plan_end-p", "2014-12-31 value-i-2014-01-01 1"}));
    EXPECT_EQ(due(network, "wmar", 2015y / January / 1).back().period->last_day, 2014y / December / 31);
}

// The targets' days go before the goal's; a financial year from July cuts them at 30 June.
TEST_F(due_list, targets_say_the_days_and_the_organisation_its_financial_year) {
    plan();
    goal();
    put("organisation", "wmar", R"({"name":{"es":"WMAR"},"financial_year_from":7})");
    indicator(R"("frequency":"financial_year","targets":[
        {"first_day":"2014-07-01","last_day":"2015-06-30","value":{"value":1}},
        {"first_day":"2013-07-01","last_day":"2014-06-30","value":{"value":1}}],)");
    EXPECT_EQ(lines(), (Lines{"2014-06-30 value-i-2013-07-01 1", "2014-12-31 plan_end-p",
                              "2015-06-30 value-i-2014-07-01 2"}));
}

TEST_F(due_list, nothing_is_due_of_a_closed_plan) {
    plan(R"("state":"closed",)");
    goal();
    indicator(R"("frequency":"yearly","baseline":{"collect_by":"2014-11-30"},)");
    put("evaluation_plan", "e", R"({"organisation":"wmar","plan":"p","title":{"es":"E"},
        "questions":[{"question":{"es":"¿?"},"collect_by":"2014-11-30"}]})");
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(due_list, a_baseline_is_due_until_it_has_a_value) {
    plan();
    goal();
    observation("2014-01-01", "2014-12-31", R"("note":{"es":"x"})");
    indicator(R"("frequency":"yearly","baseline":{"collect_by":"2014-11-30"},)");
    EXPECT_EQ(lines(), (Lines{"2014-11-30 baseline-i", "2014-12-31 plan_end-p"}));
    indicator(
        R"("frequency":"yearly","baseline":{"value":{"value":3},"date":"2014-10-01","collect_by":"2014-11-30"},)");
    EXPECT_EQ(lines(), Lines{"2014-12-31 plan_end-p"});
}

TEST_F(due_list, questions_are_collected_analysed_and_reported) {
    const auto question = [&](const std::string& more) {
        put("evaluation_plan", "e",
            R"({"organisation":"wmar","plan":"p","title":{"es":"E"},"questions":[)"
            R"({"question":{"es":"¿Siguen?"},"responsible":"ana","collect_by":"2014-11-01",)" +
                more + R"("analyse_by":"2014-11-30","report_by":"2014-12-20"}]})");
    };
    const auto whats = [&](Date today) {
        std::string found;
        for (const auto& one : due(network, "wmar", today))
            found += format(one.day) + " " + std::string{name_of(one.what)} + "; ";
        return found;
    };
    question("");
    EXPECT_EQ(whats(congress), "2014-11-01 collect; 2014-11-30 analyse; 2014-12-20 report; ");
    const auto first = due(network, "wmar", congress).front();
    EXPECT_EQ(first.kind, "evaluation_plan");
    EXPECT_EQ(first.field, "/questions/0/collect_by");
    EXPECT_EQ(first.responsible, "ana");
    EXPECT_EQ(first.plan, "p");
    EXPECT_EQ(first.title.at("es"), "¿Siguen?");
    question(R"("survey":true,"asked":40,"answered":36,)");
    EXPECT_EQ(whats(congress), "2014-11-30 analyse; 2014-12-20 report; ");
    question(R"("answer":{"es":"La mitad"},)");
    EXPECT_EQ(whats(congress), "2014-12-20 report; ");
    EXPECT_EQ(whats(2014y / December / 21), "");
}

TEST_F(due_list, a_question_keeps_its_key_when_others_come_before_it) {
    const auto keys = [&](const std::string& questions) {
        put("evaluation_plan", "e",
            R"({"organisation":"wmar","plan":"p","title":{"es":"E"},"questions":[)" + questions + "]}");
        std::vector<std::string> found;
        for (const auto& one : due(network, "wmar", congress))
            found.push_back(one.key);
        return found;
    };
    const std::string a = R"({"question":{"es":"A"},"collect_by":"2014-11-01"})";
    const std::string b = R"({"question":{"es":"B"},"collect_by":"2014-11-01"})";
    const auto alone = keys(a);
    const auto after = keys(b + "," + a);
    EXPECT_EQ(alone.size(), 1U);
    EXPECT_EQ(std::count(after.begin(), after.end(), alone.front()), 1);
    const auto twice = keys(a + "," + a);
    ASSERT_EQ(twice.size(), 2U);
    EXPECT_EQ(twice[1], twice[0] + "-2");
}

TEST_F(due_list, a_practice_is_looked_at_again_until_it_is_retired) {
    const auto practice = [&](const std::string& stage) {
        put("practice", "x",
            R"({"organisation":"wmar","title":{"es":"De a dos"},"stage":")" + stage +
                R"(","review_on":"2014-12-01"})");
    };
    practice("practice");
    EXPECT_EQ(lines(), Lines{"2014-12-01 practice-x"});
    practice("retired");
    EXPECT_EQ(lines(), Lines{});
}

}  // namespace
}  // namespace brujula::evaluating
