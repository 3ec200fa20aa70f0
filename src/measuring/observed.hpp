// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/error.hpp"
#include "records/kinds.hpp"

namespace brujula::measuring {

/// What an observation says that the measurement it names does not. One that was measured has the days of the
/// measurement's scope, and a value that the measurement has for the indicator's metric (for any metric where
/// the indicator names none). Whoever reported it: no number beside one that for_everybody hides, whether or
/// not it is the same, so that nobody learns by trying. Empty: it agrees, or has no numbers.
std::vector<Problem> observed_problems(const records::Observation& observation,
                                       const records::Indicator& indicator,
                                       const records::Measurement& measurement);

}  // namespace brujula::measuring
