// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/comparison_group.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "measuring/lake_for_tests.hpp"

namespace brujula::evaluating {
namespace {

using measuring::at;
using measuring::LakeForTests;

/// A workshop from 10 to 16 November 2014; the 30 days after it are until 17 December; the facts end with
/// 2014. Every edit makes a page of its own, so that its bytes are what it added.
class ComparisonTest : public testing::Test {
protected:
    ComparisonTest() {
        m_lake.load("eswiki", "20150101",
                    {{"Ana", "2014-10-03T00:00:00Z", 1, 10},
                     {"Ana", "2014-11-11T00:00:00Z", 2, 10},  // during the workshop: neither before nor after
                     {"Ana", "2014-11-17T00:00:00Z", 3, 100},
                     {"Ana", "2014-11-25T00:00:00Z", 4, 100},
                     {"Ana", "2014-12-01T00:00:00Z", 5, 100},
                     {"Bea", "2014-12-01T00:00:00Z", 6, 50},
                     {"Bea", "2014-12-17T00:00:00Z", 7, 50},  // just after the time after
                     {"Eva", "2014-12-01T00:00:00Z", 8, 50},
                     {"Fay", "2014-10-21T00:00:00Z", 9, 10},
                     {"Fay", "2014-11-18T00:00:00Z", 10, 20},  // stayed for less than the seven days
                     {"Gil", "2014-10-26T00:00:00Z", 11, 10},
                     {"Gil", "2014-10-26T01:00:00Z", 12, 10},
                     {"Gil", "2014-10-26T02:00:00Z", 13, 10},
                     {"Gil", "2014-10-26T03:00:00Z", 14, 10},
                     {"Ines", "2014-12-01T00:00:00Z", 15, 9'000}},
                    {{"Ana", "2014-10-02T00:00:00Z"},
                     {"Bea", "2014-11-05T00:00:00Z"},
                     {"Dora", "2014-11-20T00:00:00Z"},  // took part before she had her account
                     {"Eva", "2014-01-01T00:00:00Z"},   // nobody else registered in January
                     {"Fay", "2014-10-20T00:00:00Z"},   // like Ana: one edit before
                     {"Gil", "2014-10-25T00:00:00Z"},   // four edits: log2 of 5 / 2 is more than 1
                     {"Hugo", "2014-11-08T00:00:00Z"},  // like Bea: none
                     {"Ines", "2014-11-09T00:00:00Z"},  // in another cohort
                     {"Juan", "2014-11-18T00:00:00Z"}});
        for (const char* name : {"Ana", "Bea", "Carlos", "Dora", "Eva"})
            m_workshop.people.push_back({name, ""});
        m_workshop.wikis = {"eswiki"};
        m_workshop.period = {at("2014-11-10T00:00:00Z"), at("2014-11-17T00:00:00Z")};
        m_rules.days_after = 30;
    }

    Comparison found() { return compare(m_lake.lake(), m_workshop, {"Ana", "Ines"}, m_rules); }

    LakeForTests m_lake;
    metrics::ScopePart m_workshop;
    MatchingRules m_rules;
};

TEST_F(ComparisonTest, matches_who_registered_alike_and_says_who_has_no_match) {
    const auto comparison = found();
    EXPECT_EQ(comparison.participants, 5);
    EXPECT_EQ(comparison.matched, 2) << "Ana with Fay, Bea with Hugo";
    EXPECT_EQ(comparison.comparison, 2);
    EXPECT_EQ(comparison.unmatched.not_found, 1) << "Carlos";
    EXPECT_EQ(comparison.unmatched.registered_later, 1) << "Dora";
    EXPECT_EQ(comparison.unmatched.nobody_alike, 1) << "Eva";
    EXPECT_EQ(comparison.after.until, at("2014-12-17T00:00:00Z"));
    EXPECT_DOUBLE_EQ(comparison.earlier_edits.value(), 0.5);
    EXPECT_DOUBLE_EQ(comparison.earlier_edits_of_comparison.value(), 0.5);
}

TEST_F(ComparisonTest, differences_of_the_time_after_are_those_worked_out_by_hand) {
    const auto comparison = found();
    ASSERT_EQ(comparison.outcomes.size(), 3);
    const auto& edits = comparison.outcomes[0];
    EXPECT_EQ(edits.name, "edits");
    EXPECT_DOUBLE_EQ(edits.participants, 2);  // Ana 3, Bea 1
    EXPECT_DOUBLE_EQ(edits.comparison, 0.5);  // Fay 1, Hugo 0
    EXPECT_DOUBLE_EQ(edits.difference->value, 1.5);
    // Of two sets a quarter of the draws has one of them twice: the ends of 95 % are the differences, 1
    // and 2.
    EXPECT_DOUBLE_EQ(edits.difference->low, 1);
    EXPECT_DOUBLE_EQ(edits.difference->high, 2);
    const auto& bytes = comparison.outcomes[1];
    EXPECT_DOUBLE_EQ(bytes.participants, 175);  // 300 and 50
    EXPECT_DOUBLE_EQ(bytes.comparison, 10);     // 20 and 0
    EXPECT_DOUBLE_EQ(bytes.difference->low, 50);
    EXPECT_DOUBLE_EQ(bytes.difference->high, 280);
    const auto& retained = comparison.outcomes[2];
    EXPECT_DOUBLE_EQ(retained.participants, 1);
    EXPECT_DOUBLE_EQ(retained.comparison, 0) << "Fay's edit was on the first day after";
}

TEST_F(ComparisonTest, a_wider_caliper_lets_the_nearest_be_farther) {
    m_rules.caliper = 2;
    EXPECT_EQ(found().comparison, 3) << "Gil too, beside Fay";
}

TEST_F(ComparisonTest, the_same_seed_gives_the_same) {
    const auto once = found();
    const auto again = found();
    EXPECT_EQ(once.outcomes[1].difference->low, again.outcomes[1].difference->low);
    EXPECT_EQ(once.outcomes[1].difference->high, again.outcomes[1].difference->high);
}

TEST_F(ComparisonTest, nobody_alike_is_no_comparison_and_not_zero) {
    m_workshop.people = {{"Eva", ""}};
    const auto comparison = found();
    EXPECT_TRUE(comparison.outcomes.empty());
    EXPECT_FALSE(comparison.earlier_edits);
    EXPECT_EQ(comparison.reason, "reason-nobody-alike");
}

TEST_F(ComparisonTest, one_matched_participant_shows_no_interval) {
    m_workshop.people = {{"Ana", ""}};
    const auto comparison = found();
    ASSERT_EQ(comparison.outcomes.size(), 3);
    EXPECT_DOUBLE_EQ(comparison.outcomes[0].participants, 3);
    EXPECT_FALSE(comparison.outcomes[0].difference);
}

TEST_F(ComparisonTest, facts_that_end_before_the_time_after_are_not_enough) {
    m_rules.days_after = 46;  // until 2 January 2015
    EXPECT_EQ(found().reason, "reason-time-after-not-covered");
    EXPECT_TRUE(found().outcomes.empty());
    m_rules.days_after = 45;
    EXPECT_FALSE(found().outcomes.empty());
}

TEST_F(ComparisonTest, wikis_without_facts_or_registrations_give_a_reason) {
    m_workshop.wikis = {"ptwiki"};
    EXPECT_EQ(found().reason, "reason-no-wiki-loaded");
    m_lake.load("ptwiki", "20150101", {{"Ana", "2014-10-03T00:00:00Z"}});
    EXPECT_EQ(found().reason, "reason-no-registrations");
}

TEST_F(ComparisonTest, everyone_and_rules_without_sense_are_refused) {
    m_rules.matches = 0;
    EXPECT_THROW(found(), Error);
    m_rules.matches = 1;
    m_rules.retained_from = 30;
    EXPECT_THROW(found(), Error) << "nothing of the time after would be left";
    m_rules.retained_from = 7;
    m_workshop.everyone = true;
    EXPECT_THROW(found(), Error);
}

TEST_F(ComparisonTest, assumptions_are_messages_with_the_numbers) {
    for (const Message& assumption : assumptions_of(found()))
        EXPECT_TRUE(has_message(assumption.key)) << assumption.key;
    const auto assumptions = assumptions_of(found());
    EXPECT_EQ(assumptions[1], (Message{"assumption-alike", {"2"}}));
    EXPECT_EQ(assumptions[2], (Message{"assumption-left-out", {"3", "5"}}));
    EXPECT_EQ(assumptions.back(), (Message{"assumption-interval", {"95", "2000", "1"}}));
}

}  // namespace
}  // namespace brujula::evaluating
