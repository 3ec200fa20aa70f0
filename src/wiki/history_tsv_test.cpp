// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/history_tsv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;
using testing::ElementsAre;

namespace {

/// A row of the newest layout with what the test names; everything else is null.
std::string tsv_row(std::map<int, std::string> fields, int columns = 78) {
    // places of the columns that the older layouts lack, from 1
    const std::map<int, std::set<int>> lacking{
        {78, {}}, {77, {2}}, {76, {2, 23}}, {74, {2, 8, 23, 43}}, {70, {2, 8, 21, 22, 23, 43, 56, 57}}};
    std::string row;
    for (int i = 1; i <= 78; ++i) {
        if (lacking.at(columns).contains(i)) continue;
        row += (row.empty() && i == 1 ? "" : "\t") + fields[i];
    }
    return row + "\n";
}

const std::map<int, std::string> revision_fields{{1, "eswiki"},
                                                 {3, "revision"},
                                                 {4, "create"},
                                                 {5, "2014-11-21 09:00:00.0"},
                                                 {7, "5"},
                                                 {9, "Ana"},
                                                 {10, "Ana\\tB"},
                                                 {15, "name,group"},
                                                 {20, "false"},
                                                 {29, "7"},
                                                 {31, "T\\\\itulo"},
                                                 {34, "0"},
                                                 {36, "true"},
                                                 {61, "11"},
                                                 {62, "0"},
                                                 {63, "true"},
                                                 {66, "30"},
                                                 {67, "-4"},
                                                 {68, "abc"},
                                                 {71, "false"},
                                                 {73, "true"},
                                                 {74, "12"},
                                                 {75, "60"},
                                                 {76, "false"},
                                                 {78, "visualeditor,mobile\\,edit"}};

}  // namespace

TEST(HistoryTsv, every_layout_is_told_by_its_columns) {
    for (const int columns : {70, 74, 76, 77, 78}) {
        const auto [sink, report] = heard(tsv_row(revision_fields, columns));
        ASSERT_EQ(sink.edits.size(), 1u) << columns;
        const auto& edit = sink.edits[0];
        EXPECT_EQ(edit.event_user_text, "Ana\\tB") << "the dumper leaves the backslash of a name as it is";
        EXPECT_EQ(edit.page_title, "T\\\\itulo");
        EXPECT_TRUE(edit.event_user_is_bot_by_name && edit.event_user_is_bot_by_group);
        EXPECT_TRUE(edit.page_is_redirect && edit.revision_minor_edit);
        EXPECT_EQ(edit.revision_text_bytes_diff, -4);
        EXPECT_EQ(edit.revision_is_identity_reverted, true);
        EXPECT_EQ(edit.revision_seconds_to_identity_revert, 60);
        EXPECT_THAT(edit.revision_tags, ElementsAre("visualeditor", "mobile,edit"));
    }
    EXPECT_EQ(why_refused(std::string(71, '\t') + "\n"), "error-tsv-columns");
}

TEST(HistoryTsv, a_row_of_another_width_is_bad_and_the_others_stand) {
    const auto [sink, report] = heard(tsv_row(revision_fields) + "eswiki\tx\n" + tsv_row(revision_fields));
    EXPECT_EQ(sink.edits.size(), 2u);
    EXPECT_EQ(report.bad_rows, 1u);
    EXPECT_EQ(report.bad_row_samples.at(0).line, 2u);
    EXPECT_EQ(report.bad_row_samples.at(0).position, tsv_row(revision_fields).size());
}

TEST(HistoryTsv, new_accounts_are_registrations_and_page_events_are_passed_over) {
    const auto [sink, report] =
        heard(tsv_row({{1, "eswiki"},
                       {3, "user"},
                       {4, "create"},
                       {5, "2014-01-01 00:00:00.0"},
                       {42, "5"},
                       {45, "Ana"},
                       {52, "true"},
                       {53, "false"},
                       {54, "false"}}) +
              tsv_row({{1, "eswiki"}, {3, "page"}, {4, "move"}, {5, "2014-01-01 00:00:00.0"}}));
    ASSERT_EQ(sink.registrations.size(), 1u);
    EXPECT_EQ(sink.registrations[0].created_by, CreatedBy::self);
    EXPECT_EQ(report.rows, 2u);
    EXPECT_EQ(report.bad_rows, 0u);
}
