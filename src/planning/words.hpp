// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace brujula::planning {

/// A word or a number of a text and where it stands.
struct Word {
    std::string text;       ///< as it is written
    std::string folded;     ///< without case and accents
    std::size_t begin = 0;  ///< UTF-16 code units, as JavaScript counts; [begin, end)
    std::size_t end = 0;
    bool after_comma = false;  ///< a comma or semicolon stands before it
    bool number = false;       ///< begins with a digit: "1.500", "2014-06-30", "15"
};

/// The words of `text` in order: letters and digits with the apostrophes and hyphens between them; numbers
/// with the points, commas and thin spaces between digits; "%" and "+" are words of their own. Any bytes may
/// be given; what is no UTF-8 separates words.
std::vector<Word> words_of(std::string_view text);

}  // namespace brujula::planning
