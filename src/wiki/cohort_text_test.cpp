// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/cohort_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;
using testing::ElementsAre;

namespace {
std::vector<std::string> names(std::string_view text) {
    std::vector<std::string> out;
    for (const auto& entry : parse_cohort(text).entries)
        out.push_back(entry.user_text + (entry.wiki_db ? "@" + *entry.wiki_db : ""));
    return out;
}
}  // namespace

TEST(Cohort, names_are_taken_as_people_have_them) {
    EXPECT_THAT(names("\xef\xbb\xbf"
                      "ana\r\nBeto_Ruiz\rCarla\n\n  dora  "),
                ElementsAre("Ana", "Beto Ruiz", "Carla", "Dora"));
    EXPECT_THAT(names("user,project\nDarTar,en\nDan\n"), ElementsAre("DarTar@enwiki", "Dan"));
    EXPECT_THAT(names("Usuaria:Ana\nUser:Beto\nhttps://es.wikipedia.org/wiki/Usuario:Carla_P%C3%A9rez"),
                ElementsAre("Ana", "Beto", "Carla Pérez@eswiki"));
    EXPECT_THAT(
        names("Chase me ladies, I'm the Cavalry,commonswiki\nChase me ladies, I'm the Cavalry"),
        ElementsAre("Chase me ladies, I'm the Cavalry@commonswiki", "Chase me ladies, I'm the Cavalry"));
    EXPECT_THAT(names("\"Uno, \"\"dos\"\"\",eswiki\nSwim Team \"Prishtina\",commonswiki"),
                ElementsAre("Uno, \"dos\"@eswiki", "Swim Team \"Prishtina\"@commonswiki"));
    EXPECT_THAT(names("Ana\tes.wikipedia.org\nXudognik,,999,commonswiki"),
                ElementsAre("Ana@eswiki", "Xudognik,,999@commonswiki"));
}

TEST(Cohort, what_gives_nobody_is_told_with_its_line) {
    const auto cohort =
        parse_cohort("Ana\nana\n10.0.0.1\nbad|name\n" + std::string(300, 'x') + "\n\xff\xfe\n");
    EXPECT_EQ(cohort.entries.size(), 1u);
    std::vector<std::string> keys;
    for (const auto& note : cohort.notes)
        keys.push_back(std::to_string(note.line) + note.key);
    EXPECT_THAT(keys, ElementsAre("2cohort-duplicate", "3cohort-address", "4cohort-name-forbidden",
                                  "5cohort-name-too-long", "6cohort-not-text"));
    EXPECT_THROW(parse_cohort(std::string(2 << 20, 'a')), Error);
    std::string many;
    for (int i = 0; i < 20'001; ++i)
        many += "a\n";
    EXPECT_THROW(parse_cohort(many), Error);
    EXPECT_TRUE(parse_cohort("").entries.empty());
}

RC_GTEST_PROP(Cohort, no_text_breaks_it, ()) {
    const auto text = *rc::gen::arbitrary<std::string>();
    const auto cohort = parse_cohort(text);
    for (const auto& entry : cohort.entries)
        RC_ASSERT(!entry.user_text.empty());
}
