// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/statement_text.hpp"

namespace brujula::planning {

std::string StatementText::joined(std::size_t at, std::size_t count) const {
    std::string words;
    for (std::size_t i = at; i < at + count; ++i)
        words += (i == at ? "" : " ") + m_words[i].folded;
    return words;
}

std::size_t StatementText::length_before(const Lexicon::Words& phrases, std::size_t at) const {
    for (std::size_t n = std::min(m_lexicon.longest_phrase, at); n >= 1; --n)
        if (phrases.contains(joined(at - n, n))) return n;
    return 0;
}

bool is_plain_integer(const Word& word) {
    return word.number &&
           std::all_of(word.text.begin(), word.text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace brujula::planning
