// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "importing/written.hpp"

// For this module's own files.
namespace brujula::importing {

/// Which sign for decimals a number that is written in one way only shows; unknown for any other text.
Decimals decimals_shown(std::string_view text);
/// The same of the order of a day's numbers.
DayOrder order_shown(std::string_view text);

}  // namespace brujula::importing
