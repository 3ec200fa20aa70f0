// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/nearest.hpp"

#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <set>

#include "statistics/bootstrap.hpp"

namespace brujula::evaluating {
namespace {

/// 0 … count − 1 in an order of chance.
std::vector<std::size_t> shuffled(std::size_t count, std::mt19937_64& generator) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t left = count; left > 1; --left)
        std::swap(order[left - 1], order[statistics::draw(generator, left)]);
    return order;
}

struct Offer {
    double nearness;
    std::size_t lot;  ///< decides among equals
    std::size_t index;
    auto operator<=>(const Offer&) const = default;
};

using Offers = std::set<Offer>;

/// The first of the equals that `at` points at the last of.
Offers::const_iterator first_of_equals(const Offers& offers, Offers::const_iterator at) {
    return offers.lower_bound({at->nearness, 0, 0});
}

Offers::const_iterator nearest(const Offers& offers, double to) {
    const auto above = offers.lower_bound({to, 0, 0});
    if (above == offers.begin()) return above;
    const auto below = first_of_equals(offers, std::prev(above));
    if (above == offers.end()) return below;
    const double up = above->nearness - to;
    const double down = to - below->nearness;
    if (up == down) return above->lot < below->lot ? above : below;
    return up < down ? above : below;
}

}  // namespace

std::vector<std::vector<std::size_t>> nearest_matches(const std::vector<Alike>& wanted,
                                                      const std::vector<Alike>& offered, int matches,
                                                      double caliper, std::uint64_t seed) {
    std::mt19937_64 generator(seed);
    const auto turns = shuffled(wanted.size(), generator);
    const auto lots = shuffled(offered.size(), generator);
    std::map<std::string, Offers> strata;
    for (std::size_t i = 0; i < offered.size(); ++i)
        strata[offered[i].stratum].insert({offered[i].nearness, lots[i], i});
    std::vector<std::vector<std::size_t>> found(wanted.size());
    for (int round = 0; round < matches; ++round)
        for (const std::size_t one : turns) {
            Offers& offers = strata[wanted[one].stratum];
            const auto match = nearest(offers, wanted[one].nearness);
            if (match == offers.end() || std::abs(match->nearness - wanted[one].nearness) > caliper) continue;
            found[one].push_back(match->index);
            offers.erase(match);
        }
    return found;
}

}  // namespace brujula::evaluating
