// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/user_name.hpp"

#include <gtest/gtest.h>

using namespace brujula;
using namespace brujula::wiki;

TEST(UserName, names_become_what_the_wiki_keeps) {
    EXPECT_EQ(normalise_user_name("  ana__maría "), "Ana maría");
    EXPECT_EQ(normalise_user_name("élan"), "Élan");
    EXPECT_EQ(normalise_user_name("Jose\u0301"), "José");
    EXPECT_EQ(normalise_user_name("\u200eAna\u200f"), "Ana");
    EXPECT_EQ(normalise_user_name("ßeta").substr(0, 2), "ß") << "MediaWiki has no capital for it";
    EXPECT_TRUE(is_address("10.0.0.1") && is_address("2001:db8::1"));
    EXPECT_FALSE(is_address("10.0.0") || is_address("Ana"));
    EXPECT_TRUE(is_temporary_account("~2024-123"));
    EXPECT_FALSE(is_temporary_account("~Ana~"));
}
