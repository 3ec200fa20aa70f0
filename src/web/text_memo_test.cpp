// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/text_memo.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace brujula::web {
namespace {

struct text_memo : testing::Test {
    TextMemo memo{10};
    int made = 0;

    std::string get(const std::string& key, const std::string& text) {
        return memo.get(key, [&] {
            ++made;
            return text;
        });
    }
};

TEST_F(text_memo, a_text_is_made_once_for_its_key) {
    EXPECT_EQ(get("a", "one"), "one");
    EXPECT_EQ(get("a", "another"), "one");
    EXPECT_EQ(get("b", "two"), "two");
    EXPECT_EQ(made, 2);
}

TEST_F(text_memo, where_there_is_no_more_room_it_begins_anew_and_what_never_fits_is_not_kept) {
    get("a", "1234");
    get("b", "1234");  // 10 bytes now
    get("c", "1234");
    EXPECT_EQ(get("a", "anew"), "anew");
    EXPECT_EQ(made, 4);
    EXPECT_EQ(get("d", "0123456789").size(), 10U);
    get("d", "0123456789");
    EXPECT_EQ(made, 6);
    EXPECT_EQ(get("a", "?"), "anew") << "and does not push others out";
}

TEST_F(text_memo, what_could_not_be_made_is_tried_again) {
    EXPECT_THROW(memo.get("a", []() -> std::string { throw std::runtime_error("no"); }), std::runtime_error);
    EXPECT_EQ(get("a", "yes"), "yes");
}

}  // namespace
}  // namespace brujula::web
