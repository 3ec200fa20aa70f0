// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/audit.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace brujula;
using namespace brujula::measuring;

namespace {

/// People numbered from `first` on, `count` of them, one each.
Shares people(int first, int count) {
    Shares shares;
    for (int i = first; i < first + count; ++i)
        shares["p" + std::to_string(i)] = 1;
    return shares;
}

Shares both(Shares one, const Shares& other) {
    one.insert(other.begin(), other.end());
    return one;
}

}  // namespace

TEST(PrivacyAudit, four_people_are_few_and_five_and_nobody_are_not) {
    const Audit audit;
    EXPECT_EQ(audit.ask(people(0, 4)), Singling::a_few);
    EXPECT_EQ(audit.ask(people(0, 5)), Singling::nobody);
    EXPECT_EQ(audit.ask({}), Singling::nothing_new);
}

// Of 20 people 18 are new: 20 - 18 = 2 are not.
TEST(PrivacyAudit, a_complement_singles_out) {
    Audit audit;
    audit.tell(people(0, 20));
    EXPECT_EQ(audit.ask(people(0, 18)), Singling::a_few);
    EXPECT_EQ(audit.ask(people(0, 15)), Singling::nobody);
    EXPECT_EQ(audit.ask(people(0, 20)), Singling::nothing_new);
}

// Of 30 people 12 are new and 15 were there before: 30 - 12 - 15 = 3 are neither.
TEST(PrivacyAudit, what_two_numbers_leave_of_a_third_singles_out) {
    Audit audit;
    audit.tell(people(0, 30));
    audit.tell(people(0, 12));
    EXPECT_EQ(audit.ask(people(12, 15)), Singling::a_few);
    EXPECT_EQ(audit.ask(people(12, 13)), Singling::nobody) << "30 - 12 - 13 = 5";
}

// A workshop of 12 and one of 3: the union of 15 minus the 12 is the 3.
TEST(PrivacyAudit, a_union_minus_its_part_singles_out) {
    Audit audit;
    audit.tell(people(0, 12));
    EXPECT_EQ(audit.ask(people(0, 15)), Singling::a_few);
    EXPECT_EQ(audit.ask(people(0, 17)), Singling::nobody);
}

// Two courses of 12 with 2 people in both: 12 + 12 - 22 = 2.
TEST(PrivacyAudit, an_overlap_singles_out_once_the_union_is_told) {
    Audit audit;
    audit.tell(people(0, 12));
    EXPECT_EQ(audit.ask(people(10, 12)), Singling::nobody);
    audit.tell(people(10, 12));
    EXPECT_EQ(audit.ask(people(0, 22)), Singling::a_few);
}

TEST(PrivacyAudit, a_list_that_gained_or_lost_a_few_singles_them_out) {
    Audit audit;
    audit.tell(people(0, 20));
    EXPECT_EQ(audit.ask(people(0, 21)), Singling::a_few);
    EXPECT_EQ(audit.ask(people(2, 18)), Singling::a_few);
    EXPECT_EQ(audit.ask(people(2, 20)), Singling::a_few) << "2 left and 2 came";
    EXPECT_EQ(audit.ask(people(3, 20)), Singling::nobody) << "3 left and 3 came";
    EXPECT_EQ(audit.ask(people(0, 25)), Singling::nobody);
    EXPECT_EQ(audit.ask(people(5, 20)), Singling::nobody);
}

// A = 0…9, B = 10…19, C = 20…29. Told: A + B, B + C, A + C + one more. The sum of all is twice A + B + C and
// that one; no two of them give the one away, three do: (A+C+x) - (A+B) + (B+C) = 2C + x, no; with C told, x.
TEST(PrivacyAudit, combinations_of_several_numbers_are_found) {
    Audit audit;
    audit.tell(people(0, 20));
    audit.tell(people(10, 20));
    const auto third = both(both(people(0, 10), people(20, 10)), people(90, 1));
    EXPECT_EQ(audit.ask(third), Singling::nobody);
    audit.tell(third);
    EXPECT_EQ(audit.ask(people(20, 10)), Singling::a_few);
    EXPECT_EQ(audit.ask(people(40, 10)), Singling::nobody);
}

// The same people did other work in the second half; only two of them worked in the time between.
TEST(PrivacyAudit, work_of_nested_periods_is_compared_by_whose_it_is) {
    Shares first;
    for (int i = 0; i < 10; ++i)
        first["p" + std::to_string(i)] = static_cast<std::uint64_t>(100 + i);
    auto longer = first;
    longer["p1"] += 7;
    longer["p2"] += 9;
    Audit audit;
    audit.tell(first);
    EXPECT_EQ(audit.ask(longer), Singling::a_few);
    for (int i = 3; i < 6; ++i)
        longer["p" + std::to_string(i)] += 11;
    EXPECT_EQ(audit.ask(longer), Singling::nobody);
}

TEST(PrivacyAudit, people_who_share_nothing_with_what_is_told_are_looked_at_alone) {
    Audit audit;
    for (int i = 0; i < 200; ++i)
        audit.tell(people(1'000 + i * 7, 7));
    EXPECT_EQ(audit.ask(people(0, 6)), Singling::nobody);
}

namespace {

/// All combinations with factors -2 to 2 of the told numbers and the asked one, by hand.
bool singles_out_by_trying(const std::vector<Shares>& told, const Shares& asked) {
    std::size_t combinations = 1;
    for (std::size_t i = 0; i < told.size(); ++i)
        combinations *= 5;
    for (std::size_t code = 0; code < combinations; ++code) {
        std::map<std::string, std::int64_t> sum;
        for (const auto& [name, share] : asked)
            sum[name] += static_cast<std::int64_t>(share);
        std::size_t rest = code;
        for (const auto& row : told) {
            const auto factor = static_cast<std::int64_t>(rest % 5) - 2;
            rest /= 5;
            for (const auto& [name, share] : row)
                sum[name] += factor * static_cast<std::int64_t>(share);
        }
        std::size_t people = 0;
        for (const auto& [name, share] : sum)
            people += share != 0 ? 1U : 0U;
        if (people > 0 && people < least_people) return true;
    }
    return false;
}

Shares some_people() {
    Shares shares;
    for (int i = 0; i < 14; ++i)
        if (*rc::gen::arbitrary<bool>()) shares["p" + std::to_string(i)] = 1;
    return shares;
}

}  // namespace

RC_GTEST_PROP(PrivacyAudit, finds_what_trying_every_small_combination_finds, ()) {
    Audit audit;
    std::vector<Shares> told;
    for (int i = 0; i < 4; ++i) {
        auto shares = some_people();
        const auto found = audit.ask(shares);
        if (singles_out_by_trying(told, shares) && found != Singling::nothing_new)
            RC_ASSERT(found == Singling::a_few);
        if (found != Singling::nobody) continue;
        audit.tell(shares);
        told.push_back(std::move(shares));
    }
}
