// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/matching.hpp"

#include <gtest/gtest.h>

#include "measuring/lake_for_tests.hpp"

using namespace brujula;
using namespace brujula::measuring;

namespace {

class Matching : public testing::Test {
protected:
    Matching() {
        m_lake.load("eswiki", "20150101",
                    {{"Ana Fernández", "2014-11-03T10:00:00Z"}, {"Beatriz", "2013-05-01T10:00:00Z"}},
                    {{"Carlos", "2014-01-01T00:00:00Z"}});
        m_lake.load("ptwiki", "20150101", {{"Dora", "2014-11-03T10:00:00Z"}});
    }

    Match only(const std::string& name, const std::string& wiki = "",
               std::vector<std::string> wikis = {"eswiki"}) {
        return match(m_lake.lake(), {{name, wiki}}, wikis,
                     {at("2014-01-01T00:00:00Z"), at("2015-01-01T00:00:00Z")})
            .at(0);
    }

    LakeForTests m_lake;
};

}  // namespace

TEST_F(Matching, who_edited_is_found) {
    const auto match = only("Ana Fernández");
    EXPECT_TRUE(match.found);
    EXPECT_TRUE(match.edited);
    EXPECT_EQ(match.reason, Message{});
}

TEST_F(Matching, an_account_without_edits_in_the_period_is_found_and_says_so) {
    for (const auto* name : {"Beatriz", "Carlos"}) {
        const auto match = only(name);
        EXPECT_TRUE(match.found) << name;
        EXPECT_FALSE(match.edited);
        EXPECT_EQ(match.reason.key, "match-no-edits");
    }
}

TEST_F(Matching, another_case_or_accent_is_told) {
    EXPECT_EQ(only("Ana fernandez").reason, (Message{"match-case", {"Ana Fernández"}}));
    EXPECT_EQ(only("AnaFernández").reason, (Message{"match-case", {"Ana Fernández"}}));
}

TEST_F(Matching, a_close_spelling_is_told) {
    EXPECT_EQ(only("Beatris").reason, (Message{"match-spelling", {"Beatriz"}}));
    EXPECT_EQ(only("Ana Hernández").reason, (Message{"match-spelling", {"Ana Fernández"}}));
}

TEST_F(Matching, a_short_name_is_not_similar_to_another_short_name) {
    EXPECT_EQ(only("Dona").reason.key, "match-unknown");
}

TEST_F(Matching, a_name_of_another_wiki_is_told) {
    EXPECT_EQ(only("Dora").reason, (Message{"match-other-wiki", {"ptwiki"}}));
    EXPECT_EQ(only("Dora", "eswiki", {"eswiki", "ptwiki"}).reason, (Message{"match-other-wiki", {"ptwiki"}}));
    EXPECT_TRUE(only("Dora", "", {"eswiki", "ptwiki"}).found);
}

TEST_F(Matching, a_wiki_that_is_not_loaded_is_told) {
    EXPECT_EQ(only("Ana Fernández", "cawiki").reason, (Message{"match-wiki-not-loaded", {"cawiki"}}));
    EXPECT_EQ(only("Ana Fernández", "", {"cawiki"}).reason, (Message{"match-wiki-not-loaded", {"cawiki"}}));
}

TEST_F(Matching, nobody_knows_some_names) {
    EXPECT_EQ(only("Zacarías Quispe").reason.key, "match-unknown");
    EXPECT_EQ(only("").reason.key, "match-unknown");
    EXPECT_EQ(only("Ana Fernández\nBeatriz").reason.key, "match-unknown");
}

TEST_F(Matching, an_empty_list_matches_nothing) {
    EXPECT_TRUE(match(m_lake.lake(), {}, {"eswiki"}, {at("2014-01-01T00:00:00Z"), at("2015-01-01T00:00:00Z")})
                    .empty());
}
