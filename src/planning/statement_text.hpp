// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "planning/lexicon.hpp"
#include "planning/words.hpp"

// For this module's own files.
namespace brujula::planning {

/// The words of a statement, and where phrases of a lexicon stand among them. The lexicon must stay.
class StatementText {
public:
    StatementText(const Lexicon& lexicon, std::vector<Word> words)
        : m_lexicon(lexicon), m_words(std::move(words)) {}

    [[nodiscard]] const Lexicon& lexicon() const { return m_lexicon; }
    [[nodiscard]] const std::vector<Word>& words() const { return m_words; }
    [[nodiscard]] std::size_t size() const { return m_words.size(); }
    const Word& operator[](std::size_t at) const { return m_words[at]; }

    /// The folded words of [at, at + count), one space between them.
    [[nodiscard]] std::string joined(std::size_t at, std::size_t count) const;
    /// How many words before `at` the longest of the phrases that end there takes; 0 for none.
    [[nodiscard]] std::size_t length_before(const Lexicon::Words& phrases, std::size_t at) const;

    /// How many words the longest phrase of `phrases` at `at` takes; 0 for none.
    template <class Phrases>
    [[nodiscard]] std::size_t match(const Phrases& phrases, std::size_t at) const {
        std::size_t longest = 0;
        std::string phrase;
        for (std::size_t n = 1; n <= m_lexicon.longest_phrase && at + n <= m_words.size(); ++n) {
            phrase += (n == 1 ? "" : " ") + m_words[at + n - 1].folded;
            if (phrases.find(phrase) != phrases.end()) longest = n;
        }
        return longest;
    }

private:
    const Lexicon& m_lexicon;
    std::vector<Word> m_words;
};

/// True for digits alone: "2014", not "1.500" or "Q2".
bool is_plain_integer(const Word& word);

}  // namespace brujula::planning
