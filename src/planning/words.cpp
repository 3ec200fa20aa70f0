// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/words.hpp"

#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.hpp"

namespace brujula::planning {

namespace {

struct Letter {
    UChar32 code = 0;
    std::size_t begin = 0;  ///< byte
    std::size_t end = 0;
    std::size_t place = 0;  ///< UTF-16
};

std::vector<Letter> letters_of(std::string_view text) {
    std::vector<Letter> letters;
    letters.reserve(text.size());
    const char* bytes = text.data();
    const auto length = static_cast<std::int32_t>(text.size());
    std::size_t place = 0;
    for (std::int32_t at = 0; at < length;) {
        const auto begin = static_cast<std::size_t>(at);
        UChar32 code = 0;
// ICU's macro narrows inside.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
        U8_NEXT(bytes, at, length, code);
#pragma GCC diagnostic pop
        letters.push_back({code, begin, static_cast<std::size_t>(at), place});
        place += code > 0xFFFF ? 2 : 1;
    }
    return letters;
}

bool is_digit(UChar32 code) {
    return code >= '0' && code <= '9';
}

bool is_word(UChar32 code) {
    return code > 0 && (u_isalnum(code) != 0 || u_charType(code) == U_NON_SPACING_MARK);
}

/// Holds a word together between two letters.
bool joins(UChar32 code) {
    return code == '\'' || code == 0x2019 || code == '-' || code == 0xB7;
}

/// Holds a number together between two digits.
bool joins_digits(UChar32 code) {
    return code == '.' || code == ',' || code == '-' || code == '/' || code == 0xA0 || code == 0x202F;
}

std::size_t end_of(const std::vector<Letter>& letters, std::size_t from) {
    const bool number = is_digit(letters[from].code);
    std::size_t at = from + 1;
    for (; at < letters.size(); ++at) {
        const auto code = letters[at].code;
        const bool more = at + 1 < letters.size();
        if (is_word(code)) continue;
        const bool inside = more && (number ? joins_digits(code) && is_digit(letters[at + 1].code)
                                            : joins(code) && is_word(letters[at + 1].code));
        if (!inside) break;
    }
    return at;
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    const auto letters = letters_of(text);
    bool comma = false;
    for (std::size_t at = 0; at < letters.size();) {
        const auto code = letters[at].code;
        const bool sign = code == '%' || code == '+';
        if (!sign && !is_word(code)) {
            comma = comma || code == ',' || code == ';';
            ++at;
            continue;
        }
        const auto end = sign ? at + 1 : end_of(letters, at);
        Word word;
        word.text = text.substr(letters[at].begin, letters[end - 1].end - letters[at].begin);
        word.folded = sign ? word.text : fold(word.text);
        word.begin = letters[at].place;
        word.end = letters[end - 1].place + (letters[end - 1].code > 0xFFFF ? 2 : 1);
        word.number = is_digit(code);
        word.after_comma = comma;
        comma = false;
        words.push_back(std::move(word));
        at = end;
    }
    return words;
}

}  // namespace brujula::planning
