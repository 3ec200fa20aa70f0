// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/time.hpp"

// For this module's own files.
namespace brujula::sheets {

enum class ShownAs { number, day, per_cent };

/// What a number format of a workbook ("dd/mm/yyyy", "0.0%", "[$-C0A]d \d\e mmmm") makes of a number. A time
/// of day alone is a number. Text in quotes, after a backslash and in brackets is passed over; of several
/// sections the first counts.
ShownAs shown_as(std::string_view code);
/// The same of a format that every workbook has by its number; ShownAs::number for any other.
ShownAs shown_as_built_in(std::size_t number);

/// The day that a serial number is; its time of day is dropped. In the system of 1900 there is a 29 February
/// 1900, number 60, that never was: nothing. Nothing outside the years 1900 to 9999.
std::optional<Date> day_of_serial(double serial, bool from_1904);

}  // namespace brujula::sheets
