// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/time.hpp"
#include "planning/statement_text.hpp"

// For this module's own files.
namespace brujula::planning {

/// A date as it is written in a statement; of a period, its last day.
struct DateFound {
    std::size_t count = 0;  ///< how many words it takes
    Date date;
};

/// "2014-06-30", "30/6/2014", "31 de marzo de 2015", "diciembre", "Q2 2015", "fin de año", "2015" where
/// nothing else makes it a number. `today` gives the year where none is named. Nothing where no date begins
/// at `at`.
std::optional<DateFound> date_at(const StatementText& text, std::size_t at, Date today);

}  // namespace brujula::planning
