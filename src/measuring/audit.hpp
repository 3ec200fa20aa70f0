// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace brujula::measuring {

/// Groups of fewer people than this are not told of: k of docs/privacy.md.
constexpr std::size_t least_people = 5;

/// What each person adds to a number, by user name: 1 in a count of people, else a number that stands for the
/// very edits that were counted. Who adds nothing is not in it. Below 2^61 - 1.
using Shares = std::map<std::string, std::uint64_t>;

enum class Singling {
    nothing_new,  ///< follows from what is told already
    nobody,
    a_few,    ///< with what is told already it gives a sum over one to four people
    unclear,  ///< too much is told already for an exact answer in time
};

/// Numbers that are told, and whether one more would single out people.
///
/// All numbers that it is given must be sums of the same thing (edits, or counts of people). Whoever knows
/// them knows every linear combination of them, and nothing else that follows from them alone. A number
/// singles out where a combination of it and those before is a sum over one to four people. Exact, but for
/// `unclear`; arithmetic is that of the integers modulo 2^61 - 1, so that two unequal sums pass for equal
/// once in 10^18. Costs rows² × people.
class Audit {
public:
    void tell(Shares shares);
    [[nodiscard]] Singling ask(const Shares& shares) const;

private:
    std::vector<Shares> m_told;
};

}  // namespace brujula::measuring
