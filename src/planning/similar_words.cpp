// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/similar_words.hpp"

#include <algorithm>
#include <iterator>

#include "planning/words.hpp"

namespace brujula::planning {

std::vector<std::string> telling_words(std::string_view text) {
    constexpr std::size_t least = 4;
    std::vector<std::string> words;
    for (auto& word : words_of(text))
        if (word.number || word.folded.size() >= least) words.push_back(std::move(word.folded));
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

double word_jaccard(std::string_view a, std::string_view b) {
    const auto first = telling_words(a);
    const auto second = telling_words(b);
    if (first.empty() || second.empty()) return 0;
    std::vector<std::string> both;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(both));
    const auto all = first.size() + second.size() - both.size();
    return static_cast<double>(both.size()) / static_cast<double>(all);
}

}  // namespace brujula::planning
