// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/catalogue.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "metrics/history_for_tests.hpp"

using namespace brujula;
using namespace brujula::metrics;
namespace fs = std::filesystem;

namespace {

const fs::path top = BRUJULA_SOURCE_DIR;
const Catalogue catalogue = all_metrics();

std::string read(const fs::path& file) {
    std::ifstream stream{file};
    return (std::ostringstream{} << stream.rdbuf()).str();
}

Scope november() {
    return {{{.everyone = false,
              .people = {{"Ana", ""}},
              .wikis = {"testwiki"},
              .categories = {},
              .pages = {},
              .period = {*parse_instant("2014-11-01T00:00:00Z"), *parse_instant("2014-12-01T00:00:00Z")}}}};
}

template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.message().key;
    }
    return "";
}

}  // namespace

TEST(Catalogue, every_metric_has_its_page_with_every_definition) {
    for (const auto& metric : catalogue.metrics()) {
        const auto page = read(top / "docs/metrics" / (metric.name + ".md"));
        ASSERT_FALSE(page.empty()) << metric.name;
        for (const auto& definition : metric.definitions) {
            const auto family = definition.id.substr(0, definition.id.find('.')) + ".*`";
            EXPECT_TRUE(page.find("`" + definition.id + "`") != std::string::npos ||
                        page.find("`" + family) != std::string::npos)
                << metric.name << " " << definition.id;
        }
    }
}

TEST(Catalogue, every_definition_has_a_number_worked_out_by_hand) {
    for (const auto& metric : catalogue.metrics()) {
        const auto questions = read(top / "tests/cases/metrics" / metric.name / "questions.json");
        for (const auto& definition : metric.definitions) {
            const bool own = &definition == &metric.definitions.front();
            EXPECT_TRUE(questions.find('"' + metric.name + '/' + definition.id + '"') != std::string::npos ||
                        (own && questions.find('"' + metric.name + '"') != std::string::npos))
                << metric.name << "/" << definition.id;
        }
    }
}

TEST(Catalogue, every_metric_has_its_texts_in_every_language) {
    for (const auto* language : {"en", "es", "pt", "qqq"}) {
        const auto messages = parse_json(read(top / "src/messages" / (std::string{language} + ".json")));
        for (const auto& metric : catalogue.metrics())
            for (const auto* part : {"-name", "-summary", "-traps"})
                EXPECT_TRUE(messages.as_object().contains("metric-" + metric.name + part))
                    << language << " " << metric.name << part;
        for (const auto& metric : catalogue.metrics())
            EXPECT_TRUE(messages.as_object().contains("metric-unit-" + metric.unit)) << metric.unit;
    }
}

TEST(Catalogue, every_code_that_the_interface_shows_has_words) {
    const auto described = to_json(catalogue);
    for (const auto& metric : described.as_array())
        for (const auto* aspect : {"bounds", "bots", "redirects", "deleted", "others_edits", "union"}) {
            std::string key =
                "metric-" + std::string{aspect} + "-" + std::string{metric.at(aspect).as_string()};
            std::replace(key.begin(), key.end(), '_', '-');
            EXPECT_TRUE(has_message(key)) << key;
        }
}

TEST(Catalogue, full_names_are_unique) {
    std::set<std::string> names;
    for (const auto& metric : catalogue.metrics())
        for (const auto& definition : metric.definitions)
            EXPECT_TRUE(names.insert(metric.name + "/" + definition.id).second);
}

TEST(Catalogue, a_metric_is_found_with_or_without_its_definition) {
    EXPECT_EQ(catalogue.find("bytes-added").full_name(), "bytes-added/brujula.absolute");
    EXPECT_EQ(catalogue.find("bytes-added/wikimetrics.net").full_name(), "bytes-added/wikimetrics.net");
    EXPECT_EQ(catalogue.find("bytes-added", "event-metrics").full_name(), "bytes-added/event-metrics");
}

TEST(Catalogue, an_unknown_name_is_refused_with_those_there_are) {
    EXPECT_EQ(refusal([&] { (void)catalogue.find("bytes"); }), "error-metric-unknown");
    EXPECT_EQ(refusal([&] { (void)catalogue.find("bytes-added/x"); }), "error-metric-definition-unknown");
    try {
        (void)catalogue.find("edits/x");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.message().parameters.back(), testing::HasSubstr("wikimetrics"));
    }
}

TEST(Settings, what_is_not_chosen_is_the_definitions_own) {
    const auto settings = settle(*catalogue.find("active-editors").definition, {{}, {{"edits", 10}}});
    EXPECT_EQ(settings.parameters.at("edits"), 10);
    EXPECT_EQ(settings.parameters.at("days"), 30);
    EXPECT_EQ(settle(*catalogue.find("pages-created").definition, {}).namespaces, std::vector<int>{0});
    EXPECT_TRUE(
        settle(*catalogue.find("pages-created").definition, {std::vector<int>{}, {}}).namespaces.empty());
}

TEST(Settings, what_a_definition_has_not_is_refused) {
    const auto& active = *catalogue.find("active-editors").metric;
    const auto& rolling = active.definitions.front();
    EXPECT_EQ(refusal([&] { settle(rolling, {{}, {{"weeks", 1}}}); }), "error-metric-parameter-unknown");
    EXPECT_EQ(refusal([&] { settle(rolling, {{}, {{"edits", 0}}}); }), "error-metric-parameter-range");
    EXPECT_EQ(refusal([&] {
                  settle(rolling, {{}, {{"edits", std::numeric_limits<double>::quiet_NaN()}}});
              }),
              "error-metric-parameter-range");
    EXPECT_EQ(refusal([&] {
                  settle(rolling, {std::vector<int>{0}, {}});
              }),
              "error-metric-takes-no-namespaces");
}

TEST(Scope, without_wiki_people_or_time_it_is_refused) {
    EXPECT_EQ(refusal([] { check(Scope{}); }), "error-scope-empty");
    auto scope = november();
    scope.parts[0].wikis = {};
    EXPECT_EQ(refusal([&] { check(scope); }), "error-scope-without-wiki");
    scope = november();
    scope.parts[0].period.until = scope.parts[0].period.from;
    EXPECT_EQ(refusal([&] { check(scope); }), "error-scope-period-empty");
    scope = november();
    scope.parts[0].people.resize(most_people + 1);
    EXPECT_EQ(refusal([&] { check(scope); }), "error-scope-people");
    scope = november();
    scope.parts.resize(most_parts + 1, scope.parts[0]);
    EXPECT_EQ(refusal([&] { check(scope); }), "error-scope-parts");
}

TEST(Scope, a_name_counts_once_and_impossible_ones_never) {
    auto scope = november();
    scope.parts[0].people = {{"Ana", ""}, {"Ana", "eswiki"}, {"", ""}, {"Bea\nAna", ""}};
    EXPECT_EQ(people_of(scope), std::vector<std::string>{"Ana"});
}

// The list travels as one text with line feeds between: a name with one must not become two.
TEST(Scope, a_name_with_a_line_feed_matches_nobody) {
    HistoryForTests history;
    history.run(
        "INSERT INTO edits(event_timestamp, event_user_text, page_id) VALUES ('2014-11-05', 'Ana', 1)");
    auto scope = november();
    scope.parts[0].people = {{"Bea\nAna", ""}};
    EXPECT_EQ(history.value(catalogue.find("edits"), {}, scope), 0);
}

TEST(Scope, names_and_categories_are_data_never_sql) {
    HistoryForTests history;
    auto scope = november();
    scope.parts[0].people = {{"'); DROP TABLE edits; --", ""}, {"?", ""}};
    scope.parts[0].categories = {{"", "' OR true --"}};
    EXPECT_EQ(history.value(catalogue.find("edits"), {}, scope), 0);
    EXPECT_EQ(history.query({"SELECT count(*) FROM edits", {}}).rows.size(), 1u);
}
