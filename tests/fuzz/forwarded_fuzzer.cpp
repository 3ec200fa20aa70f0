// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "web/forwarded.hpp"

// Lines of the header, of either sort; whatever they hold, the sender is an address.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace brujula::web;
    Request request;
    request.remote_address = "203.0.113.1";
    std::string text{reinterpret_cast<const char*>(data), size};
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        for (const char* name : {"forwarded", "x-forwarded-for", "x-forwarded-host"})
            request.headers.emplace_back(name, text.substr(begin, end - begin));
        begin = end + 1;
    }
    for (const auto by : {ForwardedBy::x_forwarded, ForwardedBy::forwarded}) {
        const auto sender = sender_of(request, {{"203.0.113.1", "203.0.113.2"}, by});
        if (address_in(sender.address) != sender.address) std::abort();
    }
    return 0;
}
