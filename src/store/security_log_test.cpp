// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/security_log.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/id.hpp"
#include "store/access_settings.hpp"
#include "store/care.hpp"
#include "store/sqlite.hpp"

using namespace brujula;
using namespace brujula::store;
namespace fs = std::filesystem;

namespace {

struct AccessLogTest : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("security-" + random_id(8));
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{*parse_instant("2014-11-21T12:00:00Z")};
    Store store{folder, kinds, clock};
    SecurityLog log{store};

    ~AccessLogTest() override { fs::remove_all(folder); }

    void add(std::string_view kind, const std::string& account, const std::string& about = "") {
        log.add({kind, account, about, "192.0.2.7"});
    }
    void tamper(const char* sql) const {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_write};
        connection.run(sql);
    }
    /// What `brujula check` says of the chain.
    [[nodiscard]] std::string found_by_check() const {
        for (const auto& message : check(folder, kinds))
            if (message.key == "check-security-log-broken") return message.parameters.at(0);
        return "whole";
    }
};

}  // namespace

TEST_F(AccessLogTest, entries_are_found_by_kind_account_and_time_newest_first) {
    add(security::signed_in, "Ana");
    clock.advance(std::chrono::hours(1));
    add(security::refused, "Beto", "password");
    add(security::roles_changed, "Ana", "Beto\nwmar member");
    EXPECT_EQ(log.find({}).size(), 3U);
    EXPECT_EQ(log.find({}).at(0).kind, "roles_changed");
    EXPECT_EQ(log.find({.kind = "refused"}).at(0).account, "Beto");
    EXPECT_EQ(log.find({.account = "Ana"}).size(), 2U);
    EXPECT_EQ(log.find({.from = clock.now()}).size(), 2U);
    EXPECT_EQ(log.find({.until = clock.now()}).at(0).kind, "signed_in");
    EXPECT_EQ(log.find({.before = 2}).at(0).number, 1);
    EXPECT_EQ(log.find({.limit = 1}).size(), 1U);
}

TEST_F(AccessLogTest, an_address_is_kept_as_a_keyed_hash_that_tells_only_the_same_one) {
    add(security::refused, "Ana");
    add(security::refused, "Beto");
    log.add({security::refused, "Ana", "", "192.0.2.8"});
    const auto entries = log.find({});
    EXPECT_EQ(entries[1].source, entries[2].source);
    EXPECT_NE(entries[0].source, entries[2].source);
    EXPECT_EQ(entries[0].source.find("192"), std::string::npos);
}

TEST_F(AccessLogTest, a_changed_a_missing_and_a_cut_entry_are_found_and_named) {
    for (int i = 0; i < 5; ++i)
        add(security::signed_in, "Ana");
    EXPECT_FALSE(log.first_broken());
    EXPECT_EQ(found_by_check(), "whole");
    tamper("UPDATE security_log SET account = 'Beto' WHERE number = 3");
    EXPECT_EQ(log.first_broken(), 3);
    EXPECT_EQ(found_by_check(), "3");
    tamper("UPDATE security_log SET account = 'Ana' WHERE number = 3");
    EXPECT_EQ(found_by_check(), "whole");
    tamper("DELETE FROM security_log WHERE number = 5");
    EXPECT_EQ(found_by_check(), "5") << "cut off the end";
    tamper("DELETE FROM security_log WHERE number = 2");
    EXPECT_EQ(found_by_check(), "2");
}

TEST_F(AccessLogTest, what_is_older_than_the_time_to_keep_goes_and_the_chain_stays_whole) {
    add(security::signed_in, "Ana");
    add(security::signed_in, "Ana");
    clock.advance(std::chrono::hours(48));
    add(security::signed_in, "Ana");
    log.trim(clock.now() - std::chrono::hours(24));
    ASSERT_EQ(log.find({}).size(), 1U);
    EXPECT_EQ(found_by_check(), "whole");
    add(security::signed_in, "Ana");
    EXPECT_EQ(log.find({}).at(0).number, 4);
    log.trim(clock.now() + std::chrono::hours(24));
    EXPECT_TRUE(log.find({}).empty());
    EXPECT_EQ(found_by_check(), "whole");
}

TEST_F(AccessLogTest, entries_go_by_themselves_a_year_later_or_when_the_network_says) {
    add(security::signed_in, "Ana");
    clock.advance(std::chrono::hours(24 * 364));
    add(security::signed_in, "Ana");
    EXPECT_EQ(log.find({}).size(), 2U);
    clock.advance(std::chrono::hours(24 * 3));
    add(security::signed_in, "Ana");
    EXPECT_EQ(log.find({}).size(), 2U);
    set_access_settings(store, {.second_factor_roles = {}, .log_kept = std::chrono::days(30)});
    clock.advance(std::chrono::hours(24 * 40));
    add(security::signed_in, "Ana");
    EXPECT_EQ(log.find({}).size(), 1U);
    EXPECT_EQ(found_by_check(), "whole");
    EXPECT_THROW(set_access_settings(store, {.second_factor_roles = {}, .log_kept = std::chrono::days(3)}),
                 Error);
}

TEST_F(AccessLogTest, a_persons_names_are_taken_out_and_the_chain_stays_whole) {
    add(security::signed_in, "Ana");
    add(security::roles_changed, "Carla", "Ana\nwmar member");
    add(security::signed_in, "Anabel");
    log.forget("Ana");
    EXPECT_TRUE(log.find({.account = "Ana"}).empty());
    const auto entries = log.find({});
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[1].account + entries[1].about + entries[2].account, "");
    EXPECT_EQ(entries[0].account, "Anabel");
    EXPECT_EQ(found_by_check(), "whole");
    tamper("UPDATE security_log SET kind = 'erased' WHERE number = 1");
    EXPECT_EQ(found_by_check(), "1");
}

TEST_F(AccessLogTest, reading_the_same_is_written_once_in_ten_minutes) {
    const SecurityEvent read{security::cohort_read, "Ana", "cohort/taller", ""};
    log.add_reading(read);
    log.add_reading(read);
    log.add_reading({security::cohort_read, "Ana", "cohort/otro", ""});
    EXPECT_EQ(log.find({}).size(), 2U);
    clock.advance(std::chrono::minutes(11));
    log.add_reading(read);
    EXPECT_EQ(log.find({}).size(), 3U);
}

TEST_F(AccessLogTest, what_asks_for_attention_raises_one_alert_a_day_which_is_mailed_once_and_closed) {
    for (std::int64_t i = 0; i < SecurityLog::most_refusals + 5; ++i)
        add(security::refused, "Ana", "password");
    add(security::administrator_made, "Carla", "Beto");
    const auto open = log.open_alerts();
    ASSERT_EQ(open.size(), 2U);
    EXPECT_EQ(open[0].kind, "administrator_made");
    EXPECT_EQ(open[0].account, "Beto");
    EXPECT_EQ(open[1].kind, many_refusals);
    EXPECT_EQ(open[1].account, "Ana");
    EXPECT_EQ(log.take_unmailed().size(), 2U);
    EXPECT_TRUE(log.take_unmailed().empty());
    EXPECT_TRUE(log.close_alert(open[1].number, "Carla"));
    EXPECT_FALSE(log.close_alert(open[1].number, "Carla"));
    add(security::refused, "Ana", "password");
    EXPECT_EQ(log.open_alerts().size(), 1U) << "closed today already";
    clock.advance(std::chrono::hours(25));
    for (std::int64_t i = 0; i < SecurityLog::most_refusals; ++i)
        add(security::refused, "Ana", "password");
    EXPECT_EQ(log.open_alerts().size(), 2U);
}

TEST_F(AccessLogTest, what_was_tried_is_cut_between_two_signs) {
    add(security::refused, std::string(299, 'a') + "ñandú");
    EXPECT_EQ(log.find({}).at(0).account, std::string(299, 'a'));
}
