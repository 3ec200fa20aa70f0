// SPDX-License-Identifier: GPL-3.0-or-later
#include "importing/import.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "sheets/read.hpp"

namespace brujula::importing {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const fs::path cases = BRUJULA_SOURCE_DIR "/tests/cases/importing";

std::string content_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What the cases are read against: tests/cases/importing/network.json.
struct Network {
    records::Kinds kinds = records::all_kinds();
    planning::Lexica lexica = planning::all_lexica();
    planning::NetworkRecords records;

    Network() {
        const auto file = parse_json(content_of(cases / "network.json"));
        for (const auto& record : file.as_array()) {
            const std::string kind{record.at("kind").as_string()};
            records.put(kind, std::string{record.at("id").as_string()}, record.at("data"));
        }
    }

    [[nodiscard]] Surroundings around() const {
        constexpr Date today{std::chrono::year{2015}, std::chrono::January, std::chrono::day{15}};
        return {records, lexica, kinds, today, [](std::string_view, std::string_view) { return false; }};
    }
};

std::string text_in(const json::object& object, std::string_view name) {
    const auto* found = object.if_contains(name);
    return found == nullptr ? std::string{} : std::string{found->as_string()};
}

Order order_of(const json::object& said) {
    Order order;
    const auto what = text_in(said, "what");
    order.what = what == "values"          ? What::values
                 : what == "organisations" ? What::organisations
                 : what == "persons"       ? What::persons
                                           : What::plan;
    order.language = text_in(said, "language");
    const auto& into = said.at("into").as_object();
    order.into.organisation = text_in(into, "organisation");
    order.into.plan = text_in(into, "plan");
    order.into.strategic = text_in(into, "type") == "strategic";
    if (const auto* title = into.if_contains("title"))
        for (const auto& [language, text] : title->as_object())
            order.into.title[std::string{language}] = std::string{text.as_string()};
    const auto first = parse_date(text_in(into, "first_day"));
    if (first) order.into.days = planning::Days{*first, *parse_date(text_in(into, "last_day"))};
    order.objective = text_in(said, "objective");
    order.baseline_day = parse_date(text_in(said, "baseline_day"));
    const auto accumulation = text_in(said, "accumulation");
    if (accumulation == "periodic") order.accumulation = records::Accumulation::periodic;
    if (accumulation == "cumulative") order.accumulation = records::Accumulation::cumulative;
    order.source = "input";
    return order;
}

std::string_view name_of(Standing standing) {
    return standing == Standing::added ? "added" : standing == Standing::changed ? "changed" : "there";
}

std::string told(const Layout& layout, const sheets::Table& table) {
    std::string out = "header " + std::to_string(layout.first_header + 1) + '-' +
                      std::to_string(layout.last_header + 1) + '\n';
    for (const auto& column : layout.columns) {
        out += sheets::address_of({0, column.index}).substr(0, 1) + ' ' +
               (column.field.empty() ? "–" : column.field) + ": " +
               header_of(table, layout.first_header, layout.last_header, column.index);
        if (column.days)
            out += " [" + format(column.days->first_day) + " " + format(column.days->last_day) + "]";
        if (column.year_open) out += " [year?]";
        out += '\n';
    }
    return out;
}

std::string told(const Import& import) {
    std::string out;
    for (const auto& entry : import.entries)
        out += std::string{name_of(entry.standing)} + ' ' + entry.kind + ' ' + entry.id + " (" +
               sheets::address_of(entry.from) + ")" +
               (entry.standing == Standing::there ? "" : " " + to_text(entry.body)) + '\n';
    for (const auto& problem : import.problems) {
        out += (problem.blocks ? "problem " : "note ") + sheets::address_of(problem.cell) + ' ' +
               problem.message.key;
        for (const auto& parameter : problem.message.parameters)
            out += " “" + parameter + "”";
        out += '\n';
    }
    for (const auto& question : import.questions) {
        out += "question " + question.name;
        for (const auto& cell : question.cells)
            out += ' ' + sheets::address_of(cell);
        out += '\n';
    }
    return out + (import.ready() ? "ready\n" : "not ready\n");
}

fs::path input_of(const fs::path& folder) {
    for (const auto& file : fs::directory_iterator(folder))
        if (file.path().stem() == "input") return file.path();
    return {};
}

class ImportCase : public testing::TestWithParam<std::string> {};

TEST_P(ImportCase, is_read_as_its_case_says) {
    const Network network;
    const auto folder = cases / GetParam();
    const auto workbook = sheets::read_tables(content_of(input_of(folder)));
    const auto said = parse_json(content_of(folder / "order.json"));
    auto order = order_of(said.as_object());
    const auto& table = workbook.tables.front();
    auto whole = order.into.days;
    if (!order.into.plan.empty()) {
        const auto& plan = network.records.plans.find(order.into.plan)->second;
        whole = planning::Days{plan.first_day, plan.last_day};
    }
    order.layout = proposed_layout(table, order.what, network.lexica, whole);
    const auto import = import_table(table, order, network.around());
    const auto found = told(order.layout, table) + told(import);
    const auto expected = content_of(folder / "expected.txt");
    EXPECT_EQ(found, expected);
    if (found != expected) std::ofstream{testing::TempDir() + "/importing-" + GetParam() + ".txt"} << found;
}

std::vector<std::string> all_cases() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(cases))
        if (entry.is_directory()) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

INSTANTIATE_TEST_SUITE_P(importing, ImportCase, testing::ValuesIn(all_cases()), [](const auto& tested) {
    std::string name = tested.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(importing, twice_the_same_gives_the_same_and_nothing_new_is_not_ready) {
    const Network network;
    const auto table = sheets::read_tables("Nombre\nWikimedia Argentina\n").tables.front();
    Order order;
    order.what = What::organisations;
    order.layout = proposed_layout(table, order.what, network.lexica, {});
    const auto import = import_table(table, order, network.around());
    EXPECT_EQ(told(import), told(import_table(table, order, network.around())));
    EXPECT_EQ(import.entries.size(), 1U);
    EXPECT_FALSE(import.ready());
}

TEST(importing, a_place_that_is_not_there_is_refused) {
    const Network network;
    const auto table = sheets::read_tables("Objetivo\nSumar\n").tables.front();
    Order order;
    order.layout = proposed_layout(table, order.what, network.lexica, {});
    order.into.plan = "nowhere";
    EXPECT_THROW(import_table(table, order, network.around()), Error);
    order.into = {"nobody", "", {}, {}, false};
    EXPECT_THROW(import_table(table, order, network.around()), Error);
}

TEST(importing, nothing_can_be_read_from_an_empty_table) {
    const Network network;
    const sheets::Table table;
    for (const auto what : {What::plan, What::values, What::organisations, What::persons}) {
        Order order;
        order.what = what;
        order.layout = proposed_layout(table, what, network.lexica, {});
        EXPECT_FALSE(import_table(table, order, network.around()).ready());
    }
}

}  // namespace
}  // namespace brujula::importing
