// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/retention.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "measuring/lake_for_tests.hpp"

namespace brujula::evaluating {
namespace {

using measuring::at;
using measuring::LakeForTests;

metrics::Scope people(const std::vector<std::string>& names) {
    metrics::ScopePart part;
    for (const auto& name : names)
        part.people.push_back({name, ""});
    part.wikis = {"eswiki"};
    part.period = {at("2014-11-01T00:00:00Z"), at("2014-12-01T00:00:00Z")};
    return {{part}};
}

/// The facts end with the snapshot's day, 2015-01-01; with a gap of 30 days nobody is seen gone after
/// 2014-12-02.
class RetentionTest : public testing::Test {
protected:
    RetentionTest() {
        m_lake.load("eswiki", "20150101",
                    {// Ana: day 0 and day 10, then nothing for 50 days: gone on day 10, though she came back.
                     {"Ana", "2014-10-01T00:00:00Z"},
                     {"Ana", "2014-10-11T00:00:00Z"},
                     {"Ana", "2014-11-30T00:00:00Z"},
                     // Bea: one edit: gone on day 0.
                     {"Bea", "2014-10-05T12:00:00Z"},
                     // Carlos: never 30 days without one, the last on 20 December: still there on 2 December.
                     {"Carlos", "2014-10-23T00:00:00Z"},
                     {"Carlos", "2014-11-22T00:00:00Z"},
                     {"Carlos", "2014-12-20T00:00:00Z"},
                     // Dora: began on 10 December: too recent to tell.
                     {"Dora", "2014-12-10T00:00:00Z"}},
                    {{"Ana", "2014-09-21T00:00:00Z"}, {"Bea", "2014-08-01T00:00:00Z"}});
    }

    Retention found(const metrics::Scope& scope, Since since = Since::first_edit) {
        return retention_of(m_lake.lake(), scope, {since, 30, 0.95});
    }

    LakeForTests m_lake;
};

TEST_F(RetentionTest, counts_days_from_the_first_edit_to_the_last_before_a_gap) {
    const auto retention = found(people({"Ana", "Bea", "Carlos", "Dora", "Eva"}));
    EXPECT_EQ(retention.people, 5);
    EXPECT_EQ(retention.without_start, 1) << "Eva never edited";
    EXPECT_EQ(retention.too_recent, 1) << "Dora";
    EXPECT_EQ(retention.seen_until, at("2014-12-02T00:00:00Z"));
    EXPECT_EQ(retention.reason, "");
    ASSERT_TRUE(retention.curve);
    const auto& steps = retention.curve->steps;
    ASSERT_EQ(steps.size(), 3);
    EXPECT_EQ(steps[0].time, 0);  // Bea
    EXPECT_DOUBLE_EQ(steps[0].survival, 2.0 / 3);
    EXPECT_EQ(steps[1].time, 10);  // Ana
    EXPECT_DOUBLE_EQ(steps[1].survival, 1.0 / 3);
    EXPECT_EQ(steps[2].time, 40);  // Carlos, 23 October to 2 December
    EXPECT_EQ(steps[2].censored, 1);
    EXPECT_DOUBLE_EQ(steps[2].survival, 1.0 / 3);
}

TEST_F(RetentionTest, a_gap_of_exactly_the_days_is_none) {
    // Carlos' edits are 30 days apart; a second less allowed and he would be gone on day 0.
    const auto retention = retention_of(m_lake.lake(), people({"Carlos"}), {Since::first_edit, 29, 0.95});
    EXPECT_EQ(retention.curve->steps.front().time, 0);
    EXPECT_EQ(retention.curve->ended, 1);
}

TEST_F(RetentionTest, since_registration_an_edit_must_come_within_the_gap) {
    const auto retention = found(people({"Ana", "Bea", "Carlos"}), Since::registration);
    EXPECT_EQ(retention.without_start, 1) << "no registration of Carlos is loaded";
    const auto& steps = retention.curve->steps;
    ASSERT_EQ(steps.size(), 2);
    EXPECT_EQ(steps[0].time, 0);   // Bea: 65 days from her registration to her edit
    EXPECT_EQ(steps[1].time, 20);  // Ana: registered 21 September, last before the gap 11 October
}

TEST_F(RetentionTest, nobody_to_follow_is_no_curve_and_not_zero) {
    const auto retention = found(people({"Eva"}));
    EXPECT_FALSE(retention.curve);
    EXPECT_EQ(retention.reason, "reason-nobody-to-follow");
}

TEST_F(RetentionTest, wikis_that_are_not_loaded_give_a_reason) {
    auto scope = people({"Ana"});
    scope.parts[0].wikis = {"ptwiki"};
    EXPECT_EQ(found(scope).reason, "reason-no-wiki-loaded");
    EXPECT_FALSE(found(scope).curve);
    scope.parts[0].wikis = {"eswiki", "ptwiki"};
    EXPECT_EQ(found(scope).reason, "reason-some-wikis-not-loaded");
    EXPECT_TRUE(found(scope).curve);
}

TEST_F(RetentionTest, everyone_and_gaps_without_sense_are_refused) {
    auto everyone = people({});
    everyone.parts[0].everyone = true;
    EXPECT_THROW(found(everyone), Error);
    EXPECT_THROW(retention_of(m_lake.lake(), people({"Ana"}), {Since::first_edit, 0, 0.95}), Error);
}

TEST_F(RetentionTest, who_registered_in_some_days_is_followed_whether_or_not_they_ever_edit) {
    LakeForTests lake;
    lake.load("eswiki", "20150101",
              {// Eva: in her first hours, on day 29 and on day 31: survives; gone on day 31 by a gap of 30.
               {"Eva", "2014-09-01T10:00:00Z"},
               {"Eva", "2014-09-30T10:00:00Z"},
               {"Eva", "2014-10-02T10:00:00Z"},
               // Fay: first edit on day 2: no new editor by mwmetrics' first day; gone on day 2.
               {"Fay", "2014-09-07T10:00:00Z"},
               // Gil: at once, never again: a new editor who does not survive; gone on day 0.
               {"Gil", "2014-09-10T09:00:00Z"},
               // Juan registered in December: 60 days after him are not loaded.
               {"Juan", "2014-12-05T10:00:00Z"},
               {"Old", "2014-09-10T09:00:00Z"}},
              {{"Eva", "2014-09-01T09:00:00Z"},
               {"Fay", "2014-09-05T09:00:00Z"},
               {"Gil", "2014-09-10T09:00:00Z"},
               {"Hugo", "2014-09-11T09:00:00Z"},
               {"Juan", "2014-12-05T09:00:00Z"},
               {"Old", "2013-01-01T00:00:00Z"}});
    const Period days{at("2014-09-01T00:00:00Z"), at("2015-01-01T00:00:00Z")};
    const RetentionRules rules{Since::first_edit, 30, 0.95};
    const auto found = retention_of_new(lake.lake(), {"eswiki"}, days, rules);
    EXPECT_EQ(found.new_editors.registered, 5) << "not Old";
    EXPECT_EQ(found.new_editors.new_editors, 2) << "Eva and Gil";
    EXPECT_EQ(found.new_editors.surviving, 1) << "Eva";
    EXPECT_EQ(found.new_editors.too_recent, 1) << "Juan";
    EXPECT_EQ(found.retention.rules.since, Since::registration);
    EXPECT_EQ(found.retention.too_recent, 1) << "Juan began after 2 December";
    const auto& steps = found.retention.curve->steps;
    ASSERT_EQ(steps.size(), 3);
    EXPECT_EQ(steps[0].time, 0);
    EXPECT_EQ(steps[0].ended, 2) << "Gil, and Hugo who never edited";
    EXPECT_EQ(steps[1].time, 2);
    EXPECT_EQ(steps[2].time, 31);

    const auto two = retention_of_new(lake.lake(), {"eswiki"}, days, rules, {{"Fay", "Old", "Nobody"}});
    EXPECT_EQ(two.retention.people, 1) << "of these names only Fay registered then";
    EXPECT_EQ(two.retention.curve->steps.front().time, 2);
    EXPECT_EQ(
        retention_of_new(lake.lake(), {"eswiki"}, days, rules, std::vector<std::string>{}).retention.people,
        0);
    EXPECT_EQ(retention_of_new(lake.lake(), {"ptwiki"}, days, rules).retention.reason,
              "reason-no-wiki-loaded");
}

TEST_F(RetentionTest, names_of_starts_can_be_read_back) {
    EXPECT_EQ(since_of("registration"), Since::registration);
    EXPECT_EQ(since_of(name_of(Since::first_edit)), Since::first_edit);
    EXPECT_FALSE(since_of("birth"));
}

}  // namespace
}  // namespace brujula::evaluating
