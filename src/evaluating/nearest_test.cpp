// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/nearest.hpp"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace brujula::evaluating {
namespace {

using Found = std::vector<std::vector<std::size_t>>;

TEST(Nearest, takes_the_nearest_of_the_same_stratum) {
    const std::vector<Alike> offered{{"a", 0}, {"a", 3}, {"a", 4.5}, {"b", 4}};
    EXPECT_EQ(nearest_matches({{"a", 4}}, offered, 1, 10, 1), (Found{{2}}));
    EXPECT_EQ(nearest_matches({{"a", 4}}, offered, 3, 10, 1), (Found{{2, 1, 0}}));
    EXPECT_EQ(nearest_matches({{"a", 4}}, offered, 3, 1, 1), (Found{{2, 1}})) << "0 is too far";
    EXPECT_EQ(nearest_matches({{"c", 4}}, offered, 3, 10, 1), (Found{{}}));
    EXPECT_EQ(nearest_matches({}, offered, 3, 10, 1), Found{});
}

TEST(Nearest, all_have_a_first_before_anybody_has_a_second) {
    const auto found = nearest_matches({{"a", 1}, {"a", 1}}, {{"a", 1}, {"a", 1}}, 2, 1, 7);
    EXPECT_EQ(found[0].size(), 1);
    EXPECT_EQ(found[1].size(), 1);
}

TEST(Nearest, the_seed_decides_among_equals) {
    const std::vector<Alike> equal(20, Alike{"a", 1});
    std::set<std::size_t> chosen;
    for (std::uint64_t seed = 0; seed < 40; ++seed)
        chosen.insert(nearest_matches({{"a", 1}}, equal, 1, 0, seed)[0].at(0));
    EXPECT_GT(chosen.size(), 5) << "not always the same one";
}

rc::Gen<std::vector<Alike>> people() {
    return rc::gen::container<std::vector<Alike>>(
        rc::gen::build<Alike>(rc::gen::set(&Alike::stratum, rc::gen::element<std::string>("a", "b")),
                              rc::gen::set(&Alike::nearness, rc::gen::cast<double>(rc::gen::inRange(0, 9)))));
}

RC_GTEST_PROP(NearestProperty, uses_nobody_twice_and_nobody_too_far, (std::uint64_t seed)) {
    const auto wanted = *people();
    const auto offered = *people();
    const auto found = nearest_matches(wanted, offered, 2, 1.5, seed);
    RC_ASSERT(found == nearest_matches(wanted, offered, 2, 1.5, seed));
    std::set<std::size_t> used;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        for (const std::size_t match : found[i]) {
            RC_ASSERT(used.insert(match).second);
            RC_ASSERT(offered[match].stratum == wanted[i].stratum);
            RC_ASSERT(std::abs(offered[match].nearness - wanted[i].nearness) <= 1.5);
        }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        for (std::size_t free = 0; free < offered.size(); ++free)
            if (found[i].empty() && !used.contains(free) && offered[free].stratum == wanted[i].stratum)
                RC_ASSERT(std::abs(offered[free].nearness - wanted[i].nearness) > 1.5);
}

}  // namespace
}  // namespace brujula::evaluating
