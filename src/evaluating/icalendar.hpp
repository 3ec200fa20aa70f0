// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"

namespace brujula::evaluating {

/// A day in a calendar. Texts are UTF-8; control characters in them, and spaces at their ends, are left out.
struct CalendarDay {
    std::string uid;  ///< the same in every feed that holds this day's thing, in no other
    Date day;
    Instant stamp;  ///< when what it says was written
    std::string summary;
    std::string description;
    std::string url;  ///< empty: none
};

/// An iCalendar stream (RFC 5545): one VEVENT a day of the list, all-day, that takes nobody's time, in the
/// list's order; lines end in CRLF and are folded at 75 octets, never within a character.
std::string icalendar(const std::string& name, const std::vector<CalendarDay>& days);

}  // namespace brujula::evaluating
