// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <boost/json/value.hpp>

#include "base/error.hpp"

namespace brujula::records {

/// More combining marks than any language puts on one letter: pointed and chanted Hebrew has up to five,
/// Tibetan stacks up to seven.
inline constexpr std::size_t most_marks = 10;

/// A problem for each text of the body, at its JSON pointer, in which more than `most_marks` combining marks
/// (Unicode's Mn and Me) follow one another: such a text is drawn over its neighbours' lines. Ends after the
/// first ten.
void check_marks(const boost::json::value& body, std::vector<Problem>& problems);

}  // namespace brujula::records
