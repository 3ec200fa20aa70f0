// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "records/planning_kinds.hpp"

namespace brujula::planning {

/// The words of one language by which a statement is read: a file of src/planning/lexica, whose format is
/// docs/formats/lexica.md. Words are folded (no case, no accents); a phrase is its words with one space.
struct Lexicon {
    using Words = std::unordered_set<std::string>;
    using Numbers = std::unordered_map<std::string, double>;

    std::string language;
    Words function_words;  ///< by which the language is told
    std::unordered_map<std::string, records::GoalType> verbs;
    Words vague_verbs;
    Words inflected;  ///< forms of both that are not the verb's own: "editen"
    Words conjunctions;
    Words how;
    Words at_least;
    Words about;
    Words percent;
    Numbers factors;
    Numbers numbers;
    Numbers scales;
    Words to;  ///< "from 60 % to 45 %"
    Words until;
    Words since;
    Words before_a_year;
    Numbers months;
    Numbers quarters;
    Numbers halves;
    Words year_ends;
    Words people;
    Words group_ends;  ///< words before which the name of a target group ends: "in", "who"
    Words topics;      ///< before people that something is about: "sobre"
    Words acronyms;
    std::size_t longest_phrase = 1;  ///< in words
};

/// Reads a lexicon's text. Throws Error(bad_input) that names the line for what it cannot read.
Lexicon read_lexicon(std::string_view language, std::string_view text);

/// The lexica of the program.
class Lexica {
public:
    explicit Lexica(std::vector<Lexicon> lexica) : m_lexica(std::move(lexica)) {}

    /// The one for a text in `language` ("pt-br" → pt). Without one, or for an unknown language, that whose
    /// function words the text has most of; the first lexicon where it has none.
    [[nodiscard]] const Lexicon& choose(std::string_view language,
                                        const std::vector<std::string>& words) const;
    [[nodiscard]] const std::vector<Lexicon>& all() const { return m_lexica; }

    /// True where a text ("personas que editan") has a word for people.
    [[nodiscard]] bool names_people(std::string_view text, std::string_view language) const;

private:
    std::vector<Lexicon> m_lexica;
};

/// es, pt, en, it and ca. Takes some milliseconds: made once and passed on.
Lexica all_lexica();

}  // namespace brujula::planning
