// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/derive.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace brujula::facts {
namespace {

PageRevision revision(std::int64_t id, std::optional<std::int64_t> parent, const std::string& sha1) {
    PageRevision made;
    made.revision_id = id;
    made.event_timestamp = Instant{std::chrono::seconds{id * 10}};
    made.revision_parent_id = parent;
    made.revision_text_sha1 = sha1;
    return made;
}

/// A page of revisions 1, 2, 3 … ten seconds apart, each the child of the one before; "-" is an unknown sha1.
std::vector<PageRevision> page_of(const std::string& sha1s) {
    std::vector<PageRevision> page;
    for (std::size_t i = 0; i < sha1s.size(); ++i)
        page.push_back(revision(static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(i),
                                sha1s[i] == '-' ? "" : std::string(1, sha1s[i])));
    return page;
}

/// A letter a revision: "." neither, "r" a revert, "x" reverted, "b" both.
std::string reverts_of(std::vector<PageRevision> page) {
    derive(page);
    std::string marks;
    for (const PageRevision& each : page)
        marks += each.is_identity_revert ? (each.is_identity_reverted ? 'b' : 'r')
                                         : (each.is_identity_reverted ? 'x' : '.');
    return marks;
}

TEST(derive, a_return_to_an_earlier_text_reverts_what_lies_between) {
    EXPECT_EQ(reverts_of(page_of("ABA")), ".xr");
    EXPECT_EQ(reverts_of(page_of("ABCDA")), ".xxxr") << "however many";
    EXPECT_EQ(reverts_of(page_of("ABCD")), "....");
    EXPECT_EQ(reverts_of({}), "");
}

TEST(derive, seconds_run_to_the_first_revert) {
    // B (20 s) is reverted by the A at 30 s, and C (40 s) by the A at 50 s; the later A does not count for B.
    auto page = page_of("ABACA");
    derive(page);
    EXPECT_EQ(page[1].seconds_to_identity_revert, 10);
    EXPECT_EQ(page[3].seconds_to_identity_revert, 10);
    EXPECT_FALSE(page[0].seconds_to_identity_revert);
    EXPECT_FALSE(page[2].seconds_to_identity_revert);
}

TEST(derive, a_revert_is_not_reverted_by_later_ones_to_its_own_base) {
    EXPECT_EQ(reverts_of(page_of("ABACA")), ".xrxr");
}

TEST(derive, a_revert_inside_a_wider_revert_is_both) {
    // A1 B2 C3 B4 A5: B4 reverts C3 to B2; A5 reverts 2 to 4.
    EXPECT_EQ(reverts_of(page_of("ABCBA")), ".xxbr");
}

TEST(derive, a_wider_revert_counts_although_one_to_the_own_base_comes_first) {
    // A1 B2 A3 C4 A5 B6: A3's next revert is A5, to its own base 1; B6, to base 2, reverts it and A5.
    // C4 is reverted by A5 first, 10 s later.
    auto page = page_of("ABACAB");
    EXPECT_EQ(reverts_of(page), ".xbxbr");
    derive(page);
    EXPECT_EQ(page[2].seconds_to_identity_revert, 30);
    EXPECT_EQ(page[3].seconds_to_identity_revert, 10);
}

TEST(derive, an_edit_war_reverts_each_but_the_first_and_the_last) {
    EXPECT_EQ(reverts_of(page_of("ABABA")), ".xbbr");
}

TEST(derive, a_null_edit_is_no_revert) {
    EXPECT_EQ(reverts_of(page_of("AA")), "..");
    EXPECT_EQ(reverts_of(page_of("AAA")), "...") << "each is the child of the one before it with this text";
    // A1 A2 B3 A4: A2 is a null edit; A4's parent is B3, so it reverts to base A1 all between, A2 among it.
    EXPECT_EQ(reverts_of(page_of("AABA")), ".xxr");
}

TEST(derive, the_same_text_under_another_parent_is_a_revert) {
    // 2 has the text of 1 but is the child of a revision that is not on the page (a merged history).
    EXPECT_EQ(reverts_of({revision(1, 0, "A"), revision(2, 99, "A")}), ".r");
}

TEST(derive, an_unknown_text_can_be_reverted_but_never_reverts) {
    EXPECT_EQ(reverts_of(page_of("A-A")), ".xr");
    EXPECT_EQ(reverts_of(page_of("-A-")), "...");
}

TEST(derive, order_is_by_time_and_then_by_revision) {
    std::vector<PageRevision> page{revision(3, 2, "A"), revision(1, 0, "A"), revision(2, 1, "B")};
    for (PageRevision& each : page)
        each.event_timestamp = Instant{};
    EXPECT_EQ(reverts_of(page), ".xr");
}

TEST(derive, the_difference_is_from_the_parent) {
    auto page = page_of("ABC");
    page[0].revision_text_bytes = 100;
    page[1].revision_text_bytes = 70;
    page[2].revision_text_bytes = 75;
    page[2].revision_parent_id = 1;
    derive(page);
    EXPECT_EQ(page[0].revision_text_bytes_diff, 100) << "parent 0: all its bytes";
    EXPECT_EQ(page[1].revision_text_bytes_diff, -30);
    EXPECT_EQ(page[2].revision_text_bytes_diff, -25) << "from its parent, not from the revision before";
}

TEST(derive, the_difference_is_unknown_where_either_size_is) {
    auto page = page_of("ABC");
    page[0].revision_text_bytes = 100;
    page[2].revision_text_bytes = 75;
    derive(page);
    EXPECT_FALSE(page[1].revision_text_bytes_diff) << "own size unknown";
    EXPECT_FALSE(page[2].revision_text_bytes_diff) << "parent's size unknown";
}

TEST(derive, a_parent_on_no_revision_of_the_page_is_told) {
    auto page = page_of("AB");
    page[0].revision_parent_id = 77;
    page[0].revision_text_bytes = 5;
    derive(page);
    EXPECT_TRUE(page[0].parent_is_elsewhere);
    EXPECT_FALSE(page[0].revision_text_bytes_diff);
    EXPECT_FALSE(page[1].parent_is_elsewhere);
}

TEST(derive, parents_are_found_only_where_the_source_has_none) {
    std::vector<PageRevision> page{revision(8, {}, ""), revision(5, {}, ""), revision(9, {}, "")};
    page[0].source_has_parents = page[1].source_has_parents = false;
    derive(page);
    EXPECT_EQ(page[0].revision_parent_id, 0) << "5 comes first";
    EXPECT_EQ(page[1].revision_parent_id, 5);
    EXPECT_FALSE(page[2].revision_parent_id) << "its source has parents, and of this one it has none";
}

/// The definition word by word, in cubic time.
std::string reverts_by_definition(const std::vector<PageRevision>& page) {
    const auto same = [&](std::size_t a, std::size_t b) {
        return !page[a].revision_text_sha1.empty() &&
               page[a].revision_text_sha1 == page[b].revision_text_sha1;
    };
    const auto base_of = [&](std::size_t i) {
        std::size_t base = i;
        for (std::size_t j = i; j-- > 0;)
            if (same(i, j)) base = j;
        return base;
    };
    const auto is_revert = [&](std::size_t i) {
        for (std::size_t j = i; j-- > 0;)
            if (same(i, j)) return page[i].revision_parent_id != page[j].revision_id;
        return false;
    };
    std::string marks;
    for (std::size_t i = 0; i < page.size(); ++i) {
        bool reverted = false;
        for (std::size_t j = i + 1; j < page.size(); ++j)
            reverted |= is_revert(j) && base_of(j) < i && !(is_revert(i) && base_of(j) == base_of(i));
        marks += is_revert(i) ? (reverted ? 'b' : 'r') : (reverted ? 'x' : '.');
    }
    return marks;
}

RC_GTEST_PROP(derive, agrees_with_the_definition_on_any_page, ()) {
    const auto letters = *rc::gen::container<std::string>(rc::gen::element('A', 'B', 'C', '-'));
    auto page = page_of(letters);
    for (PageRevision& each : page)
        if (*rc::gen::weightedElement<bool>({{3, false}, {1, true}}))
            each.revision_parent_id = *rc::gen::inRange<std::int64_t>(0, each.revision_id);
    RC_ASSERT(reverts_of(page) == reverts_by_definition(page));
}

TEST(derive, a_page_of_a_hundred_thousand_reverts_takes_no_time) {
    std::string letters;
    for (int i = 0; i < 100'000; ++i)
        letters += "AB";
    const auto begin = std::chrono::steady_clock::now();
    const std::string marks = reverts_of(page_of(letters));
    EXPECT_EQ(std::count(marks.begin(), marks.end(), 'b'), 199'997) << "all but the first two and the last";
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{20})
        << "quadratic time takes minutes";
}

}  // namespace
}  // namespace brujula::facts
