// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/devices.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "store/database.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::size_t name_length = 24;
constexpr std::size_t longest_cookie = 1000;

/// The device, then the signatures; none for what has not this shape.
std::vector<std::string> parts_of(std::string_view cookie) {
    if (cookie.size() > longest_cookie) return {};
    std::vector<std::string> parts;
    while (!cookie.empty()) {
        const auto part = cookie.substr(0, cookie.find('.'));
        cookie.remove_prefix(std::min(cookie.size(), part.size() + 1));
        parts.emplace_back(part);
    }
    if (parts.empty() || parts.front().size() != name_length) return {};
    return parts;
}

}  // namespace

std::string Devices::signature(std::string_view account, std::string_view device) const {
    auto reader = m_store.database().read();
    auto key = reader->prepare("SELECT key FROM access_keys WHERE name = 'device'");
    if (!key.step()) throw Error{ErrorKind::internal, {"error-internal", {"access_keys"}}};
    return signature_of("device\n" + std::string{device} + "\n" + std::string{account}, key.text(0));
}

std::string Devices::known(std::string_view account, std::string_view cookie) const {
    const auto parts = parts_of(cookie);
    if (parts.size() < 2) return {};
    const auto wanted = signature(account, parts.front());
    const bool found = std::any_of(parts.begin() + 1, parts.end(),
                                   [&](const std::string& part) { return same_secret(part, wanted); });
    return found ? parts.front() : std::string{};
}

std::string Devices::remembering(std::string_view account, std::string_view cookie) const {
    auto parts = parts_of(cookie);
    if (parts.empty()) parts.push_back(random_id(name_length));
    const auto own = signature(account, parts.front());
    std::erase(parts, own);
    parts.insert(parts.begin() + 1, own);
    if (parts.size() > most_accounts + 1) parts.resize(most_accounts + 1);
    std::string text;
    for (const auto& part : parts)
        text += (text.empty() ? "" : ".") + part;
    return text;
}

}  // namespace brujula::store
