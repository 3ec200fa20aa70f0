// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/marks.hpp"

#include <string>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "records/kind.hpp"

namespace brujula::records {
namespace {
namespace json = boost::json;

std::string with_marks(int marks) {
    std::string text = "a";
    for (int i = 0; i < marks; ++i)
        text += "\u0335";  // a stroke, which no letter takes up
    return text + "b";
}

std::vector<Problem> problems_of_title(const std::string& title) {
    const auto kinds = all_kinds();
    return kinds.find("plan")->problems({{"organisation", "wmar"},
                                         {"title", {{"es", title}}},
                                         {"first_day", "2015-01-01"},
                                         {"last_day", "2015-12-31"}});
}

TEST(AbuseOfMarks, a_heap_of_marks_on_one_letter_is_refused_where_it_stands) {
    const auto problems = problems_of_title("Plan " + with_marks(200));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems.front().field, "/title/es");
    EXPECT_EQ(problems.front().message.key, "problem-too-many-marks");
    EXPECT_EQ(problems_of_title(with_marks(11)).size(), 1U);
    EXPECT_EQ(problems_of_title(with_marks(10)).size(), 0U);
}

TEST(AbuseOfMarks, languages_stay_whole) {
    for (const char* text : {
             "Tie\u0302\u0301ng Vie\u0323\u0302t",  // Vietnamese, decomposed
             "हिन्दी विकिपीडिया में संपादन",            // Hindi
             "ที่นี่ผู้รู้ทั้งปวง",                           // Thai, vowel and tone above
             "بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ",                     // Arabic with all its vowels
             "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",                    // Hebrew, pointed and chanted
             "བསྒྲུབས་ཧྐྵྨླྺྼྻྂ",                              // Tibetan stacks
             "Mba'éichapa, g\u0303uarani",          // Guaraní
         })
        EXPECT_TRUE(problems_of_title(text).empty()) << text;
}

TEST(AbuseOfMarks, ten_are_told_of_many) {
    json::array many(50, json::value(json::string(with_marks(20))));
    std::vector<Problem> problems;
    check_marks(json::value(many), problems);
    EXPECT_EQ(problems.size(), 10U);
}

}  // namespace
}  // namespace brujula::records
