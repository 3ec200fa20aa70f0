// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace brujula {

/// A text in several languages: BCP 47 code in lower case ("es", "pt-br") → text. JSON: {"es": "…", "pt-br":
/// "…"}.
using LocalizedText = std::map<std::string, std::string>;

/// Where a reader of `language` looks, in order: pt → pt-br → es → en; es → pt-br → pt → en; anything → its
/// base language → en → es → pt-br → pt. Ends with nothing; choose() then takes the first text there is.
std::vector<std::string> fallback_chain(std::string_view language);

/// A text, and the language it is in: the reader's own, or the one it fell back to.
struct ChosenText {
    std::string language;
    std::string text;
};

/// What a reader of `language` is shown. Empty language and text where there is none at all.
ChosenText choose(const LocalizedText& text, std::string_view language);

/// For comparing and searching: Unicode compatibility decomposition, case folded, accents taken off.
/// "Educación" and "EDUCACIÓN" and "educacion" become the same. Invalid UTF-8 becomes U+FFFD.
std::string fold(std::string_view text);
/// Unicode NFC. Invalid UTF-8 becomes U+FFFD.
std::string normalise(std::string_view text);
/// True where `text` is well-formed UTF-8.
bool is_utf8(std::string_view text);
/// An address part: folded, anything but a-z 0-9 as single hyphens, at most 60 characters; "" where nothing
/// is left.
std::string slug(std::string_view text);

}  // namespace brujula
