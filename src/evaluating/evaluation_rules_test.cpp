// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/evaluation_rules.hpp"

#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "records/described.hpp"

namespace brujula::evaluating {
namespace {
namespace fs = std::filesystem;
namespace json = boost::json;

const fs::path cases = fs::path{BRUJULA_SOURCE_DIR} / "tests/cases/evaluation";

std::string read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>(in), {}};
}

/// case.json: the day, the plan, and the records around it as {"kind": {"id": body}}.
struct Case {
    explicit Case(const fs::path& folder) {
        const json::value value = parse_json(read(folder / "case.json"));
        today = *parse_date(json::value_to<std::string>(value.at("today")));
        plan = records::from_json<records::EvaluationPlan>(value.at("plan"));
        const json::object& kinds = value.at("records").as_object();
        for (const auto& kind : kinds)
            for (const auto& record : kind.value().as_object())
                network.put(kind.key(), std::string{record.key()}, record.value());
    }

    Date today;
    records::EvaluationPlan plan;
    planning::NetworkRecords network;
};

/// "E2 error /questions/0/responsible finding-e2-until 2014-06-30 2014-12-15 days=3"
std::string line_of(const planning::Finding& finding) {
    std::string line = finding.rule + ' ' + json::value_to<std::string>(records::to_json(finding.severity)) +
                       ' ' + finding.field + ' ' + finding.message.key;
    for (const auto& parameter : finding.message.parameters)
        line += ' ' + parameter;
    for (const auto& number : finding.evidence)
        line += ' ' + number.name + '=' + format_number(number.value);
    return line + '\n';
}

std::string findings(const Case& c, const planning::RuleBook& rules) {
    std::string text;
    for (const auto& finding : evaluation_findings(c.plan, "e", c.network, rules, c.today)) {
        EXPECT_EQ(finding.kind, "evaluation_plan");
        EXPECT_EQ(finding.id, "e");
        for (const char* language : {"en", "es", "pt"})
            EXPECT_EQ(text_of(finding.message, language).find("⧼"), std::string::npos) << finding.message.key;
        text += line_of(finding);
    }
    return text;
}

TEST(evaluation_rules, the_golden_cases_have_their_findings) {
    int seen = 0;
    for (const auto& folder : fs::directory_iterator{cases}) {
        if (!folder.path().filename().string().starts_with("e")) continue;
        SCOPED_TRACE(folder.path().filename());
        ++seen;
        const Case c{folder.path()};
        const planning::RuleBook rules{planning::settings_of(c.network)};
        EXPECT_EQ(findings(c, rules), read(folder.path() / "findings.txt"));
    }
    EXPECT_GE(seen, 13);
}

TEST(evaluation_rules, a_survey_after_without_questions_is_offered_those_asked_before) {
    const Case c{cases / "e5-other-questions-and-words"};
    const auto found = evaluation_findings(c.plan, "e", c.network, planning::RuleBook{}, c.today);
    ASSERT_TRUE(found.back().fix);
    EXPECT_EQ(found.back().fix->pointer, "/questions/2/survey_items");
    EXPECT_EQ(parse_json(found.back().fix->value), records::to_json(c.plan.questions[0].survey_items));
}

// 36 of 40 is 0.9; nobody asked has no rate.
TEST(evaluation_rules, the_response_rate_is_those_who_answered_of_those_asked) {
    records::EvaluationQuestion question;
    EXPECT_FALSE(response_rate(question));
    question.asked = 40;
    EXPECT_FALSE(response_rate(question));
    question.answered = 36;
    EXPECT_DOUBLE_EQ(*response_rate(question), 0.9);
    question.asked = 0;
    EXPECT_FALSE(response_rate(question));
}

}  // namespace
}  // namespace brujula::evaluating
