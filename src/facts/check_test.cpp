// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/check.hpp"

#include <gtest/gtest.h>

#include "facts/engine.hpp"
#include "facts/history_for_tests.hpp"

namespace brujula::facts {
namespace {

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
        const Database database(folder.path() / "facts.duckdb", folder.path() / "scratch", 0);
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

}  // namespace
}  // namespace brujula::facts
