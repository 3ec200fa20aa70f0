// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/read.hpp"

#include <set>

#include <gtest/gtest.h>

#include "wiki/decompress.hpp"
#include "wiki/sql_dump.hpp"
#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;

namespace {

const std::filesystem::path shared = std::filesystem::path(BRUJULA_SOURCE_DIR) / ".." / "shared" / "data";

struct RealData : testing::Test {
    void SetUp() override {
        if (!std::filesystem::exists(shared))
            GTEST_SKIP() << "skipped: the real data is not beside the checkout";
    }
    static std::pair<Heard, ReadReport> read(const std::string& file) {
        Heard sink;
        auto report = read_history(shared / file, sink);
        return {std::move(sink), std::move(report)};
    }
};

}  // namespace

TEST_F(RealData, aawiki_has_507_pages_and_1307_revisions_and_none_is_lost) {
    const auto [sink, report] = read("dumps/aawiki-20260101-pages-meta-history.xml.bz2");
    EXPECT_EQ(report.pages, 507u);
    EXPECT_EQ(report.edits, 1307u);
    EXPECT_EQ(report.bad_rows, 0u);
    EXPECT_EQ(sink.pages.size(), 507u);
    EXPECT_EQ(sink.sites.at(0).wiki_db, "aawiki");
}

// Counted with Python: strings taken out of the INSERT by the regular expression '(?:[^'\\]|\\.)*', then
// parentheses; the pages are the distinct first values, the categories the distinct last ones.
TEST_F(RealData, aawikis_156_category_links_are_of_74_pages_and_29_categories) {
    const auto [sink, report] = read("dumps/aawiki-20260101-categorylinks.sql.gz");
    EXPECT_EQ(report.format, HistoryFormat::category_links_sql);
    EXPECT_EQ(report.rows, 156u);
    EXPECT_EQ(report.bad_rows, 0u);
    EXPECT_EQ(sink.sites.at(0).wiki_db, "aawiki");
    std::set<std::int64_t> pages, categories;
    for (const auto& link : sink.category_links) {
        pages.insert(link.page_id);
        categories.insert(link.target_id.value());
    }
    EXPECT_EQ(sink.category_links.size(), 156u);
    EXPECT_EQ(pages.size(), 74u);
    EXPECT_EQ(categories.size(), 29u);
}

TEST_F(RealData, aawikis_637_pagelinks_are_rows_that_nothing_loads) {
    HistoryFile file(shared / "dumps/aawiki-20260101-pagelinks.sql.gz", 1);
    std::set<std::string> pages, targets;
    int rows = 0;
    EXPECT_TRUE(read_sql_rows(file, "pagelinks", [&](const SqlRow& row) {
        ++rows;
        EXPECT_EQ(row.values.size(), row.columns.size());
        pages.insert(std::string(row.text("pl_from")));
        targets.insert(std::string(row.text("pl_target_id")));
    }));
    EXPECT_EQ(rows, 637);
    EXPECT_EQ(pages.size(), 153u);
    EXPECT_EQ(targets.size(), 316u);
    EXPECT_EQ(refusal([] { read("dumps/aawiki-20260101-pagelinks.sql.gz"); }).key, "error-sql-table-unknown");
}

TEST_F(RealData, the_csv_histories_have_one_row_a_line) {
    EXPECT_EQ(read("histories/es.lagunanegra.csv").second.edits, 3903u);
    EXPECT_EQ(read("histories/de.undertale.csv").second.edits, 6267u);
    EXPECT_EQ(read("histories/de.undertale.csv").second.bad_rows, 0u);
}

TEST_F(RealData, the_samples_of_other_tools_are_read) {
    EXPECT_EQ(read("xml/MediawikiDumperOutputTest.Simplewiki.Sample.xml").second.edits, 33u);
    EXPECT_EQ(read("xml/MediawikiDumperOutputTest.Commonswiki.Sample.xml").second.edits, 59u);
    const auto [hard, report] = read("xml/mediawiki-dump-test.xml");
    EXPECT_EQ(report.edits, 3u) << "three of its six revisions have no id";
    EXPECT_EQ(report.bad_rows, 3u);
    EXPECT_TRUE(hard.edits[1].event_user_is_hidden);
    EXPECT_GT(read("xml/wikihadoop_page_sample.xml").second.edits, 0u);
    EXPECT_GT(read("xml/mwxml_dump.xml").second.edits, 0u);
}
