// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "planning/formula.hpp"

namespace brujula::planning {

/// A unit made of others: people/day is {"people": 1, "day": -1}. Nothing in it: a pure number, as of people
/// per people.
using Unit = std::map<std::string, int>;

/// "people", "bytes/days", "people²", "1/days"; "1" for a pure number.
std::string unit_text(const Unit& unit);

/// The unit of [days].
inline constexpr const char* unit_of_days = "days";

/// The unit of an indicator as one word for it; nothing where it is not known.
using UnitOf = std::function<std::optional<std::string>(const std::string& indicator)>;

/// Units that do not fit, and where.
struct UnitFinding {
    Unit first;
    Unit second;
    Message message;  ///< names both, and the part of the formula

    bool operator==(const UnitFinding&) const = default;
};

struct CheckedUnits {
    std::optional<Unit> unit;  ///< of the result; none where it is not known, or the formula has numbers only
    std::vector<UnitFinding> findings;
};

/// What is added, subtracted, compared or chosen between (if, min, max, firstNonNull) must have one unit;
/// multiplication, division and ratio combine units. A number written in the formula fits any unit, and
/// multiplies without one; so does an unknown unit, but what it multiplies is unknown then. After a
/// disagreement the first unit is gone on with.
CheckedUnits check_units(const Formula& formula, const UnitOf& unit_of);
/// Of numerator and denominator both; the unit is that of the ratio. The factor has none.
CheckedUnits check_units(const IndicatorFormula& formula, const UnitOf& unit_of);

}  // namespace brujula::planning
