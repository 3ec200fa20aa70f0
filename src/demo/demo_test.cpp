// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo.hpp"

#include <fstream>
#include <set>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "facts/lake.hpp"
#include "store/care.hpp"
#include "store/store.hpp"

using namespace brujula;
using namespace brujula::demo;
namespace fs = std::filesystem;

namespace {

/// One demo for all the tests: making it takes seconds.
struct Demo : testing::Test {
    static inline fs::path data;
    static inline std::vector<DemoAccount> accounts;
    static inline const records::Kinds kinds = records::all_kinds();
    static inline const SystemClock clock;
    static void SetUpTestSuite() {
        data = fs::temp_directory_path() / ("brujula-demo-" + std::to_string(::getpid()));
        fs::remove_all(data);
        accounts = make_demo(data, default_demo_folder(), kinds, clock);
    }
    static void TearDownTestSuite() { fs::remove_all(data); }

    static std::vector<store::Revision> all(const std::string& kind) {
        const store::Store store{data, kinds, clock};
        return store.list({.kind = kind, .links = {}, .organisation = {}, .limit = 1000, .after = ""})
            .records;
    }
};

std::string text_of_file(const fs::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_F(Demo, it_holds_every_invariant_and_is_never_made_over_something) {
    EXPECT_TRUE(store::check(data, kinds).empty());
    EXPECT_THROW(make_demo(data, default_demo_folder(), kinds, clock), Error);
}

TEST_F(Demo, the_twenty_six_affiliates_the_network_and_the_foundation_are_there) {
    EXPECT_EQ(all("organisation").size(), 28u);
}

TEST_F(Demo, what_is_not_a_fact_says_that_it_is_a_demo_and_what_is_has_a_source) {
    for (const auto& kind : {"plan", "goal"})
        for (const auto& record : all(kind)) {
            const bool is_demo = record.body.at("check").as_string() == "demo";
            const auto* texts =
                record.body.as_object().if_contains(std::string_view(kind) == "plan" ? "title" : "statement");
            for (const auto& [language, text] : texts->as_object())
                EXPECT_EQ(text.as_string().starts_with("(demo)"), is_demo) << record.id;
            EXPECT_TRUE(is_demo || record.body.as_object().contains("source")) << record.id;
        }
    for (const auto& record : all("observation"))
        EXPECT_TRUE(record.body.at("check").as_string() == "demo" ||
                    record.body.as_object().contains("source"))
            << record.id;
}

TEST_F(Demo, its_practices_say_that_they_are_a_demo_and_where_they_are_from) {
    EXPECT_EQ(all("practice").size(), 6u);
    for (const auto& record : all("practice")) {
        EXPECT_EQ(record.body.at("check").as_string(), "demo") << record.id;
        EXPECT_FALSE(record.body.at("source").as_string().empty()) << record.id;
        const auto* measurements = record.body.as_object().if_contains("measurements");
        if (record.id == "talleres-de-a-dos") {
            ASSERT_NE(measurements, nullptr);
            EXPECT_EQ(measurements->at(0).as_string(), "taller-docentes-2014");
        }
        for (const auto* member : {"title", "problem", "solution"})
            for (const auto& [language, text] : record.body.at(member).as_object())
                EXPECT_TRUE(text.as_string().starts_with("(demo)")) << record.id << ' ' << member;
    }
}

TEST_F(Demo, every_activity_has_a_cohort_of_people_who_edit_the_simulated_wiki) {
    const facts::Lake lake{data / "lake"};
    ASSERT_EQ(all("activity").size(), 7u);
    for (const auto& cohort : all("cohort")) {
        const auto name = std::string(cohort.body.at("members").at(0).at("user_name").as_string());
        const auto table = lake.query({"SELECT count(*) FROM users WHERE event_user_text = ?", {name}});
        EXPECT_EQ(std::get<std::int64_t>(table.rows.at(0).at(0)), 1) << name;
    }
    ASSERT_FALSE(lake.manifest().empty());
    EXPECT_TRUE(lake.manifest().front().simulated);
}

// What the demo shows as measured came out of measuring: the lists behind the numbers have as many rows.
TEST_F(Demo, its_measured_observations_are_the_runs_numbers_and_the_regions_counts_nobody_twice) {
    const store::Store store{data, kinds, clock};
    const facts::Lake lake{data / "lake"};
    int measured = 0;
    for (const auto& observation : all("observation")) {
        if (observation.body.at("by").as_string() != "measured") continue;
        ++measured;
        const auto run = std::string(observation.body.at("measurement").as_string());
        const auto measurement = *store.find("measurement", run);
        const auto& values = measurement.body.at("values").as_array();
        EXPECT_TRUE(std::any_of(values.begin(), values.end(), [&](const auto& value) {
            const auto* number = value.as_object().if_contains("value");
            return number && *number == observation.body.at("value").at("value");
        })) << run;
        EXPECT_TRUE(measurement.body.at("snapshots").at(0).at("simulated").as_bool());
    }
    EXPECT_EQ(measured, 6);
    const auto people = std::get<std::int64_t>(
        lake.query(
                {"SELECT count(DISTINCT event_user_text) FROM edits e WHERE event_user_text IN (SELECT "
                 "unnest(from_json(?, '[\"VARCHAR\"]'))) AND event_timestamp >= TIMESTAMP '2014-01-01' AND "
                 "event_timestamp < TIMESTAMP '2015-01-01'",
                 {std::string{boost::json::serialize([&] {
                     boost::json::array names;
                     for (const auto& cohort : all("cohort"))
                         for (const auto& member : cohort.body.at("members").as_array())
                             names.push_back(member.at("user_name"));
                     return names;
                 }())}}})
            .rows.at(0)
            .at(0));
    EXPECT_GT(people, 100);
    EXPECT_LE(store.find("observation", "red-2014-personas-ind-measured")
                  ->body.at("value")
                  .at("value")
                  .to_number<double>(),
              static_cast<double>(people));
}

TEST_F(Demo, its_passwords_are_made_up_and_only_its_owner_reads_them) {
    const auto file = data / "demo-accounts.txt";
    EXPECT_EQ(fs::status(file).permissions() & fs::perms::all,
              fs::perms::owner_read | fs::perms::owner_write);
    std::set<std::string> passwords;
    for (const auto& account : accounts) {
        EXPECT_EQ(account.password.size(), 16u);
        EXPECT_NE(text_of_file(file).find(account.name + "\t" + account.password), std::string::npos);
        passwords.insert(account.password);
    }
    EXPECT_EQ(passwords.size(), accounts.size());
}

// The figures with a source, against the table they were taken from.
TEST_F(Demo, the_real_figures_are_those_of_their_sources) {
    const auto seed = fs::path(BRUJULA_SOURCE_DIR) / "../shared/data/seed/samples_real_numbers.tsv";
    if (!fs::exists(seed)) GTEST_SKIP() << "skipped: the seed data is not beside the checkout";
    const auto table = text_of_file(seed);
    for (const char* figure :
         {"# of active editors involved\t\t285", "# of new editors\t\t2151", "1980 (revised to 1280",
          "1550 (revised to 850)", "6 / 177 / 152", "6 / 111 / 126", "3 / +200 / 1071", "7000+ / 10"})
        EXPECT_NE(table.find(figure), std::string::npos) << figure;
    const store::Store store{data, kinds, clock};
    const auto value = [&](const char* id) { return store.find("observation", id)->body.at("value"); };
    EXPECT_EQ(value("wmar-2015-activos-obs").at("value").to_number<double>(), 285);
    EXPECT_EQ(value("wmar-2015-nuevos-obs").at("value").to_number<double>(), 2151);
    EXPECT_EQ(value("wmcl-2018-concursos-participantes-obs").at("quality").as_string(), "at_least");
    EXPECT_EQ(value("wmcl-2018-concursos-participantes-obs").at("value").to_number<double>(), 200);
    EXPECT_EQ(value("iberocoop-2015-2016-articulos-obs").at("value").to_number<double>(), 7000);
    const auto target = store.find("indicator", "wmar-2017-participantes")->body.at("targets").at(0);
    EXPECT_EQ(target.at("value").at("value").to_number<double>(), 1280);
    EXPECT_EQ(target.at("revisions").at(0).at("was").at("value").to_number<double>(), 1980);
}
