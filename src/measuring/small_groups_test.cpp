// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/small_groups.hpp"

#include <gtest/gtest.h>

using namespace brujula;
using namespace brujula::measuring;

namespace {

records::Measurement measured(int people, double counted) {
    records::Measurement made;
    made.scope.people = people;
    made.values = {{"participants", "participants/x", "people", counted, "", {}, {}},
                   {"edits", "edits/x", "edits", 3, "", {}, {}}};
    return made;
}

}  // namespace

TEST(SmallGroups, five_people_are_told_and_four_are_not) {
    EXPECT_EQ(for_everybody(measured(20, 5)).values[0].value, 5);
    const auto four = for_everybody(measured(20, 4));
    EXPECT_FALSE(four.values[0].value);
    EXPECT_EQ(four.values[0].reason, "reason-small-group");
    EXPECT_EQ(four.values[1].value, 3) << "three edits of twenty people";
    EXPECT_EQ(for_everybody(measured(20, 0)).values[0].value, 0);
}

TEST(SmallGroups, of_four_people_nothing_is_told) {
    const auto few = for_everybody(measured(4, 4));
    EXPECT_FALSE(few.values[0].value);
    EXPECT_FALSE(few.values[1].value);
    EXPECT_EQ(few.scope.people, 0);
    EXPECT_EQ(for_everybody(measured(0, 900)).values[0].value, 900) << "everyone, not a list";
}
