// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/clone.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"

namespace brujula::planning {
namespace {

Date on(const char* text) {
    return *parse_date(text);
}

std::string moved(const char* day, const char* from, const char* to) {
    return format(shifted(on(day), shift_between(on(from), on(to))));
}

TEST(clone_days, a_year_later_is_the_same_day) {
    EXPECT_EQ(moved("2014-07-15", "2014-01-01", "2015-01-01"), "2015-07-15");
    EXPECT_EQ(moved("2014-12-31", "2014-01-01", "2015-01-01"), "2015-12-31");
}

TEST(clone_days, month_ends_stay_month_ends) {
    EXPECT_EQ(moved("2015-02-28", "2015-01-01", "2016-01-01"), "2016-02-29");
    EXPECT_EQ(moved("2016-02-29", "2016-01-01", "2017-01-01"), "2017-02-28");
    // The day before the end of February 2016 is no month's end, and stays the 28th.
    EXPECT_EQ(moved("2016-02-28", "2016-01-01", "2020-01-01"), "2020-02-28");
    // Half a year: 30 June ends a month, as 31 December does.
    EXPECT_EQ(moved("2014-06-30", "2014-01-01", "2014-07-01"), "2014-12-31");
    EXPECT_EQ(moved("2014-12-31", "2014-07-01", "2015-01-01"), "2015-06-30");
    // A plan that begins on a month's last day: 31 January to 28 February is one month.
    EXPECT_EQ(moved("2015-03-31", "2015-01-31", "2015-02-28"), "2015-04-30");
}

TEST(clone_days, a_day_that_the_month_has_not_becomes_its_last) {
    EXPECT_EQ(moved("2014-01-30", "2014-01-01", "2014-02-01"), "2014-02-28");
}

TEST(clone_days, without_whole_months_days_are_counted) {
    // From 1 January to 15 March 2015 it is 73 days: 31 + 28 + 14. From 31 January on, 73 days are 14 April.
    EXPECT_EQ(moved("2015-01-31", "2015-01-01", "2015-03-15"), "2015-04-14");
}

TEST(clone_days, back_as_well) {
    EXPECT_EQ(moved("2015-12-31", "2015-01-01", "2014-01-01"), "2014-12-31");
}

records::Target target(const char* first, const char* last, double value) {
    records::Target made;
    made.first_day = on(first);
    made.last_day = on(last);
    made.value = {value, records::AmountQuality::exact};
    made.revisions.push_back({});
    made.parts.push_back({});
    return made;
}

/// Plan p of 2014: an axis, two objectives, two goals (the second depends on the first and on one of another
/// plan), three indicators: one with two values and a note without, one without values, and a formula of the
/// first and of one elsewhere.
NetworkRecords year_2014() {
    NetworkRecords network;
    records::Plan plan;
    plan.organisation.id = "wmar";
    plan.title = {{"es", "Plan 2014"}};
    plan.state = records::PlanState::closed;
    plan.first_day = on("2014-01-01");
    plan.last_day = on("2014-12-31");
    plan.serves = records::Ref<"plan">{"strategy"};
    plan.agreed_versions.push_back({on("2014-01-20"), "ana", {{"goal", "g1", 2}}});
    plan.source = "page";
    network.plans["p"] = plan;
    records::Axis axis;
    axis.plan.id = "p";
    axis.title = {{"es", "Comunidad"}};
    network.axes["a"] = axis;
    axis.plan.id = "other";
    network.axes["b"] = axis;
    for (const char* id : {"o1", "o2"}) {
        records::Objective objective;
        objective.plan.id = "p";
        objective.title = {{"es", "Educación"}};
        network.objectives[id] = objective;
        network.objectives_of_plan["p"].insert(id);
    }
    network.objectives["o1"].axis = records::Ref<"axis">{"a"};
    network.objectives["o2"].regional_objective = records::Ref<"objective">{"regional"};
    for (const char* id : {"g1", "g2"}) {
        records::Goal goal;
        goal.plan.id = "p";
        goal.objective.id = id == std::string{"g1"} ? "o1" : "o2";
        goal.statement = {{"es", "Cien personas más en los talleres de la provincia de Córdoba"}};
        goal.first_day = on("2014-02-28");
        goal.last_day = on("2014-11-30");
        goal.endorsed_by.push_back({"wmcl"});
        goal.answers.push_back({"A1", {{"es", "lo sabemos"}}, "ana", {}});
        goal.budget.push_back({{{"es", "Sala"}}, 1000, "ARS", 8.5, on("2014-01-15")});
        goal.source = "page";
        network.goals[id] = goal;
        network.goals_of_plan["p"].insert(id);
    }
    network.goals["g2"].depends_on = {{"g1"}, {"elsewhere"}};
    network.goals["g2"].shared_goal = records::Ref<"goal">{"shared"};
    for (const char* id : {"i1", "i2", "i3"}) {
        records::Indicator indicator;
        indicator.goal.id = "g1";
        indicator.name = {{"es", "Personas"}};
        indicator.targets = {target("2014-01-01", "2014-06-30", 50), target("2014-07-01", "2014-12-31", 100)};
        network.indicators[id] = indicator;
        network.indicators_of_goal["g1"].insert(id);
    }
    network.indicators["i2"].baseline = records::Baseline{{}, {}, "", on("2014-03-31"), {{"es", "encuesta"}}};
    records::Formula formula;
    formula.numerator = "#{i1}.previous(1) + #{i10} - 2";
    formula.denominator = "#{i2}";
    network.indicators["i3"].kind = records::IndicatorKind::formula;
    network.indicators["i3"].formula = formula;
    const auto observe = [&](const char* id, const char* last, std::optional<double> value) {
        records::Observation observation;
        observation.indicator.id = "i1";
        observation.first_day = on("2014-01-01");
        observation.last_day = on(last);
        if (value) observation.value = records::Amount{*value, records::AmountQuality::at_least};
        network.observations[id] = observation;
        network.observations_of_indicator["i1"].insert(id);
    };
    observe("v1", "2014-09-30", 80);
    observe("v2", "2014-06-30", 40);
    observe("v3", "2014-12-31", std::nullopt);
    network.observations["v1"].measurement = records::Ref<"measurement">{"m7"};
    return network;
}

CloneOptions year_2015() {
    CloneOptions options;
    options.id = "p-2015";
    options.title = {{"es", "Plan 2015"}};
    options.first_day = on("2015-01-01");
    options.last_day = on("2015-12-31");
    return options;
}

TEST(clone_plan, is_a_draft_of_its_own) {
    const auto made = clone_plan(year_2014(), "p", year_2015());
    EXPECT_EQ(made.id, "p-2015");
    EXPECT_EQ(made.plan.title.at("es"), "Plan 2015");
    EXPECT_EQ(made.plan.state, records::PlanState::draft);
    EXPECT_EQ(made.plan.cloned_from->id, "p");
    EXPECT_EQ(made.plan.serves->id, "strategy");
    EXPECT_TRUE(made.plan.agreed_versions.empty());
    EXPECT_EQ(made.plan.source, "");
    EXPECT_EQ(format(made.plan.last_day), "2015-12-31");
}

TEST(clone_plan, takes_what_the_plan_holds_and_no_more) {
    const auto made = clone_plan(year_2014(), "p", year_2015());
    ASSERT_EQ(made.axes.size(), 1U);
    EXPECT_EQ(made.axes[0].id, "p-2015-comunidad");
    ASSERT_EQ(made.objectives.size(), 2U);
    // Two of one name: the second gets a number.
    EXPECT_EQ(made.objectives[0].id, "p-2015-educacion");
    EXPECT_EQ(made.objectives[1].id, "p-2015-educacion-2");
    ASSERT_EQ(made.goals.size(), 2U);
    // 32 letters of the title at most, cut where a word ends.
    EXPECT_EQ(made.goals[0].id, "p-2015-cien-personas-mas-en-los");
    ASSERT_EQ(made.indicators.size(), 3U);
}

TEST(clone_plan, links_inside_go_to_the_copies_and_others_stay) {
    const auto made = clone_plan(year_2014(), "p", year_2015());
    EXPECT_EQ(made.objectives[0].record.axis->id, made.axes[0].id);
    EXPECT_EQ(made.objectives[0].record.plan.id, "p-2015");
    EXPECT_EQ(made.objectives[1].record.regional_objective->id, "regional");
    const auto& second = made.goals[1].record;
    EXPECT_EQ(second.objective.id, made.objectives[1].id);
    EXPECT_EQ(second.depends_on[0].id, made.goals[0].id);
    EXPECT_EQ(second.depends_on[1].id, "elsewhere");
    EXPECT_EQ(second.shared_goal->id, "shared");
    EXPECT_EQ(made.indicators[0].record.goal.id, made.goals[0].id);
    const auto& formula = *made.indicators[2].record.formula;
    EXPECT_EQ(formula.numerator, "#{" + made.indicators[0].id + "}.previous(1) + #{i10} - 2");
    EXPECT_EQ(formula.denominator, "#{" + made.indicators[1].id + "}");
}

TEST(clone_plan, what_others_said_and_what_was_of_a_day_stays_behind) {
    const auto made = clone_plan(year_2014(), "p", year_2015());
    const auto& goal = made.goals[0].record;
    EXPECT_TRUE(goal.endorsed_by.empty());
    EXPECT_TRUE(goal.answers.empty());
    EXPECT_EQ(goal.source, "");
    ASSERT_EQ(goal.budget.size(), 1U);
    EXPECT_EQ(goal.budget[0].amount, 1000);
    EXPECT_FALSE(goal.budget[0].rate);
    EXPECT_EQ(format(goal.first_day), "2015-02-28");
    EXPECT_EQ(format(goal.last_day), "2015-11-30");
}

TEST(clone_plan, targets_are_cleared_or_moved_as_asked) {
    EXPECT_TRUE(clone_plan(year_2014(), "p", year_2015()).indicators[0].record.targets.empty());
    auto options = year_2015();
    options.keep_targets = true;
    const auto targets = clone_plan(year_2014(), "p", options).indicators[0].record.targets;
    ASSERT_EQ(targets.size(), 2U);
    EXPECT_EQ(format(targets[0].last_day), "2015-06-30");
    EXPECT_EQ(format(targets[1].first_day), "2015-07-01");
    EXPECT_EQ(targets[1].value.value, 100);
    EXPECT_TRUE(targets[0].revisions.empty());
    EXPECT_TRUE(targets[0].parts.empty());
}

TEST(clone_plan, baselines_are_the_latest_measured_values) {
    auto options = year_2015();
    options.collect_by = on("2015-03-31");
    const auto made = clone_plan(year_2014(), "p", options);
    // v3 is later and says why there is no value; v2 is earlier. v1 it is, with its quality.
    const auto& first = *made.indicators[0].record.baseline;
    EXPECT_EQ(first.value->value, 80);
    EXPECT_EQ(first.value->quality, records::AmountQuality::at_least);
    EXPECT_EQ(format(*first.date), "2014-09-30");
    EXPECT_EQ(first.source, "Last value of the plan before: observation v1, measurement m7");
    EXPECT_FALSE(first.collect_by);
    const auto& second = *made.indicators[1].record.baseline;
    EXPECT_FALSE(second.value);
    EXPECT_EQ(format(*second.collect_by), "2015-03-31");
    EXPECT_EQ(second.collect_how.at("es"), "encuesta");
}

TEST(clone_plan, where_nothing_was_measured_and_no_day_is_given_there_is_no_baseline) {
    EXPECT_FALSE(clone_plan(year_2014(), "p", year_2015()).indicators[1].record.baseline);
}

TEST(clone_plan, does_not_take_ids_that_are_taken) {
    auto options = year_2015();
    options.taken = [](std::string_view kind, std::string_view id) {
        return kind == "axis" && id == "p-2015-comunidad";
    };
    EXPECT_EQ(clone_plan(year_2014(), "p", options).axes[0].id, "p-2015-comunidad-2");
}

TEST(clone_plan, of_no_plan_is_refused) {
    EXPECT_THROW(clone_plan(year_2014(), "nowhere", year_2015()), Error);
}

RC_GTEST_PROP(clone_days, twice_by_a_year_is_once_by_two, ()) {
    const auto days = *rc::gen::inRange(0, 40'000);
    const auto begin = *rc::gen::inRange(0, 366);
    const Date day{std::chrono::sys_days{on("1970-01-01")} + std::chrono::days{days}};
    const Date first{std::chrono::sys_days{day} - std::chrono::days{begin}};
    const auto year_after = [](Date from) { return shifted(from, {12, 0}); };
    const DateShift one = shift_between(first, year_after(first));
    const DateShift next = shift_between(year_after(first), year_after(year_after(first)));
    const DateShift two = shift_between(first, shifted(first, {24, 0}));
    RC_ASSERT(shifted(shifted(day, one), next) == shifted(day, two));
}

RC_GTEST_PROP(clone_days, the_order_of_days_stays, ()) {
    const auto a = *rc::gen::inRange(0, 40'000);
    const auto b = a + *rc::gen::inRange(0, 400);
    const auto months = *rc::gen::inRange(-30, 30);
    const auto day = [](int n) { return Date{std::chrono::sys_days{std::chrono::days{n}}}; };
    RC_ASSERT(shifted(day(a), {months, 0}) <= shifted(day(b), {months, 0}));
}

}  // namespace
}  // namespace brujula::planning
