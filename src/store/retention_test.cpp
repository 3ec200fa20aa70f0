// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "store/care.hpp"
#include "store/database.hpp"
#include "store/erasure.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;

namespace {

struct PrivacyRetention : testing::Test {
    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-retention-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2014y / January / 15}};
    std::unique_ptr<Store> store = std::make_unique<Store>(folder / "data", kinds, clock);
    std::string cohort;

    PrivacyRetention() {
        write("organisation", "wmar",
              R"({"name":{"es":"Wikimedia Argentina"},"statuses":[{"kind":"chapter"}]})");
        cohort = write("cohort", "", R"({"organisation":"wmar","name":{"es":"Curso"},"consent":"given",
            "notes":"Zoraida faltó","members":[{"user_name":"Zoraida Quispe","wiki":"eswiki"}]})");
        write("cohort", cohort, R"({"organisation":"wmar","name":{"es":"Curso"},"consent":"given",
            "members":[{"user_name":"Otra"},{"user_name":"Zoraida_Quispe"}]})",
              1, false, "con Otra");
    }
    ~PrivacyRetention() override {
        store.reset();
        fs::remove_all(folder);
    }
    std::string write(const std::string& kind, const std::string& id, const std::string& body,
                      std::int64_t base = 0, bool remove = false, const std::string& comment = "") {
        return store->write({kind, id, base, "Ana", comment, remove, parse_json(body)}).id;
    }
    void add_activity(const std::string& id, const std::string& last_day) {
        write("activity", id,
              R"({"organisation":"wmar","name":{"es":"Taller"},"type":"workshop","first_day":"2014-01-31",
            "last_day":")" +
                  last_day + R"(","cohort":")" + cohort + R"("})");
    }
    /// Chosen so long ago that nobody waits for a notice any more.
    void choose(const RetentionPeriods& periods) {
        set_retention_periods(*store, periods);
        clock.advance(hours(24 * 60));
    }
    [[nodiscard]] std::vector<Retained> until(Date day) const {
        return retained_until(*store, retention_periods(*store), day);
    }
    [[nodiscard]] std::string members_of_revision(std::int64_t number) const {
        std::string names;
        const auto revision = store->find("cohort", cohort, number);
        for (const auto& member : revision->body.at("members").as_array())
            names += to_text(member) + ';';
        return names;
    }
    [[nodiscard]] bool is_written_anywhere(const std::string& words) {
        store.reset();
        bool found = false;
        for (const auto& entry : fs::recursive_directory_iterator(folder / "data")) {
            std::ifstream file{entry.path(), std::ios::binary};
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            found = found || bytes.find(words) != std::string::npos;
        }
        store = std::make_unique<Store>(folder / "data", kinds, clock);
        return found;
    }
};

TEST_F(PrivacyRetention, without_a_period_nothing_goes) {
    EXPECT_FALSE(retention_periods(*store).cohorts);
    EXPECT_TRUE(until(2200y / January / 1).empty());
    EXPECT_EQ(end_retention(*store, kinds, 2200y / January / 1), 0U);
}

TEST_F(PrivacyRetention, a_period_is_kept_and_has_bounds) {
    set_retention_periods(*store, {24, 12});
    EXPECT_EQ(retention_periods(*store).cohorts, 24);
    EXPECT_EQ(retention_periods(*store).removed, 12);
    set_retention_periods(*store, {std::nullopt, 240});
    EXPECT_FALSE(retention_periods(*store).cohorts);
    EXPECT_THROW(set_retention_periods(*store, {0, 12}), Error);
    EXPECT_THROW(set_retention_periods(*store, {24, 241}), Error);
    EXPECT_EQ(retention_periods(*store).removed, 240);
}

// The newest revision is of 15 January 2014; then of activities until 30 August, a month after which is the
// 30th of September; of 31 August, September has no 31st.
// Chosen on 15 January 2014: 60 days later is the 16th of March.
TEST_F(PrivacyRetention, nothing_goes_before_it_was_told_for_sixty_days) {
    write("plan", "p", R"({"organisation":"wmar","title":{"es":"P"},"first_day":"2015-01-01",
        "last_day":"2015-12-31"})");
    write("plan", "p", "null", 1, true);
    add_activity("old", "2014-01-31");
    clock.advance(hours(24 * 365));  // 15 January 2015
    set_retention_periods(*store, {1, 1});
    EXPECT_EQ(end_retention(*store, kinds, 2015y / March / 15), 0U);
    EXPECT_EQ(until(2015y / March / 16).size(), 2U);
    EXPECT_EQ(end_retention(*store, kinds, 2015y / March / 16), 2U);
}

TEST_F(PrivacyRetention, a_removed_cohorts_names_go_too) {
    write("cohort", cohort, "null", 2, true);
    choose({1, std::nullopt});
    EXPECT_EQ(end_retention(*store, kinds, 2014y / April / 1), 1U);
    EXPECT_FALSE(is_written_anywhere("Zoraida"));
    EXPECT_TRUE(check(folder / "data", kinds).empty());
}

TEST_F(PrivacyRetention, a_revision_that_does_not_read_keeps_its_bytes_and_stops_no_other) {
    store->database().write([&](Connection& connection) {
        connection.prepare("UPDATE revisions SET body = '{damaged' WHERE kind = 'cohort' AND number = 1")
            .run();
    });
    choose({1, std::nullopt});
    EXPECT_EQ(end_retention(*store, kinds, 2014y / April / 1), 1U);
    EXPECT_EQ(members_of_revision(2), R"({"user_name":"#1"};{"user_name":"#2"};)");
    EXPECT_TRUE(is_written_anywhere("{damaged"));
}

TEST_F(PrivacyRetention, a_cohorts_period_begins_after_the_last_of_its_activities) {
    set_retention_periods(*store, {1, std::nullopt});
    EXPECT_EQ(until(2200y / January / 1).at(0).day, Date{2014y / March / 16}) << "the notice";
    add_activity("one", "2014-02-01");
    add_activity("two", "2014-08-30");
    EXPECT_EQ(until(2200y / January / 1).at(0).day, Date{2014y / September / 30});
    add_activity("three", "2014-08-31");
    EXPECT_EQ(until(2200y / January / 1).at(0).day, Date{2014y / September / 30});
    EXPECT_TRUE(until(2014y / September / 29).empty());
    EXPECT_EQ(until(2014y / September / 30).size(), 1U);
}

TEST_F(PrivacyRetention, then_its_names_go_from_every_revision_and_how_many_they_are_stays) {
    set_retention_periods(*store, {24, std::nullopt});
    add_activity("one", "2014-06-30");
    EXPECT_EQ(end_retention(*store, kinds, 2016y / June / 29), 0U);
    EXPECT_EQ(end_retention(*store, kinds, 2016y / June / 30), 1U);
    EXPECT_EQ(members_of_revision(1), R"({"user_name":"#2"};)");
    EXPECT_EQ(members_of_revision(2), R"({"user_name":"#1"};{"user_name":"#2"};)");
    EXPECT_EQ(members_of_revision(3), members_of_revision(2)) << "a revision says that it was changed";
    EXPECT_FALSE(is_written_anywhere("Zoraida"));
    EXPECT_FALSE(is_written_anywhere("Otra"));
    EXPECT_TRUE(check(folder / "data", kinds).empty());
    EXPECT_EQ(end_retention(*store, kinds, 2016y / July / 1), 0U) << "once";
    const auto erasure = Erasures{*store, kinds}.all().at(0);
    EXPECT_EQ(erasure.what, Erased::names);
    EXPECT_EQ(erasure.author, "#retention");
}

TEST_F(PrivacyRetention, a_name_that_comes_after_them_gets_a_number_of_its_own) {
    Erasures{*store, kinds}.take_names(cohort, {"Ana", "asked for"});
    write("cohort", cohort, R"({"organisation":"wmar","name":{"es":"Curso"},"consent":"given",
        "members":[{"user_name":"#1"},{"user_name":"Nueva"}]})",
          3);
    Erasures{*store, kinds}.take_names(cohort, {"Ana", "asked for"});
    EXPECT_EQ(members_of_revision(4), R"({"user_name":"#1"};{"user_name":"#3"};)");
}

TEST_F(PrivacyRetention, a_removed_records_words_go_after_its_period) {
    set_retention_periods(*store, {std::nullopt, 12});
    write("plan", "p", R"({"organisation":"wmar","title":{"es":"Palabrotas"},"first_day":"2015-01-01",
        "last_day":"2015-12-31"})");
    write("plan", "q", R"({"organisation":"wmar","title":{"es":"Otro"},"first_day":"2015-01-01",
        "last_day":"2015-12-31"})");
    write("plan", "p", "null", 1, true);
    EXPECT_EQ(end_retention(*store, kinds, 2015y / January / 14), 0U);
    EXPECT_EQ(until(2015y / January / 15).size(), 1U);
    EXPECT_EQ(end_retention(*store, kinds, 2015y / January / 15), 1U);
    EXPECT_FALSE(is_written_anywhere("Palabrotas"));
    EXPECT_TRUE(store->find("plan", "q"));
    EXPECT_TRUE(until(2200y / January / 1).empty());
    EXPECT_TRUE(check(folder / "data", kinds).empty());
}

TEST_F(PrivacyRetention, a_backup_from_before_brings_no_name_back) {
    set_retention_periods(*store, {24, std::nullopt});
    back_up(folder / "data", folder / "backup.sqlite");
    EXPECT_EQ(end_retention(*store, kinds, 2020y / January / 1), 1U);
    store.reset();
    EXPECT_EQ(restore(folder / "backup.sqlite", folder / "data", kinds, Present::set_aside).erasures, 1);
    store = std::make_unique<Store>(folder / "data", kinds, clock);
    EXPECT_EQ(members_of_revision(1), R"({"user_name":"#2"};)");
}

}  // namespace
