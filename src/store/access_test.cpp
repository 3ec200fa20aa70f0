// SPDX-License-Identifier: GPL-3.0-or-later
// Whose record it is, in a real file: tests/cases/access/ownership, moves, removals, what was written under
// milder rules, and which organisation is the network.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/json.hpp"
#include "store/care.hpp"
#include "store/schema.hpp"
#include "store/settings.hpp"
#include "store/store.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

const fs::path cases = BRUJULA_SOURCE_DIR "/tests/cases/access/ownership";

std::string text_of_file(const fs::path& path) {
    std::ifstream file{path};
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

Write write_of(const json::value& from) {
    Write write;
    write.kind = from.at("kind").as_string();
    write.id = from.at("id").as_string();
    write.author = "Ana";
    write.body = from.at("data");
    return write;
}

struct AccessStore : testing::Test {
    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-access-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2014y / November / 21}};
    std::unique_ptr<Store> store = std::make_unique<Store>(folder, kinds, clock);

    ~AccessStore() override {
        store.reset();
        fs::remove_all(folder);
    }

    void make_world() {
        std::vector<Write> writes;
        const auto world = parse_json(text_of_file(cases / "world.json"));
        for (const auto& record : world.as_array())
            writes.push_back(write_of(record));
        store->write_all(writes);
        set_network(*store, "iberocoop");
    }
    Revision put(const std::string& kind, const std::string& id, const std::string& body,
                 std::int64_t base = 0) {
        return store->write({kind, id, base, "Ana", "", false, parse_json(body)});
    }
    void run(const std::string& sql) const {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_write};
        connection.run(sql.c_str());
    }
    json::array problems_of(const Write& write) {
        json::array told;
        try {
            store->write(write);
        } catch (const InvalidRecord& invalid) {
            for (const auto& problem : invalid.problems)
                told.push_back({{"field", problem.field},
                                {"key", problem.message.key},
                                {"parameters", json::value_from(problem.message.parameters)}});
        }
        return told;
    }
    /// A value for an indicator of wmar under wmcl's name, as an earlier program let one write it.
    void write_foreign_value() {
        put("observation", "foreign",
            R"({"organisation":"wmar","indicator":"wmar-indicator","first_day":"2014-01-01",
                "last_day":"2014-12-31","value":{"value":999999}})");
        store.reset();
        run("UPDATE revisions SET body = replace(body, '\"organisation\":\"wmar\"',"
            " '\"organisation\":\"wmcl\"') WHERE id = 'foreign';"
            " UPDATE heads SET organisation = 'wmcl' WHERE id = 'foreign';"
            " UPDATE links SET to_id = 'wmcl' WHERE from_id = 'foreign' AND name = 'organisation';");
    }
    /// The records as a program of the third schema would hold them.
    void make_older() const {
        const auto file = folder / "records.sqlite";
        const auto older = folder / "older.sqlite";
        {
            Connection connection{older, Connection::Mode::read_write};
            migrate(connection, 3);
            connection.run(("ATTACH '" + file.string() + "' AS now").c_str());
            for (const std::string table : {"revisions", "heads", "links", "texts"})
                connection.run(("INSERT INTO main." + table + " SELECT * FROM now." + table).c_str());
            connection.run("INSERT INTO search (search) VALUES ('rebuild'); DETACH now");
        }
        for (const char* end : {"", "-wal", "-shm"})
            fs::remove(file.string() + end);
        fs::rename(older, file);
    }
};

}  // namespace

TEST_F(AccessStore, every_case_is_refused_or_taken_as_it_says) {
    make_world();
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(cases)) {
        if (entry.path().filename() == "world.json") continue;
        ++count;
        const auto one = parse_json(text_of_file(entry.path()));
        auto write = write_of(one.at("write"));
        if (!write.id.empty()) write.base = store->find(write.kind, write.id)->number;
        EXPECT_EQ(json::serialize(problems_of(write)), json::serialize(one.at("problems"))) << entry.path();
    }
    EXPECT_GT(count, 15u);
    EXPECT_TRUE(check(folder, kinds).empty());
    EXPECT_TRUE(outgrown(folder, kinds).empty());
}

TEST_F(AccessStore, one_false_claim_among_many_writes_leaves_none_of_them) {
    make_world();
    const auto before = store->newest_sequence();
    Write good = write_of(parse_json(
        R"({"kind":"programme","id":"p","data":{"organisation":"wmcl","name":{"en":"P"},"theme":"glam"}})"));
    Write bad = write_of(parse_json(text_of_file(cases / "a-goal-in-anothers-plan.json")).at("write"));
    EXPECT_THROW(store->write_all({good, bad}), InvalidRecord);
    EXPECT_EQ(store->newest_sequence(), before);
}

TEST_F(AccessStore, later_writes_belong_to_what_earlier_ones_of_the_same_step_made) {
    make_world();
    const auto in = [](const std::string& organisation) {
        return parse_json(R"({"organisation":")" + organisation + R"(","plan":"new","title":{"en":"O"}})");
    };
    const Write plan = write_of(parse_json(
        R"({"kind":"plan","id":"new","data":{"organisation":"wmcl","title":{"en":"P"},
            "first_day":"2015-01-01","last_day":"2015-12-31"}})"));
    EXPECT_THROW(store->write_all({plan, {"objective", "o", 0, "Ana", "", false, in("wmar")}}),
                 InvalidRecord);
    EXPECT_EQ(store->write_all({plan, {"objective", "o", 0, "Ana", "", false, in("wmcl")}}).back().owner,
              "wmcl");
}

TEST_F(AccessStore, an_older_revision_that_claims_another_does_not_come_back) {
    make_world();
    put("programme", "moves", R"({"organisation":"wmcl","name":{"en":"P"},"theme":"glam"})");
    put("activity", "a", R"({"organisation":"wmcl","programme":"moves","name":{"en":"A"},
        "first_day":"2014-01-01","last_day":"2014-01-02"})");
    put("activity", "a", R"({"organisation":"wmcl","name":{"en":"A"},"first_day":"2014-01-01",
        "last_day":"2014-01-02"})",
        1);
    put("programme", "moves", R"({"organisation":"wmar","name":{"en":"P"},"theme":"glam"})", 1);
    const auto first = store->find("activity", "a", 1);
    EXPECT_THROW(store->write({"activity", "a", 2, "Ana", "", false, first->body}), InvalidRecord);
}

TEST_F(AccessStore, a_folder_of_before_gives_its_records_to_who_owns_what_they_are_of) {
    make_world();
    write_foreign_value();
    make_older();
    store = std::make_unique<Store>(folder, kinds, clock);
    EXPECT_EQ(store->find("observation", "foreign")->owner, "wmar");
    EXPECT_EQ(store->owner("observation", "foreign"), "wmar");
    EXPECT_EQ(store->owner("activity", "wmcl-activity"), "wmcl");
    EXPECT_EQ(store->owner("organisation", "wmcl"), "wmcl");
    ListQuery query;
    query.kind = "observation";
    query.organisation = "wmcl";
    EXPECT_TRUE(store->list(query).records.empty());
    EXPECT_TRUE(check(folder, kinds).empty()) << "no damage";
    const auto told = outgrown(folder, kinds);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_THAT(text_of(told[0]), testing::AllOf(testing::HasSubstr("observation foreign, /organisation"),
                                                 testing::HasSubstr("Wikimedia Chile"),
                                                 testing::HasSubstr("Wikimedia Argentina")));
}

TEST_F(AccessStore, what_was_hung_on_anothers_record_before_can_be_taken_away_and_mended) {
    make_world();
    write_foreign_value();
    make_older();
    store = std::make_unique<Store>(folder, kinds, clock);
    auto body = store->find("observation", "foreign")->body;
    EXPECT_THROW(store->write({"observation", "foreign", 1, "Ana", "again", false,
                               [&] {
                                   auto other = body;
                                   other.as_object()["source"] = "me";
                                   return other;
                               }()}),
                 InvalidRecord);
    body.as_object()["organisation"] = "wmar";
    EXPECT_EQ(store->write({"observation", "foreign", 1, "Ana", "", false, body}).owner, "wmar");
    EXPECT_TRUE(store->write({"observation", "foreign", 2, "Ana", "", true, {}}).removed);
}

TEST_F(AccessStore, the_network_is_chosen_once_and_no_status_makes_another) {
    make_world();
    EXPECT_EQ(network_of(*store), "iberocoop");
    put("organisation", "wmar", R"({"name":{"en":"A"},"statuses":[{"kind":"chapter"},{"kind":"network"}]})",
        1);
    put("organisation", "aaa", R"({"name":{"en":"First by id"},"statuses":[{"kind":"network"}]})");
    EXPECT_EQ(network_of(*store), "iberocoop");
    store.reset();
    store = std::make_unique<Store>(folder, kinds, clock);
    EXPECT_EQ(network_of(*store), "iberocoop") << "after a restart too";
    EXPECT_THROW(set_network(*store, "wmar"), Error);
    EXPECT_NO_THROW(set_network(*store, "iberocoop"));
    EXPECT_THROW(set_network(*store, "nowhere", Chosen::replace), Error);
    set_network(*store, "wmar", Chosen::replace);
    EXPECT_EQ(network_of(*store), "wmar");
    EXPECT_EQ(network_in(folder), "wmar");
}

TEST_F(AccessStore, the_network_cannot_be_removed) {
    make_world();
    EXPECT_THROW(store->write({"organisation", "iberocoop", 1, "Ana", "", true, {}}), Error);
    EXPECT_TRUE(store->find("organisation", "iberocoop"));
}

TEST_F(AccessStore, the_network_of_a_folder_of_before_is_the_one_that_its_status_made) {
    EXPECT_EQ(network_of(*store), "");
    make_world();
    put("organisation", "aaa",
        R"({"name":{"en":"Was one"},"statuses":[{"kind":"network"},{"kind":"chapter"}]})");
    store.reset();
    make_older();
    EXPECT_EQ(network_in(folder), "") << "read without changing the file";
    store = std::make_unique<Store>(folder, kinds, clock);
    EXPECT_EQ(network_of(*store), "iberocoop");
}

TEST_F(AccessStore, the_check_tells_a_network_that_is_not_there) {
    make_world();
    run("UPDATE settings SET value = 'nowhere' WHERE name = 'network'");
    const auto found = check(folder, kinds);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].key, "check-network-nowhere");
}
