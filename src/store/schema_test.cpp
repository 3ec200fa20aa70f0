// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/error.hpp"
#include "store/accounts.hpp"
#include "store/care.hpp"
#include "store/mail.hpp"
#include "store/watching.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;

namespace {

struct SchemaTest : testing::Test {
    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-schema-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2015y / January / 1}};

    ~SchemaTest() override { fs::remove_all(folder); }

    void run(const std::string& sql) const {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_write};
        connection.run(sql.c_str());
    }
    [[nodiscard]] std::int64_t ask(const char* sql) const {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_only};
        auto row = connection.prepare(sql);
        row.step();
        return row.integer(0);
    }
};

std::string text_of_file(const fs::path& path) {
    std::ifstream file{path};
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

// tests/cases/store/version-1 holds the first schema's own words, so that changing the migration is seen.
TEST_F(SchemaTest, a_file_of_the_first_version_opens_with_everything_in_it) {
    run(text_of_file(BRUJULA_SOURCE_DIR "/tests/cases/store/version-1/records.sql"));
    Store store{folder, kinds, clock};
    EXPECT_EQ(ask("PRAGMA user_version"), schema_version);
    EXPECT_EQ(store.history("plan", "wmar-2015").size(), 2u);
    EXPECT_EQ(store.find("plan", "wmar-2015", 1)->body.at("title").at("es").as_string(), "Plan anual 2015");
    EXPECT_EQ(format(store.find("organisation", "wmar")->time), "2014-11-21T09:00:00Z");
    EXPECT_FALSE(store.find("programme", "borrador"));
    EXPECT_EQ(store.find("programme", "borrador", 2)->comment, "not needed");
    EXPECT_EQ(store.search("educacion").at(0).id, "wmar-2015");
    EXPECT_EQ(store.backlinks("organisation", "wmar").size(), 2u) << "the plan and the cohort";
    const Accounts accounts{store, PasswordCost{1, 8192}};
    EXPECT_TRUE(accounts.password_matches("Ana", "una clave larga"));
    EXPECT_EQ(accounts.find("Ana")->grants.at(0).role, records::Role::coordinator);
    auto body = store.find("organisation", "wmar")->body;
    body.as_object()["notes"] = "opened again";
    EXPECT_EQ(store.write({"organisation", "wmar", 1, "Ana", "", false, body}).number, 2);
    EXPECT_TRUE(check(folder, kinds).empty());
}

TEST_F(SchemaTest, the_first_version_is_what_the_first_migration_still_makes) {
    const auto tables = [&] {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_write};
        migrate(connection, 1);
        auto row = connection.prepare(
            "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)");
        row.step();
        return row.text(0);
    };
    const auto made = tables();
    fs::remove(folder / "records.sqlite");
    run(text_of_file(BRUJULA_SOURCE_DIR "/tests/cases/store/version-1/records.sql"));
    EXPECT_EQ(tables(), made);
}

TEST_F(SchemaTest, a_file_of_the_second_version_opens_with_what_was_watched_and_seen_and_nobody_gets_mail) {
    run(text_of_file(BRUJULA_SOURCE_DIR "/tests/cases/store/version-1/records.sql"));
    run(text_of_file(BRUJULA_SOURCE_DIR "/tests/cases/store/version-2/added.sql"));
    EXPECT_EQ(ask("PRAGMA user_version"), 2);
    Store store{folder, kinds, clock};
    EXPECT_EQ(ask("PRAGMA user_version"), schema_version);
    const Watching watching{store};
    EXPECT_TRUE(watching.watches("Ana", "plan", "wmar-2015"));
    EXPECT_EQ(ask("SELECT sequence FROM seen WHERE account = 'Ana'"), 3);
    Mail mail{store};
    EXPECT_EQ(mail.choice("Ana").rhythm, Rhythm::never);
    EXPECT_TRUE(mail.wanting().empty());
    EXPECT_FALSE(mail.take(clock.now()));
    EXPECT_EQ(ask("SELECT count(*) FROM mail_key WHERE length(key) = 64"), 1);
    EXPECT_TRUE(check(folder, kinds).empty());
}

TEST_F(SchemaTest, the_second_version_is_what_the_second_migration_still_makes) {
    const auto tables = [&] {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_write};
        migrate(connection, 2);
        auto row = connection.prepare(
            "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)");
        row.step();
        return row.text(0);
    };
    run(text_of_file(BRUJULA_SOURCE_DIR "/tests/cases/store/version-1/records.sql"));
    const auto made = tables();
    fs::remove(folder / "records.sqlite");
    run(text_of_file(BRUJULA_SOURCE_DIR "/tests/cases/store/version-1/records.sql"));
    run(text_of_file(BRUJULA_SOURCE_DIR "/tests/cases/store/version-2/added.sql"));
    EXPECT_EQ(tables(), made);
}

TEST_F(SchemaTest, a_migration_that_fails_half_way_leaves_the_file_as_it_was) {
    run("CREATE TABLE sessions (of TEXT, somebody TEXT, elses TEXT)");  // the last that the first one makes
    EXPECT_THROW(Store(folder, kinds, clock), Error);
    EXPECT_EQ(ask("PRAGMA user_version"), 0);
    EXPECT_EQ(ask("SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(SchemaTest, a_newer_programs_file_is_neither_opened_nor_checked) {
    { const Store made{folder, kinds, clock}; }
    run("PRAGMA user_version = 99");
    EXPECT_THROW(Store(folder, kinds, clock), Error);
    EXPECT_EQ(check(folder, kinds).at(0).key, "check-schema-version");
    EXPECT_EQ(ask("PRAGMA user_version"), 99);
}

TEST_F(SchemaTest, what_is_no_records_file_is_not_opened) {
    std::ofstream{folder / "records.sqlite"} << std::string(5000, 'x');
    EXPECT_THROW(Store(folder, kinds, clock), Error);
}
