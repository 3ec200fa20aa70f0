// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "planning/lexicon.hpp"
#include "planning/periods.hpp"
#include "records/kind_parts.hpp"

// Numbers, days and periods as people write them in tables. What can be read in two ways is never guessed: it
// is told as ambiguous, and whoever brings the table says which.
namespace brujula::importing {

enum class Decimals { unknown, comma, point };            ///< 1.234,5 or 1,234.5
enum class DayOrder { unknown, day_first, month_first };  ///< 31/3/2015 or 3/31/2015

/// How a table is written, as far as it is known.
struct Conventions {
    Decimals decimals = Decimals::unknown;
    DayOrder days = DayOrder::unknown;
};

/// What everybody who writes a language does: Portuguese has a decimal comma, English a point, and of Spanish
/// countries some have one and some the other. Days come first in Spanish and Portuguese; of English nobody
/// knows.
Conventions usual_in(std::string_view language);

/// How the unambiguous among `texts` are written; where they disagree or are none, `usual`.
Conventions shown_by(const std::vector<std::string>& texts, const Conventions& usual);

struct ReadNumber {
    records::Amount amount;
    bool per_cent = false;
    std::string unit;  ///< words after the number: "120 personas"
};

/// "1.234,5", "1,234.5", "1 234", "+200" (at least), "≥ 40", "~30" (about), "85 %", "120 personas". A whole
/// number with one sign before three digits ("1.234") is ambiguous while the decimals are unknown:
/// import-number-ambiguous. Else import-not-a-number, or import-number-otherwise where it is no number by the
/// convention.
Result<ReadNumber, Message> read_number(std::string_view text, Decimals decimals);

/// "2015-03-31", "31/03/2015", "31.3.2015", "31 de marzo de 2015", "March 31, 2015". With days and months
/// that could change places and an unknown order: import-day-ambiguous; else import-not-a-day.
Result<Date, Message> read_day(std::string_view text, DayOrder order, const planning::Lexica& lexica);

/// A period that a text names, anywhere in it: "Q2 2015", "2º trimestre", "T3", "1er semestre de 2015",
/// "enero-marzo 2015", "ene-15", "2015", "2015-06". Without a year, the one within `whole` where there is
/// just one such period. Nothing where no period is named. Where the year is open: import-period-year.
Result<std::optional<planning::Days>, Message> read_period(std::string_view text,
                                                           const planning::Lexica& lexica,
                                                           const std::optional<planning::Days>& whole);

/// True for what people write where they have nothing: "-", "n/a", "por definir", "a definir", "TBD", "sin
/// dato".
bool says_nothing(std::string_view text);

/// True for a message of the above that says that there are two ways to read.
bool is_ambiguous(const Message& message);

}  // namespace brujula::importing
