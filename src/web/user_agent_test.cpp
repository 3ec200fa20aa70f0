// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/user_agent.hpp"

#include <gtest/gtest.h>

namespace brujula::web {
namespace {

TEST(user_agent, a_browser_is_told_in_plain_words) {
    EXPECT_EQ(device_of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
              "Firefox/Linux");
    EXPECT_EQ(device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                        "Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0"),
              "Edge/Windows");
    EXPECT_EQ(
        device_of("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                  "Gecko) Version/18.5 Mobile/15E148 Safari/604.1"),
        "Safari/iPhone");
    EXPECT_EQ(
        device_of("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 "
                  "Mobile Safari/537.36"),
        "Chrome/Android");
}

TEST(user_agent, what_is_not_known_and_hostile_text_give_nothing) {
    EXPECT_EQ(device_of(""), "/");
    EXPECT_EQ(device_of("<script>alert(1)</script>"), "/");
    EXPECT_EQ(device_of(std::string(100'000, 'x') + "Firefox"), "/");
}

}  // namespace
}  // namespace brujula::web
