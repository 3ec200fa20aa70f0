// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/check.hpp"

#include <filesystem>
#include <fstream>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts/engine.hpp"
#include "facts/history_for_tests.hpp"
#include "facts/lake_files.hpp"

namespace brujula::facts {
namespace {

namespace fs = std::filesystem;
using testing_history::Folder;
using testing_history::three_edits;

/// The lake of three edits each on two wikis, with something done to its tables behind its back.
std::vector<std::string> found_after(const std::string& sql) {
    const Folder folder;
    {
        Lake lake(folder.path());
        three_edits("eswiki").load_into(lake, "eswiki-20140101");
        three_edits("ptwiki").load_into(lake, "ptwiki-20140101");
    }
    {
        const Database database(folder.path() / current_file(folder.path()), folder.path() / "scratch", 0);
        Connection(database).run(sql);
    }
    std::vector<std::string> keys;
    for (const auto& finding : check(Lake(folder.path())))
        keys.push_back(finding.key + ' ' + finding.parameters.at(0));
    return keys;
}

TEST(lake_check, a_lake_that_was_loaded_is_well_and_so_is_an_empty_one) {
    const Folder folder;
    Lake lake(folder.path());
    EXPECT_TRUE(check(lake).empty());
    three_edits("eswiki").load_into(lake, "eswiki-20140101");
    three_edits("ptwiki").load_into(lake, "ptwiki-20140101");
    EXPECT_TRUE(check(lake).empty());
}

TEST(lake_check, what_does_not_hold_is_named_with_its_wiki) {
    using Keys = std::vector<std::string>;
    EXPECT_EQ(found_after("INSERT INTO edits FROM edits WHERE wiki_db = 'ptwiki' LIMIT 1"),
              (Keys{"check-lake-revision-twice ptwiki", "check-lake-count ptwiki"}));
    EXPECT_EQ(found_after("DELETE FROM edits WHERE wiki_db = 'eswiki'"), Keys{"check-lake-count eswiki"});
    EXPECT_EQ(found_after("DELETE FROM users WHERE wiki_db = 'eswiki'"),
              Keys{"check-lake-user-missing eswiki"});
    EXPECT_EQ(found_after("DELETE FROM manifest WHERE wiki_db = 'eswiki'"),
              Keys{"check-lake-without-source eswiki"});
}

/// The first finding, of a lake of two wikis whose file `harm` was let loose on.
std::string found_in_file(const std::function<void(const fs::path&)>& harm) {
    const Folder folder;
    {
        Lake lake(folder.path());
        three_edits("eswiki").load_into(lake, "eswiki-20140101");
        three_edits("ptwiki").load_into(lake, "ptwiki-20140101");
    }
    harm(folder.path() / current_file(folder.path()));
    const auto findings = check(folder.path());
    return findings.empty() ? "all is well" : text_of(findings.front());
}

/// Other bytes from `begin` on, as far as the file goes.
void garble(const fs::path& file, std::uintmax_t begin) {
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(static_cast<std::streamoff>(begin));
    for (std::uintmax_t at = begin; at < fs::file_size(file); ++at)
        out.put('#');
}

TEST(lake_check, a_lake_whose_file_is_destroyed_is_a_finding_that_names_it) {
    using testing::HasSubstr;
    EXPECT_EQ(found_in_file([](const fs::path&) {}), "all is well");
    EXPECT_THAT(found_in_file([](const fs::path& file) { fs::remove(file); }),
                HasSubstr("facts-2.duckdb is gone"));
    EXPECT_THAT(found_in_file([](const fs::path& file) { fs::resize_file(file, 0); }),
                HasSubstr("facts-2.duckdb"));
    EXPECT_THAT(found_in_file([](const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); }),
                HasSubstr("lake"));
    EXPECT_THAT(found_in_file([](const fs::path& file) { garble(file, 0); }), HasSubstr("facts-2.duckdb"));
    EXPECT_THAT(found_in_file([](const fs::path& file) { garble(file, 12'288); }), HasSubstr("lake"));
    EXPECT_THAT(found_in_file([](const fs::path& file) {
                    std::ofstream(file.parent_path() / "current", std::ios::trunc) << "../records.sqlite\n";
                }),
                HasSubstr("current does not say"));
    EXPECT_THAT(found_in_file([](const fs::path& file) { fs::remove(file.parent_path() / "current"); }),
                HasSubstr("current is gone"));
}

TEST(lake_check, a_folder_where_nothing_was_ever_loaded_is_well) {
    const Folder folder;
    EXPECT_TRUE(check(folder.path()).empty());
    EXPECT_TRUE(check(folder.path() / "none").empty());
    EXPECT_FALSE(fs::exists(folder.path() / "none"));
}

}  // namespace
}  // namespace brujula::facts
