// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace brujula::evaluating {

/// Somebody who is to be matched, or to match with.
struct Alike {
    std::string stratum;  ///< only the same may match
    double nearness = 0;  ///< the less they differ in it, the nearer
};

/// For each of `wanted` up to `matches` of `offered` (their indices), nearest first, none further than
/// `caliper` and none used twice. All take turns in an order that the seed decides, as it does among equally
/// near ones. The same input gives the same. O((wanted · matches + offered) log offered).
std::vector<std::vector<std::size_t>> nearest_matches(const std::vector<Alike>& wanted,
                                                      const std::vector<Alike>& offered, int matches,
                                                      double caliper, std::uint64_t seed);

}  // namespace brujula::evaluating
