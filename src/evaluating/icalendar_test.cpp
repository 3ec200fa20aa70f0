// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/icalendar.hpp"

#include <memory>

#include <gtest/gtest.h>
#include <libical/ical.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace brujula::evaluating {
namespace {
using namespace std::chrono;

CalendarDay day(const std::string& uid, const std::string& summary) {
    return {uid,     2014y / December / 31, *parse_instant("2014-11-21T12:00:00Z"),
            summary, "Wikimedia Argentina", "https://brujula.test/plans/p"};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = text.find("\r\n", from);
        if (end == std::string::npos) {
            lines.push_back("no CRLF: " + text.substr(from));
            break;
        }
        lines.push_back(text.substr(from, end - from));
        from = end + 2;
    }
    return lines;
}

std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> parsed(const std::string& text) {
    return {icalparser_parse_string(text.c_str()), &icalcomponent_free};
}

// Written out by RFC 5545: an all-day event ends on the day after, exclusive.
TEST(icalendar, a_day_is_an_event_of_the_whole_day) {
    const std::string expected =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Brujula//Due//EN\r\nCALSCALE:GREGORIAN\r\n"
        "X-WR-CALNAME:Vence\r\nBEGIN:VEVENT\r\nUID:plan_end-p@red\r\nDTSTAMP:20141121T120000Z\r\n"
        "DTSTART;VALUE=DATE:20141231\r\nDTEND;VALUE=DATE:20150101\r\nSUMMARY:Termina el plan\\, hoy\\; ya\r\n"
        "DESCRIPTION:Wikimedia Argentina\r\nURL:https://brujula.test/plans/p\r\nTRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n";
    EXPECT_EQ(icalendar("Vence", {day("plan_end-p@red", "Termina el plan, hoy; ya")}), expected);
}

TEST(icalendar, an_empty_calendar_is_one) {
    const auto text = icalendar("Vence", {});
    const auto calendar = parsed(text);
    ASSERT_TRUE(calendar);
    EXPECT_EQ(icalcomponent_count_components(calendar.get(), ICAL_VEVENT_COMPONENT), 0);
}

TEST(icalendar, long_lines_are_folded_between_characters_and_read_back) {
    std::string summary;
    for (int i = 0; i < 40; ++i)
        summary += "evaluación, línea\\de; base—ñ ";
    const auto text = icalendar("Vence", {day("a@red", summary)});
    for (const auto& line : lines_of(text)) {
        EXPECT_LE(line.size(), 75U) << line;
        EXPECT_TRUE(is_utf8(line)) << line;
    }
    const auto calendar = parsed(text);
    icalcomponent* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
    ASSERT_NE(event, nullptr);
    summary.pop_back();  // the space at the end
    EXPECT_EQ(icalcomponent_get_summary(event), normalise(summary));
}

TEST(icalendar, what_is_hostile_stays_text) {
    const auto text =
        icalendar("Vence\r\nX-EVIL:1", {day("a@red", "uno\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\nx\x01y")});
    const auto lines = lines_of(text);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "END:VCALENDAR"), 1);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "X-EVIL:1"), 0);
    const auto calendar = parsed(text);
    icalcomponent* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
    EXPECT_STREQ(icalcomponent_get_summary(event), "uno\nEND:VCALENDAR\nBEGIN:VCALENDAR\nxy");
}

RC_GTEST_PROP(icalendar, every_text_is_read_back_as_it_was, (const std::string& bytes)) {
    std::string words;
    for (const char c : normalise(bytes))
        if (static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) != 0x7f) words += c;
    const auto text = icalendar("Vence", {day("a@red", "x" + words + "x")});
    for (const auto& line : lines_of(text))
        RC_ASSERT(line.size() <= 75U);
    const auto calendar = parsed(text);
    icalcomponent* event = icalcomponent_get_first_component(calendar.get(), ICAL_VEVENT_COMPONENT);
    const bool there = event != nullptr;
    RC_ASSERT(there);
    RC_ASSERT(std::string{icalcomponent_get_summary(event)} == normalise("x" + words + "x"));
}

}  // namespace
}  // namespace brujula::evaluating
