// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sign_in.hpp"

#include <future>
#include <optional>

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace brujula::web {
namespace {

Instant noon() {
    return *parse_instant("2014-11-21T12:00:00Z");
}

bool admitted(SignInGuard& guard, std::string_view name, std::string_view address) {
    try {
        guard.admit(name, address);
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::too_many);
        return false;
    }
}

TEST(sign_in_guard,
     the_sixth_failure_of_a_name_within_a_quarter_of_an_hour_is_refused_wherever_it_comes_from) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(admitted(guard, "Ana", "10.0.0." + std::to_string(i)));
    EXPECT_FALSE(admitted(guard, "ana", "10.0.0.9"));
    EXPECT_TRUE(admitted(guard, "Beto", "10.0.0.9"));
    clock.advance(std::chrono::minutes(15));
    EXPECT_TRUE(admitted(guard, "Ana", "10.0.0.9"));
}

TEST(sign_in_guard, refused_attempts_do_not_make_the_waiting_longer) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(admitted(guard, "Ana", "10.0.0.1"));
    clock.advance(std::chrono::minutes(14));
    EXPECT_FALSE(admitted(guard, "Ana", "10.0.0.1"));
    clock.advance(std::chrono::minutes(1));
    EXPECT_TRUE(admitted(guard, "Ana", "10.0.0.1"));
}

TEST(sign_in_guard, an_address_that_tries_many_names_is_refused_after_twenty) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(admitted(guard, "name " + std::to_string(i), "10.0.0.1"));
    EXPECT_FALSE(admitted(guard, "another", "10.0.0.1"));
    EXPECT_TRUE(admitted(guard, "another", "10.0.0.2"));
}

TEST(sign_in_guard, addresses_of_one_ipv6_network_count_together) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(admitted(guard, "name " + std::to_string(i), "2001:db8:1:2::" + std::to_string(i)));
    EXPECT_FALSE(admitted(guard, "another", "2001:db8:1:2:ffff::1"));
    EXPECT_TRUE(admitted(guard, "another", "2001:db8:1:3::1"));
}

TEST(sign_in_guard, success_forgets_the_failures_of_the_name_but_not_of_the_address) {
    FixedClock clock(noon());
    SignInGuard guard(clock);
    for (int round = 0; round < 5; ++round) {
        for (int i = 0; i < 4; ++i)
            EXPECT_TRUE(admitted(guard, "Ana", "10.0.0.1"));
        if (round == 4) break;
        EXPECT_TRUE(admitted(guard, "Ana", "10.0.0.1"));
        guard.succeeded("Ana", "10.0.0.1");
    }
    EXPECT_FALSE(admitted(guard, "Beto", "10.0.0.1"));  // 5 rounds of 4 failures
}

TEST(sign_in_guard, what_it_remembers_has_a_limit) {
    FixedClock clock(noon());
    SignInGuard guard(clock,
                      {.by_name = 1, .by_address = 1000, .window = std::chrono::hours(1), .most_kept = 3});
    for (const char* name : {"a", "b", "c"}) {
        EXPECT_TRUE(admitted(guard, name, "10.0.0.1"));
        clock.advance(std::chrono::seconds(1));
    }
    EXPECT_TRUE(admitted(guard, "d", "10.0.0.1"));  // forgets "a", the oldest
    EXPECT_FALSE(admitted(guard, "c", "10.0.0.1"));
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
