// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/former_ids.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/json.hpp"
#include "store/accounts.hpp"
#include "store/care.hpp"
#include "store/database.hpp"
#include "store/revisions.hpp"
#include "store/schema.hpp"
#include "store/watching.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A file of the third schema, with records that are called by people's names and words.
struct PrivacyIds : testing::Test {
    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-ids-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2015y / January / 1}};

    ~PrivacyIds() override { fs::remove_all(folder); }

    void make_old_file() const {
        Connection connection{folder / "records.sqlite", Connection::Mode::read_write};
        connection.run(bytes_of(BRUJULA_SOURCE_DIR "/tests/cases/store/version-1/records.sql").c_str());
        migrate(connection, 3);
        connection.run(bytes_of(BRUJULA_SOURCE_DIR "/tests/cases/store/version-3/named.sql").c_str());
        for (const auto& [kind, id] :
             std::vector<std::pair<const char*, const char*>>{{"person", "ana-perez-quiroga"},
                                                              {"activity", "taller"},
                                                              {"measurement", "numeros"},
                                                              {"comment", "que-mala-idea"}})
            refresh_texts(connection, *kinds.find(kind), *find_newest(connection, kind, id));
    }
    [[nodiscard]] std::string only_id(const Store& store, const std::string& kind) const {
        const auto page =
            store.list({.kind = kind, .links = {}, .organisation = {}, .limit = 10, .after = ""});
        EXPECT_EQ(page.records.size(), 1U) << kind;
        return page.records.at(0).id;
    }
    /// What lies in the folder, in every file.
    [[nodiscard]] bool is_written_anywhere(const std::string& words) const {
        for (const auto& file : fs::recursive_directory_iterator(folder))
            if (file.is_regular_file() && bytes_of(file.path()).find(words) != std::string::npos) return true;
        return false;
    }
};

}  // namespace

TEST_F(PrivacyIds, records_called_by_names_and_words_get_ids_that_say_nothing) {
    make_old_file();
    ASSERT_TRUE(is_written_anywhere("ana-perez-quiroga"));
    {
        const Store store{folder, kinds, clock};
        for (const char* kind : {"cohort", "person", "comment"}) {
            const auto id = only_id(store, kind);
            EXPECT_EQ(id.size(), 16U) << id;
            EXPECT_EQ(id.find('-'), std::string::npos) << id;
        }
    }
    for (const char* words : {"ana-perez-quiroga", "curso-secreto", "que-mala-idea"})
        EXPECT_FALSE(is_written_anywhere(words)) << words;
    EXPECT_TRUE(check(folder, kinds).empty());
}

TEST_F(PrivacyIds, links_history_watches_and_accounts_follow_the_record) {
    make_old_file();
    const Store store{folder, kinds, clock};
    const auto cohort = only_id(store, "cohort");
    const auto person = only_id(store, "person");
    const auto comment = only_id(store, "comment");
    const auto first = store.find("activity", "taller", 1)->body;
    const auto second = store.find("activity", "taller")->body;
    EXPECT_EQ(first.at("cohort"), cohort.c_str()) << "older revisions too";
    EXPECT_EQ(second.at("organisers").at(0), person.c_str());
    EXPECT_EQ(store.find("comment", comment)->body.at("about").at("id"), cohort.c_str());
    EXPECT_EQ(store.find("measurement", "numeros")->body.at("records").at(0).at("id"), cohort.c_str());
    EXPECT_EQ(store.history("cohort", cohort).size(), 1U);
    EXPECT_EQ(store.backlinks("cohort", cohort).size(), 3U) << "activity, measurement, comment";
    EXPECT_EQ(store.search("quiroga").at(0).id, person);
    EXPECT_EQ(store.search(cohort).at(0).kind, "measurement") << "which remembers it";
    auto& database = store.database();
    auto reader = database.read();
    auto watched = reader->prepare("SELECT count(*) FROM watches WHERE kind = 'cohort' AND id = ?");
    watched.bind(cohort).step();
    EXPECT_EQ(watched.integer(0), 1);
    auto account = reader->prepare("SELECT person FROM accounts WHERE name = 'Ana'");
    account.step();
    EXPECT_EQ(account.text(0), person);
}

TEST_F(PrivacyIds, former_ids_still_lead_to_the_record) {
    make_old_file();
    const Store store{folder, kinds, clock};
    EXPECT_EQ(find_present_id(store, "person", "ana-perez-quiroga"), only_id(store, "person"));
    EXPECT_EQ(find_present_id(store, "cohort", "curso-secreto"), only_id(store, "cohort"));
    EXPECT_FALSE(find_present_id(store, "cohort", "ana-perez-quiroga"));
    EXPECT_FALSE(find_present_id(store, "cohort", "curso"));
}

TEST_F(PrivacyIds, opening_again_changes_nothing) {
    make_old_file();
    std::string before;
    {
        const Store store{folder, kinds, clock};
        before = only_id(store, "cohort");
    }
    const Store store{folder, kinds, clock};
    EXPECT_EQ(only_id(store, "cohort"), before);
}

TEST_F(PrivacyIds, a_backup_of_before_is_restored_with_ids_that_say_nothing) {
    make_old_file();
    const auto backup = folder.string() + "-backup";
    fs::rename(folder / "records.sqlite", backup);
    static_cast<void>(restore(backup, folder, kinds));
    fs::remove(backup);
    EXPECT_TRUE(check(folder, kinds).empty());
    const Store store{folder, kinds, clock};
    EXPECT_EQ(find_present_id(store, "cohort", "curso-secreto"), only_id(store, "cohort"));
    EXPECT_EQ(only_id(store, "cohort").size(), 16U);
}

TEST_F(PrivacyIds, a_new_record_is_not_called_by_its_words) {
    Store store{folder, kinds, clock};
    store.write({"organisation", "wmar", 0, "Ana", "", false,
                 parse_json(R"({"name":{"es":"Wikimedia Argentina"},"statuses":[{"kind":"chapter"}]})")});
    const auto id = [&](const char* kind, const char* body) {
        return store.write({kind, "", 0, "Ana", "", false, parse_json(body)}).id;
    };
    EXPECT_EQ(id("cohort", R"({"organisation":"wmar","name":{"es":"Curso"},"consent":"given"})").size(), 16U);
    EXPECT_EQ(id("person", R"({"user_name":"Ana"})").size(), 16U);
    EXPECT_EQ(id("comment", R"({"organisation":"wmar","about":{"kind":"organisation","id":"wmar"},
                            "text":"Hola","language":"es"})")
                  .size(),
              16U);
    EXPECT_EQ(id("programme", R"({"organisation":"wmar","name":{"es":"Educación"},"stage":"idea"})"),
              "educacion");
}
