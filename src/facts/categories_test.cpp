// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/categories.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/history_for_tests.hpp"

namespace brujula::facts {
namespace {

using testing_history::Folder;
using testing_history::History;
using testing_history::text_of_rows;

/// Pages 7 and 9 carry the category 208, page 7 also 209.
History numbered_links() {
    History links;
    links.wiki("eswiki");
    links.link({7, 208, ""});
    links.link({9, 208, ""});
    links.link({7, 209, ""});
    return links;
}

History names(const std::vector<wiki::CategoryName>& all) {
    History source;
    source.wiki("eswiki");
    for (const auto& one : all)
        source.name(one);
    return source;
}

const std::vector<wiki::CategoryName> both_names{{208, "Museos"}, {209, "Córdoba"}};
const char* const links_file = "eswiki-20260101-categorylinks.sql.gz";
const char* const names_file = "eswiki-20260101-linktarget.sql.gz";

std::string members(const Lake& lake) {
    return text_of_rows(lake, "SELECT wiki_db, category, page_id FROM category_members ORDER BY 1, 2, 3") +
           text_of_rows(lake, "SELECT wiki_db, links, unnamed FROM category_counts ORDER BY 1");
}

const std::string all_members = "eswiki Córdoba 7\neswiki Museos 7\neswiki Museos 9\neswiki 3 0\n";

TEST(categories, links_and_names_meet_in_whatever_order_they_come) {
    const Folder one, other;
    Lake first(one.path()), second(other.path());
    const LoadReport before = numbered_links().load_into(first, links_file);
    EXPECT_EQ(before.unnamed_category_links, 3U);
    EXPECT_EQ(before.all_category_links, 3U);
    EXPECT_EQ(before.pages, 2U);
    EXPECT_EQ(members(first), "eswiki 3 3\n") << "nobody knows yet what 208 is";
    EXPECT_EQ(names(both_names).load_into(first, names_file).unnamed_category_links, 0U);
    EXPECT_EQ(members(first), all_members);

    EXPECT_EQ(names(both_names).load_into(second, names_file).all_category_links, 0U);
    EXPECT_EQ(members(second), "") << "names alone are no categories";
    numbered_links().load_into(second, links_file);
    EXPECT_EQ(members(second), all_members);
    EXPECT_EQ(first.snapshot_of("eswiki"), second.snapshot_of("eswiki"));
}

TEST(categories, the_manifest_has_a_row_for_each_file_and_a_file_comes_in_once) {
    const Folder folder;
    Lake lake(folder.path());
    numbered_links().load_into(lake, links_file);
    names(both_names).load_into(lake, names_file);
    const std::string before = members(lake);
    EXPECT_TRUE(numbered_links().load_into(lake, links_file).unchanged);
    EXPECT_EQ(members(lake), before);
    const auto manifest = lake.manifest();
    ASSERT_EQ(manifest.size(), 2U);
    EXPECT_EQ(manifest[0].kind, "category-links");
    EXPECT_EQ(manifest[0].rows, 3U);
    EXPECT_EQ(manifest[0].pages, 2U);
    EXPECT_EQ(manifest[0].snapshot, "20260101");
    EXPECT_EQ(manifest[1].kind, "category-names");
    EXPECT_EQ(manifest[1].rows, 2U);
}

TEST(categories, the_same_links_from_two_files_of_a_snapshot_count_once) {
    const Folder folder;
    Lake lake(folder.path());
    names(both_names).load_into(lake, names_file);
    numbered_links().load_into(lake, links_file);
    numbered_links().load_into(lake, "eswiki-20260101-categorylinks.sql");
    EXPECT_EQ(members(lake), all_members);
}

TEST(categories, another_snapshot_takes_the_place_of_the_older_one) {
    const Folder folder;
    Lake lake(folder.path());
    History named;  // as dumps were till 2025
    named.wiki("eswiki");
    named.link({11, {}, "Museos"});
    named.load_into(lake, "eswiki-20240101-categorylinks.sql.gz");
    EXPECT_EQ(members(lake), "eswiki Museos 11\neswiki 1 0\n") << "needs no names";
    names(both_names).load_into(lake, names_file);
    const LoadReport report = numbered_links().load_into(lake, links_file);
    ASSERT_EQ(report.replaced.size(), 1U);
    EXPECT_EQ(report.replaced[0].snapshot, "20240101");
    EXPECT_EQ(members(lake), all_members);
}

TEST(categories, a_name_that_is_missing_leaves_its_links_out_and_is_counted) {
    const Folder folder;
    Lake lake(folder.path());
    numbered_links().load_into(lake, links_file);
    EXPECT_EQ(names({{208, "Museos"}}).load_into(lake, names_file).unnamed_category_links, 1U);
    EXPECT_EQ(members(lake), "eswiki Museos 7\neswiki Museos 9\neswiki 3 1\n");
}

TEST(categories, edits_stay_and_name_the_snapshot) {
    const Folder folder;
    Lake lake(folder.path());
    History edits;
    edits.wiki("eswiki");
    edits.edit({.revision_id = 1, .parent = 0, .time = "2014-01-01T00:00:00Z", .user = "Ana", .page = 7});
    edits.load_into(lake, "eswiki-20260201-history.xml");
    const std::string snapshot = lake.snapshot_of("eswiki");
    numbered_links().load_into(lake, links_file);
    EXPECT_TRUE(lake.snapshot_of("eswiki").starts_with("eswiki@20260201+"));
    EXPECT_NE(lake.snapshot_of("eswiki"), snapshot);
    EXPECT_EQ(lake.manifest().at(0).kind, "edits");
    EXPECT_EQ(text_of_rows(lake, "SELECT count(*) FROM edits"), "1\n");
}

TEST(categories, a_dump_of_a_log_without_new_users_does_not_take_the_edits_away) {
    const Folder folder;
    Lake lake(folder.path());
    History edits;
    edits.wiki("eswiki");
    edits.edit({.revision_id = 1, .parent = 0, .time = "2014-01-01T00:00:00Z", .user = "Ana", .page = 7});
    edits.load_into(lake, "eswiki-20260101-history.xml");
    for (const auto format : {wiki::HistoryFormat::logging_sql, wiki::HistoryFormat::xml_export})
        lake.load_from("eswiki-20260201-log", format == wiki::HistoryFormat::xml_export ? "x" : "s", {},
                       [&](wiki::HistorySink& sink) {
                           wiki::Site site;
                           site.wiki_db = "eswiki";
                           sink.site(site);
                           wiki::ReadReport report{};
                           report.format = format;
                           report.rows = 12;
                           return report;
                       });
    EXPECT_EQ(text_of_rows(lake, "SELECT count(*) FROM edits"), "1\n");
    EXPECT_EQ(lake.manifest().at(1).kind, "registrations");
}

/// A wiki whose category namespace is called "Categoría".
void load_site(Lake& lake, const std::string& wiki_db, bool first_letter_upper) {
    lake.load_from(wiki_db + "-20260101", wiki_db, {}, [&](wiki::HistorySink& sink) {
        wiki::Site site;
        site.wiki_db = wiki_db;
        site.namespaces = {{0, ""}, {2, "Usuario"}, {14, "Categoría"}};
        site.first_letter_upper = first_letter_upper;
        sink.site(site);
        return wiki::ReadReport{};
    });
}

TEST(categories, names_are_taken_as_people_write_them) {
    const Folder folder;
    Lake lake(folder.path());
    load_site(lake, "eswiki", true);
    load_site(lake, "eswiktionary", false);
    const auto title = [&](const char* wiki_db, const char* text) {
        return category_titles(lake, {{wiki_db, text}}).at(0).category;
    };
    for (const char* text :
         {"Museos de Córdoba", "museos_de_Córdoba", " Museos  de Córdoba ", "Categoría:Museos de Córdoba",
          "categoría : museos de Córdoba", ":Categoría:Museos de Córdoba", "Category:Museos de Córdoba",
          "CATEGORY:Museos_de_Córdoba", "Museos de Co\xcc\x81rdoba"})
        EXPECT_EQ(title("eswiki", text), "Museos_de_Córdoba") << text;
    EXPECT_EQ(title("eswiki", "Usuario:Ana"), "Usuario:Ana") << "another namespace belongs to the name";
    EXPECT_EQ(title("eswiki", "Star Trek: Voyager"), "Star_Trek:_Voyager");
    EXPECT_EQ(title("eswiki", "Categoría:"), "");
    EXPECT_EQ(title("eswiktionary", "Categoría:palabras"), "palabras");
    EXPECT_EQ(title("ptwiki", "category:museus"), "Museus") << "English is known everywhere";
    EXPECT_EQ(title("ptwiki", "Categoría:Museus"), "Categoría:Museus") << "nobody told this wiki's names";
}

TEST(categories, what_other_sources_do_not_say_of_titles_they_do_not_change) {
    const Folder folder;
    Lake lake(folder.path());
    load_site(lake, "eswiktionary", false);
    History links;
    links.wiki("eswiktionary");
    links.link({7, {}, "palabras"});
    links.load_into(lake, "eswiktionary-20260101-categorylinks.sql.gz");
    EXPECT_EQ(text_of_rows(lake, "SELECT first_letter_upper FROM wikis"), "false\n");
}

// 156 links; 208 is on 22 pages and 338 on 5, as counted with Python from the INSERT.
TEST(categories, aawikis_real_links_meet_the_names_of_two_of_them) {
    const auto real = std::filesystem::path(BRUJULA_SOURCE_DIR) /
                      "../shared/data/dumps/aawiki-20260101-categorylinks.sql.gz";
    if (!std::filesystem::exists(real)) GTEST_SKIP() << "skipped: the real data is not beside the checkout";
    const Folder folder;
    Lake lake(folder.path() / "lake");
    const LoadReport links = lake.load(real, {});
    EXPECT_EQ(links.category_links, 156U);
    EXPECT_EQ(links.unnamed_category_links, 156U);
    const auto file = folder.path() / "aawiki-20260101-linktarget.sql";
    std::ofstream{file}
        << "-- Host: db    Database: aawiki\n"
           "CREATE TABLE `linktarget` (`lt_id` bigint, `lt_namespace` int, `lt_title` blob);\n"
           "INSERT INTO `linktarget` VALUES (208,14,'User_en'),(338,14,'User_es'),(1,0,'A');\n";
    const LoadReport names = lake.load(file, {});
    EXPECT_EQ(names.category_names, 2U);
    EXPECT_EQ(names.unnamed_category_links, 156U - 22U - 5U);
    EXPECT_EQ(text_of_rows(lake, "SELECT category, count(*) FROM category_members GROUP BY 1 ORDER BY 1"),
              "User_en 22\nUser_es 5\n");
}

TEST(categories, a_dump_that_is_cut_off_changes_nothing) {
    const Folder folder;
    Lake lake(folder.path() / "lake");
    numbered_links().load_into(lake, links_file);
    names(both_names).load_into(lake, names_file);
    const auto file = folder.path() / "eswiki-20260201-categorylinks.sql";
    std::ofstream{file} << "-- Host: db    Database: eswiki\nCREATE TABLE `categorylinks` (`cl_from` int, "
                           "`cl_to` blob);\nINSERT INTO `categorylinks` VALUES (1,'A'),(2,'B";
    EXPECT_THROW(lake.load(file, {}), Error);
    EXPECT_EQ(members(lake), all_members);
    EXPECT_EQ(lake.manifest().size(), 2U);
}

}  // namespace
}  // namespace brujula::facts
