// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula {

/// A record's name in addresses: 1 to 80 of a-z 0-9 and hyphens, beginning with a letter or digit.
bool is_record_id(std::string_view id);

/// `length` letters and digits (no look-alikes 0 o 1 l i) from the system's random source: about 5 bits each.
std::string random_id(std::size_t length);

}  // namespace brujula
