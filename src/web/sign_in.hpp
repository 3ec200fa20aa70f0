// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace brujula::web {

/// Slows down who guesses passwords: at most `by_name` failed attempts for a name and `by_address` from an
/// address within `window`. Threads may call at once.
class SignInGuard {
public:
    struct Limits {
        std::size_t by_name = 5;
        std::size_t by_address = 20;
        std::chrono::seconds window = std::chrono::minutes(15);
        std::size_t most_kept =
            100'000;  ///< names and addresses remembered; beyond, the oldest are forgotten
    };
    explicit SignInGuard(const Clock& clock) : SignInGuard(clock, Limits{}) {}
    SignInGuard(const Clock& clock, Limits limits) : m_clock(clock), m_limits(limits) {}

    /// Counts an attempt before it is made, so that many at once do not slip through. Throws Error(too_many).
    /// Names are compared folded; an IPv6 address counts for its /64.
    void admit(std::string_view name, std::string_view address);
    /// The attempt that was admitted last with these was right: forgets the name's failures and this attempt.
    void succeeded(std::string_view name, std::string_view address);

private:
    using Attempts = std::map<std::string, std::deque<Instant>, std::less<>>;
    void forget_old(std::deque<Instant>& attempts) const;
    void keep_small(Attempts& attempts) const;

    const Clock& m_clock;
    Limits m_limits;
    std::mutex m_mutex;
    Attempts m_by_name;
    Attempts m_by_address;
};

/// Lets a few in at once, a few more wait, and turns the others away.
class Turnstile {
public:
    Turnstile(unsigned at_once, unsigned waiting) : m_free(at_once), m_may_wait(waiting) {}

    /// A place, given back at its end.
    class Place {
    public:
        /// Throws Error(unavailable) where as many wait as may.
        explicit Place(Turnstile& turnstile);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        Turnstile& m_turnstile;
    };

private:
    std::mutex m_mutex;
    std::condition_variable m_given_back;
    unsigned m_free;
    unsigned m_may_wait;
};

/// The value of a cookie in a Cookie header; empty where it is not there.
std::string cookie_of(std::string_view header, std::string_view name);

}  // namespace brujula::web
