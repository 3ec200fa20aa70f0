// SPDX-License-Identifier: GPL-3.0-or-later
// What several sources, one after another or refused, leave in the lake.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/history_for_tests.hpp"
#include "facts/lake.hpp"

namespace brujula::facts {
namespace {

using testing::HasSubstr;
using testing_history::at;
using testing_history::error_of;
using testing_history::facts_of;
using testing_history::Folder;
using testing_history::History;
using testing_history::kind_text;
using testing_history::text_of_rows;
using testing_history::three_edits;

TEST(lake_sources, the_same_file_again_changes_nothing) {
    const Folder folder;
    Lake lake(folder.path());
    const History history = three_edits("eswiki");
    history.load_into(lake, "eswiki-20140201-pages.xml");
    const std::string before = facts_of(lake);
    const std::string snapshot = lake.snapshot_of("eswiki");
    const Instant loaded_at = lake.manifest().at(0).loaded_at;
    const LoadReport again = lake.load_from(
        "eswiki-20140201-pages.xml", "eswiki-20140201-pages.xml", {},
        [](wiki::HistorySink&) -> wiki::ReadReport { throw std::logic_error{"it must not even be read"}; });
    EXPECT_TRUE(again.unchanged);
    EXPECT_EQ(again.edits, 3U);
    EXPECT_EQ(again.pages, 1U);
    // The checksum may be known only after reading.
    const LoadReport late = lake.load_from("other name", "", {}, [&](wiki::HistorySink& sink) {
        wiki::ReadReport report = history.feed(sink);
        report.sha256 = "eswiki-20140201-pages.xml";
        return report;
    });
    EXPECT_TRUE(late.unchanged);
    EXPECT_EQ(facts_of(lake), before);
    EXPECT_EQ(lake.snapshot_of("eswiki"), snapshot);
    ASSERT_EQ(lake.manifest().size(), 1U);
    EXPECT_EQ(lake.manifest()[0].loaded_at, loaded_at);
}

TEST(lake_sources, a_newer_snapshot_takes_the_older_ones_place) {
    const Folder folder;
    Lake lake(folder.path());
    three_edits("eswiki").load_into(lake, "eswiki-20140201.xml");
    three_edits("ptwiki").load_into(lake, "ptwiki-20140201.xml");
    const std::string old = lake.snapshot_of("eswiki");
    const std::string other = lake.snapshot_of("ptwiki");
    // In the newer dump Beto's edit is gone, so nothing is reverted and 3 has no known parent.
    History newer = three_edits("eswiki");
    newer.edits().erase(newer.edits().begin() + 1);
    const LoadReport report = newer.load_into(lake, "eswiki-20140301.xml");
    ASSERT_EQ(report.replaced.size(), 1U);
    EXPECT_EQ(report.replaced[0].source, "eswiki-20140201.xml");
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT wiki_db, revision_id, revision_text_bytes_diff, "
                           "revision_is_identity_reverted FROM edits ORDER BY 1, 2"),
              "eswiki 1 100 false\neswiki 3 - false\n"
              "ptwiki 1 100 false\nptwiki 2 30 true\nptwiki 3 -30 false\n");
    EXPECT_EQ(text_of_rows(lake, "SELECT wiki_db, event_user_text FROM users ORDER BY 1, 2"),
              "eswiki Ana\nptwiki Ana\nptwiki Beto\n");
    EXPECT_NE(lake.snapshot_of("eswiki"), old);
    EXPECT_TRUE(lake.snapshot_of("eswiki").starts_with("eswiki@20140301+"));
    EXPECT_EQ(lake.snapshot_of("ptwiki"), other);
    EXPECT_EQ(lake.snapshot_of("aawiki"), "");
    EXPECT_EQ(lake.manifest().size(), 2U);
}

TEST(lake_sources, files_of_one_snapshot_add_up_and_double_nothing) {
    const Folder folder;
    Lake lake(folder.path());
    const History all = three_edits("eswiki");
    History first = all;
    first.edits().resize(2);
    History last = all;
    last.edits().erase(last.edits().begin());
    first.load_into(lake, "eswiki-20140201-1.xml");
    EXPECT_EQ(text_of_rows(lake, "SELECT count(*) FILTER (revision_is_identity_reverted) FROM edits"), "0\n");
    const LoadReport report = last.load_into(lake, "eswiki-20140201-2.xml");
    EXPECT_EQ(report.already_there, 1U);
    EXPECT_TRUE(report.replaced.empty());
    const Folder folder_of_all;
    Lake lake_of_all(folder_of_all.path());
    all.load_into(lake_of_all, "eswiki-20140201.xml");
    EXPECT_EQ(facts_of(lake), facts_of(lake_of_all))
        << "the revert in the second file reverts the edit in the first";
    EXPECT_EQ(lake.manifest().size(), 2U);
}

/// Random pages of one wiki: reverts, missing sizes, parents on other pages.
std::vector<wiki::Edit> random_edits(std::mt19937& random) {
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    std::vector<wiki::Edit> edits;
    for (int id = 1; id <= 60; ++id) {
        wiki::Edit edit;
        edit.revision_id = id;
        edit.revision_parent_id = below(4) == 0 ? 0 : below(id);
        edit.event_timestamp = Instant{std::chrono::seconds{1'400'000'000 + below(40)}};
        edit.event_user_text = "User " + std::to_string(below(5));
        edit.event_user_id = below(5);
        edit.page_id = 1 + below(4);
        edit.page_title = "P";
        if (below(5) != 0) edit.revision_text_bytes = below(1000);
        if (below(5) != 0) edit.revision_text_sha1 = std::string(1, static_cast<char>('a' + below(3)));
        edits.push_back(edit);
    }
    return edits;
}

TEST(lake_sources, the_order_of_rows_and_files_does_not_matter) {
    std::mt19937 random(20141121);
    for (int round = 0; round < 4; ++round) {
        std::vector<wiki::Edit> edits = random_edits(random);
        if (round % 2 == 1)
            for (wiki::Edit& edit : edits)
                edit.revision_parent_id.reset();
        std::string expected;
        for (int attempt = 0; attempt < 3; ++attempt) {
            std::shuffle(edits.begin(), edits.end(), random);
            std::vector<History> files(attempt == 0 ? 1 : 3);
            for (History& file : files)
                file.wiki("eswiki");
            for (const wiki::Edit& edit : edits) {
                files[random() % files.size()].edit(edit);
                if (random() % 10 == 0) files[random() % files.size()].edit(edit);
            }
            const Folder folder;
            Lake lake(folder.path());
            for (std::size_t i = 0; i < files.size(); ++i)
                files[i].load_into(lake, "eswiki-20140201-" + std::to_string(i));
            if (attempt == 0) expected = facts_of(lake);
            EXPECT_EQ(facts_of(lake), expected) << "round " << round << ", attempt " << attempt;
        }
    }
}

TEST(lake_sources, doubled_revisions_that_differ_leave_the_same_one_in_either_order) {
    History plain = three_edits("eswiki");
    History telling = three_edits("eswiki");
    for (wiki::Edit& edit : telling.edits()) {
        edit.page_title = "Told";
        edit.revision_text_bytes_diff = 1;
        edit.revision_is_identity_revert = edit.revision_is_identity_reverted = false;
    }
    std::vector<std::string> outcomes;
    for (const bool plain_first : {true, false}) {
        const Folder folder;
        Lake lake(folder.path());
        (plain_first ? plain : telling).load_into(lake, plain_first ? "1-20140201" : "2-20140201");
        (plain_first ? telling : plain).load_into(lake, plain_first ? "2-20140201" : "1-20140201");
        outcomes.push_back(text_of_rows(
            lake,
            "SELECT revision_id, page_title, revision_text_bytes_diff FROM edits ORDER BY revision_id"));
    }
    EXPECT_EQ(outcomes[0], "1 Told 1\n2 Told 1\n3 Told 1\n") << "the source that says more is believed";
    EXPECT_EQ(outcomes[1], outcomes[0]);
}

TEST(lake_sources, registrations_and_edits_are_replaced_each_by_their_own_kind) {
    const Folder folder;
    Lake lake(folder.path());
    three_edits("eswiki").load_into(lake, "eswiki-20140201.xml");
    History accounts;
    accounts.wiki("eswiki");
    accounts.registration({5, "Eva", at("2014-02-01T00:00:00Z"), wiki::CreatedBy::self});
    accounts.load_into(lake, "eswiki-20140301-logging.sql");
    EXPECT_EQ(text_of_rows(lake, "SELECT event_user_text, created_by FROM users ORDER BY 1"),
              "Ana unknown\nBeto unknown\nEva self\n");
    EXPECT_EQ(text_of_rows(lake, "SELECT count(*) FROM edits"), "3\n");
    EXPECT_TRUE(lake.snapshot_of("eswiki").starts_with("eswiki@20140201+")) << "named by its edits";
}

TEST(lake_sources, a_reader_that_refuses_leaves_the_lake_as_it_was) {
    const Folder folder;
    Lake lake(folder.path());
    three_edits("eswiki").load_into(lake, "eswiki-20140201.xml");
    const std::string before = facts_of(lake);
    const History newer = three_edits("eswiki");
    EXPECT_THAT(error_of([&] {
                    lake.load_from(
                        "eswiki-20140301.xml", "new", {}, [&](wiki::HistorySink& sink) -> wiki::ReadReport {
                            newer.feed(sink);
                            throw Error{ErrorKind::bad_input,
                                        {"error-too-many-bad-rows", {"9", "12", "1", "0", "x", "y"}}};
                        });
                }),
                HasSubstr("nothing was loaded"));
    EXPECT_EQ(facts_of(lake), before);
    EXPECT_EQ(lake.manifest().size(), 1U);
    EXPECT_FALSE(newer.load_into(lake, "eswiki-20140301.xml").unchanged)
        << "and a whole one loads afterwards";
}

TEST(lake_sources, refuses_a_source_of_no_wiki_or_another) {
    const Folder folder;
    Lake lake(folder.path());
    const auto load = [&](const std::string& says, const std::string& option) {
        return error_of([&] { three_edits(says).load_into(lake, "a-20140101", {.wiki_db = option}); });
    };
    EXPECT_THAT(load("", ""), HasSubstr("--wiki"));
    EXPECT_EQ(load("eswiki", "ptwiki"),
              kind_text(ErrorKind::bad_input) +
                  "The file is of the wiki eswiki, not of ptwiki. Leave --wiki out, or give "
                  "the right file.");
    EXPECT_THAT(load("", "es wiki'; DROP TABLE edits"), HasSubstr("cannot be a wiki"));
    EXPECT_THAT(load("../es", ""), HasSubstr("cannot be a wiki"));
    EXPECT_TRUE(lake.manifest().empty());
    EXPECT_EQ(load("", "es.lagunanegra"), "no error");
    EXPECT_EQ(load("eswiki", "eswiki"), "no error");
}

TEST(lake_sources, an_empty_source_is_loaded_as_one) {
    History empty;
    empty.wiki("eswiki");
    const Folder folder;
    Lake lake(folder.path());
    empty.load_into(lake, "eswiki-20140201.xml");
    const auto manifest = lake.manifest();
    ASSERT_EQ(manifest.size(), 1U);
    EXPECT_EQ(manifest[0].revisions, 0U);
    EXPECT_FALSE(manifest[0].first);
    EXPECT_NE(lake.snapshot_of("eswiki"), "");
}

}  // namespace
}  // namespace brujula::facts
