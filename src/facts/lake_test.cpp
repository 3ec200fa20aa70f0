// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/lake.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/history_for_tests.hpp"

namespace brujula::facts {
namespace {

using testing_history::at;
using testing_history::Folder;
using testing_history::History;
using testing_history::text_of_rows;
using testing_history::three_edits;

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
