// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/user_name.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/text.hpp"

namespace brujula::wiki {

namespace {

/// What MediaWiki's title code takes out: marks of direction, zero-width no-break space.
bool is_dropped(UChar32 c) {
    return (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0xfeff;
}

bool is_space(UChar32 c) {
    return c == '_' || u_isUWhiteSpace(c);
}

}  // namespace

std::string normalise_user_name(std::string_view name) {
    const auto text = icu::UnicodeString::fromUTF8(normalise(name));
    icu::UnicodeString out;
    bool space = false;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (is_dropped(c)) continue;
        if (is_space(c)) {
            space = true;
            continue;
        }
        if (space && !out.isEmpty()) out.append(static_cast<UChar>(' '));
        space = false;
        out.append(out.isEmpty() ? u_toupper(c) : c);
    }
    std::string utf8;
    out.toUTF8String(utf8);
    return utf8;
}

std::string underscored(std::string_view title) {
    std::string out{title};
    std::replace(out.begin(), out.end(), ' ', '_');
    return out;
}

bool is_address(std::string_view name) {
    const std::string text{name};
    std::array<unsigned char, 16> bytes{};
    return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_temporary_account(std::string_view name) {
    return name.size() >= 6 && name.starts_with("~2") &&
           std::all_of(name.begin() + 1, name.end(),
                       [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace brujula::wiki
