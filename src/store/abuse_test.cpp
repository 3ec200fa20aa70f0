// SPDX-License-Identifier: GPL-3.0-or-later
// One bad record is one bad record, and one account writes no more than its share.
#include <filesystem>
#include <memory>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/json.hpp"
#include "store/allowance.hpp"
#include "store/care.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;

namespace {

struct AbuseOfStore : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("brujula-abuse-" + std::to_string(::getpid()));
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2014y / November / 21}};
    std::unique_ptr<Store> store = std::make_unique<Store>(folder, kinds, clock);

    ~AbuseOfStore() override {
        store.reset();
        fs::remove_all(folder);
    }

    Write write(const std::string& id, const std::string& name, std::int64_t base = 0) {
        return {.kind = "organisation",
                .id = id,
                .base = base,
                .author = "Ana",
                .comment = "",
                .remove = false,
                .body = parse_json(R"({"name":{"es":")" + name + R"("},"statuses":[{"kind":"chapter"}]})")};
    }

    /// As a damaged disk, or an older program with other rules, may have left it.
    void overwrite(const std::string& id, const std::string& body, std::int64_t number = 1) {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_write};
        connection.prepare("UPDATE revisions SET body = ? WHERE id = ? AND number = ?")
            .bind(body, id, number)
            .run();
    }

    std::vector<std::string> listed() {
        ListQuery query;
        query.kind = "organisation";
        std::vector<std::string> ids;
        for (const auto& record : store->list(query).records)
            ids.push_back(record.id);
        return ids;
    }

    ErrorKind refused(const std::vector<Write>& writes) {
        try {
            store->write_all(writes);
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::internal;
    }
};

}  // namespace

TEST_F(AbuseOfStore, a_body_that_is_no_json_any_more_is_left_out_and_the_others_are_listed) {
    store->write_all({write("wmar", "Argentina"), write("wmcl", "Chile")});
    overwrite("wmar", R"({"name":{"es":"Argent)");
    EXPECT_EQ(listed(), std::vector<std::string>{"wmcl"});
    EXPECT_FALSE(store->find("organisation", "wmar"));
    const auto unread = store->find_unread("organisation", "wmar");
    ASSERT_TRUE(unread);
    ASSERT_EQ(unread->unread.size(), 1U);
    EXPECT_EQ(unread->unread[0].message.key, "problem-body-damaged");
    EXPECT_TRUE(unread->body.is_object());
    EXPECT_FALSE(store->find_unread("organisation", "wmcl"));
    EXPECT_EQ(store->recent(10).size(), 2U);
    EXPECT_EQ(store->history("organisation", "wmar").size(), 1U);
}

TEST_F(AbuseOfStore, a_body_of_an_older_shape_is_left_out_with_what_is_wrong_and_where) {
    store->write_all({write("wmar", "Argentina"), write("wmcl", "Chile")});
    overwrite("wmar", R"({"name":{"es":"Argentina"},"statuses":[{"kind":"guild"}]})");
    EXPECT_EQ(listed(), std::vector<std::string>{"wmcl"});
    const auto unread = store->find_unread("organisation", "wmar");
    ASSERT_TRUE(unread);
    EXPECT_EQ(unread->unread[0].field, "/statuses/0/kind");
    EXPECT_EQ(unread->body.at("statuses").at(0).at("kind"), "guild") << "to be mended in the form";
}

TEST_F(AbuseOfStore, what_does_not_read_is_mended_by_writing_it_anew) {
    store->write_all({write("wmar", "Argentina")});
    overwrite("wmar", "\x01");
    EXPECT_EQ(store->write(write("wmar", "Argentina", 1)).number, 2);
    EXPECT_EQ(listed(), std::vector<std::string>{"wmar"});
    EXPECT_FALSE(store->find("organisation", "wmar", 1)->unread.empty()) << "the history keeps what was";
}

TEST_F(AbuseOfStore, a_removed_record_whose_body_is_damaged_stays_removed) {
    store->write_all({write("wmar", "Argentina")});
    auto removal = write("wmar", "Argentina", 1);
    removal.remove = true;
    store->write(removal);
    overwrite("wmar", "{", 2);
    EXPECT_FALSE(store->find("organisation", "wmar"));
    EXPECT_FALSE(store->find_unread("organisation", "wmar"));
}

TEST_F(AbuseOfStore, checking_the_folder_names_each_body_that_does_not_read) {
    store->write_all({write("wmar", "Argentina"), write("wmcl", "Chile"), write("wmuy", "Uruguay")});
    overwrite("wmar", "{");
    overwrite("wmcl", R"({"name":"Chile","statuses":[{"kind":"chapter"}]})");
    std::string said;
    for (const Message& finding : check(folder, kinds))
        said += text_of(finding) + "\n";
    EXPECT_NE(said.find("wmar"), std::string::npos) << said;
    EXPECT_NE(said.find("wmcl"), std::string::npos) << said;
    EXPECT_EQ(said.find("wmuy"), std::string::npos) << said;
}

TEST_F(AbuseOfStore, an_account_writes_no_more_records_within_an_hour_than_its_share) {
    store->limit_writes({.records_per_hour = 3, .bytes_per_day = 0});
    store->write_all({write("a", "A"), write("b", "B")});
    clock.advance(minutes(30));
    EXPECT_EQ(refused({write("c", "C"), write("d", "D")}), ErrorKind::too_many);
    EXPECT_EQ(listed().size(), 2U) << "all or none";
    store->write(write("c", "C"));
    try {
        store->write(write("d", "D"));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), (Message{"error-too-many-records", {"3", "30"}}));
    }
    auto by_another = write("d", "D");
    by_another.author = "Eva";
    store->write(by_another);
    clock.advance(minutes(30));
    store->write_all({write("e", "E"), write("f", "F")});
}

TEST_F(AbuseOfStore, what_was_refused_is_not_counted) {
    store->limit_writes({.records_per_hour = 1, .bytes_per_day = 0});
    auto wrong = write("a", "A");
    wrong.body = parse_json("{}");
    EXPECT_EQ(refused({wrong}), ErrorKind::bad_input);
    store->write(write("a", "A"));
}

TEST_F(AbuseOfStore, an_account_writes_no_more_bytes_within_a_day_than_its_share) {
    store->limit_writes({.records_per_hour = 0, .bytes_per_day = 300});
    store->write(write("a", std::string(60, 'a')));
    clock.advance(hours(23));
    EXPECT_EQ(refused({write("b", std::string(60, 'b'))}), ErrorKind::too_many);
    clock.advance(hours(1));
    store->write(write("b", std::string(60, 'b')));
}

TEST_F(AbuseOfStore, a_table_of_two_thousand_values_passes_the_usual_limits_in_one_write) {
    store->limit_writes({});
    std::vector<Write> writes;
    for (int i = 0; i < 2'000; ++i)
        writes.push_back(write("o-" + std::to_string(i), "Organización"));
    EXPECT_EQ(store->write_all(writes).size(), 2'000U);
}

TEST_F(AbuseOfStore, a_record_is_no_larger_than_a_megabyte) {
    auto large = write("a", "A");
    auto& statuses = large.body.at("statuses").get_array();
    for (int i = 0; i < 60; ++i)
        statuses.push_back({{"kind", "chapter"}, {"source", std::string(19'999, 'x')}});
    EXPECT_EQ(refused({large}), ErrorKind::bad_input);
}

TEST_F(AbuseOfStore, a_text_has_no_more_languages_than_somebody_may_read) {
    auto babel = write("a", "A");
    for (int i = 0; i < 61; ++i)
        babel.body.at("name").get_object()["x-" + std::to_string(i)] = "A";
    try {
        store->write(babel);
        FAIL();
    } catch (const InvalidRecord& invalid) {
        ASSERT_EQ(invalid.problems.size(), 1U);
        EXPECT_EQ(invalid.problems[0].field, "/name");
        EXPECT_EQ(invalid.problems[0].message.key, "problem-too-many-languages");
    }
}
