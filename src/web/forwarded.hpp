// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"

namespace brujula::web {

/// Which header the proxies in front write. Of the other one nothing is believed: whoever asks may send it.
enum class ForwardedBy {
    x_forwarded,  ///< X-Forwarded-For, -Proto and -Host
    forwarded,    ///< Forwarded (RFC 7239)
};

struct Proxies {
    std::vector<std::string> addresses;
    ForwardedBy by = ForwardedBy::x_forwarded;
};

/// Who asks, as far as it can be known.
struct Sender {
    std::string address;  ///< in its usual form: "192.0.2.1", "2001:db8::1"
    bool https = false;
    std::string host;
};

/// Of a request that does not come from one of the proxies, what the connection and Host say. Else the lines
/// of the header are one list, in their order, each proxy having written at its end: the sender is the
/// right-most address that is not a proxy's (the left-most where all are), and protocol and host are those
/// that the last proxy wrote. An address that does not read, is hidden ("unknown", "_x") or missing: the
/// proxy's own. Never throws.
Sender sender_of(const Request& request, const Proxies& proxies);

/// "192.0.2.1:80" → "192.0.2.1", "[2001:DB8::1]:80" and "2001:db8::1" → "2001:db8::1", an IPv4 address within
/// IPv6 → itself. Nothing for anything else.
std::optional<std::string> address_in(std::string_view node);

}  // namespace brujula::web
