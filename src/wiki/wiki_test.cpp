// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <set>

#include <bzlib.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "wiki/bzip2.hpp"
#include "wiki/cohort_text.hpp"
#include "wiki/read.hpp"
#include "wiki/report.hpp"
#include "wiki/sql_dump.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

using namespace brujula;
using namespace brujula::wiki;
namespace fs = std::filesystem;
using testing::ElementsAre;

namespace {

const fs::path shared = fs::path(BRUJULA_SOURCE_DIR) / ".." / "shared" / "data";

struct Heard final : HistorySink {
    std::vector<Site> sites;
    std::vector<Edit> edits;
    std::vector<Registration> registrations;
    std::set<std::int64_t> pages;
    void site(const Site& site) override { sites.push_back(site); }
    void edit(const Edit& edit) override {
        edits.push_back(edit);
        pages.insert(edit.page_id);
    }
    void registration(const Registration& registration) override { registrations.push_back(registration); }
};

struct TextFile {
    fs::path path;
    explicit TextFile(const std::string& content, const std::string& name = "x") {
        static int n = 0;
        path = fs::temp_directory_path() /
               ("brujula-wiki-" + std::to_string(::getpid()) + "-" + std::to_string(n++) + "-" + name);
        std::ofstream{path, std::ios::binary} << content;
    }
    ~TextFile() { fs::remove(path); }
};

std::pair<Heard, ReadReport> heard(const std::string& content, const ReadOptions& options = {}) {
    const TextFile file{content};
    Heard sink;
    auto report = read_history(file.path, sink, options);
    return {std::move(sink), std::move(report)};
}

std::string why_refused(const std::string& content) {
    try {
        heard(content);
        return "";
    } catch (const Error& error) {
        return error.message().key;
    }
}

std::string page_xml(const std::string& revisions, const std::string& version = "0.11") {
    return R"(<mediawiki version=")" + version +
           R"("><siteinfo><dbname>eswiki</dbname><base>https://es.wikipedia.org/wiki/X</base>
<case>first-letter</case><namespaces><namespace key="0" /><namespace key="2">Usuario</namespace></namespaces></siteinfo>
<page><title>Usuario:Ana María</title><ns>2</ns><id>7</id>)" +
           revisions + "</page></mediawiki>";
}

const std::string one_revision =
    R"(<revision><id>11</id><timestamp>2014-11-21T09:00:00Z</timestamp><contributor><username>Ana</username><id>5</id></contributor><text bytes="3" sha1="abc" /></revision>)";

class Whole final : public ByteSource {
public:
    explicit Whole(std::string text, std::size_t chunk = 1 << 20) : m_text(std::move(text)), m_chunk(chunk) {}
    std::string_view next() override {
        const auto part = std::string_view(m_text).substr(m_at, m_chunk);
        m_at += part.size();
        return part;
    }

private:
    std::string m_text;
    std::size_t m_chunk;
    std::size_t m_at = 0;
};

std::string bzip2ed(const std::string& text, int level = 1) {
    auto size = static_cast<unsigned>(text.size() + text.size() / 50 + 1000);
    std::string out(size, '\0');
    std::string in = text;
    BZ2_bzBuffToBuffCompress(out.data(), &size, in.data(), static_cast<unsigned>(in.size()), level, 0, 0);
    out.resize(size);
    return out;
}

std::string unbzip2ed(const std::string& compressed, std::size_t chunk = 1000, unsigned threads = 2) {
    auto source = parallel_bzip2(std::make_unique<Whole>(compressed, chunk), threads);
    std::string out;
    for (auto part = source->next(); !part.empty(); part = source->next())
        out += part;
    return out;
}

/// Digits that do not compress to nothing: about `size` bytes, the same every time.
std::string digits(std::size_t size) {
    std::string out;
    std::uint64_t x = 1;
    while (out.size() < size)
        out += std::to_string(x = x * 6364136223846793005ULL + 1442695040888963407ULL);
    return out;
}

}  // namespace

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
    const auto text = page_xml(one_revision + one_revision);
    const auto chunk = *rc::gen::inRange<std::size_t>(1, 40);
    Whole source{text, chunk};
    Heard sink;
    ReadReport report{};
    read_xml(source, sink, report);
    RC_ASSERT(sink.edits.size() == 2u);
    RC_ASSERT(sink.edits[1].page_title == "Ana_María");
}

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
        EXPECT_EQ(edit.event_user_text, "Ana\tB");
        EXPECT_EQ(edit.page_title, "T\\itulo");
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

TEST(SqlDump, the_log_of_new_users_is_read_whatever_the_order_of_columns) {
    const auto [sink, report] = heard(
        "-- MySQL dump\nCREATE TABLE `logging` (\n  `log_id` int(10),\n  `log_type` varbinary(32),\n  "
        "`log_action` varbinary(32),\n"
        "  `log_timestamp` binary(14),\n  `log_title` varbinary(255),\n  PRIMARY KEY (`log_id`)\n) "
        "ENGINE=InnoDB;\n"
        "INSERT INTO `logging` VALUES "
        "(1,'newusers','create','20140101000000','Ana_O\\'Neil'),(2,'move','move','20140101000000','X'),\n"
        "(3,'newusers','autocreate',NULL,'Beto'),(4,'newusers','byemail','20140102000000','Say ''hi''');\n");
    ASSERT_EQ(sink.registrations.size(), 2u);
    EXPECT_EQ(sink.registrations[0].user_text, "Ana O'Neil");
    EXPECT_EQ(sink.registrations[1].user_text, "Say 'hi'");
    EXPECT_EQ(sink.registrations[1].created_by, CreatedBy::peer);
    EXPECT_EQ(report.bad_rows, 1u);
}

TEST(SqlDump, what_is_no_dump_is_refused) {
    EXPECT_EQ(why_refused("-- nothing\n"), "error-sql-dump");
    EXPECT_EQ(why_refused("CREATE TABLE `logging` (\n `a` int\n);\nINSERT INTO `logging` VALUES (1,2);"),
              "error-sql-dump");
    EXPECT_EQ(why_refused("CREATE TABLE `logging` (\n `a` int\n);\nINSERT INTO `logging` VALUES ('x"),
              "error-sql-dump");
    EXPECT_EQ(why_refused("CREATE TABLE `page` (\n `a` int\n);\nINSERT INTO `page` VALUES (1);"),
              "error-sql-column");
}

TEST(Bzip2, many_blocks_come_out_in_order_whatever_the_chunks) {
    const auto text = digits(1'500'000);  // level 1: blocks of 100 kB, so about sixteen
    for (const std::size_t chunk : {7UL, 1000UL, 1UL << 20})
        EXPECT_TRUE(unbzip2ed(bzip2ed(text), chunk) == text) << chunk;
    EXPECT_TRUE(unbzip2ed(bzip2ed(text, 9), 4096, 1) == text);
}

TEST(Bzip2, streams_one_after_the_other_are_one_text) {
    EXPECT_EQ(unbzip2ed(bzip2ed("uno ") + bzip2ed("") + bzip2ed("dos", 9)), "uno dos");
    EXPECT_EQ(unbzip2ed(bzip2ed("")), "");
}

// A run of a million equal bytes is one block of a few bytes.
TEST(Bzip2, a_block_may_be_much_larger_than_its_file) {
    EXPECT_TRUE(unbzip2ed(bzip2ed(std::string(3'000'000, 'a'))) == std::string(3'000'000, 'a'));
}

TEST(Bzip2, any_damage_is_an_error_that_names_the_byte) {
    const auto good = bzip2ed(digits(300'000));
    for (std::size_t at = 4; at < good.size(); at += good.size() / 37) {
        auto bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        EXPECT_THROW(unbzip2ed(bad), Error) << at;
    }
    for (const std::size_t length : {std::size_t{3}, std::size_t{20}, good.size() / 2, good.size() - 1})
        EXPECT_THROW(unbzip2ed(good.substr(0, length)), Error) << length;
    EXPECT_THROW(unbzip2ed(good + "rubbish"), Error);
}

TEST(Archives, each_packing_gives_the_same_text_and_is_told_when_cut) {
    if (std::system("command -v gzip zstd 7z >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "gzip, zstd and 7z are not all here";
    const TextFile plain{page_xml(one_revision), "a.xml"};
    for (const std::string command : {"gzip -kf", "zstd -qkf", "bzip2 -kf", "7z a -bd -y x.7z"}) {
        const bool seven = command.starts_with("7z");
        const std::string packed = plain.path.string() + (seven                         ? ".7z"
                                                          : command.starts_with("gzip") ? ".gz"
                                                          : command.starts_with("zstd") ? ".zst"
                                                                                        : ".bz2");
        const auto line = seven ? "7z a -bd -y '" + packed + "' '" + plain.path.string() + "' >/dev/null"
                                : command + " '" + plain.path.string() + "'";
        ASSERT_EQ(std::system(line.c_str()), 0) << line;
        Heard sink;
        EXPECT_EQ(read_history(packed, sink).edits, 1u) << command;
        fs::resize_file(packed, fs::file_size(packed) - 8);
        EXPECT_THROW(read_history(packed, sink), Error) << command;
        fs::remove(packed);
    }
}

TEST(UserName, names_become_what_the_wiki_keeps) {
    EXPECT_EQ(normalise_user_name("  ana__maría "), "Ana maría");
    EXPECT_EQ(normalise_user_name("élan"), "Élan");
    EXPECT_EQ(normalise_user_name("Jose\u0301"), "José");
    EXPECT_EQ(normalise_user_name("\u200eAna\u200f"), "Ana");
    EXPECT_EQ(normalise_user_name("ßeta").substr(0, 2), "ß") << "MediaWiki has no capital for it";
    EXPECT_TRUE(is_address("10.0.0.1") && is_address("2001:db8::1"));
    EXPECT_FALSE(is_address("10.0.0") || is_address("Ana"));
    EXPECT_TRUE(is_temporary_account("~2024-123"));
    EXPECT_FALSE(is_temporary_account("~Ana~"));
}

TEST(Wikis, names_domains_and_codes_lead_to_each_other) {
    EXPECT_EQ(site_of("eswiki").domain, "es.wikipedia.org");
    EXPECT_EQ(site_of("ptwikibooks").domain, "pt.wikibooks.org");
    EXPECT_EQ(site_of("zh_classicalwiki").domain, "zh-classical.wikipedia.org");
    EXPECT_EQ(site_of("commonswiki").domain, "commons.wikimedia.org");
    EXPECT_EQ(site_of("nonsense").domain, "");
    EXPECT_EQ(wiki_db_of_domain("https://es.m.wikipedia.org/wiki/X"), "eswiki");
    EXPECT_EQ(wiki_db_of_domain("wikidata.org"), "wikidatawiki");
    EXPECT_EQ(wiki_db_of_domain("example.org"), "");
    EXPECT_EQ(parse_wiki("es"), "eswiki");
    EXPECT_EQ(parse_wiki("commons"), "commonswiki");
    EXPECT_EQ(parse_wiki("Cavalry"), std::nullopt);
}

namespace {
std::vector<std::string> names(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& entry : parse_cohort(text).entries)
        out.push_back(entry.user_text + (entry.wiki_db ? "@" + *entry.wiki_db : ""));
    return out;
}
}  // namespace

TEST(Cohort, names_are_taken_as_people_have_them) {
    EXPECT_THAT(names("\xef\xbb\xbf"
                      "ana\r\nBeto_Ruiz\rCarla\n\n  dora  "),
                ElementsAre("Ana", "Beto Ruiz", "Carla", "Dora"));
    EXPECT_THAT(names("user,project\nDarTar,en\nDan\n"), ElementsAre("DarTar@enwiki", "Dan"));
    EXPECT_THAT(names("Usuaria:Ana\nUser:Beto\nhttps://es.wikipedia.org/wiki/Usuario:Carla_P%C3%A9rez"),
                ElementsAre("Ana", "Beto", "Carla Pérez@eswiki"));
    EXPECT_THAT(
        names("Chase me ladies, I'm the Cavalry,commonswiki\nChase me ladies, I'm the Cavalry"),
        ElementsAre("Chase me ladies, I'm the Cavalry@commonswiki", "Chase me ladies, I'm the Cavalry"));
    EXPECT_THAT(names("\"Uno, \"\"dos\"\"\",eswiki\nSwim Team \"Prishtina\",commonswiki"),
                ElementsAre("Uno, \"dos\"@eswiki", "Swim Team \"Prishtina\"@commonswiki"));
    EXPECT_THAT(names("Ana\tes.wikipedia.org\nXudognik,,999,commonswiki"),
                ElementsAre("Ana@eswiki", "Xudognik,,999@commonswiki"));
}

TEST(Cohort, what_gives_nobody_is_told_with_its_line) {
    const auto cohort =
        parse_cohort("Ana\nana\n10.0.0.1\nbad|name\n" + std::string(300, 'x') + "\n\xff\xfe\n");
    EXPECT_EQ(cohort.entries.size(), 1u);
    std::vector<std::string> keys;
    for (const auto& note : cohort.notes)
        keys.push_back(std::to_string(note.line) + note.key);
    EXPECT_THAT(keys, ElementsAre("2cohort-duplicate", "3cohort-address", "4cohort-name-forbidden",
                                  "5cohort-name-too-long", "6cohort-not-text"));
    EXPECT_THROW(parse_cohort(std::string(2 << 20, 'a')), Error);
    std::string many;
    for (int i = 0; i < 20'001; ++i)
        many += "a\n";
    EXPECT_THROW(parse_cohort(many), Error);
    EXPECT_TRUE(parse_cohort("").entries.empty());
}

RC_GTEST_PROP(Cohort, no_text_breaks_it, ()) {
    const auto text = *rc::gen::arbitrary<std::string>();
    const auto cohort = parse_cohort(text);
    for (const auto& entry : cohort.entries)
        RC_ASSERT(!entry.user_text.empty());
}

// Mutated seeds: no crash, no endless loop; under the sanitizers, no bad access.
RC_GTEST_PROP(Parsers, a_damaged_file_is_read_or_refused, ()) {
    const auto seeds = std::vector<std::string>{
        page_xml(one_revision), tsv_row(revision_fields),
        "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n1,|U|,0,10,"
        "2014-01-01T00:00:00Z,5,|A|,1\n",
        "CREATE TABLE `logging` (\n `log_type` x,\n `log_action` x,\n `log_timestamp` x,\n `log_title` "
        "x\n);\nINSERT INTO `logging` VALUES ('newusers','create','20140101000000','A');\n",
        bzip2ed(page_xml(one_revision))};
    auto text = *rc::gen::elementOf(seeds);
    for (int i = 0, n = *rc::gen::inRange(1, 6); i < n; ++i)
        text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    text.resize(*rc::gen::inRange<std::size_t>(text.size() / 2, text.size() + 1));
    try {
        heard(text);
    } catch (const Error& error) {
        RC_ASSERT(error.kind() == ErrorKind::bad_input);
    }
}

struct RealData : testing::Test {
    void SetUp() override {
        if (!fs::exists(shared)) GTEST_SKIP() << "skipped: the real data is not beside the checkout";
    }
    static std::pair<Heard, ReadReport> read(const std::string& file) {
        Heard sink;
        auto report = read_history(shared / file, sink);
        return {std::move(sink), std::move(report)};
    }
};

TEST_F(RealData, aawiki_has_507_pages_and_1307_revisions_and_none_is_lost) {
    const auto [sink, report] = read("dumps/aawiki-20260101-pages-meta-history.xml.bz2");
    EXPECT_EQ(report.pages, 507u);
    EXPECT_EQ(report.edits, 1307u);
    EXPECT_EQ(report.bad_rows, 0u);
    EXPECT_EQ(sink.pages.size(), 507u);
    EXPECT_EQ(sink.sites.at(0).wiki_db, "aawiki");
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

TEST_F(RealData, the_cohorts_people_uploaded_are_read) {
    std::ifstream file{shared / "cohorts/crazy_names.csv"};
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto found = names(text);
    EXPECT_THAT(found, testing::Contains("Chase me ladies, I'm the Cavalry@commonswiki"));
    EXPECT_THAT(found, testing::Contains("Junghoon,park@commonswiki"));
    EXPECT_THAT(found, testing::Contains("Khalsa250,000@commonswiki"));
    EXPECT_EQ(found.size(), 8u);
}
