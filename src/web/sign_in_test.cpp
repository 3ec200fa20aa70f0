// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sign_in.hpp"

#include <future>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace brujula::web {
namespace {

Instant noon() {
    return *parse_instant("2014-11-21T12:00:00Z");
}

bool admitted(SignInGuard& guard, const Attempt& attempt) {
    try {
        guard.admit(attempt);
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::too_many);
        return false;
    }
}

std::string address(int number) {
    return "10.0." + std::to_string(number / 200) + "." + std::to_string(number % 200);
}

TEST(access_guard, of_five_failures_from_one_address_on_each_waits_twice_as_long_up_to_an_hour) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(admitted(guard, {"Ana", "10.0.0.1"}));
    for (const int minutes : {1, 2, 4, 8, 16, 32, 60, 60}) {
        EXPECT_FALSE(admitted(guard, {"ana", "10.0.0.1"})) << "names are compared folded";
        clock.advance(std::chrono::minutes(minutes) - std::chrono::seconds(1));
        EXPECT_FALSE(admitted(guard, {"Ana", "10.0.0.1"})) << minutes;
        clock.advance(std::chrono::seconds(1));
        EXPECT_TRUE(admitted(guard, {"Ana", "10.0.0.1"})) << "refused attempts make the wait no longer";
    }
    clock.advance(std::chrono::hours(24));
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(admitted(guard, {"Ana", "10.0.0.1"})) << "a day later all is forgotten";
}

TEST(access_guard, an_attack_from_many_addresses_keeps_out_strangers_and_not_the_owners_browser) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    int tried = 0;
    for (int i = 0; i < 500; ++i)
        tried += admitted(guard, {"Ana", address(i)}) ? 1 : 0;
    EXPECT_EQ(tried, 10);
    EXPECT_FALSE(admitted(guard, {"Ana", "192.0.2.1"})) << "the owner elsewhere waits, too";
    EXPECT_TRUE(admitted(guard, {"Ana", "192.0.2.1", "her browser"}));
    guard.succeeded({"Ana", "192.0.2.1", "her browser"});
    EXPECT_FALSE(admitted(guard, {"Ana", address(600)})) << "which lets nobody else in";
    EXPECT_TRUE(admitted(guard, {"Beto", address(601)}));
}

TEST(access_guard, a_day_of_attack_on_a_name_is_some_thirty_tries) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    int tried = 0;
    for (int minute = 0; minute < 24 * 60; ++minute) {
        tried += admitted(guard, {"Ana", address(minute)}) ? 1 : 0;
        clock.advance(std::chrono::minutes(1));
    }
    EXPECT_GT(tried, 30);
    EXPECT_LT(tried, 45);
}

TEST(access_guard, a_known_browser_that_guesses_waits_by_itself) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(admitted(guard, {"Ana", address(i), "stolen"}));
    EXPECT_FALSE(admitted(guard, {"Ana", address(9), "stolen"}));
    EXPECT_TRUE(admitted(guard, {"Ana", address(9), "another"}));
}

TEST(access_guard, an_address_that_tries_many_names_is_refused_after_twenty) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(admitted(guard, {"name " + std::to_string(i), "10.0.0.1"}));
    EXPECT_FALSE(admitted(guard, {"another", "10.0.0.1"}));
    EXPECT_TRUE(admitted(guard, {"another", "10.0.0.2"}));
}

TEST(access_guard, addresses_of_one_ipv6_network_count_together) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(admitted(guard, {"name " + std::to_string(i), "2001:db8:1:2::" + std::to_string(i)}));
    EXPECT_FALSE(admitted(guard, {"another", "2001:db8:1:2:ffff::1"}));
    EXPECT_TRUE(admitted(guard, {"another", "2001:db8:1:3::1"}));
    EXPECT_EQ(network_of("::1"), "::/64");
    EXPECT_EQ(network_of("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(network_of("2001:db8::1:2:3:4"), "2001:db8::/64");
}

TEST(access_guard, success_forgets_the_failures_of_the_name_but_not_of_the_address) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int round = 0; round < 5; ++round) {
        for (int i = 0; i < 4; ++i)
            EXPECT_TRUE(admitted(guard, {"Ana", "10.0.0.1"}));
        if (round == 4) break;
        EXPECT_TRUE(admitted(guard, {"Ana", "10.0.0.1"}));
        guard.succeeded({"Ana", "10.0.0.1"});
    }
    EXPECT_FALSE(admitted(guard, {"Beto", "10.0.0.1"}));  // 5 rounds of 4 failures
}

TEST(access_guard, what_was_neither_right_nor_wrong_counts_nothing) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 50; ++i) {
        EXPECT_TRUE(admitted(guard, {"Ana", "10.0.0.1"}));
        guard.withdrawn({"Ana", "10.0.0.1"});
    }
}

TEST(access_guard, what_it_remembers_has_a_limit) {
    FixedClock clock(noon());
    Throttle throttle({.free = 1, .most_kept = 10});
    for (int i = 0; i < 10; ++i) {
        throttle.count(std::to_string(i), clock.now());
        clock.advance(std::chrono::seconds(1));
    }
    throttle.count("new", clock.now());
    EXPECT_EQ(throttle.failures("0", clock.now()), 0) << "the oldest go";
    EXPECT_EQ(throttle.failures("9", clock.now()), 1);
    EXPECT_EQ(throttle.failures("new", clock.now()), 1);
}

TEST(turnstile, lets_a_few_in_some_wait_and_turns_the_others_away) {
    Turnstile turnstile(1, 1);
    std::optional<Turnstile::Place> inside;
    inside.emplace(turnstile);
    std::promise<void> started;
    auto waiting = std::async(std::launch::async, [&] {
        started.set_value();
        const Turnstile::Place second(turnstile);
        return true;
    });
    started.get_future().wait();
    inside.reset();
    EXPECT_TRUE(waiting.get());
    Turnstile none_waits(1, 0);
    const Turnstile::Place only(none_waits);
    EXPECT_THROW(Turnstile::Place{none_waits}, Error);
}

TEST(cookies, one_is_found_among_others) {
    EXPECT_EQ(cookie_of("a=1; brujula=tok=en; brujula2=x", "brujula"), "tok=en");
    EXPECT_EQ(cookie_of("xbrujula=1", "brujula"), "");
    EXPECT_EQ(cookie_of("", "brujula"), "");
}

}  // namespace
}  // namespace brujula::web
