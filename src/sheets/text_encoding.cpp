// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/text_encoding.hpp"

#include <array>

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::sheets {
namespace {

/// Windows-1252 from 0x80 to 0x9F; the rest is Latin-1's.
constexpr std::array<char16_t, 32> windows{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                           0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::string from_windows(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(text, byte >= 0x80 && byte < 0xA0 ? windows.at(byte - 0x80U) : byte);
    }
    return text;
}

std::string from_utf16(std::string_view bytes, bool little) {
    std::string text;
    char32_t high = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const auto first = static_cast<unsigned char>(bytes[little ? i + 1 : i]);
        const auto second = static_cast<unsigned char>(bytes[little ? i : i + 1]);
        const auto unit = static_cast<char32_t>((first << 8U) | second);
        const bool low = unit >= 0xDC00 && unit < 0xE000;
        if (high != 0) append_utf8(text, low ? 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00) : 0xFFFD);
        if (high != 0 && low) {
            high = 0;
            continue;
        }
        high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
        if (high == 0) append_utf8(text, unit);
    }
    return text;
}

}  // namespace

void append_utf8(std::string& text, char32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

DecodedText decoded(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return {from_utf16(bytes.substr(2), true), "UTF-16"};
    if (bytes.starts_with("\xFE\xFF")) return {from_utf16(bytes.substr(2), false), "UTF-16"};
    if (bytes.find('\0') != std::string_view::npos)
        throw Error{ErrorKind::bad_input, {"error-table-no-text", {}}};
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (is_utf8(bytes)) return {std::string{bytes}, "UTF-8"};
    return {from_windows(bytes), "Windows-1252"};
}

}  // namespace brujula::sheets
