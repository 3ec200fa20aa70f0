// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sender.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace brujula::web {
namespace {

std::string text_of_address(int family, const void* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    return inet_ntop(family, bytes, text.data(), text.size()) ? text.data() : std::string{};
}

}  // namespace

std::string source_of(std::string_view address) {
    const std::string text{address};
    in6_addr bytes{};
    if (inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return text;
    if (IN6_IS_ADDR_V4MAPPED(&bytes)) return text_of_address(AF_INET, bytes.s6_addr + 12);
    std::fill(bytes.s6_addr + 8, bytes.s6_addr + 16, static_cast<std::uint8_t>(0));
    return text_of_address(AF_INET6, &bytes) + "/64";
}

}  // namespace brujula::web
