// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/region.hpp"

#include <algorithm>
#include <random>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace brujula::evaluating {
namespace {

using namespace std::chrono;
using records::AmountQuality;

const metrics::Catalogue& catalogue() {
    static const metrics::Catalogue all = metrics::all_metrics();
    return all;
}

/// A network "red" whose members, goals and values each test adds.
class region : public testing::Test {
protected:
    planning::NetworkRecords network;

    region() { put("organisation", "red", R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})"); }

    void put(const std::string& kind, const std::string& id, const std::string& body) {
        network.put(kind, id, boost::json::parse(body));
    }
    void member(const std::string& id, const std::string& more = "", const std::string& membership = "") {
        put("organisation", id,
            R"({"name":{"es":")" + id + R"("},)" + more + R"("memberships":[{"network":"red")" + membership +
                "}]}");
    }
    /// The goal "<member>-g" of 2014, with an indicator "<member>-i" that feeds "participants".
    void goal(const std::string& owner, const std::string& more = "", const std::string& id = "g") {
        put("goal", owner + "-" + id,
            R"({"organisation":")" + owner + R"(","plan":"p","objective":"o","statement":{"es":"x"},)" +
                more + R"("first_day":"2014-01-01","last_day":"2014-12-31"})");
    }
    void indicator(const std::string& owner, const std::string& target = "", const std::string& more = "",
                   const std::string& id = "i", const std::string& of = "g") {
        const std::string targets =
            target.empty()
                ? ""
                : R"("targets":[{"first_day":"2014-01-01","last_day":"2014-12-31","value":{"value":)" +
                      target + "}}],";
        put("indicator", owner + "-" + id,
            R"({"organisation":")" + owner + R"(","goal":")" + owner + "-" + of + R"(",)" + targets + more +
                R"("core_metric":"participants","name":{"es":"Participantes"}})");
    }
    void value(const std::string& owner, double amount, const std::string& day = "2014-12-31",
               const std::string& quality = "exact", const std::string& id = "i") {
        put("observation", owner + "-" + id + "-" + day,
            R"({"organisation":")" + owner + R"(","indicator":")" + owner + "-" + id + R"(","first_day":")" +
                day.substr(0, 4) + R"(-01-01","last_day":")" + day + R"(","value":{"value":)" +
                std::to_string(amount) + R"(,"quality":")" + quality + R"("}})");
    }
    /// A member with one goal of 2014 and the value of its indicator.
    void with_value(const std::string& owner, double amount, const std::string& target = "100") {
        member(owner);
        goal(owner);
        indicator(owner, target);
        value(owner, amount);
    }
    [[nodiscard]] Region of(const std::vector<std::string>& periods, RegionQuery query = {}) const {
        for (const std::string& period : periods)
            query.periods.push_back(parse_region_period(period).value());
        return region_of(network, catalogue(), query);
    }
    [[nodiscard]] std::size_t goals(const Region& shown, GoalStanding standing) const {
        std::size_t count = 0;
        for (const auto& one : shown.goals)
            for (const auto& counts : one.counts)
                count += counts[static_cast<std::size_t>(standing)];
        return count;
    }
};

TEST(region_period, is_a_year_several_half_of_one_or_a_quarter) {
    EXPECT_EQ(parse_region_period("2014")->days, (planning::Days{2014y / 1 / 1, 2014y / 12 / 31}));
    EXPECT_EQ(parse_region_period("2014-2016")->days, (planning::Days{2014y / 1 / 1, 2016y / 12 / 31}));
    EXPECT_EQ(parse_region_period("2014-H1")->days, (planning::Days{2014y / 1 / 1, 2014y / 6 / 30}));
    EXPECT_EQ(parse_region_period("2014-H2")->days, (planning::Days{2014y / 7 / 1, 2014y / 12 / 31}));
    EXPECT_EQ(parse_region_period("2016-Q1")->days, (planning::Days{2016y / 1 / 1, 2016y / 3 / 31}));
    EXPECT_EQ(parse_region_period("2014-Q4")->days, (planning::Days{2014y / 10 / 1, 2014y / 12 / 31}));
}

TEST(region_period, refuses_everything_else) {
    for (const char* text : {"", "14", "20145", "0000", "2014-", "2014-Q5", "2014-Q0", "2014-H3", "2014-2014",
                             "2016-2014", "2014-03", "2014 -2015", "abcd", "-014", "2014-q1"})
        EXPECT_FALSE(parse_region_period(text)) << text;
}

TEST(region_key, tells_articles_from_files_and_fills_in_what_the_catalogue_decides) {
    records::Indicator indicator;
    EXPECT_EQ(region_key(indicator, catalogue()), "");
    indicator.kind = records::IndicatorKind::measured;
    indicator.metric = records::MetricChoice{"pages-created", "wikimetrics", {0}};
    const std::string articles = region_key(indicator, catalogue());
    EXPECT_EQ(articles, "metric:pages-created/wikimetrics@0");
    indicator.metric->namespaces = {6};
    EXPECT_NE(region_key(indicator, catalogue()), articles);
    // The metric's own definition, named or not, is the same question.
    const auto own = catalogue().find("edits");
    indicator.metric = records::MetricChoice{"edits", "", {}};
    const std::string unnamed = region_key(indicator, catalogue());
    indicator.metric->definition = own.definition->id;
    EXPECT_EQ(region_key(indicator, catalogue()), unnamed);
    indicator.core_metric = "women";
    indicator.measure = records::Measure::percentage;
    EXPECT_EQ(region_key(indicator, catalogue()), "core:women~percentage");
}

// 10, 20, 40, 80, 120. Type 7 of five values: positions 1 + 4p, so the quartiles are the second and fourth.
TEST_F(region, median_and_quartiles_of_five_members) {
    double amount = 10;
    for (const char* id : {"c", "a", "e"}) {
        with_value(id, amount);
        amount *= 2;
    }
    with_value("b", 80);
    with_value("d", 120);
    const auto all = of({"2014"});
    ASSERT_EQ(all.indicators.size(), 1U);
    const RegionSummary& summary = all.indicators[0].summaries[0];
    EXPECT_EQ(summary.measured, 5U);
    EXPECT_DOUBLE_EQ(*summary.lower, 20);
    EXPECT_DOUBLE_EQ(*summary.median, 40);
    EXPECT_DOUBLE_EQ(*summary.upper, 80);
}

// 10, 20, 40, 80. Positions 1 + 3p: 1.75 is 10 + 0.75 · 10 = 17.5; 2.5 is 30; 3.25 is 40 + 0.25 · 40 = 50.
TEST_F(region, median_and_quartiles_of_four_lie_between_values) {
    with_value("a", 10);
    with_value("b", 20);
    with_value("c", 40);
    with_value("d", 80);
    const RegionSummary summary = of({"2014"}).indicators[0].summaries[0];
    EXPECT_DOUBLE_EQ(*summary.lower, 17.5);
    EXPECT_DOUBLE_EQ(*summary.median, 30);
    EXPECT_DOUBLE_EQ(*summary.upper, 50);
}

TEST_F(region, who_has_no_value_is_no_zero) {
    with_value("a", 10);
    with_value("b", 30);
    member("c");
    goal("c");
    indicator("c", "500");
    member("d");
    const auto all = of({"2014"});
    const RegionSummary& summary = all.indicators[0].summaries[0];
    EXPECT_EQ(summary.members, 3U);
    EXPECT_EQ(summary.measured, 2U);
    EXPECT_DOUBLE_EQ(*summary.median, 20);
    ASSERT_EQ(all.indicators[0].rows.size(), 3U);  // d has no such indicator, c one without a value
    EXPECT_FALSE(all.indicators[0].rows[2].cells[0].value);
    EXPECT_EQ(all.indicators[0].rows[2].cells[0].values[0].progress.target->value, 500);
    EXPECT_EQ(all.members.size(), 4U);
}

TEST_F(region, nobody_measured_is_no_median) {
    member("a");
    goal("a");
    indicator("a", "10");
    const RegionSummary summary = of({"2014"}).indicators[0].summaries[0];
    EXPECT_EQ(summary.measured, 0U);
    EXPECT_FALSE(summary.median);
    EXPECT_FALSE(summary.lower);
}

TEST_F(region, several_counts_of_one_member_are_at_least_the_greatest_and_never_added) {
    with_value("a", 30);
    goal("a", "", "g2");
    indicator("a", "40", "", "j", "g2");
    value("a", 20, "2014-12-31", "exact", "j");
    const auto all = of({"2014"});
    const RegionCell& cell = all.indicators[0].rows[0].cells[0];
    EXPECT_EQ(cell.values.size(), 2U);
    EXPECT_EQ(cell.value->value, 30);
    EXPECT_EQ(cell.value->quality, AmountQuality::at_least);
    EXPECT_EQ(all.indicators[0].summaries[0].lower_bounds, 1U);
}

TEST_F(region, several_percentages_of_one_member_have_none_that_stands_for_it) {
    member("a");
    goal("a");
    indicator("a", "50", R"("measure":"percentage",)");
    indicator("a", "50", R"("measure":"percentage",)", "j");
    value("a", 30);
    value("a", 60, "2014-12-31", "exact", "j");
    const auto all = of({"2014"});
    const RegionCell& cell = all.indicators[0].rows[0].cells[0];
    EXPECT_EQ(cell.values.size(), 2U);
    EXPECT_FALSE(cell.value);
    EXPECT_EQ(all.indicators[0].summaries[0].measured, 0U);
}

TEST_F(region, a_value_belongs_to_the_period_in_which_its_own_ended) {
    with_value("a", 30);
    value("a", 90, "2015-06-30");
    const auto all = of({"2014", "2015", "2016"});
    const auto& cells = all.indicators[0].rows[0].cells;
    EXPECT_EQ(cells[0].value->value, 30);
    EXPECT_EQ(cells[1].value->value, 90);
    EXPECT_TRUE(cells[2].values.empty());
    EXPECT_EQ(all.indicators[0].high, 100);  // one scale: the target of 2014 is the greatest
    EXPECT_EQ(all.indicators[0].low, 0);
}

TEST_F(region, filters_leave_members_by_kind_country_and_language) {
    with_value("a", 1);
    member("b",
           R"("countries":["AR"],"languages":["es"],"statuses":[{"kind":"user_group"},{"kind":"chapter"}],)");
    RegionQuery query;
    query.kind = "chapter";
    EXPECT_EQ(of({"2014"}, query).members.size(), 1U);
    query.kind = "user_group";  // what it was before
    EXPECT_EQ(of({"2014"}, query).members.size(), 0U);
    query = {};
    query.country = "AR";
    query.language = "es";
    EXPECT_EQ(of({"2014"}, query).members.size(), 1U);
    query.language = "pt";
    EXPECT_EQ(of({"2014"}, query).members.size(), 0U);
    EXPECT_EQ(of({"2014"}, query).all_members, 2U);
}

/// User group from 2014-06-02 on, chapter from some day of 2019 on.
TEST_F(region, a_member_is_of_the_kind_that_it_was_in_the_periods) {
    member("co",
           R"("statuses":[{"kind":"user_group","since":"2014-06-02"},{"kind":"chapter","since":"2019"}],)");
    const auto members = [&](const std::string& period, const char* kind) {
        RegionQuery query;
        query.kind = kind;
        return of({period}, query).members.size();
    };
    for (const char* period : {"2014", "2014-Q2", "2018"}) {
        EXPECT_EQ(members(period, "user_group"), 1U) << period;
        EXPECT_EQ(members(period, "chapter"), 0U) << period;
    }
    EXPECT_EQ(members("2019", "user_group"), 1U);  // some day of that year: both
    EXPECT_EQ(members("2019", "chapter"), 1U);
    EXPECT_EQ(members("2020", "user_group"), 0U);
    EXPECT_EQ(members("2020", "chapter"), 1U);
    EXPECT_EQ(members("2018-2020", "user_group"), 1U);
    EXPECT_EQ(members("2014-Q1", "user_group"), 0U);  // nothing yet
    EXPECT_EQ(of({"2018"}).options.kinds, std::vector<std::string>{"user_group"});
    EXPECT_EQ(of({"2020"}).members[0].kinds.back(), records::OrganisationKind::chapter);
}

TEST_F(region, a_kind_ends_the_day_before_the_next_begins_or_on_its_own_last_day) {
    member(
        "a",
        R"("statuses":[{"kind":"user_group"},{"kind":"chapter","since":"2014-07-01","until":"2015-06"},{"kind":"partner"}],)");
    const auto kinds = [&](const char* period) { return of({period}).members[0].kinds; };
    using Kind = records::OrganisationKind;
    EXPECT_EQ(kinds("2014-H1").front(), Kind::user_group);
    EXPECT_EQ(kinds("2014-H2").front(), Kind::chapter);
    EXPECT_EQ(kinds("2015-Q2").front(), Kind::chapter);
    EXPECT_EQ(kinds("2015-Q3"), std::vector{Kind::partner});
}

TEST_F(region, the_goals_behind_a_number_are_those_it_counts) {
    with_value("a", 100);
    with_value("b", 40);
    goal("b", "", "g2");
    put("review", "r",
        R"({"organisation":"a","plan":"p","title":{"es":"R"},"first_day":"2014-01-01","last_day":"2014-12-31","state":"closed","closed_on":"2015-02-01","goals":[{"goal":"a-g","outcome":"partly"}]})");
    RegionQuery query;
    query.periods = {parse_region_period("2014").value(), parse_region_period("2015").value()};
    const auto ids = [&](const RegionGoalsAsked& asked) {
        std::vector<std::string> found;
        for (const auto& one : region_goals(network, query, asked).goals)
            found.push_back(one.id);
        return found;
    };
    using Ids = std::vector<std::string>;
    EXPECT_EQ(ids({}), (Ids{"a-g", "b-g", "b-g2"}));
    EXPECT_EQ(ids({"b", std::nullopt}), (Ids{"b-g", "b-g2"}));
    EXPECT_EQ(ids({"b", GoalStanding::missed}), Ids{"b-g"});
    EXPECT_EQ(ids({"", GoalStanding::partly}), Ids{"a-g"});
    EXPECT_EQ(region_goals(network, query, {"a", std::nullopt}).goals[0].review, "r");
    EXPECT_EQ(ids({"b", GoalStanding::met}), Ids{});
    query.country = "AR";
    EXPECT_EQ(ids({}), Ids{});
}

TEST_F(region, filters_leave_goals_by_theme_and_programme) {
    put("programme", "escuela", R"({"organisation":"a","name":{"es":"E"},"theme":"education"})");
    member("a");
    goal("a", R"("programme":"escuela",)");
    indicator("a", "10");
    goal("a", "", "g2");
    RegionQuery query;
    EXPECT_EQ(goals(of({"2014"}), GoalStanding::not_measured), 2U);
    query.theme = "education";
    EXPECT_EQ(goals(of({"2014"}, query), GoalStanding::not_measured), 1U);
    query.theme = "glam";
    EXPECT_EQ(of({"2014"}, query).indicators.size(), 0U);
    query = {};
    query.programme = "escuela";
    EXPECT_EQ(goals(of({"2014"}, query), GoalStanding::not_measured), 1U);
}

TEST_F(region, who_left_the_network_before_or_came_after_is_no_member) {
    member("a", "", R"(,"until":"2013-12-31")");
    member("b", "", R"(,"since":"2015-01-01")");
    member("c", "", R"(,"since":"2014-12-31")");
    put("organisation", "d", R"({"name":{"es":"d"}})");
    const auto all = of({"2014"});
    ASSERT_EQ(all.members.size(), 1U);
    EXPECT_EQ(all.members[0].id, "c");
}

TEST_F(region, a_closed_review_decides_over_the_numbers_and_gives_its_lesson) {
    with_value("a", 100);
    EXPECT_EQ(goals(of({"2014"}), GoalStanding::met), 1U);
    const std::string marks =
        R"("goals":[{"goal":"a-g","outcome":"missed","differently":{"es":"Empezar antes"}}]})";
    const std::string review =
        R"({"organisation":"a","plan":"p","title":{"es":"R"},"first_day":"2014-01-01","last_day":"2014-12-31",)";
    put("review", "r", review + R"("state":"open",)" + marks);
    EXPECT_EQ(goals(of({"2014"}), GoalStanding::met), 1U);
    EXPECT_TRUE(of({"2014"}).lessons.empty());
    put("review", "r", review + R"("state":"closed","closed_on":"2015-02-01",)" + marks);
    const auto all = of({"2014"});
    EXPECT_EQ(goals(all, GoalStanding::missed), 1U);
    EXPECT_EQ(all.goals[0].reviewed, 1U);
    ASSERT_EQ(all.lessons.size(), 1U);
    EXPECT_EQ(all.lessons[0].differently.at("es"), "Empezar antes");
    EXPECT_EQ(all.lessons[0].review, "r");
}

// Cumulative from 0 to 100 over 2014: by 30 June 181 of 365 days are gone, which asks for 49.6.
TEST_F(region, a_value_of_before_the_targets_day_is_on_course_or_behind_and_not_yet_missed) {
    with_value("a", 100);
    member("b");
    goal("b");
    indicator("b", "100");
    value("b", 50, "2014-06-30");
    member("c");
    goal("c");
    indicator("c", "100");
    value("c", 49, "2014-06-30");
    with_value("d", 60);
    with_value("e", 40);
    const auto all = of({"2014"});
    EXPECT_EQ(goals(all, GoalStanding::met), 1U);
    EXPECT_EQ(goals(all, GoalStanding::on_course), 1U);
    EXPECT_EQ(goals(all, GoalStanding::behind), 1U);
    EXPECT_EQ(goals(all, GoalStanding::partly), 1U);
    EXPECT_EQ(goals(all, GoalStanding::missed), 1U);
}

TEST_F(region, without_a_year_it_is_the_newest_with_half_as_many_members_as_the_fullest) {
    for (const char* id : {"a", "b", "c", "d"})
        with_value(id, 1);
    value("a", 2, "2015-12-31");
    value("b", 2, "2015-12-31");
    value("a", 3, "2016-12-31");
    EXPECT_EQ(newest_full_year(network), 2015);
    EXPECT_EQ(of({}).periods[0].name, "2015");
    EXPECT_EQ(of({}).options.years, (std::vector<int>{2014, 2015, 2016}));
}

TEST_F(region, an_empty_network_is_an_empty_page) {
    const auto all = of({});
    EXPECT_TRUE(all.periods.empty());
    EXPECT_TRUE(all.members.empty());
    EXPECT_TRUE(all.indicators.empty());
}

TEST_F(region, shows_the_indicators_asked_for_in_their_order_and_passes_over_unknown_ones) {
    with_value("a", 1);
    put("indicator", "a-k",
        R"({"organisation":"a","goal":"a-g","name":{"es":"x"},"core_metric":"articles"})");
    RegionQuery query;
    query.indicators = {"core:participants", "core:nothing", "core:articles", "core:participants"};
    const auto all = of({"2014"}, query);
    ASSERT_EQ(all.indicators.size(), 2U);
    EXPECT_EQ(all.indicators[0].key, "core:participants");
    EXPECT_EQ(all.options.indicators.size(), 2U);
}

RegionCell cell_with(double value) {
    RegionCell cell;
    cell.values.resize(1);
    cell.value = records::Amount{value};
    cell.shown = 0;
    return cell;
}

RC_GTEST_PROP(region_summary, does_not_depend_on_the_order_of_members, (std::vector<int> values)) {
    std::vector<RegionCell> cells;
    for (const int value : values)
        cells.push_back(cell_with(value));
    std::vector<const RegionCell*> in_order;
    for (const RegionCell& cell : cells)
        in_order.push_back(&cell);
    std::vector<const RegionCell*> shuffled = in_order;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937{*rc::gen::arbitrary<unsigned>()});
    const RegionSummary a = summary_of(in_order);
    const RegionSummary b = summary_of(shuffled);
    RC_ASSERT(a.measured == b.measured);
    RC_ASSERT(a.lower == b.lower);
    RC_ASSERT(a.median == b.median);
    RC_ASSERT(a.upper == b.upper);
    if (values.empty()) return;
    RC_ASSERT(*a.lower <= *a.median);
    RC_ASSERT(*a.median <= *a.upper);
}

}  // namespace
}  // namespace brujula::evaluating
