// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace brujula::web {

/// Counts failures by a key: `free` may follow each other, then each waits twice as long as the one before.
/// Not locked by itself: one thread at a time.
class Throttle {
public:
    struct Limits {
        std::int64_t free = 5;
        std::chrono::seconds first = std::chrono::minutes(1);  ///< the wait after the last free one
        std::chrono::seconds most = std::chrono::hours(1);     ///< no wait is longer
        std::chrono::seconds forgotten =
            std::chrono::hours(24);       ///< after the last failure; longer than `most`
        std::size_t most_kept = 100'000;  ///< keys; beyond, those whose last failure is longest ago go
    };
    explicit Throttle(Limits limits) : m_limits(limits) {}

    /// How long the key must wait yet; zero: not at all.
    [[nodiscard]] std::chrono::seconds wait(const std::string& key, Instant now) const;
    void count(const std::string& key, Instant now);
    void give_back(const std::string& key);  ///< the last one was no failure
    void forget(const std::string& key) { m_failures.erase(key); }
    [[nodiscard]] std::int64_t failures(const std::string& key, Instant now) const;

private:
    struct Failures {
        std::int64_t count = 0;
        Instant last;
    };
    void keep_small(Instant now);

    Limits m_limits;
    std::map<std::string, Failures, std::less<>> m_failures;
};

/// Who tries to sign in: a name, from an address, in a browser that may be known (store/devices.hpp).
struct Attempt {
    std::string name;
    std::string address;
    std::string device = {};  ///< empty: none that the name has signed in with before
};

/// Slows down who guesses passwords and codes, and not the owner: an attempt is counted for the name from
/// this address, for the address, and for the name from wherever it comes; but one in a known browser for
/// that browser alone, so that no attack on the name keeps its owner out. Names are compared folded; an IPv6
/// address counts for its /64. Threads may call at once.
class SignInGuard {
public:
    struct Limits {
        Throttle::Limits pair = {};
        Throttle::Limits name = {.free = 10};
        Throttle::Limits address = {.free = 20, .most = std::chrono::minutes(15)};
        Throttle::Limits device = {};
    };
    explicit SignInGuard(const Clock& clock) : SignInGuard(clock, Limits{}) {}
    SignInGuard(const Clock& clock, Limits limits);

    /// Counts an attempt as failed before it is made, so that many at once do not slip through. Throws
    /// Error(too_many) with the minutes to wait, which the attempt does not make longer.
    void admit(const Attempt& attempt);
    /// The attempt was right: forgets the failures of name, pair and device.
    void succeeded(const Attempt& attempt);
    /// The attempt was neither right nor wrong.
    void withdrawn(const Attempt& attempt);
    /// Only the address is counted: of what is no attempt at a password, such as asking for a new one.
    void admit_address(const std::string& address);

private:
    const Clock& m_clock;
    std::mutex m_mutex;
    Throttle m_pairs;
    Throttle m_names;
    Throttle m_addresses;
    Throttle m_devices;
};

/// What one household or machine is given: an IPv4 address itself, of an IPv6 address the first 64 bits. What
/// is no address stays as it is.
std::string network_of(std::string_view address);

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
