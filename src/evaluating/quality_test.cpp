// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/quality.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace brujula::evaluating {
namespace {
using namespace std::chrono;

class quality : public testing::Test {
protected:
    planning::NetworkRecords network;
    planning::RuleBook rules;

    void put(const std::string& kind, const std::string& id, const std::string& body) {
        network.put(kind, id, boost::json::parse(body));
    }
    void indicator(const std::string& more) {
        put("indicator", "i",
            R"({"organisation":"wmar","goal":"g","accumulation":"periodic",)" + more +
                R"("name":{"es":"Talleres"}})");
    }
    /// A value of the month: "2014-03".
    void month(const std::string& name, const std::string& more) {
        put("observation", "o-" + name,
            R"({"organisation":"wmar","indicator":"i","first_day":")" + name + R"(-01","last_day":")" + name +
                R"(-28",)" + more + "}");
    }
    void value(const std::string& name, const std::string& number) {
        month(name, R"("value":{"value":)" + number + "}");
    }
    /// "D3 o-2014-03 finding-d3-ratio"
    std::vector<std::string> lines() {
        std::vector<std::string> found;
        for (const auto& one : check_values(network, "i", rules)) {
            EXPECT_TRUE(has_message(one.message.key)) << one.message.key;
            found.push_back(one.rule + ' ' + one.id + ' ' + one.message.key);
        }
        return found;
    }
    using Lines = std::vector<std::string>;
};

TEST_F(quality, thirty_six_of_3334_is_not_1_point_2_per_cent) {
    indicator(R"("measure":"percentage",)");
    month("2014-09", R"("value":{"value":1.2},"numerator":36,"denominator":3334)");
    const auto found = check_values(network, "i", rules);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].rule, "D3");
    EXPECT_EQ(found[0].field, "/value");
    // 36 ÷ 3334 × 100 = 1.0797…: with the digits of 1.2 that is 1.1.
    EXPECT_EQ(found[0].message, (Message{"finding-d3-ratio", {"36", "3334", "1.08", "1.2"}}));
    EXPECT_EQ(found[0].fix->value, "1.1");
    EXPECT_EQ(found[0].fix->pointer, "/value/value");
    EXPECT_EQ(found[0].evidence[0], (planning::EvidenceNumber{"numerator", 36}));
}

TEST_F(quality, a_percentage_is_right_as_far_as_it_is_written) {
    indicator(R"("measure":"percentage",)");
    month("2014-09", R"("value":{"value":1.1},"numerator":36,"denominator":3334)");
    month("2014-10", R"("value":{"value":1},"numerator":36,"denominator":3334)");
    month("2014-11", R"("value":{"value":1.08},"numerator":36,"denominator":3334)");
    month("2014-12", R"("value":{"value":1,"quality":"at_least"},"numerator":36,"denominator":3334)");
    month("2015-01", R"("value":{"value":33,"quality":"about"},"numerator":110,"denominator":300)");
    EXPECT_EQ(lines(), Lines{});
    month("2015-01", R"("value":{"value":33,"quality":"about"},"numerator":111,"denominator":300)");
    EXPECT_EQ(lines(), Lines{"D3 o-2015-01 finding-d3-ratio"}) << "33 is more than a tenth below 37";
}

TEST_F(quality, nothing_is_divided_by_zero) {
    indicator(R"("measure":"percentage",)");
    month("2014-09", R"("value":{"value":0},"numerator":0,"denominator":0)");
    EXPECT_EQ(lines(), Lines{"D3 o-2014-09 finding-d3-denominator"});
}

TEST_F(quality, parts_add_up_to_the_total_or_are_said_to_be_incomplete) {
    indicator(R"("disaggregations":[{"key":"gender","name":{"en":"Gender"},"complete":true,
        "categories":[{"key":"women","name":{"en":"Women"}},{"key":"men","name":{"en":"Men"}}]}],)");
    const auto parts = [](int women, int men) {
        return R"("value":{"value":40},"parts":[{"dimension":"gender","category":"women","value":{"value":)" +
               std::to_string(women) + R"(}},{"dimension":"gender","category":"men","value":{"value":)" +
               std::to_string(men) + "}}]";
    };
    month("2014-09", parts(25, 15));
    EXPECT_EQ(lines(), Lines{});
    month("2014-09", parts(25, 10));
    EXPECT_EQ(lines(), Lines{"D3 o-2014-09 finding-d3-parts"});
    month("2014-09", parts(25, 10) + R"(,"parts_incomplete":true)");
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(quality, a_running_total_does_not_fall) {
    indicator(R"("kind":"reported",)");
    value("2014-01", "50");
    value("2014-02", "40");
    EXPECT_EQ(lines(), Lines{}) << "each month for itself may be less";
    put("indicator", "i",
        R"({"organisation":"wmar","goal":"g","accumulation":"cumulative","name":{"es":"Talleres"}})");
    EXPECT_EQ(lines(), Lines{"D3 o-2014-02 finding-d3-falls"});
    value("2014-02", "50");
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(quality, a_value_far_from_the_others_is_asked_about) {
    indicator("");
    // The others of 90: median 11, distances 1 1 0 2 1, their median 1: 0.6745 × 79 = 53.3 deviations.
    for (const auto& [name, number] : {std::pair{"2014-01", "10"},
                                       {"2014-02", "12"},
                                       {"2014-03", "11"},
                                       {"2014-04", "13"},
                                       {"2014-05", "10"}})
        value(name, number);
    value("2014-06", "90");
    const auto found = check_values(network, "i", rules);
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0].id, "o-2014-06");
    EXPECT_EQ(found[0].message, (Message{"finding-d4", {"90", "5", "11", "53.3"}}));
    value("2014-06", "14");  // 0.6745 × 3 = 2.02
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(quality, among_equal_values_the_plain_z_tells) {
    indicator("");
    for (const char* name : {"2014-01", "2014-02", "2014-03", "2014-04"})
        value(name, "10");
    value("2014-05", "20");
    value("2014-06", "90");
    // The others of 90 are 10 10 10 10 20: median distance 0, mean 12, deviation 4: z 19.5. Those of 20 are
    // 10 10 10 10 90: mean 26, deviation 32: z −0.19.
    EXPECT_EQ(lines(), Lines{"D4 o-2014-06 finding-d4"});
}

TEST_F(quality, a_year_is_not_compared_with_months_and_few_values_show_no_outlier) {
    indicator("");
    for (const char* name : {"2014-01", "2014-02", "2014-03", "2014-04", "2014-05"})
        value(name, name[6] == '1' ? "10" : "11");
    put("observation", "o-year",
        R"({"organisation":"wmar","indicator":"i","first_day":"2013-01-01","last_day":"2013-12-31","value":{"value":130}})");
    EXPECT_EQ(lines(), Lines{});
    value("2014-05", "900");
    EXPECT_EQ(lines(), Lines{}) << "four others are too few";
}

TEST_F(quality, of_a_running_total_what_each_value_adds_is_compared) {
    put("indicator", "i",
        R"({"organisation":"wmar","goal":"g","accumulation":"cumulative","name":{"es":"Talleres"}})");
    int total = 0;
    for (int i = 1; i <= 7; ++i)
        value("2014-0" + std::to_string(i), std::to_string(total += (i % 2 == 0 ? 11 : 10)));
    EXPECT_EQ(lines(), Lines{}) << "it grows, and steadily";
    value("2014-08", std::to_string(total + 300));
    EXPECT_EQ(lines(), Lines{"D4 o-2014-08 finding-d4-step"});
}

TEST_F(quality, a_value_fits_its_kind_and_its_range) {
    indicator(R"("least":{"value":5},"greatest":{"value":100},)");
    value("2014-01", "-1");
    value("2014-02", "5");
    value("2014-03", "101");
    EXPECT_EQ(lines(), (Lines{"D1 o-2014-01 finding-d1-negative", "D2 o-2014-01 finding-d2-least",
                              "D2 o-2014-03 finding-d2-greatest"}));
    indicator(R"("measure":"ordinal","scores":[{"en":"bad"},{"en":"fair"},{"en":"good"}],)");
    EXPECT_EQ(lines().size(), 3) << "−1, 5 and 101 are no scores of three";
    indicator(R"("measure":"qualitative",)");
    EXPECT_EQ(lines().front(), "D1 o-2014-01 finding-d1-words");
}

TEST_F(quality, a_net_change_may_be_negative) {
    indicator(R"("kind":"measured","metric":{"metric":"bytes-added","definition":"brujula.net"},)");
    value("2014-01", "-500");
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(quality, missing_is_said_and_is_not_zero) {
    indicator("");
    month("2014-01", R"("note":{"es":"Sin encuesta este mes"})");
    EXPECT_EQ(lines(), Lines{});
    month("2014-01", R"("note":{})");
    EXPECT_EQ(lines(), Lines{"D6 o-2014-01 finding-d6"});
    month("2014-01", R"("value":{"value":0},"note":{"es":"No se midió por el paro"})");
    EXPECT_EQ(lines(), Lines{"D7 o-2014-01 finding-d7"});
    EXPECT_EQ(check_values(network, "i", rules)[0].fix->value, "null");
    month("2014-01", R"("value":{"value":0},"note":{"pt":"Não foi medido"})");
    EXPECT_EQ(lines(), Lines{"D7 o-2014-01 finding-d7"});
    month("2014-01", R"("value":{"value":0},"note":{"en":"Nobody came"})");
    EXPECT_EQ(lines(), Lines{}) << "a 0 that was counted";
}

TEST_F(quality, of_an_organisation_the_gravest_first_and_late_values_too) {
    put("goal", "g",
        R"({"organisation":"wmar","plan":"p","objective":"o","statement":{"es":"x"},"first_day":"2014-01-01","last_day":"2014-12-31"})");
    put("plan", "p",
        R"({"organisation":"wmar","title":{"es":"Plan"},"first_day":"2014-01-01","last_day":"2014-12-31"})");
    indicator(R"("measure":"percentage","frequency":"quarterly","greatest":{"value":1},)");
    put("observation", "o-1",
        R"({"organisation":"wmar","indicator":"i","first_day":"2014-01-01","last_day":"2014-03-31","value":{"value":1.2},"numerator":36,"denominator":3334})");
    const auto found = check_data(network, "wmar", 2014y / November / 21, rules);
    ASSERT_EQ(found.size(), 3);
    EXPECT_EQ(found[0].rule, "D3");
    EXPECT_EQ(found[1].rule, "D5") << "the second and third quarters have no value";
    EXPECT_EQ(found[1].message, (Message{"finding-d5", {"2", "2014-09-30"}}));
    EXPECT_EQ(found[1].kind, "indicator");
    EXPECT_EQ(found[2].rule, "D2");
    EXPECT_TRUE(check_data(network, "wmuy", 2014y / November / 21, rules).empty());
    EXPECT_EQ(check_data(network, "", 2014y / November / 21, rules).size(), 3);
}

TEST_F(quality, a_network_sets_the_rules) {
    indicator(R"("greatest":{"value":1},)");
    value("2014-01", "7");
    records::AdviserSettings settings;
    settings.rules.push_back({});
    settings.rules.back().rule = "D2";
    settings.rules.back().severity = records::Severity::off;
    rules = planning::RuleBook{settings};
    EXPECT_EQ(lines(), Lines{});
}

TEST_F(quality, an_unknown_indicator_has_no_findings) {
    EXPECT_TRUE(check_values(network, "none", rules).empty());
}

}  // namespace
}  // namespace brujula::evaluating
