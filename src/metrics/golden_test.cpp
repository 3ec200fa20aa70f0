// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "metrics/history_for_tests.hpp"

using namespace brujula;
using namespace brujula::metrics;
namespace fs = std::filesystem;

namespace {

const fs::path cases = fs::path{BRUJULA_SOURCE_DIR} / "tests/cases/metrics";

std::string read(const fs::path& file) {
    std::ifstream stream{file};
    return (std::ostringstream{} << stream.rdbuf()).str();
}

Choice choice_of(const boost::json::object& question) {
    Choice choice;
    if (const auto* namespaces = question.if_contains("namespaces"))
        choice.namespaces = boost::json::value_to<std::vector<int>>(*namespaces);
    if (const auto* parameters = question.if_contains("parameters"))
        for (const auto& [name, value] : parameters->as_object())
            choice.parameters.emplace(std::string{name}, value.to_number<double>());
    return choice;
}

void answer(HistoryForTests& history, const Catalogue& catalogue, const boost::json::object& question) {
    const auto scope = scope_of_json(question.at("scope"));
    for (const auto& [name, expected] : question.at("expect").as_object()) {
        SCOPED_TRACE(std::string{name});
        EXPECT_EQ(history.value(catalogue.find(std::string_view{name}), choice_of(question), scope),
                  expected.to_number<double>());
    }
}

std::vector<std::string> folders() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(cases))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

class Golden : public testing::TestWithParam<std::string> {};

}  // namespace

TEST_P(Golden, numbers_are_those_worked_out_by_hand) {
    HistoryForTests history;
    history.load(cases / GetParam());
    const auto catalogue = all_metrics();
    const auto questions = parse_json(read(cases / GetParam() / "questions.json"));
    ASSERT_FALSE(questions.as_array().empty());
    for (const auto& question : questions.as_array()) {
        SCOPED_TRACE(std::string{question.at("why").as_string()});
        answer(history, catalogue, question.as_object());
    }
}

INSTANTIATE_TEST_SUITE_P(Metrics, Golden, testing::ValuesIn(folders()), [](const auto& test) {
    std::string name = test.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});
