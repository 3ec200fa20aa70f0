// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/forwarded.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <arpa/inet.h>

namespace brujula::web {
namespace {

constexpr std::size_t longest_list = 8192;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// All lines of a header as one list, in order (RFC 9110, 5.3).
std::string joined(const Request& request, std::string_view name) {
    std::string list;
    for (const auto& [known, value] : request.headers) {
        if (!same_header_name(known, name)) continue;
        if (!list.empty()) list += ',';
        list += value;
    }
    return list.size() <= longest_list ? list : std::string{};
}

/// Parts between `separator`, but not within quotes; empty ones left out.
std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (text[i] == separator && !quoted) {
            parts.push_back(trimmed(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    parts.push_back(trimmed(text.substr(begin)));
    std::erase(parts, std::string_view{});
    return parts;
}

std::string unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string{text};
    std::string plain;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size()) ++i;
        plain += text[i];
    }
    return plain;
}

/// What the proxies wrote, the first first.
struct Hops {
    std::vector<std::string> nodes;
    std::string proto;  ///< the last one's
    std::string host;
};

std::string last_of(const std::string& list) {
    const auto parts = split(list, ',');
    return parts.empty() ? std::string{} : std::string{parts.back()};
}

Hops x_forwarded(const Request& request) {
    Hops hops;
    const auto list = joined(request, "x-forwarded-for");
    for (const auto part : split(list, ','))
        hops.nodes.emplace_back(part);
    hops.proto = last_of(joined(request, "x-forwarded-proto"));
    hops.host = last_of(joined(request, "x-forwarded-host"));
    return hops;
}

std::map<std::string, std::string> pairs_of(std::string_view element) {
    std::map<std::string, std::string> pairs;
    for (const auto pair : split(element, ';')) {
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        std::string name{trimmed(pair.substr(0, equals))};
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        pairs.emplace(std::move(name), unquoted(trimmed(pair.substr(equals + 1))));
    }
    return pairs;
}

Hops forwarded(const Request& request) {
    Hops hops;
    const auto list = joined(request, "forwarded");
    for (const auto element : split(list, ',')) {
        auto pairs = pairs_of(element);
        hops.nodes.push_back(pairs["for"]);
        hops.proto = pairs["proto"];
        hops.host = pairs["host"];
    }
    return hops;
}

std::string usual_form(const std::string& address) {
    return address_in(address).value_or(address);
}

bool is_proxy(const Proxies& proxies, const std::string& address) {
    return std::any_of(proxies.addresses.begin(), proxies.addresses.end(),
                       [&](const std::string& proxy) { return usual_form(proxy) == address; });
}

}  // namespace

std::optional<std::string> address_in(std::string_view node) {
    if (node.find('\0') != std::string_view::npos) return {};
    if (node.starts_with('[')) {
        const auto end = node.find(']');
        if (end == std::string_view::npos) return {};
        const auto port = node.substr(end + 1);
        if (!port.empty() &&
            (port.front() != ':' || port.find_first_not_of("0123456789", 1) != std::string_view::npos))
            return {};
        node = node.substr(1, end - 1);
    } else if (const auto colon = node.find(':');
               colon != std::string_view::npos && node.find(':', colon + 1) == std::string_view::npos) {
        if (node.find_first_not_of("0123456789", colon + 1) != std::string_view::npos) return {};
        node = node.substr(0, colon);
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    const std::string address{node};
    in_addr four{};
    if (inet_pton(AF_INET, address.c_str(), &four) == 1)
        return inet_ntop(AF_INET, &four, text.data(), text.size());
    in6_addr six{};
    if (inet_pton(AF_INET6, address.c_str(), &six) != 1) return {};
    if (IN6_IS_ADDR_V4MAPPED(&six) != 0)
        return inet_ntop(AF_INET, &six.s6_addr[12], text.data(), text.size());
    return inet_ntop(AF_INET6, &six, text.data(), text.size());
}

Sender sender_of(const Request& request, const Proxies& proxies) {
    Sender sender{usual_form(request.remote_address), false, request.header("host").value_or("")};
    if (!is_proxy(proxies, sender.address)) return sender;
    const auto hops = proxies.by == ForwardedBy::forwarded ? forwarded(request) : x_forwarded(request);
    sender.https = same_header_name(hops.proto, "https");
    if (!hops.host.empty()) sender.host = hops.host;
    for (auto node = hops.nodes.rbegin(); node != hops.nodes.rend(); ++node) {
        const auto address = address_in(*node);
        if (!address) break;
        sender.address = *address;
        if (!is_proxy(proxies, *address)) break;
    }
    return sender;
}

}  // namespace brujula::web
