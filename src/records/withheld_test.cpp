// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/withheld.hpp"

#include <gtest/gtest.h>

using namespace brujula::records;

TEST(PrivacyWithheld, stands_before_what_else_is_said_of_a_value) {
    const auto alone = withheld(reason_small_group, "");
    EXPECT_EQ(alone, "reason-small-group");
    EXPECT_EQ(withheld_by(alone), reason_small_group);
    EXPECT_EQ(reason_beside(alone), "");
    const auto both = withheld(reason_singles_out, "reason-period-partly-covered");
    EXPECT_EQ(both, "reason-singles-out reason-period-partly-covered");
    EXPECT_EQ(withheld_by(both), reason_singles_out);
    EXPECT_EQ(reason_beside(both), "reason-period-partly-covered");
    EXPECT_EQ(withheld(reason_small_group, both), "reason-small-group reason-period-partly-covered");
}

TEST(PrivacyWithheld, is_not_said_by_any_other_reason) {
    for (const auto* reason :
         {"", "reason-period-partly-covered", "reason-small-groups", "a reason-small-group"}) {
        EXPECT_EQ(withheld_by(reason), "") << reason;
        EXPECT_EQ(reason_beside(reason), reason);
    }
}
