// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/lake.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/history_for_tests.hpp"

namespace brujula::facts {
namespace {

using testing_history::at;
using testing_history::Folder;
using testing_history::History;
using testing_history::text_of_rows;

TEST(lake, loads_what_a_reader_gives_and_answers_queries) {
    const Folder folder;
    Lake lake(folder.path());
    History history;
    history.wiki("eswiki");
    history.edit({.revision_id = 1,
                  .parent = 0,
                  .time = "2014-01-01T00:00:00Z",
                  .user = "Ana",
                  .page = 7,
                  .bytes = 100});
    history.edit({.revision_id = 2,
                  .parent = 1,
                  .time = "2014-01-02T00:00:00Z",
                  .user = "Beto",
                  .page = 7,
                  .bytes = 130});
    const LoadReport report = history.load_into(lake, "eswiki-20140201.xml");
    EXPECT_EQ(report.wiki_db, "eswiki");
    EXPECT_EQ(report.snapshot, "20140201");
    EXPECT_FALSE(report.unchanged);
    const Table table =
        lake.query({"SELECT event_user_text, revision_text_bytes_diff, revision_creates_page, "
                    "event_timestamp FROM edits WHERE wiki_db = ? ORDER BY revision_id",
                    {std::string{"eswiki"}}});
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0],
              (std::vector<Value>{"Ana", std::int64_t{100}, true, at("2014-01-01T00:00:00Z")}));
    EXPECT_EQ(table.rows[1],
              (std::vector<Value>{"Beto", std::int64_t{30}, false, at("2014-01-02T00:00:00Z")}));
}

}  // namespace
}  // namespace brujula::facts
