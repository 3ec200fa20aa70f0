// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/due.hpp"

#include <algorithm>
#include <array>

namespace brujula::mailing {

namespace {

Instant morning_of(std::chrono::sys_days day, std::string_view zone) {
    return start_of_day(Date{day}, zone) + morning;
}

}  // namespace

Instant last_morning(store::Rhythm rhythm, Instant now, std::string_view zone) {
    using std::chrono::days;
    std::chrono::sys_days day{date_in(now, zone)};
    if (morning_of(day, zone) > now) day -= days{1};
    if (rhythm == store::Rhythm::weekly) day -= std::chrono::weekday{day} - std::chrono::Monday;
    return morning_of(day, zone);
}

bool is_due(store::Rhythm rhythm, Instant looked, Instant now, std::string_view zone) {
    switch (rhythm) {
        case store::Rhythm::never:
            return false;
        case store::Rhythm::at_once:
            return now - looked >= at_once_gap;
        case store::Rhythm::daily:
        case store::Rhythm::weekly:
            return looked < last_morning(rhythm, now, zone);
    }
    return false;
}

std::chrono::seconds wait_after(std::int64_t tries) {
    using std::chrono::minutes;
    constexpr std::array<minutes, 6> waits{minutes{1},  minutes{5},   minutes{15},
                                           minutes{60}, minutes{240}, minutes{720}};
    const auto last = static_cast<std::int64_t>(waits.size());
    return waits.at(static_cast<std::size_t>(std::clamp<std::int64_t>(tries, 1, last) - 1));
}

}  // namespace brujula::mailing
