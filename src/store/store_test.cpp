// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/json.hpp"
#include "base/text.hpp"
#include "store/accounts.hpp"
#include "store/care.hpp"
#include "store/mail.hpp"
#include "store/sqlite.hpp"
#include "store/watching.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() /
                    ("brujula-store-" + std::to_string(::getpid()) + "-" + std::to_string(next()));
    ~Folder() { fs::remove_all(path); }
    static int next() {
        static int n = 0;
        return n++;
    }
};

struct StoreTest : testing::Test {
    Folder folder;
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2014y / November / 21}};
    std::unique_ptr<Store> store = std::make_unique<Store>(folder.path, kinds, clock);

    Revision put(const std::string& kind, const std::string& id, const std::string& body,
                 std::int64_t base = 0) {
        return store->write({.kind = kind,
                             .id = id,
                             .base = base,
                             .author = "Ana",
                             .comment = "",
                             .remove = false,
                             .body = parse_json(body)});
    }
    Revision organisation(const std::string& id, const std::string& name = "Wikimedia Argentina",
                          std::int64_t base = 0) {
        return put("organisation", id, R"({"name":{"es":")" + name + R"("},"statuses":[{"kind":"chapter"}]})",
                   base);
    }
    Revision plan(const std::string& id, const std::string& organisation, const std::string& title) {
        return put("plan", id,
                   R"({"organisation":")" + organisation + R"(","title":{"es":")" + title +
                       R"("},"first_day":"2015-01-01","last_day":"2015-12-31"})");
    }
    std::vector<std::string> found_by(const std::string& words) {
        std::vector<std::string> ids;
        for (const auto& hit : store->search(words))
            ids.push_back(hit.id);
        return ids;
    }
};

}  // namespace

TEST_F(StoreTest, a_record_is_written_and_read_back_with_who_and_when) {
    const auto written = organisation("wmar");
    EXPECT_EQ(written.number, 1);
    const auto found = store->find("organisation", "wmar");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->author, "Ana");
    EXPECT_EQ(format(found->time), "2014-11-21T00:00:00Z");
    EXPECT_EQ(found->body, written.body);
    EXPECT_FALSE(store->find("organisation", "wmcl"));
}

TEST_F(StoreTest, nothing_is_overwritten) {
    organisation("wmar");
    organisation("wmar", "Wikimedia Argentina AC", 1);
    EXPECT_EQ(store->history("organisation", "wmar").size(), 2u);
    EXPECT_EQ(store->find("organisation", "wmar", 1)->body.at("name").at("es").as_string(),
              "Wikimedia Argentina");
    EXPECT_EQ(store->find("organisation", "wmar")->parent, 1);
}

TEST_F(StoreTest, a_write_based_on_an_old_revision_is_refused_with_both) {
    organisation("wmar");
    organisation("wmar", "B", 1);
    try {
        organisation("wmar", "C", 1);
        FAIL();
    } catch (const StaleWrite& stale) {
        EXPECT_EQ(stale.base.number, 1);
        EXPECT_EQ(stale.newest.number, 2);
        EXPECT_EQ(stale.kind(), ErrorKind::conflict);
    }
    EXPECT_EQ(store->history("organisation", "wmar").size(), 2u);
}

TEST_F(StoreTest, writing_the_same_again_makes_no_revision) {
    organisation("wmar");
    EXPECT_EQ(organisation("wmar", "Wikimedia Argentina", 1).number, 1);
    EXPECT_EQ(store->history("organisation", "wmar").size(), 1u);
}

TEST_F(StoreTest, a_whole_number_saved_again_makes_no_revision) {
    const char* place = R"({"name":{"es":"A"},"statuses":[{"kind":"chapter"}],
        "seat":{"latitude":-34.0,"longitude":-58.5}})";
    put("organisation", "wmar", place);
    EXPECT_EQ(put("organisation", "wmar", place, 1).number, 1);
}

TEST_F(StoreTest, an_id_is_made_from_the_title_and_never_taken_twice) {
    EXPECT_EQ(
        put("organisation", "", R"({"name":{"en":"Wikimedia España"},"statuses":[{"kind":"chapter"}]})").id,
        "wikimedia-espana");
    EXPECT_EQ(
        put("organisation", "", R"({"name":{"en":"Wikimedia España"},"statuses":[{"kind":"chapter"}]})").id,
        "wikimedia-espana-2");
    EXPECT_THROW(organisation("wikimedia-espana"), Error);
    EXPECT_THROW(organisation("No Good"), Error);
}

TEST_F(StoreTest, a_bad_body_and_a_link_to_nothing_write_nothing) {
    EXPECT_THROW(put("plan", "p", R"({"organisation":"wmar"})"), InvalidRecord);
    try {
        plan("p", "wmar", "Plan");
        FAIL();
    } catch (const InvalidRecord& invalid) {
        EXPECT_EQ(invalid.problems.front().field, "/organisation");
    }
    EXPECT_TRUE(store->recent().empty());
    EXPECT_THROW(put("unicorn", "u", "{}"), Error);
}

TEST_F(StoreTest, several_writes_are_all_or_none_and_may_link_to_each_other) {
    const auto body = [](const char* text) { return parse_json(text); };
    const Write home{"organisation",
                     "wmar",
                     0,
                     "Ana",
                     "",
                     false,
                     body(R"({"name":{"es":"WMAR"},"statuses":[{"kind":"chapter"}]})")};
    const Write good{
        "plan",
        "p",
        0,
        "Ana",
        "",
        false,
        body(
            R"({"organisation":"wmar","title":{"es":"P"},"first_day":"2015-01-01","last_day":"2015-12-31"})")};
    Write bad = good;
    bad.body.as_object()["organisation"] = "nowhere";
    EXPECT_THROW(store->write_all({home, bad}), InvalidRecord);
    EXPECT_FALSE(store->find("organisation", "wmar"));
    EXPECT_EQ(store->write_all({home, good}).size(), 2u);
}

TEST_F(StoreTest, links_are_seen_from_their_target_and_follow_the_newest_revision) {
    organisation("wmar");
    organisation("wmcl", "Wikimedia Chile");
    plan("p", "wmar", "Plan");
    ASSERT_EQ(store->backlinks("organisation", "wmar").size(), 1u);
    EXPECT_EQ(store->backlinks("organisation", "wmar").front().from_id, "p");
    put("plan", "p",
        R"({"organisation":"wmcl","title":{"es":"Plan"},"first_day":"2015-01-01","last_day":"2015-12-31"})",
        1);
    EXPECT_TRUE(store->backlinks("organisation", "wmar").empty());
    EXPECT_EQ(store->list({.kind = "plan", .links = {}, .organisation = "wmcl", .limit = 10, .after = ""})
                  .records.size(),
              1u);
    EXPECT_EQ(store
                  ->list({.kind = "plan",
                          .links = {{"organisation", "organisation", "wmcl"}},
                          .organisation = {},
                          .limit = 10,
                          .after = ""})
                  .records.size(),
              1u);
}

TEST_F(StoreTest, what_is_only_said_about_a_record_does_not_hold_it) {
    organisation("wmar");
    plan("p", "wmar", "Plan");
    put("comment", "c",
        R"({"organisation":"wmar","about":{"kind":"plan","id":"p"},"text":"¿Y bien?","language":"es"})");
    EXPECT_EQ(store->backlinks("plan", "p").size(), 1u);
    store->write({"plan", "p", 1, "Ana", "", true, {}});
    EXPECT_FALSE(store->find("plan", "p"));
    EXPECT_TRUE(store->find("comment", "c")) << "it can still be read, and the plan restored";
    EXPECT_TRUE(check(folder.path, kinds).empty());
}

TEST_F(StoreTest, a_removed_record_is_gone_from_lists_and_can_be_brought_back) {
    organisation("wmar");
    plan("p", "wmar", "Plan secreto");
    EXPECT_THROW(store->write({"organisation", "wmar", 1, "Ana", "", true, {}}), Error)
        << "a plan links to it";
    store->write({"plan", "p", 1, "Ana", "", true, {}});
    EXPECT_FALSE(store->find("plan", "p"));
    EXPECT_TRUE(store->list({.kind = "plan", .links = {}, .organisation = {}, .limit = 10, .after = ""})
                    .records.empty());
    EXPECT_TRUE(found_by("secreto").empty());
    put("plan", "p", to_text(store->find("plan", "p", 1)->body), 2);
    EXPECT_TRUE(store->find("plan", "p"));
    EXPECT_FALSE(found_by("secreto").empty());
}

TEST_F(StoreTest, a_list_is_paged_without_losing_or_repeating) {
    for (int i = 0; i < 25; ++i)
        organisation("org-" + std::to_string(i), "O" + std::to_string(i));
    std::set<std::string> seen;
    std::string after;
    do {
        const auto page = store->list(
            {.kind = "organisation", .links = {}, .organisation = {}, .limit = 10, .after = after});
        for (const auto& record : page.records)
            EXPECT_TRUE(seen.insert(record.id).second);
        after = page.next;
    } while (!after.empty());
    EXPECT_EQ(seen.size(), 25u);
}

TEST_F(StoreTest, search_ignores_case_and_accents_and_finds_beginnings) {
    organisation("wmar");
    plan("p", "wmar", "Educación en São Paulo");
    for (const char* words : {"educacion", "EDUCACIÓN", "educ sao", "paulo"})
        EXPECT_THAT(found_by(words), testing::ElementsAre("p")) << words;
    EXPECT_TRUE(found_by("educación chile").empty());
    EXPECT_EQ(store->search("educ").front().language, "es");
    EXPECT_NE(store->search("educ").front().excerpt.find("\x02"
                                                         "Educación\x03"),
              std::string::npos);
}

TEST_F(StoreTest, what_is_typed_is_never_query_syntax) {
    organisation("wmar");
    for (const char* words :
         {"\"", "a OR b", "NEAR(", "text:wikimedia", "wiki*\"", "' OR 1=1 --", "\x01\x02", "(", "-", "^w"})
        EXPECT_NO_THROW(found_by(words)) << words;
    EXPECT_TRUE(found_by("").empty());
}

TEST_F(StoreTest, members_of_a_cohort_are_found_by_no_search) {
    organisation("wmar");
    put("cohort", "c",
        R"({"organisation":"wmar","name":{"es":"Curso"},"members":[{"user_name":"Zulema Privada"}]})");
    EXPECT_TRUE(found_by("zulema").empty());
    EXPECT_TRUE(found_by("curso").empty());
}

TEST_F(StoreTest, a_store_opened_again_has_everything) {
    organisation("wmar");
    store.reset();
    store = std::make_unique<Store>(folder.path, kinds, clock);
    EXPECT_TRUE(store->find("organisation", "wmar"));
    EXPECT_TRUE(check(folder.path, kinds).empty());
}

// What the check is for: a file changed behind the program's back.
TEST_F(StoreTest, the_check_finds_what_does_not_hold) {
    organisation("wmar");
    organisation("wmar", "B", 1);
    plan("p", "wmar", "Plan");
    ASSERT_TRUE(check(folder.path, kinds).empty());
    const auto after = [&](const char* sql) {
        const Folder copy;
        fs::create_directories(copy.path);
        back_up(folder.path, copy.path / "records.sqlite");
        Connection connection{copy.path / "records.sqlite", Connection::Mode::read_write};
        connection.run("PRAGMA foreign_keys = OFF");
        connection.run(sql);
        return check(copy.path, kinds).size();
    };
    EXPECT_EQ(after("SELECT 1"), 0u);
    EXPECT_GT(after("DELETE FROM revisions WHERE number = 1 AND kind = 'organisation'"), 0u);
    EXPECT_GT(after("UPDATE heads SET number = 1 WHERE kind = 'organisation'"), 0u);
    EXPECT_GT(after("DELETE FROM links"), 0u);
    EXPECT_GT(after("DELETE FROM texts"), 0u);
    EXPECT_GT(after("INSERT INTO search (search, rowid, text) SELECT 'delete', row, text FROM texts"), 0u)
        << "the index alone";
    EXPECT_GT(after("INSERT INTO search (rowid, text) VALUES (99, 'nobody wrote this')"), 0u);
    EXPECT_GT(after("UPDATE heads SET organisation = 'wmcl' WHERE kind = 'plan'"), 0u);
    EXPECT_GT(after("UPDATE heads SET removed = 1 WHERE kind = 'organisation'"), 0u);
    EXPECT_GT(after("UPDATE revisions SET body = '{' WHERE kind = 'organisation' AND number = 1"), 0u);
    EXPECT_GT(after("UPDATE revisions SET kind = 'unicorn' WHERE kind = 'plan';"
                    "UPDATE heads SET kind = 'unicorn' WHERE kind = 'plan'"),
              0u);
    EXPECT_GT(after("UPDATE revisions SET body = '{}' WHERE kind = 'plan'"), 0u);
}

// Rules may become stricter than when a record was written: that is told, and hinders neither check nor
// restore.
TEST_F(StoreTest, what_todays_rules_would_refuse_is_no_damage) {
    organisation("wmar");
    plan("p", "wmar", "Plan");
    const auto file = folder.path / "backup.sqlite";
    back_up(folder.path, file);
    {
        Connection connection{file, Connection::Mode::read_write};
        connection.run("UPDATE revisions SET body = replace(body, '2015-12-31', '2014-12-31')");
    }
    const Folder other;
    restore(file, other.path, kinds);
    EXPECT_TRUE(check(other.path, kinds).empty());
    ASSERT_EQ(outgrown(other.path, kinds).size(), 1u);
    EXPECT_EQ(outgrown(other.path, kinds)[0].parameters[2], "/last_day");
    EXPECT_TRUE(outgrown(folder.path, kinds).empty());
}

TEST_F(StoreTest, a_file_that_is_no_backup_is_refused_and_leaves_nothing) {
    const Folder other;
    fs::create_directories(folder.path);
    std::ofstream{folder.path / "poem"} << std::string(5000, 'x');
    EXPECT_THROW(restore(folder.path / "poem", other.path, kinds), Error);
    EXPECT_TRUE(fs::is_empty(other.path));
}

TEST_F(StoreTest, nobody_else_on_the_machine_reads_the_files) {
    organisation("wmar");
    back_up(folder.path, folder.path / "backup.sqlite");
    for (const char* name : {"records.sqlite", "records.sqlite-wal", "backup.sqlite"})
        EXPECT_EQ(
            fs::status(folder.path / name).permissions() & (fs::perms::group_all | fs::perms::others_all),
            fs::perms::none)
            << name;
}

TEST_F(StoreTest, a_record_that_never_was_cannot_be_removed) {
    for (const char* id : {"", "wmar"})
        EXPECT_THROW(store->write({"organisation", id, 0, "Ana", "", true, {}}), Error);
    EXPECT_TRUE(store->recent().empty());
}

TEST_F(StoreTest, a_long_comment_is_cut_between_characters) {
    std::string comment = "x";
    for (int i = 0; i < 600; ++i)
        comment += "é";
    store->write({"organisation", "wmar", 0, "Ana", comment, false,
                  parse_json(R"({"name":{"en":"n"},"statuses":[{"kind":"chapter"}]})")});
    const auto kept = store->find("organisation", "wmar")->comment;
    EXPECT_EQ(kept.size(), 999u) << "one x and 499 of two bytes";
    EXPECT_TRUE(is_utf8(kept));
}

// `brujula account add` beside a running server.
TEST_F(StoreTest, two_programs_may_write_the_same_file) {
    Store other{folder.path, kinds, clock};
    std::thread elsewhere{[&] {
        for (int i = 0; i < 20; ++i)
            other.write({"organisation", "b" + std::to_string(i), 0, "Eva", "", false,
                         parse_json(R"({"name":{"en":"n"},"statuses":[{"kind":"chapter"}]})")});
    }};
    for (int i = 0; i < 20; ++i)
        organisation("a" + std::to_string(i));
    elsewhere.join();
    EXPECT_EQ(store->recent(100).size(), 40u);
    EXPECT_TRUE(check(folder.path, kinds).empty());
}

TEST_F(StoreTest, the_newest_revisions_go_on_below_the_last_of_the_page_before) {
    for (const char* id : {"a", "b", "c", "d", "e"})
        organisation(id);
    const auto ids = [](const std::vector<Revision>& page) {
        std::string all;
        for (const auto& revision : page)
            all += revision.id;
        return all;
    };
    const auto first = store->recent(2);
    EXPECT_EQ(ids(first), "ed");
    const auto second = store->recent(2, first.back().sequence);
    EXPECT_EQ(ids(second), "cb");
    EXPECT_EQ(ids(store->recent(2, second.back().sequence)), "a");
}

TEST_F(StoreTest, a_refused_removal_tells_who_links) {
    organisation("wmar");
    for (int i = 1; i <= 7; ++i)
        plan("p" + std::to_string(i), "wmar", "Plan");
    try {
        store->write({"organisation", "wmar", 1, "Ana", "", true, {}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.message().parameters,
                  (std::vector<std::string>{"7", "plan p1, plan p2, plan p3, plan p4, plan p5, …"}));
    }
}

TEST_F(StoreTest, a_backup_restores_whole_and_never_over_something) {
    organisation("wmar");
    const auto file = folder.path / "backup.sqlite";
    back_up(folder.path, file);
    organisation("wmcl", "Wikimedia Chile");
    EXPECT_THROW(back_up(folder.path, file), Error);
    const Folder other;
    restore(file, other.path, kinds);
    EXPECT_THROW(restore(file, other.path, kinds), Error);
    EXPECT_THROW(restore(folder.path / "none", other.path / "x", kinds), Error);
    const Store restored{other.path, kinds, clock};
    EXPECT_TRUE(restored.find("organisation", "wmar"));
    EXPECT_FALSE(restored.find("organisation", "wmcl"));
}

TEST_F(StoreTest, a_backup_restores_in_the_place_of_records_that_are_set_aside_whole) {
    organisation("wmar");
    const auto file = folder.path / "backup.sqlite";
    back_up(folder.path, file);
    organisation("wmcl", "Wikimedia Chile");
    store.reset();
    std::ofstream{folder.path / "lake.duckdb"} << "the lake";
    const auto aside = restore(file, folder.path, kinds, Present::set_aside).aside;
    ASSERT_TRUE(aside);
    EXPECT_EQ(aside->parent_path(), folder.path);
    EXPECT_TRUE(fs::exists(folder.path / "lake.duckdb"));
    {
        const Store restored{folder.path, kinds, clock};
        EXPECT_TRUE(restored.find("organisation", "wmar"));
        EXPECT_FALSE(restored.find("organisation", "wmcl"));
        const Store before{*aside, kinds, clock};
        EXPECT_TRUE(before.find("organisation", "wmcl"));
    }
    EXPECT_TRUE(check(folder.path, kinds).empty());
    EXPECT_TRUE(check(*aside, kinds).empty());
    const auto again = restore(file, folder.path, kinds, Present::set_aside).aside;
    ASSERT_TRUE(again);
    EXPECT_NE(*again, *aside);
    const Folder empty;
    EXPECT_FALSE(restore(file, empty.path, kinds, Present::set_aside).aside) << "nothing was there";
}

// What a crash leaves: the newest writes are in the -wal only, and go aside with the file.
TEST_F(StoreTest, records_are_set_aside_with_what_only_their_journal_has) {
    organisation("wmar");
    const auto file = folder.path / "backup.sqlite";
    back_up(folder.path, file);
    organisation("wmcl", "Wikimedia Chile");
    const Folder crashed;
    fs::create_directories(crashed.path);
    for (const char* name : {"records.sqlite", "records.sqlite-wal"})
        fs::copy_file(folder.path / name, crashed.path / name);
    ASSERT_GT(fs::file_size(crashed.path / "records.sqlite-wal"), 0u);
    const auto aside = restore(file, crashed.path, kinds, Present::set_aside).aside;
    ASSERT_TRUE(aside);
    EXPECT_FALSE(fs::exists(crashed.path / "records.sqlite-wal"));
    EXPECT_TRUE((Store{*aside, kinds, clock}.find("organisation", "wmcl")));
    EXPECT_FALSE((Store{crashed.path, kinds, clock}.find("organisation", "wmcl")));
}

TEST_F(StoreTest, a_journal_left_of_other_records_is_not_written_into_the_restored_ones) {
    organisation("wmar");
    const auto file = folder.path / "backup.sqlite";
    back_up(folder.path, file);
    organisation("wmcl", "Wikimedia Chile");
    const Folder other;
    fs::create_directories(other.path);
    fs::copy_file(folder.path / "records.sqlite-wal", other.path / "records.sqlite-wal");
    try {
        restore(file, other.path, kinds);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.message().key, "error-restore-over-records");
    }
    EXPECT_TRUE(restore(file, other.path, kinds, Present::set_aside).aside);
    EXPECT_FALSE((Store{other.path, kinds, clock}.find("organisation", "wmcl")));
}

TEST_F(StoreTest, nothing_is_set_aside_while_it_is_open_or_for_a_damaged_backup) {
    organisation("wmar");
    const auto file = folder.path / "backup.sqlite";
    back_up(folder.path, file);
    std::ofstream{folder.path / "poem"} << std::string(5000, 'x');
    const auto unchanged = [&] {
        return fs::exists(folder.path / "records.sqlite") && !fs::exists(folder.path / "set-aside-1") &&
               !fs::exists(folder.path / "records.sqlite.unfinished");
    };
    EXPECT_THROW(restore(folder.path / "poem", folder.path, kinds, Present::set_aside), Error);
    EXPECT_TRUE(unchanged());
    try {
        restore(file, folder.path, kinds, Present::set_aside);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_EQ(error.message().key, "error-restore-in-use");
    }
    EXPECT_TRUE(unchanged());
}

// Whoever restores has damaged records as often as not.
TEST_F(StoreTest, damaged_records_are_set_aside_as_they_are) {
    organisation("wmar");
    const auto file = folder.path / "backup.sqlite";
    back_up(folder.path, file);
    const Folder damaged;
    fs::create_directories(damaged.path);
    std::ofstream{damaged.path / "records.sqlite"} << std::string(5000, 'x');
    const auto aside = restore(file, damaged.path, kinds, Present::set_aside).aside;
    ASSERT_TRUE(aside);
    EXPECT_EQ(fs::file_size(*aside / "records.sqlite"), 5000u);
    EXPECT_TRUE(check(damaged.path, kinds).empty());
}

// Ten people press save on the same record until each has ten revisions in: a hundred in all, without a gap.
TEST_F(StoreTest, many_writers_at_once_lose_no_update) {
    organisation("wmar", "0");
    std::vector<std::thread> people;
    for (int person = 0; person < 10; ++person)
        people.emplace_back([&, person] {
            for (int saved = 0; saved < 10;) {
                try {
                    organisation("wmar", std::to_string(person) + "-" + std::to_string(saved),
                                 store->find("organisation", "wmar")->number);
                    ++saved;
                } catch (const StaleWrite&) {
                    continue;
                }
            }
        });
    for (auto& person : people)
        person.join();
    EXPECT_EQ(store->history("organisation", "wmar").size(), 101u);
    EXPECT_TRUE(check(folder.path, kinds).empty());
}

struct AccountsTest : StoreTest {
    Accounts accounts{*store, PasswordCost{1, 8192}};
    void SetUp() override {
        organisation("wmar");
        organisation("iberocoop", "Iberocoop");
        accounts.add({.name = "Ana",
                      .person = "",
                      .language = "es",
                      .grants = {{"wmar", records::Role::coordinator}},
                      .disabled = false},
                     "una clave larga");
    }
};

TEST_F(AccountsTest, a_password_opens_its_own_account_only) {
    EXPECT_TRUE(accounts.password_matches("Ana", "una clave larga"));
    EXPECT_FALSE(accounts.password_matches("Ana", "una clave largA"));
    EXPECT_FALSE(accounts.password_matches("Eva", "una clave larga"));
    EXPECT_FALSE(accounts.password_matches("Ana", "nobody's password"));
    EXPECT_FALSE(accounts.password_matches("Eva", "nobody's password"));
}

TEST_F(AccountsTest, short_passwords_taken_and_odd_names_are_refused) {
    EXPECT_THROW(
        accounts.add({.name = "Eva", .person = "", .language = "", .grants = {}, .disabled = false}, "short"),
        Error);
    EXPECT_THROW(accounts.add({.name = "Ana", .person = "", .language = "", .grants = {}, .disabled = false},
                              "long enough!"),
                 Error);
    EXPECT_THROW(accounts.add({.name = "a|b", .person = "", .language = "", .grants = {}, .disabled = false},
                              "long enough!"),
                 Error);
}

TEST_F(AccountsTest, a_session_lasts_until_it_ends_is_not_used_for_eight_hours_or_seven_days_are_over) {
    const auto token = accounts.begin_session("Ana");
    EXPECT_EQ(token.size(), 64u);
    EXPECT_EQ(accounts.find_session(token)->account, "Ana");
    EXPECT_FALSE(accounts.find_session(std::string(64, '0')));
    clock.advance(hours{8} - seconds{1});
    ASSERT_TRUE(accounts.find_session(token));
    accounts.use_session(token, *accounts.find_session(token));
    clock.advance(hours{8} - seconds{1});
    EXPECT_TRUE(accounts.find_session(token)) << "it was used meanwhile";
    clock.advance(seconds{1});
    EXPECT_FALSE(accounts.find_session(token));
    const auto used = accounts.begin_session("Ana");
    for (int day = 0; day < 7 * 4 - 1; ++day) {
        clock.advance(hours{6});
        ASSERT_TRUE(accounts.find_session(used));
        accounts.use_session(used, *accounts.find_session(used));
    }
    clock.advance(hours{6});
    EXPECT_FALSE(accounts.find_session(used)) << "whatever happens";
    const auto other = accounts.begin_session("Ana");
    accounts.end_session(other);
    EXPECT_FALSE(accounts.find_session(other));
}

TEST_F(AccountsTest, a_new_password_ends_every_session) {
    const auto token = accounts.begin_session("Ana");
    accounts.set_password("Ana", "otra clave larga");
    EXPECT_FALSE(accounts.find_session(token));
    EXPECT_TRUE(accounts.password_matches("Ana", "otra clave larga"));
    EXPECT_THROW(accounts.set_password("Eva", "otra clave larga"), Error);
}

TEST_F(AccountsTest, sessions_are_listed_for_their_owner_and_ended_one_by_one_or_all_but_one) {
    const auto first = accounts.begin_session("Ana", "Firefox/Linux");
    clock.advance(hours{1});
    const auto second = accounts.begin_session("Ana", "Safari/iPhone");
    const auto third = accounts.begin_session("Ana");
    auto listed = accounts.sessions("Ana");
    ASSERT_EQ(listed.size(), 3u);
    EXPECT_EQ(listed[2].device, "Firefox/Linux");
    EXPECT_EQ(listed[2].id, accounts.find_session(first)->id);
    EXPECT_FALSE(accounts.end_session_of("Eva", listed[2].id));
    EXPECT_TRUE(accounts.end_session_of("Ana", listed[2].id));
    EXPECT_FALSE(accounts.find_session(first));
    accounts.end_sessions("Ana", second);
    EXPECT_TRUE(accounts.find_session(second));
    EXPECT_FALSE(accounts.find_session(third));
}

TEST_F(AccountsTest, a_suspended_accounts_sessions_end_at_once_and_it_keeps_everything_else) {
    const auto token = accounts.begin_session("Ana");
    accounts.suspend("Ana", true);
    EXPECT_FALSE(accounts.find_session(token));
    EXPECT_FALSE(accounts.password_matches("Ana", "una clave larga"));
    accounts.suspend("Ana", false);
    EXPECT_FALSE(accounts.find_session(token));
    EXPECT_TRUE(accounts.password_matches("Ana", "una clave larga"));
}

TEST_F(AccountsTest, the_last_administrator_stays_one_and_is_neither_suspended_nor_deleted) {
    store->write({"organisation", "net", 0, "Ana", "", false,
                  parse_json(R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})")});
    accounts.set_grants("Ana", {{"net", records::Role::administrator}});
    accounts.invite(
        {.name = "Eva", .person = "", .language = "", .grants = {{"net", records::Role::administrator}}});
    EXPECT_THROW(accounts.set_grants("Ana", {{"net", records::Role::steward}}, "net"), Error)
        << "who is invited cannot sign in yet";
    EXPECT_THROW(accounts.suspend("Ana", true, "net"), Error);
    EXPECT_THROW(accounts.remove("Ana", "net"), Error);
    EXPECT_EQ(accounts.find("Ana")->grants.at(0).role, records::Role::administrator);
    accounts.set_password("Eva", "otra clave larga");
    accounts.set_grants("Ana", {{"net", records::Role::steward}}, "net");
    EXPECT_THROW(accounts.suspend("Eva", true, "net"), Error);
}

TEST_F(AccountsTest, a_deleted_account_is_gone_from_every_table_and_its_name_is_not_given_again) {
    const auto token = accounts.begin_session("Ana");
    Watching{*store}.watch("Ana", "plan", "p");
    Mail{*store}.choose("Ana", Rhythm::daily, "es", clock.now());
    accounts.remove("Ana");
    EXPECT_FALSE(accounts.find("Ana"));
    EXPECT_FALSE(accounts.find_session(token));
    EXPECT_TRUE(check(folder.path, kinds).empty());
    EXPECT_THROW(accounts.add({.name = "Ana", .person = "", .language = "", .grants = {}}, "una clave larga"),
                 Error);
}

TEST_F(AccountsTest, who_is_invited_has_no_password_that_opens) {
    accounts.invite({.name = "Eva", .person = "", .language = "", .grants = {}});
    EXPECT_TRUE(accounts.find("Eva")->invited);
    EXPECT_FALSE(accounts.password_matches("Eva", ""));
    EXPECT_FALSE(accounts.password_matches("Eva", "nobody's password"));
}

TEST_F(AccountsTest, roles_are_kept_and_replaced) {
    accounts.set_grants("Ana", {{"iberocoop", records::Role::steward}, {"wmar", records::Role::none}});
    const auto account = accounts.find("Ana");
    ASSERT_EQ(account->grants.size(), 1u);
    EXPECT_EQ(account->grants[0].role, records::Role::steward);
    EXPECT_EQ(accounts.all().size(), 1u);
}

TEST_F(AccountsTest, a_role_in_an_organisation_that_is_not_there_is_refused) {
    const std::vector<records::Grant> ghost{{"wmxx", records::Role::administrator}};
    EXPECT_THROW(
        accounts.add({.name = "Eva", .person = "", .language = "", .grants = ghost, .disabled = false},
                     "una clave larga"),
        Error);
    EXPECT_FALSE(accounts.find("Eva"));
    EXPECT_THROW(accounts.set_grants("Ana", ghost), Error);
    EXPECT_THROW(accounts.set_grants("Ana", {{"", records::Role::administrator}}), Error);
    EXPECT_EQ(accounts.find("Ana")->grants.at(0).organisation, "wmar") << "what was there stays";
    store->write({"organisation", "iberocoop", 1, "Ana", "", true, {}});
    EXPECT_THROW(accounts.set_grants("Ana", {{"iberocoop", records::Role::reader}}), Error);
}

// The file on the disk must not hold what was typed, nor a token that could be used.
TEST_F(AccountsTest, neither_password_nor_token_is_in_the_file) {
    const auto token = accounts.begin_session("Ana");
    back_up(folder.path, folder.path / "copy");
    std::ifstream file{folder.path / "copy", std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(bytes.find("una clave larga"), std::string::npos);
    EXPECT_EQ(bytes.find(token), std::string::npos);
}
