// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/due.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace brujula::mailing {
namespace {

using store::Rhythm;
using namespace std::chrono_literals;

Instant at(const char* text) {
    return *parse_instant(text);
}

constexpr const char* buenos_aires = "America/Argentina/Buenos_Aires";  // three hours behind UTC, all year

// 21 November 2014 is a Friday: the Monday before it is the 17th.
TEST(due, a_daily_digest_goes_out_at_seven_in_the_zone_and_a_weekly_one_on_mondays) {
    EXPECT_EQ(format(last_morning(Rhythm::daily, at("2014-11-21T12:00:00Z"), "UTC")), "2014-11-21T07:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::daily, at("2014-11-21T06:59:59Z"), "UTC")), "2014-11-20T07:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::daily, at("2014-11-21T07:00:00Z"), "UTC")), "2014-11-21T07:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::daily, at("2014-11-21T09:59:00Z"), buenos_aires)),
              "2014-11-20T10:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::daily, at("2014-11-21T10:00:00Z"), buenos_aires)),
              "2014-11-21T10:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::weekly, at("2014-11-21T12:00:00Z"), "UTC")),
              "2014-11-17T07:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::weekly, at("2014-11-17T06:00:00Z"), "UTC")),
              "2014-11-10T07:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::weekly, at("2014-11-17T07:00:00Z"), "UTC")),
              "2014-11-17T07:00:00Z");
    EXPECT_EQ(format(last_morning(Rhythm::weekly, at("2014-11-23T23:59:59Z"), "UTC")),
              "2014-11-17T07:00:00Z");
    // At 01:00 UTC on Monday it is still Sunday in Buenos Aires.
    EXPECT_EQ(format(last_morning(Rhythm::weekly, at("2014-11-17T01:00:00Z"), buenos_aires)),
              "2014-11-10T10:00:00Z");
}

TEST(due, a_morning_comes_once_and_one_that_was_slept_through_is_caught_up_on) {
    const auto now = at("2014-11-21T12:00:00Z");
    EXPECT_FALSE(is_due(Rhythm::daily, at("2014-11-21T07:00:00Z"), now, "UTC"));
    EXPECT_TRUE(is_due(Rhythm::daily, at("2014-11-21T06:59:59Z"), now, "UTC"));
    EXPECT_TRUE(is_due(Rhythm::daily, at("2014-10-01T07:00:00Z"), now, "UTC"));
    EXPECT_FALSE(is_due(Rhythm::weekly, at("2014-11-17T07:00:00Z"), now, "UTC"));
    EXPECT_TRUE(is_due(Rhythm::weekly, at("2014-11-16T07:00:00Z"), now, "UTC"));
    EXPECT_FALSE(is_due(Rhythm::never, at("2000-01-01T00:00:00Z"), now, "UTC"));
}

TEST(due, at_once_is_within_minutes_and_gathers_what_happens_within_five) {
    const auto looked = at("2014-11-21T12:00:00Z");
    EXPECT_FALSE(is_due(Rhythm::at_once, looked, looked + 4min + 59s, "UTC"));
    EXPECT_TRUE(is_due(Rhythm::at_once, looked, looked + 5min, "UTC"));
}

TEST(due, on_the_days_when_clocks_change_the_morning_is_seven_hours_after_midnight) {
    // In Santiago clocks went back one hour at midnight between 26 and 27 April 2014, to UTC-4.
    EXPECT_EQ(format(last_morning(Rhythm::daily, at("2014-04-27T13:00:00Z"), "America/Santiago")),
              "2014-04-27T11:00:00Z");
    // In Lisbon the 30th of March 2014 lost the hour from one to two: seven hours later it is eight there.
    EXPECT_EQ(format(last_morning(Rhythm::daily, at("2014-03-30T12:00:00Z"), "Europe/Lisbon")),
              "2014-03-30T07:00:00Z");
}

RC_GTEST_PROP(due, between_two_looks_an_hour_apart_a_daily_digest_is_due_once_a_day, ()) {
    const auto start = at("2014-01-01T00:00:00Z") + std::chrono::hours{*rc::gen::inRange(0, 8000)};
    Instant looked = start;
    int digests = 0;
    for (Instant now = start + 1h; now <= start + 24h * 10; now += 1h) {
        if (!is_due(Rhythm::daily, looked, now, buenos_aires)) continue;
        ++digests;
        looked = now;
    }
    RC_ASSERT(digests == 10);
}

TEST(due, waits_grow_and_stop_growing_at_half_a_day) {
    std::vector<long> minutes;
    for (std::int64_t tries = 1; tries <= 8; ++tries)
        minutes.push_back(std::chrono::duration_cast<std::chrono::minutes>(wait_after(tries)).count());
    EXPECT_EQ(minutes, (std::vector<long>{1, 5, 15, 60, 240, 720, 720, 720}));
    EXPECT_EQ(wait_after(0), 60s);
}

}  // namespace
}  // namespace brujula::mailing
