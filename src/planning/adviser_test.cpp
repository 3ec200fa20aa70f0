// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/adviser.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "records/described.hpp"

namespace brujula::planning {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const fs::path folder{BRUJULA_SOURCE_DIR "/tests/cases/advice"};
const std::vector<std::string> languages{"es", "en", "pt"};
// The day of every case.
constexpr Date today{std::chrono::year{2014}, std::chrono::November, std::chrono::day{21}};

json::value read(const fs::path& file) {
    std::ifstream in{file};
    return parse_json(std::string{std::istreambuf_iterator<char>(in), {}});
}

/// RFC 7396: null takes a member away.
void patch(json::value& to, const json::value& with) {
    if (!with.is_object()) {
        to = with;
        return;
    }
    if (!to.is_object()) to.emplace_object();
    for (const auto& [key, value] : with.get_object()) {
        if (value.is_null())
            to.get_object().erase(key);
        else
            patch(to.get_object()[key], value);
    }
}

/// "goal:goal" → its data.
using Records = std::map<std::string, json::value>;

Records base() {
    Records records;
    const json::value file = read(folder / "network.json");
    for (const auto& record : file.as_array())
        records[std::string(record.at("kind").as_string()) + ":" + std::string(record.at("id").as_string())] =
            record.at("data");
    return records;
}

Records records_of(const json::value& one_case) {
    Records records = base();
    if (const auto* added = one_case.as_object().if_contains("add"))
        for (const auto& record : added->as_array())
            records[std::string(record.at("kind").as_string()) + ":" +
                    std::string(record.at("id").as_string())] = record.at("data");
    for (const auto& [key, change] : one_case.at("patch").as_object()) {
        if (change.is_null())
            records.erase(key);
        else
            patch(records[key], change);
    }
    return records;
}

/// The case's goal as it is being written, and everything else as it is in the network.
struct Situation {
    NetworkRecords network;
    AdvisedGoal goal;

    explicit Situation(const Records& records) {
        std::vector<Problem> ignored;
        for (const auto& [key, data] : records) {
            const auto kind = key.substr(0, key.find(':'));
            const auto id = key.substr(key.find(':') + 1);
            if (key == "goal:goal") {
                goal.id = id;
                goal.goal = records::from_json<records::Goal>(data, ignored);
            } else if (kind == "indicator" && data.at("goal") == "goal") {
                goal.indicators.push_back({id, records::from_json<records::Indicator>(data, ignored),
                                           data.as_object().contains("direction") || id.starts_with("more")});
            } else {
                network.put(kind, id, data);
            }
        }
    }
};

std::vector<Finding> of_rule(const Advice& advice, const std::string& rule) {
    std::vector<Finding> found;
    for (const auto& finding : advice.findings)
        if (finding.rule == rule) found.push_back(finding);
    return found;
}

std::string listed(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings)
        text +=
            finding.rule + " " + finding.kind + finding.field + ": " + text_of(finding.message, "es") + "\n";
    return text;
}

std::string_view severity_name(Severity severity) {
    return severity == Severity::info ? "info" : severity == Severity::warning ? "warning" : "error";
}

/// `name`, or `name`_by_language for the language.
const json::value* expected_member(const json::object& expected, const std::string& name,
                                   const std::string& language) {
    if (const auto* alike = expected.if_contains(name)) return alike;
    const auto* each = expected.if_contains(name + "_by_language");
    return each == nullptr ? nullptr : each->as_object().if_contains(language);
}

void expect_numbers(const Finding& finding, const json::value& expected) {
    EXPECT_EQ(finding.evidence.size(), expected.as_object().size());
    for (const auto& number : finding.evidence) {
        const auto* value = expected.as_object().if_contains(number.name);
        ASSERT_NE(value, nullptr) << number.name;
        EXPECT_NEAR(number.value, value->to_number<double>(), 5e-5) << number.name;
    }
}

void expect_finding(const Finding& finding, const json::object& expected, const std::string& language) {
    EXPECT_EQ(finding.kind, expected.at("kind").as_string());
    EXPECT_EQ(finding.field, expected.at("field").as_string());
    EXPECT_EQ(severity_name(finding.severity), expected.at("severity").as_string());
    if (const auto* evidence = expected_member(expected, "evidence", language))
        expect_numbers(finding, *evidence);
    const auto* fix = expected_member(expected, "fix", language);
    ASSERT_EQ(finding.fix.has_value(), fix != nullptr);
    if (fix != nullptr) {
        EXPECT_EQ(parse_json(finding.fix->value), *fix);
    }
}

/// Words in every language, with nothing left open.
void expect_words(const Message& message) {
    for (const auto& language : languages) {
        const auto words = text_of(message, language);
        EXPECT_EQ(words.find_first_of("${}"), std::string::npos) << language << ": " << words;
        EXPECT_EQ(words.find("⧼"), std::string::npos) << language << ": " << words;
    }
}

class AdviceCase : public testing::TestWithParam<std::string> {};

TEST_P(AdviceCase, finds_what_the_cases_say_in_three_languages) {
    const auto lexica = all_lexica();
    const auto& rule = GetParam();
    const json::value cases = read(folder / (rule + ".json"));
    std::size_t found = 0;
    std::size_t passed = 0;
    for (const auto& one : cases.as_array()) {
        const Situation situation(records_of(one));
        const auto& expected = one.at("finds").as_array();
        (expected.empty() ? passed : found) += 1;
        for (const auto& language : languages) {
            SCOPED_TRACE(rule + " " + std::string(one.at("name").as_string()) + " " + language);
            const auto advice = Adviser(lexica, situation.network, today).advise(situation.goal, language);
            const auto findings = of_rule(advice, rule);
            ASSERT_EQ(findings.size(), expected.size()) << listed(findings);
            for (std::size_t i = 0; i < findings.size(); ++i) {
                expect_finding(findings[i], expected[i].as_object(), language);
                expect_words(findings[i].message);
                if (findings[i].fix) expect_words(findings[i].fix->label);
            }
        }
    }
    EXPECT_GT(found, 0U) << "no case in which it finds something";
    EXPECT_GT(passed, 0U) << "no case in which it finds nothing";
}

std::vector<std::string> rules_of_goals() {
    std::vector<std::string> rules;
    for (const auto& rule : all_rules())
        if (std::string_view{"SMART"}.find(rule.letter) != std::string_view::npos) rules.push_back(rule.id);
    return rules;
}

INSTANTIATE_TEST_SUITE_P(Rules, AdviceCase, testing::ValuesIn(rules_of_goals()),
                         [](const auto& rule) { return rule.param; });

TEST(Adviser, a_goal_that_holds_water_has_no_finding) {
    const auto lexica = all_lexica();
    const Situation situation(base());
    for (const auto& language : languages) {
        const auto advice = Adviser(lexica, situation.network, today).advise(situation.goal, language);
        EXPECT_TRUE(advice.findings.empty()) << listed(advice.findings);
        for (const char letter : {'S', 'M', 'A', 'R', 'T'})
            EXPECT_EQ(advice.standing(letter), Advice::Standing::holds) << letter;
    }
}

json::value no_baseline(const char* more = "") {
    return parse_json(std::string(R"({"patch":{"indicator:indicator":{"baseline":null})") + more + "}}");
}

TEST(Adviser, a_letter_fails_by_an_error_and_holds_again_by_an_answer) {
    const auto lexica = all_lexica();
    const Situation failing(records_of(no_baseline()));
    EXPECT_EQ(Adviser(lexica, failing.network, today).advise(failing.goal, "es").standing('M'),
              Advice::Standing::fails);
    const Situation answered(records_of(
        no_baseline(R"(,"goal:goal":{"answers":[{"rule":"M4","text":{"es":"Es el primer año"}}]})")));
    const auto advice = Adviser(lexica, answered.network, today).advise(answered.goal, "es");
    EXPECT_EQ(advice.standing('M'), Advice::Standing::holds);
    EXPECT_EQ(of_rule(advice, "M4").size(), 1U) << "the finding stays to be read, with its answer";
}

TEST(Adviser, a_network_switches_a_rule_off_or_makes_it_graver) {
    const auto lexica = all_lexica();
    auto records = records_of(no_baseline());
    const auto settings = [&](const char* severity) {
        records["adviser_settings:s"] = parse_json(
            std::string(R"({"organisation":"net","rules":[{"rule":"M4","severity":")") + severity + "\"}]}");
        const Situation situation(records);
        return of_rule(Adviser(lexica, situation.network, today).advise(situation.goal, "es"), "M4");
    };
    EXPECT_TRUE(settings("off").empty());
    EXPECT_EQ(settings("info").at(0).severity, Severity::info);
}

TEST(Adviser, the_settings_of_a_member_are_not_the_networks) {
    const auto lexica = all_lexica();
    auto records = records_of(no_baseline());
    records["adviser_settings:s"] =
        parse_json(R"({"organisation":"b","rules":[{"rule":"M4","severity":"off"}]})");
    const Situation situation(records);
    EXPECT_EQ(of_rule(Adviser(lexica, situation.network, today).advise(situation.goal, "es"), "M4").size(),
              1U);
}

TEST(Adviser, an_empty_draft_is_advised_and_never_fails) {
    const auto lexica = all_lexica();
    const NetworkRecords nothing;
    const auto advice = Adviser(lexica, nothing, today).advise({}, "es");
    std::set<std::string> rules;
    for (const auto& finding : advice.findings)
        rules.insert(finding.rule);
    for (const char* rule : {"S1", "S2", "S8", "M1", "A4", "R1", "T1"})
        EXPECT_TRUE(rules.contains(rule)) << rule;
}

TEST(Adviser, every_rule_has_its_title_and_its_place_in_the_documents) {
    std::ifstream in{BRUJULA_SOURCE_DIR "/docs/rules.md"};
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    for (const auto& rule : all_rules()) {
        std::string key = "rule-" + rule.id;
        key[5] = static_cast<char>(std::tolower(key[5]));
        expect_words({key, {}});
        EXPECT_NE(page.find("### " + rule.id + " "), std::string::npos) << rule.id;
    }
}

}  // namespace
}  // namespace brujula::planning
