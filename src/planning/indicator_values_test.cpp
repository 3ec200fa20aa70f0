// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/indicator_values.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace brujula;
using namespace brujula::planning;
using namespace brujula::records;
using namespace std::chrono;

namespace {

const PeriodType quarterly{Frequency::quarterly, 1};
const FormulaTime spring{*period_of_year(quarterly, 2014, 2), false};

class Network {
public:
    NetworkRecords records;

    Observation& observe(const std::string& indicator, const Days& days, std::optional<double> value) {
        records.indicators[indicator].accumulation = Accumulation::periodic;
        const auto id = indicator + "-" + std::to_string(records.observations.size());
        auto& observation = records.observations[id];
        observation.indicator.id = indicator;
        observation.first_day = days.first_day;
        observation.last_day = days.last_day;
        if (value) observation.value = Amount{*value};
        records.observations_of_indicator[indicator].insert(id);
        return observation;
    }

    void define(const std::string& id, const std::string& formula) {
        auto& indicator = records.indicators[id];
        indicator.kind = IndicatorKind::formula;
        indicator.formula.emplace().numerator = formula;
    }
};

}  // namespace

TEST(IndicatorValues, a_network_s_share_of_women_is_that_of_all_its_people) {
    // Argentina 6 of 10 (60 %), Uruguay 9 of 90 (10 %): 15 of 100 are 15 %, and the mean would be 35 %
    Network network;
    for (const auto& [country, women, people] : {std::tuple{"ar", 6.0, 10.0}, {"uy", 9.0, 90.0}}) {
        const std::string code = country;
        network.observe(code + "-women", spring.days(), women);
        network.observe(code + "-people", spring.days(), people);
        network.define(code + "-share", "ratio(#{" + code + "-women}, #{" + code + "-people}, 100)");
    }
    network.define("cl-share", "ratio(#{cl-women}, #{cl-people}, 100)");
    network.observe("cl-women", spring.days(), 3);
    network.observe("cl-people", spring.days(), std::nullopt);

    IndicatorValues values{network.records};
    EXPECT_EQ(values.value("ar-share", spring).value->value, 60);
    const auto rolled = values.roll_up({"ar-share", "uy-share", "cl-share"}, spring);
    ASSERT_TRUE(rolled.value);
    EXPECT_EQ(rolled.value->value, 15);
    EXPECT_EQ(rolled.counted, 2u) << "how many people there were in Chile is not known";
    EXPECT_EQ(rolled.members, 3u);
}

TEST(IndicatorValues, reported_percentages_are_put_together_from_their_counts) {
    Network network;
    for (const auto& [country, women, people] : {std::tuple{"ar", 6.0, 10.0}, {"uy", 9.0, 90.0}}) {
        auto& observation = network.observe(country, spring.days(), women / people * 100);
        observation.numerator = women;
        observation.denominator = people;
        network.records.indicators[country].measure = Measure::percentage;
    }
    IndicatorValues values{network.records};
    EXPECT_EQ(values.roll_up({"ar", "uy"}, spring).value->value, 15);
}

TEST(IndicatorValues, counts_of_members_are_added_and_told) {
    Network network;
    network.observe("ar", spring.days(), 10);
    network.observe("uy", spring.days(), 20);
    network.observe("cl", spring.days(), std::nullopt);
    IndicatorValues values{network.records};
    const auto rolled = values.roll_up({"ar", "uy", "cl"}, spring);
    EXPECT_EQ(rolled.value->value, 30);
    EXPECT_EQ(rolled.counted, 2u);
    EXPECT_FALSE(rolled.complete());
}

TEST(IndicatorValues, ratios_and_counts_are_not_rolled_up_together) {
    Network network;
    network.observe("a", spring.days(), 10);
    network.define("ratio", "#{a} / #{a}");
    IndicatorValues values{network.records};
    EXPECT_FALSE(values.roll_up({"a", "ratio"}, spring).value);
}

TEST(IndicatorValues, too_much_work_is_refused_even_where_nothing_would_do_and_spoils_no_later_question) {
    // f1 asks for 90 earlier months of f2, f2 for 90 of f3 …: 90 × (1 + 2 + … + 16) different values
    Network network;
    const PeriodType monthly{Frequency::monthly, 1};
    const FormulaTime may{*period_of_year(monthly, 2014, 5), false};
    network.observe("f17", may.days(), 1);
    for (int level = 1; level <= 16; ++level) {
        const auto below = "#{f" + std::to_string(level + 1) + "}.previous(";
        std::string sum = "1";
        for (int back = 10; back <= 900; back += 10)
            sum += "+" + below + std::to_string(back) + ")";
        network.define("f" + std::to_string(level), "firstNonNull(" + sum + ", 1)");
    }
    IndicatorValues values{network.records};
    EXPECT_EQ(values.value("f1", may).reason->key, "reason-too-much-work");
    EXPECT_EQ(values.value("f17", may).value->value, 1);
    EXPECT_EQ(values.value("f16", may).value->value, 1) << "f17 has no value before May";
}

TEST(IndicatorValues, what_is_not_there_has_a_reason) {
    const NetworkRecords empty;
    IndicatorValues values{empty};
    EXPECT_EQ(values.value("gone", spring).reason->key, "reason-no-indicator");
}

TEST(IndicatorValues, a_circle_has_no_value_from_wherever_it_is_asked) {
    Network network;
    network.define("a", "#{b} + 1");
    network.define("b", "#{a} + 1");
    network.define("c", "#{a}");
    IndicatorValues values{network.records};
    EXPECT_EQ(text_of(*values.value("c", spring).reason),
              "These formulas go in a circle: a → b → a. Take one of them out of the other.");
    EXPECT_EQ(values.value("b", spring).reason->parameters, (std::vector<std::string>{"b → a → b"}));
}

TEST(IndicatorValues, a_draft_is_checked_in_the_place_of_what_is_kept) {
    Network network;
    network.define("a", "1");
    network.define("b", "#{a}");
    Indicator draft = network.records.indicators["a"];
    EXPECT_TRUE(check_formula(network.records, "a", draft).empty());
    draft.formula->numerator = "#{b}";
    const auto problems = check_formula(network.records, "a", draft);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].message.key, "formula-cycle");
    EXPECT_TRUE(check_formula(network.records, "", draft).empty()) << "a new one beside a and b";
}

TEST(IndicatorValues, a_formula_s_values_stand_as_observations_of_its_periods) {
    Network network;
    network.observe("women", spring.days(), 6);
    network.observe("people", spring.days(), 10);
    network.observe("people", period_of_year(quarterly, 2014, 3)->days, 20);
    network.define("share", "ratio(#{women}, #{people}, 100)");
    IndicatorValues values{network.records};
    const auto made = values.observations("share", {2014y / January / 1, 2014y / December / 31}, 1);
    ASSERT_EQ(made.size(), 1u) << "the third quarter's women are not known";
    EXPECT_EQ(made[0].first_day, spring.days().first_day);
    EXPECT_EQ(made[0].value->value, 60);
    EXPECT_EQ(made[0].numerator, 6);
    EXPECT_EQ(made[0].denominator, 10);
    EXPECT_FALSE(made[0].parts_incomplete);
}

TEST(IndicatorValues, scores_are_not_added) {
    Network network;
    network.observe("score", {2014y / April / 1, 2014y / April / 30}, 2);
    network.observe("score", {2014y / May / 1, 2014y / June / 30}, 3);
    network.records.indicators["score"].measure = Measure::ordinal;
    IndicatorValues values{network.records};
    EXPECT_FALSE(values.value("score", spring).value);
}

RC_GTEST_PROP(IndicatorValues, a_formula_s_year_to_date_is_the_sum_of_its_quarters_where_it_is_a_sum, ()) {
    Network network;
    const int last = *rc::gen::inRange(1, 5);
    for (int index = 1; index <= last; ++index)
        for (const auto* id : {"a", "b"})
            network.observe(id, period_of_year(quarterly, 2014, index)->days, *rc::gen::inRange(0, 1000));
    network.define("both", "#{a} + 2 * #{b}");
    network.define("to-date", "#{both}.yearToDate()");
    IndicatorValues values{network.records};
    double together = 0;
    for (int index = 1; index <= last; ++index)
        together += values.value("both", {*period_of_year(quarterly, 2014, index), false}).value->value;
    const ReportingPeriod end = *period_of_year(quarterly, 2014, last);
    RC_ASSERT(values.value("to-date", {end, false}).value->value == together);
    RC_ASSERT(values.value("both", {end, true}).value->value == together);
}
