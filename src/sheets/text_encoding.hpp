// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// For this module's own files.
namespace brujula::sheets {

struct DecodedText {
    std::string text;      ///< UTF-8 without a byte order mark
    std::string encoding;  ///< "UTF-8", "UTF-16", "Windows-1252"
};

/// What a text file's bytes say: UTF-16 by its byte order mark, UTF-8 where they are that, else Windows-1252,
/// which any bytes are. Throws Error(bad_input) for bytes with NUL, which no text has.
DecodedText decoded(std::string_view bytes);

/// `code` as UTF-8; U+FFFD for what is no character.
void append_utf8(std::string& text, char32_t code);

}  // namespace brujula::sheets
