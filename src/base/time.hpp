// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace brujula {

/// A moment, UTC, whole seconds: what MediaWiki's histories carry.
using Instant = std::chrono::sys_seconds;
/// A day of the calendar, in whatever zone its owner says.
using Date = std::chrono::year_month_day;

/// [from, until): from belongs to it, until does not. Empty when until <= from.
struct Period {
    Instant from;
    Instant until;

    [[nodiscard]] bool contains(Instant t) const { return from <= t && t < until; }
    auto operator<=>(const Period&) const = default;
};

/// "2014-11-21T09:00:00Z"; "2014-11-21 09:00:00[.0]" (mediawiki_history) and "20141121090000" (MediaWiki)
/// too. Nothing for anything else, for a date that the calendar has not, and outside the years 1 to 9999.
std::optional<Instant> parse_instant(std::string_view text);
/// "2014-11-21". Nothing for anything else.
std::optional<Date> parse_date(std::string_view text);
/// "2014-11-21T09:00:00Z"
std::string format(Instant t);
/// "2014-11-21"
std::string format(Date date);

/// True for an IANA zone that ICU knows ("America/Argentina/Buenos_Aires", "UTC").
bool is_time_zone(std::string_view zone);
/// When `date` begins in `zone`; the first moment after the gap where the clock skips midnight.
/// Throws Error(bad_input) for an unknown zone.
Instant start_of_day(Date date, std::string_view zone);
/// The days `first` to `last`, both whole, in `zone`.
Period whole_days(Date first, Date last, std::string_view zone);
/// The day that `t` falls on in `zone`.
Date date_in(Instant t, std::string_view zone);

/// Where the time comes from. Tests bring their own, so that nothing sleeps.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

/// A clock that stands where it was set.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant t) : m_now(t) {}
    [[nodiscard]] Instant now() const override { return m_now; }
    void advance(std::chrono::seconds by) { m_now += by; }

private:
    Instant m_now;
};

}  // namespace brujula
