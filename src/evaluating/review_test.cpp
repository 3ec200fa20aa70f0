// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/review.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace brujula::evaluating {
namespace {

using namespace std::chrono;
using records::Outcome;

constexpr ReviewedPeriod year_2014{2014y / January / 1, 2014y / December / 31};

/// One goal "g" of the plan "p" of wmar, whose indicators and values each test adds.
class review : public testing::Test {
protected:
    planning::NetworkRecords network;

    void put(const std::string& kind, const std::string& id, const std::string& body) {
        network.put(kind, id, boost::json::parse(body));
    }
    void goal(const std::string& more = "") {
        put("goal", "g",
            R"({"organisation":"wmar","plan":"p","objective":"o","statement":{"es":"150"},)" + more +
                R"("first_day":"2014-01-01","last_day":"2014-12-31"})");
    }
    /// Counts up to 150 by the end of 2014, with `more` members before.
    void indicator(const std::string& id, const std::string& more = "", const std::string& target = "150") {
        put("indicator", id,
            R"({"organisation":"wmar","goal":"g","name":{"es":"x"},)" + more +
                R"("targets":[{"first_day":"2014-01-01","last_day":"2014-12-31","value":{"value":)" + target +
                "}}]}");
    }
    void value(const std::string& indicator_id, const std::string& last_day, const std::string& amount,
               const std::string& quality = "exact") {
        put("observation", indicator_id + "-" + last_day,
            R"({"organisation":"wmar","indicator":")" + indicator_id +
                R"(","first_day":"2014-01-01","last_day":")" + last_day + R"(","value":{"value":)" + amount +
                R"(,"quality":")" + quality + R"("}})");
    }
    Proposal proposal() { return propose(network, "g", year_2014); }
    void expect(std::optional<Outcome> outcome, ProposalReason reason) {
        EXPECT_EQ(proposal().outcome, outcome);
        EXPECT_EQ(name_of(proposal().reason), name_of(reason));
    }
};

TEST_F(review, what_reached_its_target_is_met_and_keeps_value_and_target) {
    goal();
    indicator("i");
    value("i", "2014-12-31", "162");
    expect(Outcome::met, ProposalReason::reached);
    EXPECT_EQ(proposal().value->value, 162);
    EXPECT_EQ(proposal().target->value, 150);
    EXPECT_EQ(proposal().indicator, "i");
}

// Cumulative from 0: 75 of 150 is exactly half.
TEST_F(review, half_of_the_way_is_partly_and_less_is_missed) {
    goal();
    indicator("i", R"("accumulation":"cumulative",)");
    value("i", "2014-12-31", "75");
    expect(Outcome::partly, ProposalReason::part_of_the_way);
    value("i", "2014-12-31", "74");
    expect(Outcome::missed, ProposalReason::short_of_it);
    EXPECT_EQ(propose(network, "g", year_2014, 0.4).outcome, Outcome::partly);
}

// 36 of 60 enrolled still edit: 60 %, of the 50 % that were wanted; of the formula itself nothing was
// observed.
TEST_F(review, a_formula_is_judged_by_what_its_parts_give) {
    goal();
    for (const auto* part : {"edit", "enrolled"})
        put("indicator", part,
            R"({"organisation":"wmar","goal":"other","frequency":"yearly","name":{"es":"x"}})");
    indicator("i",
              R"("kind":"formula","measure":"percentage","frequency":"yearly","accumulation":"periodic",)"
              R"("formula":{"numerator":"#{edit}","denominator":"#{enrolled}","factor":100},)",
              "50");
    expect(Outcome::not_measured, ProposalReason::no_value);
    value("edit", "2014-12-31", "36");
    value("enrolled", "2014-12-31", "60");
    expect(Outcome::met, ProposalReason::reached);
    EXPECT_EQ(proposal().value->value, 60);
    EXPECT_EQ(standing_at_end(network, "i", year_2014).observation, "");
    EXPECT_EQ(standing_at_end(network, "edit", year_2014).observation, "edit-2014-12-31");
}

// From 20 down to 10: at 14, (14 − 20) ÷ (10 − 20) = 0.6 of the way; at 16, 0.4.
TEST_F(review, standings_of_many_are_those_of_each) {
    goal();
    indicator("i");
    indicator("none");
    indicator("sum", R"("kind":"formula","frequency":"quarterly","formula":{"numerator":"#{i} + #{i}"},)");
    value("i", "2013-12-31", "90");
    value("i", "2014-06-30", "40");
    value("i", "2014-12-31", "120");
    value("i", "2015-01-31", "150");
    const planning::Days year{year_2014.first_day, year_2014.last_day};
    const planning::Days before{2013y / January / 1, 2013y / December / 31};
    Standings many(network, {before, year});
    for (const char* id : {"i", "none", "sum", "unknown"})
        for (const planning::Days& days :
             {before, year, planning::Days{2015y / January / 1, 2015y / March / 31}}) {
            const ReviewedPeriod period{days.first_day, days.last_day};
            const Standing one = standing_at_end(network, id, period);
            const Standing& same = many.at_end(id, period);
            EXPECT_EQ(same.observation, one.observation) << id;
            EXPECT_EQ(same.progress.status, one.progress.status) << id;
            EXPECT_EQ(same.progress.actual.has_value(), one.progress.actual.has_value()) << id;
            EXPECT_EQ(&many.at_end(id, period), &same) << id;
        }
    EXPECT_EQ(many.at_end("i", year_2014).observation, "i-2014-12-31");
    EXPECT_TRUE(many.has_value_in("i", year));
    EXPECT_FALSE(many.has_value_in("none", year));
}

TEST_F(review, a_falling_indicator_is_partly_there_by_the_way_from_its_baseline) {
    goal();
    const std::string falling =
        R"("direction":"decreasing","accumulation":"periodic","baseline":{"value":{"value":20},"date":"2013-12-31"},)";
    indicator("i", falling, "10");
    value("i", "2014-12-31", "14");
    expect(Outcome::partly, ProposalReason::part_of_the_way);
    value("i", "2014-12-31", "16");
    expect(Outcome::missed, ProposalReason::short_of_it);
}

// Without a baseline nothing says where 15 on the way down to 10 came from.
TEST_F(review, a_falling_indicator_without_a_baseline_has_no_way_to_be_partly_on) {
    goal();
    indicator("i", R"("direction":"decreasing","accumulation":"periodic",)", "10");
    value("i", "2014-12-31", "15");
    expect(Outcome::missed, ProposalReason::short_of_it);
    value("i", "2014-12-31", "9");
    expect(Outcome::met, ProposalReason::reached);
}

TEST_F(review, no_value_is_not_measured_and_never_missed) {
    goal();
    indicator("i");
    expect(Outcome::not_measured, ProposalReason::no_value);
    EXPECT_FALSE(proposal().value);
    EXPECT_EQ(proposal().target->value, 150);
    EXPECT_EQ(proposal().unmeasured, 1);
}

TEST_F(review, a_value_of_before_or_after_the_period_is_not_its_value) {
    goal();
    indicator("i");
    value("i", "2013-12-31", "400");
    value("i", "2015-03-31", "400");
    expect(Outcome::not_measured, ProposalReason::no_value);
    value("i", "2014-09-30", "80");
    expect(Outcome::partly, ProposalReason::part_of_the_way);
}

TEST_F(review, collecting_the_baseline_is_its_own_word) {
    goal(R"("type":"collect_baseline",)");
    indicator("i", R"("baseline":{"collect_by":"2015-03-31"},)");
    expect(Outcome::not_measured, ProposalReason::collecting_baseline);
    indicator("i", R"("baseline":{"value":{"value":12},"date":"2014-11-30"},)");
    expect(Outcome::met, ProposalReason::baseline_collected);
}

// "At least 60" of 150 may be any number from 60 on: it does not say that the goal was missed.
TEST_F(review, a_lower_bound_decides_only_what_it_reaches) {
    goal();
    indicator("i", R"("accumulation":"cumulative",)");
    value("i", "2014-12-31", "60", "at_least");
    expect(std::nullopt, ProposalReason::lower_bound);
    value("i", "2014-12-31", "90", "at_least");
    expect(Outcome::partly, ProposalReason::part_of_the_way);
    value("i", "2014-12-31", "150", "at_least");
    expect(Outcome::met, ProposalReason::reached);
}

TEST_F(review, a_value_without_a_target_decides_nothing) {
    goal();
    put("indicator", "i", R"({"organisation":"wmar","goal":"g","name":{"es":"x"}})");
    value("i", "2014-12-31", "60");
    expect(std::nullopt, ProposalReason::no_target);
    EXPECT_EQ(proposal().value->value, 60);
}

TEST_F(review, a_goal_without_indicators_was_not_measured) {
    goal();
    expect(Outcome::not_measured, ProposalReason::no_indicator);
}

TEST_F(review, of_several_indicators_those_with_a_value_decide) {
    goal();
    indicator("a");
    indicator("b", R"("accumulation":"cumulative",)");
    indicator("c");
    value("b", "2014-12-31", "150");
    expect(Outcome::met, ProposalReason::reached);
    EXPECT_EQ(proposal().indicator, "b");
    EXPECT_EQ(proposal().unmeasured, 2);
    value("a", "2014-12-31", "10");
    expect(Outcome::partly, ProposalReason::mixed);
    value("b", "2014-12-31", "20");
    expect(Outcome::missed, ProposalReason::short_of_it);
}

TEST_F(review, every_goal_of_the_plan_is_reviewed_by_objective) {
    goal();
    indicator("i");
    value("i", "2014-12-31", "162");
    for (const auto& [id, objective] : {std::pair{"a", "z"}, std::pair{"b", "a"}})
        put("goal", id,
            std::string(R"({"organisation":"wmar","plan":"p","objective":")") + objective +
                R"(","statement":{"es":"x"},"first_day":"2014-01-01","last_day":"2014-12-31"})");
    put("goal", "other", R"({"organisation":"wmar","plan":"q","objective":"o","statement":{"es":"x"},
        "first_day":"2014-01-01","last_day":"2014-12-31"})");
    const auto goals = goals_to_review(network, "p", year_2014);
    ASSERT_EQ(goals.size(), 3U);
    EXPECT_EQ(goals[0].goal.id, "b");
    EXPECT_EQ(goals[1].goal.id, "g");
    EXPECT_EQ(goals[2].goal.id, "a");
    EXPECT_EQ(goals[1].proposed, Outcome::met);
    EXPECT_EQ(goals[1].value->value, 162);
    EXPECT_FALSE(goals[1].outcome);
    EXPECT_EQ(goals[0].proposed, Outcome::not_measured);
    EXPECT_TRUE(goals_to_review(network, "nothing", year_2014).empty());
}

TEST_F(review, closing_asks_a_mark_for_each_goal_and_the_lesson_of_a_missed_one) {
    records::Review open;
    open.goals.resize(4);
    open.goals[1].outcome = Outcome::missed;
    open.goals[2].outcome = Outcome::missed;
    open.goals[2].differently = {{"es", "  "}};
    open.goals[3].outcome = Outcome::partly;
    const std::vector<Problem> expected{{"/goals/0/outcome", {"problem-review-mark", {}}},
                                        {"/goals/1/differently", {"problem-review-lesson", {}}},
                                        {"/goals/2/differently", {"problem-review-lesson", {}}}};
    EXPECT_EQ(lacking(open), expected);
    open.goals[0].outcome = Outcome::not_measured;
    open.goals[1].differently = {{"es", "Todavía no lo sabemos."}};
    open.goals[2].differently = {{"pt-br", "Começar antes."}};
    EXPECT_TRUE(lacking(open).empty());
}

}  // namespace
}  // namespace brujula::evaluating
