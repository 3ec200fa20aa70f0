// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/history_xml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;

TEST(Xml, a_revision_is_read_with_all_it_says) {
    const auto [sink, report] = heard(page_xml(one_revision));
    EXPECT_EQ(sink.sites.at(0).wiki_db, "eswiki");
    EXPECT_EQ(sink.sites.at(0).domain, "es.wikipedia.org");
    EXPECT_EQ(sink.sites.at(0).language, "es");
    ASSERT_EQ(sink.edits.size(), 1u);
    const auto& edit = sink.edits[0];
    EXPECT_EQ(edit.revision_id, 11);
    EXPECT_EQ(edit.revision_parent_id, 0) << "no parentid in 0.11 begins the page";
    EXPECT_EQ(format(edit.event_timestamp), "2014-11-21T09:00:00Z");
    EXPECT_EQ(edit.event_user_text, "Ana");
    EXPECT_EQ(edit.event_user_id, 5);
    EXPECT_EQ(edit.page_title, "Ana_María");
    EXPECT_EQ(edit.page_namespace, 2);
    EXPECT_EQ(edit.revision_text_bytes, 3);
    EXPECT_EQ(edit.revision_text_sha1, "abc");
    EXPECT_EQ(report.format, HistoryFormat::xml_export);
    EXPECT_EQ(report.pages, 1u);
}

TEST(Xml, an_old_export_does_not_say_who_the_parent_is) {
    EXPECT_EQ(heard(page_xml(one_revision, "0.6")).first.edits[0].revision_parent_id, std::nullopt);
}

TEST(Xml, what_was_hidden_stays_hidden_and_is_not_zero) {
    const auto [sink, report] = heard(page_xml(
        R"(<revision><id>1</id><timestamp>2014-01-01T00:00:00Z</timestamp><contributor deleted="deleted" /><comment deleted="deleted" /><text deleted="deleted" /></revision>)"));
    EXPECT_TRUE(sink.edits[0].event_user_is_hidden);
    EXPECT_EQ(sink.edits[0].event_user_text, "");
    EXPECT_EQ(sink.edits[0].revision_text_bytes, std::nullopt);
}

// "añ" is three bytes in UTF-8; the second slot has ten.
TEST(Xml, a_text_without_a_size_is_counted_in_bytes_and_slots_add_up) {
    const auto [sink, report] = heard(page_xml(
        R"(<revision><id>1</id><timestamp>2014-01-01T00:00:00Z</timestamp><contributor><ip>10.0.0.1</ip></contributor><text>añ</text><content><role>mediainfo</role><text bytes="10" sha1="zz" /></content></revision>)"));
    EXPECT_EQ(sink.edits[0].revision_text_bytes, 13);
    EXPECT_EQ(sink.edits[0].revision_text_sha1, "") << "no slot's hash is the revision's";
    EXPECT_TRUE(sink.edits[0].event_user_is_anonymous);
}

TEST(Xml, a_temporary_account_is_anonymous) {
    const auto [sink, report] = heard(page_xml(
        R"(<revision><id>1</id><timestamp>2025-01-01T00:00:00Z</timestamp><contributor><username>~2025-12-3</username><id>9</id></contributor><text bytes="1" /></revision>)"));
    EXPECT_TRUE(sink.edits[0].event_user_is_anonymous);
}

TEST(Xml, a_revision_that_cannot_be_taken_is_counted_and_shown) {
    const auto [sink, report] = heard(page_xml(
        R"(<revision><timestamp>2014-01-01T00:00:00Z</timestamp><contributor><ip>1.1.1.1</ip></contributor><text>x</text></revision>)" +
        one_revision));
    EXPECT_EQ(sink.edits.size(), 1u);
    EXPECT_EQ(report.bad_rows, 1u);
    EXPECT_EQ(report.rows, 2u);
    EXPECT_EQ(report.bad_row_samples.at(0).reason, "bad-row-revision-id");
    EXPECT_GT(report.bad_row_samples.at(0).position, 100u);
}

TEST(Xml, pages_without_their_root_are_read_with_the_positions_of_the_file) {
    const auto [sink, report] = heard("  <page><title>A</title><ns>0</ns><id>1</id>" + one_revision +
                                      "<revision></revision></page>\n");
    EXPECT_EQ(sink.edits.size(), 1u);
    EXPECT_EQ(report.bad_row_samples.at(0).position, 44 + one_revision.size());
}

TEST(Xml, registrations_come_from_the_log) {
    const auto [sink, report] = heard(R"(<mediawiki version="0.11">
<logitem><id>1</id><timestamp>2014-01-01T00:00:00Z</timestamp><contributor><username>Ana</username><id>5</id></contributor><type>newusers</type><action>create</action><logtitle>Usuario:Ana</logtitle><params /></logitem>
<logitem><id>2</id><timestamp>2014-01-02T00:00:00Z</timestamp><contributor><username>Ana</username><id>5</id></contributor><type>newusers</type><action>create2</action><logtitle>Usuario:Beto</logtitle><params /></logitem>
<logitem><id>3</id><timestamp>2014-01-02T00:00:00Z</timestamp><contributor><username>Ana</username><id>5</id></contributor><type>move</type><action>move</action><logtitle>X</logtitle></logitem>
</mediawiki>)");
    ASSERT_EQ(sink.registrations.size(), 2u);
    EXPECT_EQ(sink.registrations[0].created_by, CreatedBy::self);
    EXPECT_EQ(sink.registrations[1].user_text, "Beto");
    EXPECT_EQ(sink.registrations[1].created_by, CreatedBy::peer);
}

TEST(Xml, hostile_and_broken_files_are_refused) {
    EXPECT_EQ(why_refused("<!DOCTYPE x [<!ENTITY a \"b\">]><mediawiki>&a;</mediawiki>"), "error-xml-doctype");
    EXPECT_EQ(why_refused("<mediawiki><page>"), "error-xml");
    std::string deep = "<mediawiki>";
    for (int i = 0; i < 50; ++i)
        deep += "<a>";
    EXPECT_EQ(why_refused(deep), "error-xml-too-deep");
    EXPECT_EQ(why_refused("just words"), "error-format-unknown");
    EXPECT_EQ(why_refused(""), "error-format-unknown");
}

TEST(Xml, too_many_bad_rows_refuse_the_file_whole) {
    std::string revisions;
    for (int i = 0; i < 11; ++i)
        revisions += "<revision></revision>";
    EXPECT_EQ(why_refused(page_xml(revisions)), "error-too-many-bad-rows");
    EXPECT_NO_THROW(heard(page_xml(revisions),
                          {.bad_row_share = 1, .bad_rows_always_allowed = 10, .threads = 0, .progress = {}}));
}

RC_GTEST_PROP(Xml, any_cut_into_chunks_reads_the_same, ()) {
    const auto revisions = one_revision + one_revision;
    const auto text =
        *rc::gen::element(page_xml(revisions), "\xef\xbb\xbf" + page_xml(revisions),
                          "<?xml version=\"1.0\"?>\n<page><title>Ana María</title><ns>2</ns><id>7</id>" +
                              revisions + "</page>");
    Cut source{text, *rc::gen::inRange<std::size_t>(1, 40)};
    Heard sink;
    ReadReport report{};
    read_history_xml(source, sink, report);
    RC_ASSERT(sink.edits.size() == 2u);
    RC_ASSERT(sink.edits[1].page_title == "Ana_María");
}
