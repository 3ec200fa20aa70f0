// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "planning/statement_text.hpp"

// For this module's own files.
namespace brujula::planning {

struct NumberFound {
    double value = 0;
    std::size_t count = 0;  ///< how many words it takes
};

/// The number at `at` in digits or words, with its scale: "1.500" by the signs of the text's language, "2,5
/// millones", "ciento veinticinco mil", "medio millón". Nothing where no number begins there.
std::optional<NumberFound> number_at(const StatementText& text, std::size_t at);

}  // namespace brujula::planning
