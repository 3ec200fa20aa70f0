// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "planning/lexicon.hpp"
#include "records/planning_kinds.hpp"

namespace brujula::planning {

enum class SpanKind { verb, vague_verb, quantity, deadline, target_group, how, acronym };

/// What was matched in a statement, and where: places as JavaScript counts them (UTF-16), [begin, end).
struct Span {
    SpanKind kind = SpanKind::verb;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;  ///< its words, one space between them

    bool operator==(const Span&) const = default;
};

/// The number of a statement: "al menos 40" is {absolute, 40, at_least}; "15 %" {percent, 15}; "duplicar"
/// {factor, 2}; "del 60 % al 45 %" {percent, 45, from 60}.
struct Quantity {
    enum class Kind { absolute, percent, factor };
    Kind kind = Kind::absolute;
    double value = 0;
    records::AmountQuality quality = records::AmountQuality::exact;
    std::optional<double> from;

    bool operator==(const Quantity&) const = default;
};

/// What a statement says as far as a lexicon matches it. It proposes and understands nothing.
struct StatementReading {
    std::string language;                   ///< of the lexicon it was read by
    std::vector<Span> spans;                ///< in the order of the text; of one kind they never overlap
    std::optional<Quantity> quantity;       ///< the first number that is no year
    std::optional<records::GoalType> type;  ///< of the first verb; nothing where only a vague one matched
    std::optional<Date> deadline;           ///< the last day of the latest period named
    std::string target_group;               ///< a word for people with what follows it; "" none
    bool two_verbs = false;      ///< two main verbs joined: "formar y publicar"; not "para editar y publicar"
    std::size_t what_words = 0;  ///< words before and after the "how", without the deadline
    std::size_t how_words = 0;   ///< words of "mediante …"
    std::vector<std::string> acronyms;  ///< that the lexicon does not know
};

/// Reads `text` by the lexicon of `language` (see Lexica::choose). `today` gives the year of "fin de año" and
/// of a month without one. Any bytes may be given; only the first 2,000 words are read. Well below a
/// millisecond for a statement.
StatementReading read_statement(std::string_view text, std::string_view language, const Lexica& lexica,
                                Date today);

}  // namespace brujula::planning
