// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/observed.hpp"

#include <gtest/gtest.h>

using namespace brujula;
using namespace brujula::records;
using namespace std::chrono;

namespace {

const Date first = Date{sys_days{2014y / May / 1}};
const Date last = Date{sys_days{2014y / May / 31}};

Measurement measurement(int people, std::vector<MeasuredValue> values) {
    Measurement made;
    made.scope.people = people;
    made.scope.first_day = first;
    made.scope.last_day = last;
    made.values = std::move(values);
    return made;
}

Observation observation(double value, ObservedBy by = ObservedBy::measured) {
    Observation made;
    made.first_day = first;
    made.last_day = last;
    made.value = Amount{value};
    made.by = by;
    made.measurement = Ref<"measurement">{"m"};
    return made;
}

Indicator of_metric(const std::string& metric, const std::string& definition = "") {
    Indicator made;
    made.metric = MetricChoice{metric, definition, {}};
    return made;
}

/// "/value problem-measured-value", one a line.
std::string told(const Observation& one, const Indicator& indicator, const Measurement& of) {
    std::string lines;
    for (const auto& problem : measuring::observed_problems(one, indicator, of))
        lines += problem.field + " " + problem.message.key + "\n";
    return lines;
}

const MeasuredValue edits{"edits", "edits/brujula", "edits", 120, "", {}, {}};
const MeasuredValue pages{"pages-edited", "pages-edited/brujula", "pages", 40, "", {0}, {}};
const MeasuredValue few{"participants", "participants/brujula.edited", "people", 3, "", {}, {}};

}  // namespace

TEST(AccessObserved, a_value_that_the_measurement_has_is_taken) {
    const auto made = measurement(20, {edits, pages});
    EXPECT_EQ(told(observation(120), of_metric("edits"), made), "");
    EXPECT_EQ(told(observation(120), of_metric("edits", "brujula"), made), "");
    EXPECT_EQ(told(observation(40), Indicator{}, made), "") << "an indicator without a metric takes any";
}

TEST(AccessObserved, another_value_metric_or_definition_is_refused) {
    const auto made = measurement(20, {edits, pages});
    EXPECT_EQ(told(observation(999999), of_metric("edits"), made), "/value problem-measured-value\n");
    EXPECT_EQ(told(observation(40), of_metric("edits"), made), "/value problem-measured-value\n");
    EXPECT_EQ(told(observation(120), of_metric("edits", "wikimetrics"), made),
              "/value problem-measured-value\n");
    EXPECT_EQ(told(observation(0), of_metric("bytes-added"), made), "/value problem-measured-value\n")
        << "what was not measured is not 0";
    auto indicator = of_metric("pages-edited");
    indicator.metric->namespaces = {6};
    EXPECT_EQ(told(observation(40), indicator, made), "/value problem-measured-value\n");
}

TEST(AccessObserved, it_is_of_the_measurements_days) {
    auto one = observation(120);
    one.last_day = Date{sys_days{2014y / December / 31}};
    EXPECT_EQ(told(one, of_metric("edits"), measurement(20, {edits})), "/first_day problem-measured-days\n");
    one.by = ObservedBy::reported;
    EXPECT_EQ(told(one, of_metric("edits"), measurement(20, {edits})), "") << "a reported one may differ";
}

TEST(AccessObserved, nothing_that_is_hidden_is_published_and_trying_tells_nothing) {
    const auto small = measurement(3, {edits});
    for (const auto by : {ObservedBy::measured, ObservedBy::reported})
        for (const double tried : {120.0, 119.0, 0.0})
            EXPECT_EQ(told(observation(tried, by), of_metric("edits"), small),
                      "/measurement problem-measured-hidden\n");
    const auto some = measurement(20, {edits, few});
    EXPECT_EQ(told(observation(3), of_metric("participants"), some),
              "/measurement problem-measured-hidden\n");
    EXPECT_EQ(told(observation(3, ObservedBy::reported), Indicator{}, some),
              "/measurement problem-measured-hidden\n");
    EXPECT_EQ(told(observation(120), of_metric("edits"), some), "") << "its own number is not hidden";
}

TEST(AccessObserved, parts_and_counts_do_not_carry_what_is_hidden) {
    const auto small = measurement(3, {edits});
    auto one = observation(0);
    one.value.reset();
    one.note = {{"es", "Son pocas personas"}};
    EXPECT_EQ(told(one, of_metric("edits"), small), "") << "without numbers";
    one.parts = {{"gender", "women", Amount{120}}};
    EXPECT_EQ(told(one, of_metric("edits"), small), "/measurement problem-measured-hidden\n");
    one.parts.clear();
    one.numerator = 120;
    EXPECT_EQ(told(one, of_metric("edits"), small), "/measurement problem-measured-hidden\n");
}
