// SPDX-License-Identifier: GPL-3.0-or-later
// Backups, what a restore says, folders whose records were lost, and a disk that is full.
#include "store/care.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "store/accounts.hpp"
#include "store/database.hpp"
#include "store/health.hpp"
#include "store/live_secrets.hpp"
#include "store/schema.hpp"
#include "store/store.hpp"

namespace brujula::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono;
using testing::HasSubstr;

class CareTest : public testing::Test {
protected:
    CareTest() { open(); }
    ~CareTest() override {
        store.reset();
        fs::remove_all(root);
    }
    void open() { store = std::make_unique<Store>(folder, kinds, clock); }

    void write(const std::string& id, const std::string& name = "Wikimedia Argentina") const {
        store->write(
            {.kind = "organisation",
             .id = id,
             .base = 0,
             .author = "Ana",
             .comment = "",
             .remove = false,
             .body = parse_json(R"({"name":{"es":")" + name + R"("},"statuses":[{"kind":"chapter"}]})")});
    }
    /// What opening the folder says; empty where it opens.
    [[nodiscard]] std::string said_of(const fs::path& data) const {
        try {
            const Store opened(data, kinds, clock);
            return {};
        } catch (const Error& error) {
            return error.what();
        }
    }

    static fs::path new_root() {
        static int count = 0;
        return fs::temp_directory_path() /
               ("brujula-care-" + std::to_string(::getpid()) + '-' + std::to_string(count++));
    }
    fs::path root = new_root();
    fs::path folder = root / "data";
    fs::path file = root / "backup.sqlite";
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2014y / November / 21}};
    std::unique_ptr<Store> store;
};

TEST_F(CareTest, a_backup_ends_while_others_write_without_pause) {
    // More than is copied between two writes.
    for (int i = 0; i < 300; ++i)
        write("big-" + std::to_string(i), std::string(19'000, 'x'));
    std::atomic<bool> done{false};
    std::atomic<bool> writing{true};
    std::thread writer([&] {
        const auto patience = steady_clock::now() + seconds(60);
        for (int i = 0; !done && steady_clock::now() < patience; ++i)
            write("small-" + std::to_string(i));
        writing = false;
    });
    back_up(folder, file);
    EXPECT_TRUE(writing) << "it must not need a pause";
    done = true;
    writer.join();
    EXPECT_GE(restore(file, root / "other", kinds).records, 300);
}

std::vector<std::string> tables_of(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE "
        "'search_%' ORDER BY name");
    std::vector<std::string> names;
    while (rows.step())
        names.push_back(rows.text(0));
    return names;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(CareTest, a_backup_holds_no_live_session) {
    Accounts accounts{*store, PasswordCost{1, 8192}};
    accounts.add({.name = "Ana", .person = "", .language = "es", .grants = {}, .disabled = false},
                 "una clave larga");
    const std::string token = accounts.begin_session("Ana");
    std::string kept;
    store->database().write([&](Connection& connection) {
        auto row = connection.prepare("SELECT token FROM sessions");
        row.step();
        kept = row.text(0);
    });
    ASSERT_FALSE(kept.empty());
    back_up(folder, file);
    EXPECT_EQ(bytes_of(file).find(kept), std::string::npos) << "nor its bytes in free pages";
    EXPECT_TRUE(accounts.find_session(token)) << "the program itself goes on with it";
    // A backup of an older program, with sessions in it, opens no door either.
    fs::remove(file);
    store.reset();
    Connection{folder / "records.sqlite", Connection::Mode::read_write}.run("PRAGMA journal_mode = DELETE");
    fs::copy_file(folder / "records.sqlite", file);
    EXPECT_NE(bytes_of(file).find(kept), std::string::npos);
    restore(file, root / "other", kinds);
    EXPECT_EQ(bytes_of(root / "other" / "records.sqlite").find(kept), std::string::npos);
}

// A new table needs this decision: does a row of it open a door by itself?
TEST_F(CareTest, of_every_table_it_is_known_whether_backups_hold_it) {
    const std::vector<std::string> kept{"accounts", "grants", "heads", "links", "mail_choices", "mail_key",
                                        "outbox", "search", "revisions", "seen", "texts", "watches",
                                        // Passwords' hashes and second factors: a network could not sign in.
                                        "access_keys", "deleted_accounts", "erasures", "former_ids",
                                        "opaque_ids_due", "recovery_codes", "second_factors",
                                        "security_alerts", "security_anchor", "security_log", "settings",
                                        // Says who is who at a provider, and opens nothing without it.
                                        "wiki_accounts"};
    Connection connection{folder / "records.sqlite", Connection::Mode::read_only};
    for (const std::string& table : tables_of(connection)) {
        const bool live = std::find(live_secret_tables.begin(), live_secret_tables.end(), table) !=
                          live_secret_tables.end();
        const bool is_kept = std::find(kept.begin(), kept.end(), table) != kept.end();
        EXPECT_NE(live, is_kept) << table;
    }
}

TEST_F(CareTest, a_restore_says_what_it_has_brought_back) {
    const Restored nothing = [&] {
        back_up(folder, file);
        return restore(file, root / "empty", kinds);
    }();
    EXPECT_EQ(nothing.records, 0);
    EXPECT_FALSE(nothing.newest);
    write("wmar");
    clock.advance(hours{1});
    write("wmcl");
    store->write({"organisation", "wmcl", 1, "Ana", "", true, {}});
    Accounts accounts{*store, PasswordCost{1, 8192}};
    accounts.add({.name = "Ana", .person = "", .language = "es", .grants = {}, .disabled = false},
                 "una clave larga");
    back_up(folder, root / "second.sqlite");
    const Restored restored = restore(root / "second.sqlite", root / "other", kinds);
    EXPECT_EQ(restored.records, 1);
    EXPECT_EQ(restored.revisions, 3);
    EXPECT_EQ(restored.accounts, 1);
    EXPECT_EQ(restored.newest, clock.now());
    EXPECT_FALSE(restored.aside);
}

TEST_F(CareTest, records_that_are_gone_or_emptied_are_never_taken_for_a_new_network) {
    write("wmar");
    back_up(folder, file);
    store.reset();
    EXPECT_EQ(said_of(folder), "");
    fs::resize_file(folder / "records.sqlite", 0);
    EXPECT_THAT(said_of(folder), HasSubstr("records.sqlite is empty"));
    EXPECT_THAT(said_of(folder), HasSubstr("brujula restore --set-aside FILE"));
    EXPECT_EQ(fs::file_size(folder / "records.sqlite"), 0U);
    fs::remove(folder / "records.sqlite");
    EXPECT_THAT(said_of(folder), HasSubstr("records.sqlite is gone"));
    EXPECT_FALSE(fs::exists(folder / "records.sqlite"));
    EXPECT_EQ(restore(file, folder, kinds).records, 1) << "the way out that is told";
    EXPECT_EQ(said_of(folder), "");
    // A database, but one without anything in it.
    fs::remove(folder / "records.sqlite");
    Connection{folder / "records.sqlite", Connection::Mode::read_write}.run("PRAGMA application_id = 1");
    EXPECT_THAT(said_of(folder), HasSubstr("records.sqlite is empty"));
}

TEST_F(CareTest, what_else_tells_of_records_before_is_believed) {
    const auto in_a_folder = [&](const std::string& name, const std::string& bytes) {
        const fs::path data = new_root();
        fs::create_directories((data / name).parent_path());
        std::ofstream(data / name) << bytes;
        std::string said = said_of(data);
        fs::remove_all(data);
        return said;
    };
    EXPECT_THAT(in_a_folder("records.sqlite-wal", "what was written last"), HasSubstr("is gone"));
    EXPECT_THAT(in_a_folder("set-aside-1/records.sqlite", "x"), HasSubstr("is gone"));
    EXPECT_EQ(in_a_folder("records.sqlite", ""), "") << "the power was cut while a new one was made";
    EXPECT_EQ(in_a_folder("lake/facts-1.duckdb", "x"), "") << "facts may be loaded first";
    const fs::path both = root / "both";
    fs::create_directories(both / "lake");
    std::ofstream(both / "records.sqlite").close();
    EXPECT_THAT(said_of(both), HasSubstr("is empty"));
}

TEST_F(CareTest, errors_of_the_start_name_the_file_and_the_way_out) {
    std::ofstream(root / "a-file") << "x";
    EXPECT_THAT(said_of(root / "a-file"), HasSubstr((root / "a-file").string()));
    EXPECT_THAT(said_of(root / "a-file"), HasSubstr("--data"));
    EXPECT_THAT(said_of(root / "a-file" / "below"), HasSubstr("cannot be made"));
    const fs::path poem = root / "poem";
    fs::create_directories(poem);
    std::ofstream(poem / "records.sqlite") << std::string(5000, 'x');
    EXPECT_THAT(said_of(poem), HasSubstr((poem / "records.sqlite").string()));
    EXPECT_THAT(said_of(poem), HasSubstr("restore a backup"));
    const fs::path folder_in_place = root / "folder-in-place";
    fs::create_directories(folder_in_place / "records.sqlite");
    EXPECT_THAT(said_of(folder_in_place), HasSubstr((folder_in_place / "records.sqlite").string()));
    store->database().write([](Connection& connection) { connection.run("PRAGMA user_version = 9999"); });
    store.reset();
    EXPECT_THAT(said_of(folder), HasSubstr((folder / "records.sqlite").string()));
    EXPECT_THAT(said_of(folder), HasSubstr("newer program"));
}

TEST_F(CareTest, a_write_that_finds_no_room_is_remembered_until_one_does) {
    write("wmar");
    EXPECT_TRUE(health_of(*store).readable);
    const auto limit_pages = [&](const char* pages) {
        const std::string sql = std::string{"PRAGMA max_page_count = "} + pages;
        store->database().write([&](Connection& connection) { connection.run(sql.c_str()); });
    };
    limit_pages("1");  // the least that SQLite grants is what is there
    try {
        write("big", std::string(19'000, 'x'));
        FAIL() << "there was room";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_EQ(error.message().key, "error-store-disk");
    }
    EXPECT_TRUE(store->database().disk_failed());
    EXPECT_TRUE(store->find("organisation", "wmar")) << "reading goes on";
    limit_pages("1000000");
    write("wmcl");
    EXPECT_FALSE(store->database().disk_failed());
}

}  // namespace
}  // namespace brujula::store
