// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/page_title.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/text.hpp"

namespace brujula::wiki {

namespace {

constexpr std::array<std::pair<std::string_view, int>, 18> english_namespaces{{
    {"Media", -2},
    {"Special", -1},
    {"Talk", 1},
    {"User", 2},
    {"User talk", 3},
    {"Project", 4},
    {"Project talk", 5},
    {"File", 6},
    {"File talk", 7},
    {"MediaWiki", 8},
    {"MediaWiki talk", 9},
    {"Template", 10},
    {"Template talk", 11},
    {"Help", 12},
    {"Help talk", 13},
    {"Category", 14},
    {"Category talk", 15},
    {"Image", 6},
}};

bool is_space(UChar32 c) {
    return c == ' ' || c == '_' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 || c == 0x1680 ||
           c == 0x180e || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

bool is_left_out(UChar32 c) {
    return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || c == 0xfeff;
}

/// MediaWiki leaves Georgian as it is: its capitals (Unicode 11) are not used for single words.
UChar32 upper(UChar32 c) {
    return c >= 0x10d0 && c <= 0x10ff ? c : u_toupper(c);
}

bool same_name(std::string_view a, std::string_view b) {
    const auto plain = [](char c) {
        return c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return plain(x) == plain(y); });
}

std::optional<int> namespace_named(std::string_view name, const std::map<int, std::string>& namespaces) {
    for (const auto& [key, known] : namespaces)
        if (key != 0 && same_name(name, known)) return key;
    for (const auto& [known, key] : english_namespaces)
        if (same_name(name, known)) return key;
    return std::nullopt;
}

std::string underscored(std::string_view title) {
    std::string changed{title};
    std::replace(changed.begin(), changed.end(), ' ', '_');
    return changed;
}

}  // namespace

std::string normalise_title(std::string_view title, FirstLetter first_letter) {
    const auto composed = icu::UnicodeString::fromUTF8(normalise(title));
    icu::UnicodeString result;
    bool space = false;
    for (int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1)) {
        const UChar32 c = composed.char32At(i);
        if (is_left_out(c)) continue;
        if (is_space(c)) {
            space = !result.isEmpty();
            continue;
        }
        if (std::exchange(space, false)) result.append(static_cast<UChar32>('_'));
        result.append(result.isEmpty() && first_letter == FirstLetter::upper ? upper(c) : c);
    }
    std::string utf8;
    result.toUTF8String(utf8);
    return utf8;
}

PageName split_title(std::string_view title, std::optional<std::int64_t> name_space,
                     const std::map<int, std::string>& namespaces) {
    const auto colon = title.find(':');
    if (colon == std::string_view::npos || name_space == 0)
        return {static_cast<int>(name_space.value_or(0)), underscored(title)};
    const auto prefix = title.substr(0, colon);
    const auto rest = underscored(title.substr(colon + 1));
    const auto named = namespace_named(prefix, namespaces);
    if (!name_space) return named ? PageName{*named, rest} : PageName{0, underscored(title)};
    const int key = static_cast<int>(*name_space);
    const bool name_known = namespaces.contains(key);
    return {key, named == key || !name_known ? rest : underscored(title)};
}

std::string user_of_title(std::string_view title, const std::map<int, std::string>& namespaces) {
    const auto colon = title.find(':');
    if (colon == std::string_view::npos) return {};
    const auto named = namespace_named(title.substr(0, colon), namespaces);
    const bool is_user = namespaces.empty() ? named != -1 : named == 2;
    if (!is_user) return {};
    std::string name{title.substr(colon + 1)};
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

}  // namespace brujula::wiki
