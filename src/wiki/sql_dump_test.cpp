// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/sql_dump.hpp"

#include <gtest/gtest.h>

#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;

TEST(SqlDump, the_log_of_new_users_is_read_whatever_the_order_of_columns) {
    const auto [sink, report] = heard(
        "-- MySQL dump\nCREATE TABLE `logging` (\n  `log_id` int(10),\n  `log_type` varbinary(32),\n  "
        "`log_action` varbinary(32),\n"
        "  `log_timestamp` binary(14),\n  `log_title` varbinary(255),\n  PRIMARY KEY (`log_id`)\n) "
        "ENGINE=InnoDB;\n"
        "INSERT INTO `logging` VALUES "
        "(1,'newusers','create','20140101000000','Ana_O\\'Neil'),(2,'move','move','20140101000000','X'),\n"
        "(3,'newusers','autocreate',NULL,'Beto'),(4,'newusers','byemail','20140102000000','Say ''hi''');\n-- "
        "Dump completed\n");
    ASSERT_EQ(sink.registrations.size(), 2u);
    EXPECT_EQ(sink.registrations[0].user_text, "Ana O'Neil");
    EXPECT_EQ(sink.registrations[1].user_text, "Say 'hi'");
    EXPECT_EQ(sink.registrations[1].created_by, CreatedBy::peer);
    EXPECT_EQ(report.bad_rows, 1u);
}

namespace {

const std::string logging_head =
    "-- Host: dbstore1007    Database: eswiki\nCREATE TABLE `logging` (`log_id` int(10),`log_type` "
    "varbinary(32) "
    "DEFAULT 'a,(b',`log_action` varbinary(32),`log_timestamp` binary(14),`log_namespace` int,`log_title` "
    "varbinary(255),`log_params` blob,`log_deleted` tinyint,PRIMARY KEY (`log_id`,`log_type`));\n";

std::string log_row(const std::string& values) {
    return logging_head + "INSERT INTO `logging` VALUES (1,'newusers'," + values + ");\n";
}

/// All rows of `table` as text, NULL for null.
std::string rows_of(const std::string& dump, std::string_view table, std::size_t cut = 1 << 20) {
    Cut text{dump, cut};
    std::string rows;
    read_sql_rows(text, table, [&](const SqlRow& row) {
        for (std::size_t i = 0; i < row.values.size(); ++i)
            rows += row.columns.at(i) + "=" + (row.values[i].is_null ? "NULL" : row.values[i].text) + " ";
        rows += "@" + std::to_string(row.place.position) + "\n";
    });
    return rows;
}

}  // namespace

TEST(SqlDump, what_is_no_dump_of_the_log_is_refused) {
    EXPECT_EQ(why_refused("-- nothing\n"), "error-sql-table");
    EXPECT_EQ(why_refused("CREATE TABLE `logging` (\n `a` int\n);\nINSERT INTO `logging` VALUES (1,2);"),
              "error-sql-column");
    EXPECT_EQ(why_refused("CREATE TABLE `logging` (\n `a` int\n);\nINSERT INTO `logging` VALUES ('x"),
              "error-sql-truncated");
    EXPECT_EQ(why_refused("CREATE TABLE `page` (\n `a` int\n);\nINSERT INTO `page` VALUES (1);"),
              "error-sql-table-unknown");
    EXPECT_EQ(why_refused("INSERT INTO `logging` VALUES (1);"), "error-sql-columns");
    EXPECT_EQ(why_refused(logging_head + "INSERT INTO `logging` VALUES (1,,2);"), "error-sql-dump");
}

TEST(SqlDump, the_wiki_is_the_database_of_the_head) {
    const auto [sink, report] =
        heard(log_row("'create','20140101000000',2,'Ana_B','a:1:{s:9:\"4::userid\";i:77;}',0"));
    EXPECT_EQ(sink.sites.at(0).wiki_db, "eswiki");
    EXPECT_EQ(sink.sites.at(0).domain, "es.wikipedia.org");
    EXPECT_EQ(sink.registrations.at(0).user_text, "Ana B");
    EXPECT_EQ(sink.registrations.at(0).user_id, 77);
}

TEST(SqlDump, hidden_names_and_temporary_accounts_are_no_registrations) {
    EXPECT_EQ(heard(log_row("'create','20140101000000',2,NULL,'',1")).second.registrations, 0u);
    EXPECT_EQ(heard(log_row("'create','20140101000000',2,NULL,'',1")).second.bad_rows, 0u);
    EXPECT_EQ(heard(log_row("'autocreate','20250101000000',2,'~2025-1-2','',0")).second.registrations, 0u);
}

// Till 2006 the log's title was the page for signing in: nobody is named.
TEST(SqlDump, a_row_that_names_nobody_is_bad) {
    const auto [sink, report] = heard(log_row("'newusers','20050901000000',-1,'Userlogin','',0"));
    EXPECT_EQ(report.bad_rows, 1u);
    EXPECT_EQ(report.bad_row_samples.at(0).reason, "bad-row-user");
}

TEST(SqlDump, values_lose_their_quotes_and_escapes_and_keep_their_bytes) {
    const std::string dump =
        "CREATE TABLE `t` (\n  `a` int(8) unsigned NOT NULL DEFAULT 0,\n  `b` varbinary(9) DEFAULT 'x,)',\n  "
        "KEY `k` "
        "(`a`,`b`)\n);\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\n"
        "INSERT INTO `t` VALUES (-1,'it''s\\n\\\\ \\'q\\''),(2.5e3,NULL) , (0x4142,_binary 'b;)');\n"
        "INSERT INTO `other` VALUES ('(1,2);',3);\nINSERT INTO `t` (`b`,`a`) VALUES (X'43',\"d\"\"e\");";
    const auto rows = rows_of(dump, "t");
    EXPECT_EQ(rows.substr(0, rows.find('@')), "a=-1 b=it's\n\\ 'q' ");
    EXPECT_NE(rows.find("a=2.5e3 b=NULL "), std::string::npos);
    EXPECT_NE(rows.find("a=AB b=b;) "), std::string::npos);
    EXPECT_NE(rows.find("b=C a=d\"e "), std::string::npos);
    for (std::size_t cut = 1; cut < 40; ++cut)
        EXPECT_EQ(rows_of(dump, "t", cut), rows) << cut;
    EXPECT_THROW(rows_of(dump, "other"), Error) << "nothing names its columns";
}
