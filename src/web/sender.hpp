// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula::web {

/// What counts as one where limits are shared out: an IPv4 address, written as IPv6 or not, and of an IPv6
/// address its network of 64 bits, which one subscriber has whole. Any other text is itself.
std::string source_of(std::string_view address);

}  // namespace brujula::web
