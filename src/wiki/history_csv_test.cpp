// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/history_csv.hpp"

#include <gtest/gtest.h>

#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;

TEST(HistoryCsv, quotes_hold_commas_and_an_address_is_nobody) {
    const auto [sink, report] = heard(
        "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n"
        "1,|Uno, dos|,0,10,2014-01-01T00:00:00Z,5,|Ana||B|,100\n"
        "2,|Usuario:X|,2,11,2014-01-01T00:00:00Z,1.2.3.4,Anonymous,5\n"
        "3,|x|,0,nope,2014-01-01T00:00:00Z,1,|A|,5\n");
    ASSERT_EQ(sink.edits.size(), 2u);
    EXPECT_EQ(sink.edits[0].page_title, "Uno,_dos");
    EXPECT_EQ(sink.edits[0].event_user_text, "Ana|B");
    EXPECT_EQ(sink.edits[1].event_user_text, "1.2.3.4");
    EXPECT_TRUE(sink.edits[1].event_user_is_anonymous);
    EXPECT_EQ(sink.edits[1].page_title, "X");
    EXPECT_EQ(sink.edits[0].revision_parent_id, std::nullopt);
    EXPECT_EQ(report.bad_row_samples.at(0).reason, "bad-row-revision-id");
}
