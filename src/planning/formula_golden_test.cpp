// SPDX-License-Identifier: GPL-3.0-or-later
// tests/cases/formulas: a formula, the values it is given, and what comes out or why nothing does.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "planning/indicator_values.hpp"
#include "records/described.hpp"

using namespace brujula;
using namespace brujula::planning;
using namespace brujula::records;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

const fs::path cases = fs::path{BRUJULA_SOURCE_DIR} / "tests/cases/formulas";

template <class Enum>
Enum read_enum(const json::object& from, std::string_view name, Enum otherwise) {
    const auto* value = from.if_contains(name);
    if (value == nullptr) return otherwise;
    Enum read{};
    if (!boost::describe::enum_from_string(value->as_string().c_str(), read))
        throw std::runtime_error("no such " + std::string{name});
    return read;
}

std::string text(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value == nullptr ? std::string{} : std::string{value->as_string()};
}

std::optional<double> number(const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value == nullptr ? std::nullopt : std::optional{value->to_number<double>()};
}

Date day(const json::object& from, std::string_view name) {
    return *parse_date(text(from, name));
}

records::Formula read_formula(const json::value& from) {
    records::Formula formula;
    if (from.is_string()) {
        formula.numerator = from.as_string();
        return formula;
    }
    formula.numerator = text(from.as_object(), "numerator");
    formula.denominator = text(from.as_object(), "denominator");
    formula.factor = number(from.as_object(), "factor").value_or(1);
    return formula;
}

Observation read_observation(const std::string& indicator, const json::object& from) {
    Observation observation;
    observation.indicator.id = indicator;
    observation.first_day = day(from, "first_day");
    observation.last_day = day(from, "last_day");
    if (const auto value = number(from, "value"))
        observation.value = Amount{*value, read_enum(from, "quality", AmountQuality::exact)};
    observation.numerator = number(from, "numerator");
    observation.denominator = number(from, "denominator");
    if (const auto* parts = from.if_contains("parts"))
        for (const auto& part : parts->as_array())
            observation.parts.push_back({text(part.as_object(), "dimension"),
                                         text(part.as_object(), "category"),
                                         Amount{*number(part.as_object(), "value")}});
    return observation;
}

Indicator read_indicator(const json::object& from) {
    Indicator indicator;
    indicator.accumulation = read_enum(from, "accumulation", Accumulation::periodic);
    indicator.measure = read_enum(from, "measure", Measure::unit);
    if (const auto* unit = from.if_contains("unit")) indicator.unit = json::value_to<LocalizedText>(*unit);
    if (const auto* formula = from.if_contains("formula")) {
        indicator.kind = IndicatorKind::formula;
        indicator.formula = read_formula(*formula);
    }
    return indicator;
}

NetworkRecords read_network(const json::object& indicators) {
    NetworkRecords network;
    for (const auto& member : indicators) {
        const std::string id{member.key()};
        const auto& from = member.value().as_object();
        network.indicators[id] = read_indicator(from);
        const auto* values = from.if_contains("values");
        if (values == nullptr) continue;
        for (std::size_t i = 0; i < values->as_array().size(); ++i) {
            const auto name = id + "-" + std::to_string(i);
            network.observations[name] = read_observation(id, values->as_array()[i].as_object());
            network.observations_of_indicator[id].insert(name);
        }
    }
    return network;
}

FormulaTime read_time(const json::object& from) {
    const PeriodType type{read_enum(from, "frequency", Frequency::quarterly),
                          static_cast<int>(number(from, "first_month").value_or(1))};
    const bool year_to_date = from.contains("year_to_date");
    if (type.frequency == Frequency::once)
        return {periods_in(type, {day(from, "first_day"), day(from, "last_day")})[0], year_to_date};
    return {*period_holding(type, day(from, "day")), year_to_date};
}

void expect_message(const json::object& expected, const Message& message) {
    if (expected.contains("text")) {
        EXPECT_EQ(text_of(message), text(expected, "text"));
    }
}

void expect_problems(const json::object& expected, const std::vector<Problem>& problems) {
    ASSERT_EQ(problems.size(), 1u) << "one at a time";
    EXPECT_EQ(problems[0].message.key, text(expected, "refused"));
    if (expected.contains("field")) {
        EXPECT_EQ(problems[0].field, text(expected, "field"));
    }
    expect_message(expected, problems[0].message);
}

void expect_value(const json::object& expected, const Calculated& calculated) {
    ASSERT_TRUE(calculated.value) << text_of(*calculated.reason);
    EXPECT_NEAR(calculated.value->value, *number(expected, "value"),
                1e-12 * std::abs(*number(expected, "value")));
    EXPECT_EQ(calculated.value->quality, read_enum(expected, "quality", AmountQuality::exact));
    const auto* complete = expected.if_contains("complete");
    EXPECT_EQ(calculated.complete, complete == nullptr || complete->as_bool());
}

/// All values of the indicator in some days: how many there are, or why they are not worked out.
void expect_series(const json::object& expected, IndicatorValues& values, const json::object& series) {
    const auto made = values.observations("asked", {day(series, "first_day"), day(series, "last_day")}, 1);
    if (!expected.contains("over")) {
        EXPECT_FALSE(values.over());
        EXPECT_EQ(static_cast<double>(made.size()), *number(expected, "values"));
        return;
    }
    EXPECT_TRUE(made.empty());
    ASSERT_TRUE(values.over());
    EXPECT_EQ(values.over()->key, text(expected, "over"));
    expect_message(expected, *values.over());
}

std::vector<std::string> folders() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(cases))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

class FormulaCases : public ::testing::TestWithParam<std::string> {};

}  // namespace

TEST_P(FormulaCases, come_out_as_worked_out_by_hand) {
    std::ifstream stream{cases / GetParam() / "case.json"};
    const auto read = parse_json((std::ostringstream{} << stream.rdbuf()).str());
    const auto& one = read.as_object();
    SCOPED_TRACE(text(one, "why"));
    ASSERT_FALSE(text(one, "why").empty());
    const json::object none;
    const auto* indicators = one.if_contains("indicators");
    auto network = read_network(indicators == nullptr ? none : indicators->as_object());
    auto& asked = network.indicators["asked"];
    asked.kind = IndicatorKind::formula;
    asked.formula = read_formula(one.at("formula"));
    if (const auto* unit = one.if_contains("unit")) asked.unit = json::value_to<LocalizedText>(*unit);

    const auto& expected = one.at("expect").as_object();
    const auto problems = check_formula(network, "asked", asked);
    if (expected.contains("refused")) return expect_problems(expected, problems);
    EXPECT_TRUE(problems.empty()) << text_of(problems[0].message);
    IndicatorValues values{network};
    if (const auto* series = one.if_contains("series")) {
        asked.frequency = read_enum(series->as_object(), "frequency", Frequency::quarterly);
        return expect_series(expected, values, series->as_object());
    }
    const auto calculated = values.value("asked", read_time(one.at("period").as_object()));
    if (expected.contains("none")) {
        ASSERT_FALSE(calculated.value) << calculated.value->value;
        EXPECT_EQ(calculated.reason->key, text(expected, "none"));
        expect_message(expected, *calculated.reason);
    } else {
        expect_value(expected, calculated);
    }
}

INSTANTIATE_TEST_SUITE_P(Formulas, FormulaCases, ::testing::ValuesIn(folders()), [](const auto& test) {
    std::string name = test.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});
