// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <span>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "facts/history_for_tests.hpp"
#include "facts/lake.hpp"

namespace brujula::facts {
namespace {

using testing::HasSubstr;
using testing_history::error_of;
using testing_history::Folder;
using testing_history::kind_text;
using testing_history::text_of_rows;
using testing_history::three_edits;

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
                testing::StartsWith(kind_text(ErrorKind::too_large)));
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
                testing::StartsWith(kind_text(ErrorKind::unavailable)));
    std::stop_source stop;
    std::thread stopper([&] { stop.request_stop(); });
    EXPECT_THAT(error_of([&] {
                    (void)lake.query({slow, {}}, {.stop = stop.get_token()});
                }),
                testing::StartsWith(kind_text(ErrorKind::unavailable)));
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
                testing::StartsWith(kind_text(ErrorKind::unavailable)));
    EXPECT_EQ(lake.query({"SELECT 1", {}}).rows.size(), 1U);
    stop.request_stop();
    EXPECT_THAT(error_of([&] {
                    (void)lake.query({"SELECT 1", {}});
                }),
                testing::StartsWith(kind_text(ErrorKind::unavailable)));
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
                    testing::StartsWith(kind_text(ErrorKind::internal)))
            << sql;
    EXPECT_EQ(lake.query({"SELECT count(*) FROM edits", {}}).rows.size(), 1U);
}

}  // namespace
}  // namespace brujula::facts
