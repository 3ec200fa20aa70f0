// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/allowance.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"

namespace brujula::store {

namespace {

constexpr std::chrono::minutes a_minute{1};
constexpr std::chrono::hours an_hour{1};
constexpr std::chrono::hours a_day{24};

/// Minutes until what was written since `since` is so much less that `more` passes `most`; at least 1.
template <class Minutes, class Count>
std::int64_t minutes_until(const Minutes& minutes, std::chrono::seconds span, Instant now, Count count,
                           std::int64_t more, std::int64_t most) {
    std::int64_t within = more;
    for (const auto& one : minutes)
        if (one.begin > now - span) within += count(one);
    for (const auto& one : minutes) {
        if (one.begin <= now - span) continue;
        within -= count(one);
        if (within > most) continue;
        const auto wait = one.begin + span - now;
        return std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::minutes>(wait).count());
    }
    return std::chrono::ceil<std::chrono::minutes>(span).count();
}

template <class Minutes, class Count>
std::int64_t written(const Minutes& minutes, std::chrono::seconds span, Instant now, Count count) {
    std::int64_t sum = 0;
    for (const auto& one : minutes)
        if (one.begin > now - span) sum += count(one);
    return sum;
}

}  // namespace

void Allowance::forget(Minutes& minutes, Instant now) {
    while (!minutes.empty() && minutes.front().begin <= now - a_day)
        minutes.pop_front();
}

void Allowance::check(const std::string& account, std::int64_t records, std::int64_t bytes, Instant now) {
    const std::lock_guard lock(m_mutex);
    Minutes& minutes = m_accounts[account];
    forget(minutes, now);
    const auto refuse_over = [&](const char* key, std::chrono::seconds span, auto count, std::int64_t more,
                                 std::int64_t most) {
        if (most == 0 || written(minutes, span, now, count) + more <= most) return;
        const auto wait = minutes_until(minutes, span, now, count, more, most);
        throw Error{ErrorKind::too_many, {key, {std::to_string(most), std::to_string(wait)}}};
    };
    refuse_over(
        "error-too-many-records", an_hour, [](const Minute& one) { return one.records; }, records,
        m_limits.records_per_hour);
    refuse_over(
        "error-too-many-bytes", a_day, [](const Minute& one) { return one.bytes; }, bytes,
        m_limits.bytes_per_day);
}

void Allowance::note(const std::string& account, std::int64_t records, std::int64_t bytes, Instant now) {
    const std::lock_guard lock(m_mutex);
    Minutes& minutes = m_accounts[account];
    if (minutes.empty() || minutes.back().begin + a_minute <= now) minutes.push_back({now, 0, 0});
    minutes.back().records += records;
    minutes.back().bytes += bytes;
}

}  // namespace brujula::store
