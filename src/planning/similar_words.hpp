// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace brujula::planning {

/// The share of words that two statements have in common: |A ∩ B| ÷ |A ∪ B| of their different words of four
/// letters or more and their numbers. 0 where either has none.
double word_jaccard(std::string_view a, std::string_view b);
/// Those words, folded, each once, in order.
std::vector<std::string> telling_words(std::string_view text);

}  // namespace brujula::planning
