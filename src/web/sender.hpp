// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"

namespace brujula::web {

/// The address that sent a request: the other end of the connection, or, where that is one of `proxies`, the
/// last one of its X-Forwarded-For.
std::string sender_of(const Request& request, const std::vector<std::string>& proxies);

/// The last entry of a header that is a list: "b" of "a, b".
std::string last_of_list(std::string_view list);

/// What counts as one where limits are shared out: an IPv4 address, written as IPv6 or not, and of an IPv6
/// address its network of 64 bits, which one subscriber has whole. Any other text is itself.
std::string source_of(std::string_view address);

}  // namespace brujula::web
