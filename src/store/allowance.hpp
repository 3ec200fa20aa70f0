// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "base/time.hpp"

namespace brujula::store {

/// How much one account may write. 0: as much as it likes.
struct WriteLimits {
    /// Revisions within an hour, comments among them. A table of 2,000 values is one of 2,000.
    std::int64_t records_per_hour = 6'000;
    /// Of the bodies of what is written within a day.
    std::int64_t bytes_per_day = 200'000'000;
};

/// What each account wrote lately, counted in memory: a program that starts anew begins at nothing, and each
/// of several programs counts its own. Threads may call at once.
class Allowance {
public:
    explicit Allowance(const WriteLimits& limits) : m_limits(limits) {}

    /// Throws Error(too_many), with the minutes until it would pass, where so much more is too much. One
    /// write of many records passes whole or not at all; one that alone is more than the limit never does.
    void check(const std::string& account, std::int64_t records, std::int64_t bytes, Instant now);
    /// It was written.
    void note(const std::string& account, std::int64_t records, std::int64_t bytes, Instant now);

private:
    /// What was written in one minute.
    struct Minute {
        Instant begin;
        std::int64_t records = 0;
        std::int64_t bytes = 0;
    };
    using Minutes = std::deque<Minute>;

    static void forget(Minutes& minutes, Instant now);

    WriteLimits m_limits;
    std::mutex m_mutex;
    std::map<std::string, Minutes, std::less<>> m_accounts;
};

}  // namespace brujula::store
