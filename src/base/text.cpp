// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace brujula {

namespace {

icu::UnicodeString to_icu(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

}  // namespace

std::vector<std::string> fallback_chain(std::string_view language) {
    std::vector<std::string> chain;
    const auto add = [&chain](std::string_view next) {
        if (std::find(chain.begin(), chain.end(), next) == chain.end()) chain.emplace_back(next);
    };
    add(language);
    const auto base = language.substr(0, language.find('-'));
    add(base);
    if (base == "pt") {
        for (const char* next : {"pt-br", "pt", "es", "en"})
            add(next);
    } else if (base == "es") {
        for (const char* next : {"pt-br", "pt", "en"})
            add(next);
    } else {
        for (const char* next : {"en", "es", "pt-br", "pt"})
            add(next);
    }
    return chain;
}

ChosenText choose(const LocalizedText& text, std::string_view language) {
    for (const auto& candidate : fallback_chain(language))
        if (const auto found = text.find(candidate); found != text.end() && !found->second.empty())
            return {candidate, found->second};
    for (const auto& [code, words] : text)
        if (!words.empty()) return {code, words};
    return {};
}

std::string fold(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkd = icu::Normalizer2::getNFKDInstance(status);
    auto decomposed = nfkd->normalize(to_icu(text), status);
    decomposed.foldCase();
    icu::UnicodeString kept;
    for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const UChar32 c = decomposed.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) kept.append(c);
    }
    return to_utf8(kept);
}

std::string normalise(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    return to_utf8(icu::Normalizer2::getNFCInstance(status)->normalize(to_icu(text), status));
}

bool is_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto length = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c < 0) return false;
    }
    return true;
}

std::string slug(std::string_view text) {
    std::string out;
    for (const char c : fold(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
        if (out.size() == 60) break;
    }
    while (!out.empty() && out.back() == '-')
        out.pop_back();
    return out;
}

}  // namespace brujula
