// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/time.hpp"
#include "store/mail.hpp"

namespace brujula::mailing {

/// Between two letters to an account that wants them at once: what happens meanwhile goes together.
inline constexpr std::chrono::minutes at_once_gap{5};
/// Digests go out seven hours after the day begins: at seven in the morning but on days when clocks change.
inline constexpr std::chrono::hours morning{7};

/// The last morning at or before `now` in `zone`: any day's for daily, a Monday's for weekly.
Instant last_morning(store::Rhythm rhythm, Instant now, std::string_view zone);

/// True where an account that was last looked at at `looked` is to be looked at again: at once, after
/// `at_once_gap`; daily and weekly, once a morning has come since. A morning that was slept through is caught
/// up on, one time for all. Never for Rhythm::never.
bool is_due(store::Rhythm rhythm, Instant looked, Instant now, std::string_view zone);

/// How long after the `tries`-th failure (from 1) a letter is tried again: 1, 5, 15 and 60 minutes, 4 and
/// then 12 hours.
std::chrono::seconds wait_after(std::int64_t tries);

}  // namespace brujula::mailing
