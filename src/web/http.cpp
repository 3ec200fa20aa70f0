// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http.hpp"

#include <algorithm>

namespace brujula::web {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::optional<std::string> first(const Pairs& pairs, std::string_view name) {
    const auto found = std::find_if(pairs.begin(), pairs.end(),
                                    [&](const auto& pair) { return same_header_name(pair.first, name); });
    if (found == pairs.end()) return std::nullopt;
    return found->second;
}

std::string query_decoded(std::string_view text) {
    std::string spaced{text};
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    return percent_decoded(spaced).value_or(spaced);
}

}  // namespace

bool same_header_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string> Request::header(std::string_view name) const {
    return first(headers, name);
}

std::optional<std::string> Request::parameter(std::string_view name) const {
    const auto found =
        std::find_if(query.begin(), query.end(), [&](const auto& pair) { return pair.first == name; });
    if (found == query.end()) return std::nullopt;
    return found->second;
}

void Response::set(std::string name, std::string value) {
    for (auto& [known, old] : headers) {
        if (!same_header_name(known, name)) continue;
        old = std::move(value);
        return;
    }
    headers.emplace_back(std::move(name), std::move(value));
}

std::optional<std::string> Response::header(std::string_view name) const {
    return first(headers, name);
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hex_digit(text[i + 1]);
        const int low = hex_digit(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

Pairs parse_query(std::string_view text) {
    Pairs pairs;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        pairs.emplace_back(query_decoded(part.substr(0, equals)),
                           equals == std::string_view::npos ? "" : query_decoded(part.substr(equals + 1)));
    }
    return pairs;
}

}  // namespace brujula::web
