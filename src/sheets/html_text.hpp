// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// For this module's own files.
namespace brujula::sheets {

/// `text` with its character references as what they stand for ("&aacute;" → á, "&#225;", "&#xE1;"): the
/// named ones of the languages of the region and of punctuation; any other stays as it is written.
std::string without_references(std::string_view text);

/// A tag as it begins at `at` ("<td colspan=2>"): its name in small letters, with "/" before it for a closing
/// one, and where it ends. An empty name: no tag begins there.
struct Tag {
    std::string name;
    std::string_view attributes;
    std::size_t end = 0;  ///< the place after ">"
};
Tag tag_at(std::string_view text, std::size_t at);

/// The whole number that an attribute says ("colspan"), in any case, quoted or not; 1 where it says none.
std::size_t span_in(std::string_view attributes, std::string_view name);

/// A small letter of ASCII for each large one.
std::string lower(std::string_view text);

}  // namespace brujula::sheets
