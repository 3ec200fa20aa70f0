// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/message.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

using namespace brujula;
using namespace std::chrono;

TEST(Time, an_instant_is_read_in_the_three_spellings_of_the_dumps) {
    const Instant expected = sys_days{2014y / 11 / 21} + 9h + 5min + 7s;
    EXPECT_EQ(parse_instant("2014-11-21T09:05:07Z"), expected);
    EXPECT_EQ(parse_instant("2014-11-21 09:05:07.0"), expected);
    EXPECT_EQ(parse_instant("2014-11-21 09:05:07"), expected);
    EXPECT_EQ(parse_instant("20141121090507"), expected);
    EXPECT_EQ(format(expected), "2014-11-21T09:05:07Z");
}

TEST(Time, what_the_calendar_has_not_is_refused) {
    for (const char* bad :
         {"2014-02-30T00:00:00Z", "2014-13-01T00:00:00Z", "2014-11-21T24:00:00Z", "2014-11-21T09:00:00",
          "2014-11-21", "", "infinity", "2014112109050", "2014-11-21T09:05:07+01:00"})
        EXPECT_FALSE(parse_instant(bad)) << bad;
    for (const char* bad : {"2014-02-30", "2014-2-3", "0000-01-01", "21/11/2014"})
        EXPECT_FALSE(parse_date(bad)) << bad;
}

// Buenos Aires is three hours behind UTC, so its 21 November 2014 begins at 03:00 UTC.
TEST(Time, a_day_begins_when_its_own_zone_says) {
    EXPECT_EQ(format(start_of_day(2014y / 11 / 21, "America/Argentina/Buenos_Aires")),
              "2014-11-21T03:00:00Z");
    const auto congress = whole_days(2014y / 11 / 21, 2014y / 11 / 23, "America/Argentina/Buenos_Aires");
    EXPECT_EQ(format(congress.until), "2014-11-24T03:00:00Z");
    EXPECT_TRUE(congress.contains(congress.from));
    EXPECT_FALSE(congress.contains(congress.until));
}

// In São Paulo clocks went from 00:00 to 01:00 on 19 October 2014: the day began at 01:00 local, 03:00 UTC.
TEST(Time, a_day_without_midnight_begins_after_the_gap) {
    EXPECT_EQ(format(start_of_day(2014y / 10 / 19, "America/Sao_Paulo")), "2014-10-19T03:00:00Z");
}

TEST(Time, an_unknown_zone_is_refused_by_name) {
    EXPECT_FALSE(is_time_zone("America/Atlantis"));
    EXPECT_THROW(start_of_day(2014y / 1 / 1, "America/Atlantis"), Error);
}

TEST(Time, a_moment_falls_on_the_day_of_the_zone) {
    const auto t = *parse_instant("2014-11-22T02:00:00Z");
    EXPECT_EQ(format(date_in(t, "America/Argentina/Buenos_Aires")), "2014-11-21");
    EXPECT_EQ(format(date_in(t, "UTC")), "2014-11-22");
}

TEST(Text, portuguese_falls_back_to_brazil_then_spanish_then_english) {
    EXPECT_EQ(fallback_chain("pt"), (std::vector<std::string>{"pt", "pt-br", "es", "en"}));
    EXPECT_EQ(fallback_chain("es"), (std::vector<std::string>{"es", "pt-br", "pt", "en"}));
    EXPECT_EQ(choose({{"es", "plan"}, {"en", "the plan"}}, "pt").language, "es");
    EXPECT_EQ(choose({{"eu", "plana"}}, "pt").text, "plana");
    EXPECT_EQ(choose({}, "pt").text, "");
}

TEST(Text, folding_ignores_case_accents_and_width) {
    EXPECT_EQ(fold("EDUCACIÓN"), fold("educacio\u0301n"));
    EXPECT_EQ(fold("São"), "sao");
    EXPECT_EQ(fold("Ｗｉｋｉ"), "wiki");
}

TEST(Text, a_slug_is_short_plain_and_may_be_empty) {
    EXPECT_EQ(slug("Wikimedia España — 2015!"), "wikimedia-espana-2015");
    EXPECT_EQ(slug("الموسوعة"), "");
    EXPECT_LE(slug(std::string(500, 'a')).size(), 60u);
}

TEST(Message, parameters_and_plurals_are_filled_in) {
    EXPECT_THAT(text_of({"error-time-zone-unknown", {"Marte"}}, "es"),
                testing::StartsWith("No existe la zona horaria «Marte»."));
    EXPECT_EQ(text_of({"no-such-key", {"x"}}, "es"), "⧼no-such-key⧽ x");
    EXPECT_EQ(text_of({"error-no-record", {"goal", "x"}}, "en"),
              "There is no goal “x”, or it was removed, or it is not for everybody: then sign in as somebody "
              "who may "
              "read it.");
    EXPECT_EQ(text_of({"error-no-record", {"objective", "x"}}, "es"),
              "No hay ningún registro «x» del tipo objetivo estratégico, o fue retirado, o no es para todo "
              "el mundo: "
              "en ese caso, inicien sesión con una cuenta que pueda leerlo.");
}

TEST(Message, days_are_written_in_words) {
    const Message late{"finding-t2", {"2014-12-31", "2015-03-01"}};
    EXPECT_THAT(text_of(late, "es"), testing::HasSubstr("31 de diciembre de 2014"));
    EXPECT_THAT(text_of(late, "pt-br"), testing::HasSubstr("1 de março de 2015"));
    EXPECT_THAT(text_of(late, "en"), testing::HasSubstr("31 December 2014"));
    EXPECT_THAT(text_of({"finding-t2", {"ayer", "2015-02-29"}}, "es"),
                testing::AllOf(testing::HasSubstr("ayer"), testing::HasSubstr("2015-02-29")));
}

TEST(Message, functions_stand_within_each_other) {
    EXPECT_EQ(
        text_of({"finding-d5", {"1", "2014-12-31"}}, "es"),
        "El período que terminó el 31 de diciembre de 2014 no tiene valor. Infórmenlo, o digan por qué no "
        "lo hay.");
    EXPECT_THAT(
        text_of({"finding-d5", {"3", "2014-12-31"}}, "es"),
        testing::StartsWith("3 períodos no tienen valor; el último terminó el 31 de diciembre de 2014."));
}

TEST(Json, numbers_are_written_as_people_write_them) {
    EXPECT_EQ(to_text(parse_json(R"({"a":12.5,"b":3,"c":[1e30,0.1]})")),
              R"({"a":12.5,"b":3,"c":[1e+30,0.1]})");
}

TEST(Json, what_is_not_json_is_refused_with_its_place) {
    for (const char* bad : {"", "{", "{} x", "{\"a\":NaN}", "\"\xff\"", "[1,]"})
        EXPECT_THROW(parse_json(bad), Error) << bad;
    EXPECT_THROW(parse_json(std::string(70, '[') + std::string(70, ']')), Error);
}

TEST(Id, record_ids_are_plain) {
    EXPECT_TRUE(is_record_id("wmar-2015"));
    for (const char* bad : {"", "-x", "Wmar", "a/b", "a b", "ñ"})
        EXPECT_FALSE(is_record_id(bad)) << bad;
    EXPECT_TRUE(is_record_id(random_id(12)));
    EXPECT_NE(random_id(12), random_id(12));
}
