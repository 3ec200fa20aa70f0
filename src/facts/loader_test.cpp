// SPDX-License-Identifier: GPL-3.0-or-later
// Loads beside those who read, and what a load may take away.
#include "facts/loader.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "facts/engine.hpp"
#include "facts/history_for_tests.hpp"
#include "facts/lake_files.hpp"

namespace brujula::facts {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing_history::error_of;
using testing_history::facts_of;
using testing_history::Folder;
using testing_history::History;
using testing_history::kind_text;
using testing_history::text_of_rows;
using testing_history::three_edits;

LoadReport load(Loader& loader, const History& history, const std::string& source) {
    return loader.load_from(source, source, {}, [&](wiki::HistorySink& sink) { return history.feed(sink); });
}

/// The first `count` of three edits.
History edits(std::size_t count, const std::string& wiki = "eswiki") {
    History history = three_edits(wiki);
    history.edits().resize(count);
    return history;
}

std::vector<std::string> files_of(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

constexpr const char* k_count = "SELECT count(*) FROM edits";

TEST(loader, who_reads_sees_the_whole_old_lake_until_they_open_it_again) {
    const Folder folder;
    Lake(folder.path());
    Loader loader(folder.path());
    load(loader, three_edits("eswiki"), "eswiki-20140201");
    loader.publish(Less::refuse);
    const Lake before(folder.path());
    const std::string facts = facts_of(before);
    load(loader, three_edits("ptwiki"), "ptwiki-20140201");
    const std::string state = state_of(folder.path());
    EXPECT_EQ(state_of(folder.path()), state);
    EXPECT_EQ(facts_of(Lake(folder.path())), facts) << "not published yet";
    EXPECT_EQ(loader.manifest().size(), 2U);
    loader.publish(Less::refuse);
    EXPECT_NE(state_of(folder.path()), state);
    EXPECT_EQ(facts_of(before), facts) << "its file is gone from the folder, but not from under it";
    EXPECT_EQ(text_of_rows(before, k_count), "3\n");
    EXPECT_EQ(text_of_rows(Lake(folder.path()), k_count), "6\n");
    EXPECT_THAT(files_of(folder.path()), ElementsAre("current", "facts-2.duckdb", "lock", "scratch"));
}

TEST(loader, loads_take_turns_and_one_that_another_keeps_out_waits_as_long_as_asked) {
    const Folder folder;
    auto holder = std::make_unique<Loader>(folder.path());
    EXPECT_THAT(error_of([&] { const Loader second(folder.path()); }),
                testing::StartsWith(kind_text(ErrorKind::unavailable)));
    EXPECT_TRUE(Lake(folder.path()).manifest().empty()) << "who reads waits for nobody";
    std::thread holding;
    LakeOptions patient;
    patient.wait = std::chrono::minutes(1);
    std::string told;
    patient.on_wait = [&](const std::string& who) {
        told = who;
        holding = std::thread([&] { holder.reset(); });
    };
    const Loader second(folder.path(), patient);
    ASSERT_TRUE(holding.joinable());
    holding.join();
    EXPECT_EQ(told, std::to_string(getpid()));
}

TEST(loader, what_is_not_published_is_dropped) {
    const Folder folder;
    {
        Loader loader(folder.path());
        load(loader, three_edits("eswiki"), "eswiki-20140201");
    }
    EXPECT_TRUE(Lake(folder.path()).manifest().empty());
    EXPECT_THAT(files_of(folder.path()), ElementsAre("current", "lock", "scratch"));
}

TEST(loader, what_is_there_already_makes_no_new_file) {
    const Folder folder;
    for (int time = 0; time < 3; ++time) {
        Loader loader(folder.path());
        EXPECT_EQ(load(loader, three_edits("eswiki"), "eswiki-20140201").unchanged, time > 0);
        loader.publish(Less::refuse);
        EXPECT_EQ(current_file(folder.path()), "facts-1.duckdb");
    }
}

TEST(loader, a_lake_of_an_older_program_is_read_and_loaded_into) {
    const Folder folder;
    {
        Lake lake(folder.path());
        three_edits("eswiki").load_into(lake, "eswiki-20140201");
    }
    // One file of one name, with what was committed and not yet moved into it beside.
    fs::rename(folder.path() / "facts-1.duckdb", folder.path() / "facts.duckdb");
    fs::remove(folder.path() / "current");
    {
        const Database old(folder.path() / "facts.duckdb", folder.path() / "scratch", 0);
        Connection connection(old);
        connection.run("PRAGMA disable_checkpoint_on_shutdown");
        connection.run("INSERT INTO edits SELECT * REPLACE (9 AS revision_id) FROM edits LIMIT 1");
    }
    ASSERT_TRUE(fs::exists(folder.path() / "facts.duckdb.wal"));
    EXPECT_EQ(text_of_rows(Lake(folder.path()), k_count), "4\n");
    Lake lake(folder.path());
    three_edits("ptwiki").load_into(lake, "ptwiki-20140201");
    EXPECT_EQ(text_of_rows(Lake(folder.path()), k_count), "7\n");
    EXPECT_THAT(files_of(folder.path()), testing::IsSupersetOf({"current", "facts-1.duckdb"}));
    EXPECT_FALSE(fs::exists(folder.path() / "facts.duckdb.wal"));
}

TEST(loader, less_than_half_in_the_place_of_a_history_is_refused_with_the_numbers) {
    const Folder folder;
    Lake lake(folder.path());
    three_edits("eswiki").load_into(lake, "eswiki-20140201");
    three_edits("ptwiki").load_into(lake, "ptwiki-20140201");
    const std::string before = facts_of(lake);
    for (const std::size_t left : {0U, 1U})
        EXPECT_THAT(
            error_of([&] { edits(left).load_into(lake, "eswiki-20140301"); }),
            HasSubstr("eswiki has 3 revisions, and would be left with " + std::to_string(left) + "."));
    EXPECT_EQ(facts_of(lake), before);
    EXPECT_EQ(facts_of(Lake(folder.path())), before);
    edits(2).load_into(lake, "eswiki-20140302");
    Loader loader(folder.path());
    load(loader, edits(0), "eswiki-20140303");
    loader.publish(Less::accept);
    EXPECT_EQ(text_of_rows(Lake(folder.path()), k_count), "3\n") << "ptwiki's";
}

TEST(loader, registrations_are_not_lost_to_an_empty_file_either) {
    const Folder folder;
    Lake lake(folder.path());
    History accounts;
    accounts.wiki("eswiki");
    accounts.registration({5, "Eva", testing_history::at("2014-02-01T00:00:00Z"), wiki::CreatedBy::self});
    accounts.registration({6, "Fe", testing_history::at("2014-02-01T00:00:00Z"), wiki::CreatedBy::self});
    accounts.registration({7, "Gil", testing_history::at("2014-02-01T00:00:00Z"), wiki::CreatedBy::self});
    accounts.load_into(lake, "eswiki-20140201-logging");
    History fewer;
    fewer.wiki("eswiki");
    fewer.registration({5, "Eva", testing_history::at("2014-02-01T00:00:00Z"), wiki::CreatedBy::self});
    EXPECT_THAT(error_of([&] { fewer.load_into(lake, "eswiki-20140301-logging"); }),
                HasSubstr("eswiki has 3 rows of registrations, and would be left with 1."));
}

TEST(loader, the_files_of_a_new_snapshot_are_weighed_together) {
    const Folder folder;
    {
        Lake lake(folder.path());
        three_edits("eswiki").load_into(lake, "eswiki-20140201");
    }
    Loader loader(folder.path());
    load(loader, edits(1), "eswiki-20140301-1");
    EXPECT_FALSE(loader.publish_now_and_then()) << "the rest may still come";
    load(loader, three_edits("eswiki"), "eswiki-20140301-2");
    loader.publish(Less::refuse);
    EXPECT_EQ(text_of_rows(Lake(folder.path()), k_count), "3\n");
}

TEST(loader, a_file_that_does_not_load_takes_nothing_from_those_before_it) {
    const Folder folder;
    Loader loader(folder.path());
    load(loader, three_edits("eswiki"), "eswiki-20140201");
    EXPECT_THAT(error_of([&] {
                    loader.load_from("x", "x", {}, [](wiki::HistorySink&) -> wiki::ReadReport {
                        throw Error{ErrorKind::bad_input, {"error-load-wiki-name", {"x"}}};
                    });
                }),
                testing::Not(""));
    loader.publish(Less::refuse);
    EXPECT_EQ(text_of_rows(Lake(folder.path()), k_count), "3\n");
}

}  // namespace
}  // namespace brujula::facts
