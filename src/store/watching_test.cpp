// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/watching.hpp"

#include <filesystem>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/id.hpp"
#include "base/json.hpp"
#include "store/accounts.hpp"

namespace brujula::store {
namespace {

namespace fs = std::filesystem;

class WatchingTest : public testing::Test {
protected:
    WatchingTest() {
        for (const char* name : {"Ana", "Benito", "Carla"})
            accounts.add({name, "", "", {}, false}, "una contraseña larga");
        put("organisation", "wmar", R"({"name":{"es":"WMAR"},"statuses":[{"kind":"chapter"}]})", "Ana");
    }
    ~WatchingTest() override { fs::remove_all(folder); }

    Revision put(const std::string& kind, const std::string& id, const std::string& body,
                 const std::string& author, std::int64_t base = 0) {
        return store.write({kind, id, base, author, "", false, parse_json(body)});
    }

    Revision say(const std::string& id, const std::string& text, const std::string& author,
                 const std::string& parent = "") {
        const std::string in_answer = parent.empty() ? "" : R"("parent":")" + parent + R"(",)";
        return put("comment", id,
                   R"({"organisation":"wmar","about":{"kind":"organisation","id":"wmar"},)" + in_answer +
                       R"("language":"es","text":")" + text + "\"}",
                   author);
    }

    std::vector<std::string> told(const std::string& account) {
        std::vector<std::string> list;
        for (const auto& one : watching.notifications(account))
            list.push_back((one.seen ? "seen " : "") + one.revision.id + " " +
                           std::vector<std::string>{"watched", "answered",
                                                    "mentioned"}[static_cast<std::size_t>(one.reason)]);
        return list;
    }

    fs::path folder = fs::temp_directory_path() / ("watching-" + random_id(8));
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{*parse_instant("2014-11-21T12:00:00Z")};
    Store store{folder, kinds, clock};
    Accounts accounts{store, {.passes = 1, .bytes = 8192}};
    Watching watching{store};
};

using Told = std::vector<std::string>;

TEST_F(WatchingTest, who_watches_is_told_of_others_changes_and_words_and_of_none_of_its_own) {
    watching.watch("Benito", "organisation", "wmar");
    put("organisation", "wmar", R"({"name":{"es":"W"},"statuses":[{"kind":"chapter"}]})", "Ana", 1);
    put("organisation", "wmar", R"({"name":{"es":"WM"},"statuses":[{"kind":"chapter"}]})", "Benito", 2);
    say("c1", "¿Y bien?", "Carla");
    EXPECT_EQ(told("Benito"), (Told{"c1 watched", "wmar watched", "wmar watched"}));
    EXPECT_EQ(told("Carla"), Told{});
    watching.unwatch("Benito", "organisation", "wmar");
    EXPECT_EQ(told("Benito"), Told{});
}

TEST_F(WatchingTest, who_began_a_thread_or_wrote_in_it_is_told_of_answers) {
    say("c1", "¿Y bien?", "Ana");
    say("c2", "Sí", "Benito", "c1");
    say("c3", "Bueno", "Carla", "c1");
    EXPECT_EQ(told("Ana"), (Told{"c3 answered", "c2 answered"}));
    EXPECT_EQ(told("Benito"), Told{"c3 answered"});
    EXPECT_EQ(told("Carla"), Told{});
}

TEST_F(WatchingTest, who_is_named_is_told_and_not_who_is_named_in_a_longer_name) {
    say("c1", "@Carla, ¿y bien? @Analía dirá", "Benito");
    EXPECT_EQ(told("Carla"), Told{"c1 mentioned"});
    EXPECT_EQ(told("Ana"), Told{});
}

TEST_F(WatchingTest, what_was_seen_stays_seen) {
    say("c1", "@Carla", "Ana");
    watching.see("Carla", store.newest_sequence());
    say("c2", "@Carla otra vez", "Ana");
    watching.see("Carla", 1);
    EXPECT_EQ(told("Carla"), (Told{"c2 mentioned", "seen c1 mentioned"}));
}

TEST_F(WatchingTest, watching_twice_is_watching_once) {
    watching.watch("Ana", "organisation", "wmar");
    watching.watch("Ana", "organisation", "wmar");
    EXPECT_TRUE(watching.watches("Ana", "organisation", "wmar"));
    EXPECT_FALSE(watching.watches("Benito", "organisation", "wmar"));
    EXPECT_EQ(watching.watched("Ana").size(), 1U);
}

}  // namespace
}  // namespace brujula::store
