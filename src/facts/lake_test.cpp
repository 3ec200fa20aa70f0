// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/lake.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/history_for_tests.hpp"

namespace brujula::facts {
namespace {

using testing::HasSubstr;
using testing_history::at;
using testing_history::Folder;
using testing_history::History;
using testing_history::Row;
using testing_history::text_of_rows;

/// Everything that metrics can see of the lake.
std::string facts_of(const Lake& lake) {
    return text_of_rows(lake, "SELECT e::VARCHAR FROM edits e ORDER BY 1") +
           text_of_rows(lake, "SELECT u::VARCHAR FROM users u ORDER BY 1") +
           text_of_rows(lake, "SELECT w::VARCHAR FROM wikis w ORDER BY 1");
}

/// Calls `work` and gives the kind and English text of the Error that it throws.
template <class Work>
std::string error_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return std::to_string(static_cast<int>(error.kind())) + ' ' + error.what();
    }
    return "no error";
}

std::string kind(ErrorKind kind) {
    return std::to_string(static_cast<int>(kind)) + ' ';
}

/// Page 7: Ana begins it, Beto adds, Ana takes back what Beto did.
History three_edits(const std::string& wiki) {
    History history;
    history.wiki(wiki);
    history.edit({.revision_id = 1,
                  .parent = 0,
                  .time = "2014-01-01T00:00:00Z",
                  .user = "Ana",
                  .page = 7,
                  .bytes = 100,
                  .sha1 = "aaa"});
    history.edit({.revision_id = 2,
                  .parent = 1,
                  .time = "2014-01-02T00:00:00Z",
                  .user = "Beto",
                  .page = 7,
                  .bytes = 130,
                  .sha1 = "bbb"});
    history.edit({.revision_id = 3,
                  .parent = 2,
                  .time = "2014-01-02T00:01:00Z",
                  .user = "Ana",
                  .page = 7,
                  .bytes = 100,
                  .sha1 = "aaa"});
    return history;
}

TEST(lake, loads_what_a_reader_gives_and_answers_queries) {
    const Folder folder;
    Lake lake(folder.path());
    const LoadReport report = three_edits("eswiki").load_into(lake, "eswiki-20140201-pages.xml");
    EXPECT_EQ(report.wiki_db, "eswiki");
    EXPECT_EQ(report.snapshot, "20140201");
    EXPECT_FALSE(report.unchanged);
    const Table table = lake.query(
        {"SELECT event_user_text, revision_text_bytes_diff, revision_creates_page, event_timestamp, "
         "revision_is_identity_revert, revision_is_identity_reverted, "
         "revision_seconds_to_identity_revert FROM edits WHERE wiki_db = ? ORDER BY revision_id",
         {std::string{"eswiki"}}});
    EXPECT_EQ(table.columns[1], "revision_text_bytes_diff");
    ASSERT_EQ(table.rows.size(), 3U);
    using Cells = std::vector<Value>;
    EXPECT_EQ(table.rows[0], (Cells{"Ana", 100L, true, at("2014-01-01T00:00:00Z"), false, false, {}}));
    EXPECT_EQ(table.rows[1], (Cells{"Beto", 30L, false, at("2014-01-02T00:00:00Z"), false, true, 60L}));
    EXPECT_EQ(table.rows[2], (Cells{"Ana", -30L, false, at("2014-01-02T00:01:00Z"), true, false, {}}));
}

TEST(lake, keeps_what_the_source_itself_says) {
    // A source with its own differences and reverts, which nobody would derive from these rows.
    History history = three_edits("eswiki");
    for (wiki::Edit& edit : history.edits()) {
        edit.revision_text_bytes_diff = 5;
        edit.revision_is_identity_revert = edit.revision_id == 1;
        edit.revision_is_identity_reverted = edit.revision_id == 1;
    }
    history.edits()[0].revision_seconds_to_identity_revert = 9;
    history.edits()[2].revision_text_bytes_diff.reset();
    const Folder folder;
    Lake lake(folder.path());
    history.load_into(lake, "2014-01.eswiki.2014.tsv.bz2");
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT revision_id, revision_text_bytes_diff, revision_is_identity_revert, "
                           "revision_is_identity_reverted, revision_seconds_to_identity_revert FROM edits "
                           "ORDER BY 1"),
              "1 5 true true 9\n2 5 false false -\n3 - false false -\n");
    EXPECT_EQ(lake.manifest().at(0).snapshot, "2014-01")
        << "from the beginning of the name, not the bucket's year";
}

TEST(lake, finds_parents_where_the_source_has_none) {
    History history = three_edits("eswiki");
    for (wiki::Edit& edit : history.edits())
        edit.revision_parent_id.reset();
    const Folder folder;
    Lake lake(folder.path());
    history.load_into(lake, "a.csv");
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT revision_id, revision_parent_id, revision_creates_page, "
                           "revision_text_bytes_diff FROM edits ORDER BY 1"),
              "1 0 true 100\n2 1 false 30\n3 2 false -30\n");
}

TEST(lake, seeks_a_parent_on_other_pages_and_in_other_files) {
    // 3 on page 8 was split off page 7: its parent 2 is of page 7. 130 - 130 + 20 = 20 more.
    History first = three_edits("eswiki");
    History second;
    second.wiki("eswiki");
    second.edit({.revision_id = 4,
                 .parent = 2,
                 .time = "2014-01-03T00:00:00Z",
                 .user = "Ana",
                 .page = 8,
                 .bytes = 150});
    second.edit({.revision_id = 5,
                 .parent = 99,
                 .time = "2014-01-04T00:00:00Z",
                 .user = "Ana",
                 .page = 8,
                 .bytes = 1});
    for (const bool in_order : {true, false}) {
        const Folder folder;
        Lake lake(folder.path());
        (in_order ? first : second).load_into(lake, in_order ? "1-20140201" : "2-20140201");
        (in_order ? second : first).load_into(lake, in_order ? "2-20140201" : "1-20140201");
        EXPECT_EQ(text_of_rows(lake,
                               "SELECT revision_id, revision_text_bytes_diff FROM edits WHERE page_id = 8 "
                               "ORDER BY 1"),
                  "4 20\n5 -\n");
    }
}

TEST(lake, revisions_of_deleted_pages_without_an_id_have_nothing_to_do_with_each_other) {
    History history = three_edits("eswiki");
    for (wiki::Edit& edit : history.edits()) {
        edit.page_id = 0;
        edit.revision_parent_id.reset();
    }
    const Folder folder;
    Lake lake(folder.path());
    history.load_into(lake, "a-20140101");
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT revision_id, revision_parent_id, revision_creates_page, "
                           "revision_is_identity_revert FROM edits ORDER BY 1"),
              "1 - false false\n2 - false false\n3 - false false\n");
}

TEST(lake, keeps_names_and_titles_whole) {
    History history;
    history.wiki("eswiki");
    wiki::Edit edit;
    edit.revision_id = 1;
    edit.page_id = 1;
    edit.page_title = "O'Higgins;_DROP_TABLE_edits--";
    edit.event_user_text = "Ñandú 🧭 \"quoted\"";
    edit.revision_tags = {"visual edit", "a,b", ""};
    history.edit(edit);
    edit.revision_id = 2;
    edit.revision_tags = {};
    edit.event_user_text = "broken \xff byte";
    history.edit(edit);
    edit.revision_id = 3;
    edit.event_user_text = "was hidden";
    edit.event_user_is_hidden = true;
    history.edit(edit);
    const Folder folder;
    Lake lake(folder.path());
    history.load_into(lake, "x-20140101");
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT page_title, event_user_text, array_to_string(revision_tags, '|'), "
                           "len(revision_tags) FROM edits ORDER BY revision_id"),
              "O'Higgins;_DROP_TABLE_edits-- Ñandú 🧭 \"quoted\" visual edit|a,b| 3\n"
              "O'Higgins;_DROP_TABLE_edits-- broken \xef\xbf\xbd byte - 0\n"
              "O'Higgins;_DROP_TABLE_edits-- - - 0\n");
}

TEST(lake, many_rows_with_long_tags_cross_the_chunks) {
    // 5,000 rows are three chunks of the engine; row i has i mod 3 tags.
    History history;
    history.wiki("eswiki");
    for (int i = 1; i <= 5000; ++i) {
        wiki::Edit edit;
        edit.revision_id = i;
        edit.page_id = i;
        edit.event_user_text = "User " + std::to_string(i % 100);
        edit.revision_tags.assign(static_cast<std::size_t>(i % 3),
                                  "a tag that is longer than twelve bytes " + std::to_string(i));
        if (i % 2 == 0) edit.revision_text_bytes = i;
        history.edit(edit);
    }
    const Folder folder;
    Lake lake(folder.path());
    history.load_into(lake, "x-20140101");
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT count(*), sum(len(revision_tags)), "
                           "count(*) FILTER (len(revision_tags) <> revision_id % 3), "
                           "count(*) FILTER (len(revision_tags) > 0 AND NOT "
                           "ends_with(revision_tags[-1], ' ' || revision_id)), "
                           "count(revision_text_bytes), sum(revision_text_bytes) FROM edits"),
              "5000 5001 0 0 2500 6252500\n")
        << "1,667 rows of one tag and 1,667 of two; the even numbers up to 5,000 add up to 6,252,500";
}

TEST(lake, a_load_larger_than_its_memory_spills) {
    // 200,000 rows of some 200 bytes, and what is derived from them, in 110 MB.
    const Folder folder;
    Lake lake(folder.path(), {.memory_megabytes = 110});
    lake.load_from("x-20140101", "1", {.wiki_db = "eswiki"}, [](wiki::HistorySink& sink) {
        wiki::Edit edit;
        for (int i = 1; i <= 200'000; ++i) {
            edit.revision_id = i;
            edit.page_id = i % 1000 + 1;
            edit.page_title = "A title that takes some room, of the page " + std::to_string(edit.page_id);
            edit.event_user_text = "Somebody with quite a long name " + std::to_string(i % 777);
            edit.event_timestamp = Instant{std::chrono::seconds{1'400'000'000 + i}};
            edit.revision_text_bytes = i;
            edit.revision_text_sha1 = "phoiac9h4m842xq45sp7s6u21ete" + std::to_string(i % 100);
            sink.edit(edit);
        }
        return wiki::ReadReport{};
    });
    // On each page every revision but the first is 1,000 bytes longer than the one before.
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT count(*), count(*) FILTER (revision_creates_page), "
                           "count(*) FILTER (revision_text_bytes_diff = 1000 AND NOT revision_creates_page) "
                           "FROM edits"),
              "200000 1000 199000\n");
}

TEST(lake, the_same_file_again_changes_nothing) {
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

TEST(lake, a_newer_snapshot_takes_the_older_ones_place) {
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

TEST(lake, files_of_one_snapshot_add_up_and_double_nothing) {
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

TEST(lake, the_order_of_rows_and_files_does_not_matter) {
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

TEST(lake, doubled_revisions_that_differ_leave_the_same_one_in_either_order) {
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

TEST(lake, knows_everybody_who_registered_or_edited_by_name) {
    History history = three_edits("eswiki");
    history.edits()[0].event_user_id = 11;  // Ana
    history.edits()[2].event_user_id = 11;
    wiki::Edit anonymous = history.edits()[0];
    anonymous.revision_id = 9;
    anonymous.event_user_text = "192.0.2.1";
    anonymous.event_user_id.reset();
    anonymous.event_user_is_anonymous = true;
    history.edit(anonymous);
    // Ana was renamed after she registered as "Anita": the id tells. Beto's edit has no id: the name tells.
    // Caro never edited. Dan registered under an id of his own and is not the editor Beto.
    history.registration({11, "Anita", at("2013-05-01T00:00:00Z"), wiki::CreatedBy::self});
    history.registration({12, "Beto", at("2013-06-01T00:00:00Z"), wiki::CreatedBy::peer});
    history.registration({13, "Caro", at("2013-07-01T00:00:00Z"), wiki::CreatedBy::system});
    history.registration({14, "Dan", at("2013-08-01T00:00:00Z"), wiki::CreatedBy::unknown});
    history.registration({13, "Caro", at("2013-07-01T00:00:00Z"), wiki::CreatedBy::system});
    const Folder folder;
    Lake lake(folder.path());
    history.load_into(lake, "2014-02.eswiki.tsv");
    const std::string users =
        "SELECT event_user_id, event_user_text, registration_timestamp, created_by, first_edit_timestamp "
        "FROM users ORDER BY 2";
    EXPECT_EQ(text_of_rows(lake, users),
              "11 Ana 2013-05-01T00:00:00Z self 2014-01-01T00:00:00Z\n"
              "12 Beto 2013-06-01T00:00:00Z peer 2014-01-02T00:00:00Z\n"
              "13 Caro 2013-07-01T00:00:00Z system -\n"
              "14 Dan 2013-08-01T00:00:00Z unknown -\n");
    const auto manifest = lake.manifest();
    ASSERT_EQ(manifest.size(), 2U) << "one source, two kinds of facts";
    EXPECT_EQ(manifest[0].kind, "edits");
    EXPECT_EQ(manifest[1].kind, "registrations");
    EXPECT_EQ(manifest[1].rows, 5U);
    EXPECT_EQ(manifest[1].first, at("2013-05-01T00:00:00Z"));
}

TEST(lake, registrations_and_edits_are_replaced_each_by_their_own_kind) {
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

TEST(lake, a_reader_that_refuses_leaves_the_lake_as_it_was) {
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

TEST(lake, refuses_a_source_of_no_wiki_or_another) {
    const Folder folder;
    Lake lake(folder.path());
    const auto load = [&](const std::string& says, const std::string& option) {
        return error_of([&] { three_edits(says).load_into(lake, "a-20140101", {.wiki_db = option}); });
    };
    EXPECT_THAT(load("", ""), HasSubstr("--wiki"));
    EXPECT_EQ(load("eswiki", "ptwiki"),
              kind(ErrorKind::bad_input) +
                  "The file is of the wiki eswiki, not of ptwiki. Leave --wiki out, or give "
                  "the right file.");
    EXPECT_THAT(load("", "es wiki'; DROP TABLE edits"), HasSubstr("cannot be a wiki"));
    EXPECT_THAT(load("../es", ""), HasSubstr("cannot be a wiki"));
    EXPECT_TRUE(lake.manifest().empty());
    EXPECT_EQ(load("", "es.lagunanegra"), "no error");
    EXPECT_EQ(load("eswiki", "eswiki"), "no error");
}

TEST(lake, an_empty_source_is_loaded_as_one) {
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

TEST(lake, says_which_wikis_are_simulated) {
    const Folder folder;
    Lake lake(folder.path());
    three_edits("demowiki").load_into(lake, "seed", {.snapshot = "demo", .simulated = true});
    three_edits("eswiki").load_into(lake, "eswiki-20140201");
    EXPECT_EQ(text_of_rows(lake, "SELECT wiki_db, simulated FROM wikis ORDER BY 1"),
              "demowiki true\neswiki false\n");
    EXPECT_TRUE(lake.manifest().at(0).simulated);
}

TEST(lake, keeps_what_the_source_says_of_its_wiki) {
    const Folder folder;
    Lake lake(folder.path());
    lake.load_from("x-20140101", "1", {}, [](wiki::HistorySink& sink) {
        wiki::Site site;
        site.wiki_db = "eswiki";
        site.domain = "es.wikipedia.org";
        site.language = "es";
        site.namespaces = {{0, ""}, {1, "Discusión"}};
        site.first_letter_upper = false;
        sink.site(site);
        return wiki::ReadReport{};
    });
    EXPECT_EQ(text_of_rows(lake, "SELECT * FROM wikis"), "eswiki es.wikipedia.org - es false false\n");
    EXPECT_EQ(text_of_rows(lake, "SELECT * FROM namespaces ORDER BY 2"), "eswiki 0 \neswiki 1 Discusión\n");
}

TEST(lake_query, takes_values_only_as_parameters) {
    const Folder folder;
    Lake lake(folder.path());
    three_edits("eswiki").load_into(lake, "a-20140201");
    const std::string sql = "SELECT count(*) FROM edits WHERE event_user_text = ?";
    EXPECT_EQ(lake.query({sql, {"Ana"}}).rows[0][0], Value{2L});
    EXPECT_EQ(lake.query({sql, {"' OR 1=1 --"}}).rows[0][0], Value{0L});
    EXPECT_EQ(lake.query({"SELECT count(*) FROM edits WHERE event_user_text IN "
                          "(SELECT unnest(from_json(?, '[\"VARCHAR\"]')))",
                          {R"(["Ana","Beto","O'Higgins"])"}})
                  .rows[0][0],
              Value{3L})
        << "a whole cohort in one parameter";
    EXPECT_THAT(error_of([&] { (void)lake.query({sql, {}}); }), HasSubstr("parameters"));
}

TEST(lake_query, gives_every_type_of_the_engine_as_a_value) {
    const Folder folder;
    const Lake lake(folder.path());
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT true, 1::TINYINT, -2::SMALLINT, 3, 4::BIGINT, 5::UTINYINT, 6::USMALLINT, "
                           "7::UINTEGER, 8::UBIGINT, 9::HUGEINT, -9::HUGEINT, 1.5::FLOAT, 2.5::DOUBLE, "
                           "12.25::DECIMAL(6,2), 'x', DATE '2014-11-21', TIMESTAMP '2014-11-21 01:02:03.9', "
                           "TIMESTAMP '1969-12-31 23:59:59.5', NULL"),
              "true 1 -2 3 4 5 6 7 8 9 -9 1.5 2.5 12.25 x 2014-11-21T00:00:00Z 2014-11-21T01:02:03Z "
              "1969-12-31T23:59:59Z -\n");
    EXPECT_THAT(error_of([&] { (void)lake.query({"SELECT [1, 2]", {}}); }), HasSubstr("cast"));
}

TEST(lake_query, refuses_more_rows_than_asked_for) {
    const Folder folder;
    const Lake lake(folder.path());
    EXPECT_EQ(lake.query({"SELECT * FROM range(10)", {}}, 10).rows.size(), 10U);
    EXPECT_THAT(error_of([&] {
                    (void)lake.query({"SELECT * FROM range(11)", {}}, 10);
                }),
                testing::StartsWith(kind(ErrorKind::too_large)));
}

TEST(lake_query, streams_until_told_to_stop) {
    const Folder folder;
    const Lake lake(folder.path());
    std::int64_t sum = 0;
    lake.query_each({"SELECT * FROM range(1000000)", {}}, [&](std::span<const Value> row) {
        sum += std::get<std::int64_t>(row[0]) >= 0;
        return true;
    });
    EXPECT_EQ(sum, 1'000'000);
    int seen = 0;
    lake.query_each({"SELECT * FROM range(1000000)", {}}, [&](std::span<const Value>) { return ++seen < 3; });
    EXPECT_EQ(seen, 3);
}

TEST(lake_query, ends_when_its_time_is_over_or_somebody_stops_it) {
    const Folder folder;
    const Lake lake(folder.path());
    const std::string slow =
        "SELECT count(*) FROM range(100000000) a, range(100000) b WHERE (a.range * b.range) % 7 = 8";
    EXPECT_THAT(error_of([&] {
                    (void)lake.query({slow, {}}, {.most_time = std::chrono::milliseconds{50}});
                }),
                testing::StartsWith(kind(ErrorKind::unavailable)));
    std::stop_source stop;
    std::thread stopper([&] { stop.request_stop(); });
    EXPECT_THAT(error_of([&] {
                    (void)lake.query({slow, {}}, {.stop = stop.get_token()});
                }),
                testing::StartsWith(kind(ErrorKind::unavailable)));
    stopper.join();
    EXPECT_EQ(lake.query({"SELECT 1", {}}, {.most_time = std::chrono::minutes{1}}).rows.size(), 1U)
        << "and the next is not touched";
}

TEST(lake_query, the_lakes_own_limits_hold_where_a_query_states_none) {
    const Folder folder;
    std::stop_source stop;
    LakeOptions options;
    options.most_time = std::chrono::milliseconds{50};
    options.stop = stop.get_token();
    const Lake lake(folder.path(), options);
    const std::string slow =
        "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 8";
    EXPECT_THAT(error_of([&] {
                    (void)lake.query({slow, {}});
                }),
                testing::StartsWith(kind(ErrorKind::unavailable)));
    EXPECT_EQ(lake.query({"SELECT 1", {}}).rows.size(), 1U);
    stop.request_stop();
    EXPECT_THAT(error_of([&] {
                    (void)lake.query({"SELECT 1", {}});
                }),
                testing::StartsWith(kind(ErrorKind::unavailable)));
}

TEST(lake_query, a_lake_that_another_has_is_waited_for_as_long_as_asked) {
    const Folder folder;
    auto holder = std::make_unique<Lake>(folder.path());
    EXPECT_THAT(error_of([&] { const Lake second(folder.path()); }),
                testing::StartsWith(kind(ErrorKind::unavailable)));
    std::thread holding;
    LakeOptions patient;
    patient.wait = std::chrono::minutes(1);
    std::string told;
    patient.on_wait = [&](const std::string& who) {
        told = who;
        holding = std::thread([&] { holder.reset(); });
    };
    const Lake second(folder.path(), patient);
    holding.join();
    EXPECT_EQ(told, std::to_string(getpid()));
    EXPECT_TRUE(second.manifest().empty());
}

TEST(lake_query, several_threads_ask_while_one_loads) {
    const Folder folder;
    Lake lake(folder.path());
    three_edits("eswiki").load_into(lake, "eswiki-20140101");
    std::vector<std::thread> askers;
    std::atomic<int> wrong{0};
    std::atomic<bool> loaded{false};
    for (int i = 0; i < 3; ++i)
        askers.emplace_back([&] {
            do {
                // Whatever moment it is, a wiki has no edits or all three.
                for (const auto& row : lake.query({"SELECT count(*) FROM edits GROUP BY wiki_db", {}}).rows)
                    wrong += row[0] != Value{3L};
            } while (!loaded);
        });
    for (int i = 0; i < 10; ++i)
        three_edits("eswiki").load_into(lake, "eswiki-2014020" + std::to_string(i));
    loaded = true;
    for (std::thread& asker : askers)
        asker.join();
    EXPECT_EQ(wrong, 0);
}

TEST(lake_query, reaches_nothing_beyond_the_lake) {
    const Folder folder;
    const Lake lake(folder.path());
    for (const std::string sql :
         {"SELECT * FROM read_csv('/etc/passwd')", "SELECT content FROM read_text('/etc/passwd')",
          "SELECT * FROM glob('/*')", "SELECT * FROM '/etc/passwd'", "ATTACH '/tmp/x.duckdb'",
          "COPY (SELECT 1) TO '/tmp/x.csv'", "INSTALL httpfs", "LOAD httpfs",
          "SET enable_external_access = true", "SET memory_limit = '1TB'", "DELETE FROM edits",
          "INSERT INTO wikis VALUES (1)", "DROP TABLE edits", "SELECT 1; DROP TABLE edits", "CHECKPOINT",
          "EXPORT DATABASE '/tmp/x'", "SELECT * FROM sqlite_scan('/tmp/x', 'y')",
          "CREATE TABLE loading.x (i INTEGER)"})
        EXPECT_THAT(error_of([&] {
                        (void)lake.query({sql, {}});
                    }),
                    testing::StartsWith(kind(ErrorKind::internal)))
            << sql;
    EXPECT_EQ(lake.query({"SELECT count(*) FROM edits", {}}).rows.size(), 1U);
}

/// Skips the test where the real histories are not at hand.
#define REAL_FILE(name)                                                       \
    const std::filesystem::path file = BRUJULA_SOURCE_DIR "/../shared/" name; \
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "not here: " << file

TEST(lake_real, afar_wikipedia_has_the_numbers_of_an_independent_count) {
    REAL_FILE("data/dumps/aawiki-20260101-pages-meta-history.xml.bz2");
    const Folder folder;
    Lake lake(folder.path());
    const LoadReport report = lake.load(file, {});
    EXPECT_EQ(report.pages, 507U);
    EXPECT_EQ(report.edits, 1307U);
    EXPECT_EQ(report.bad_rows, 0U);
    // Pages begun, reverts, reverted, their seconds, and the sum of differences: counted once with a program
    // of forty lines of Python that reads the XML and follows the definition pair by pair.
    EXPECT_EQ(
        text_of_rows(lake,
                     "SELECT count(*) FILTER (revision_creates_page), "
                     "count(*) FILTER (revision_is_identity_revert), "
                     "count(*) FILTER (revision_is_identity_reverted), "
                     "sum(revision_seconds_to_identity_revert), sum(revision_text_bytes_diff) FROM edits"),
        "507 52 87 1038866173 615839\n");
    EXPECT_EQ(text_of_rows(lake, "SELECT * FROM wikis"), "aawiki aa.wikipedia.org wikipedia aa true false\n");
    EXPECT_TRUE(lake.load(file, {}).unchanged);
}

TEST(lake_real, a_csv_history_loads_whole) {
    REAL_FILE("data/histories/es.lagunanegra.csv");
    const Folder folder;
    Lake lake(folder.path());
    EXPECT_THROW(lake.load(file, {}), Error) << "it does not name its wiki";
    const LoadReport report = lake.load(file, {.wiki_db = "es.lagunanegra"});
    EXPECT_EQ(report.edits, 3903U);
    // Each page has one first revision, and the differences of a page add up to the size of its last
    // revision.
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT count(*) FILTER (revision_creates_page) = count(DISTINCT page_id), "
                           "sum(revision_text_bytes_diff) = (SELECT sum(b) FROM (SELECT arg_max("
                           "revision_text_bytes, (event_timestamp, revision_id)) AS b FROM edits "
                           "GROUP BY page_id)) FROM edits"),
              "true true\n");
}

}  // namespace
}  // namespace brujula::facts
