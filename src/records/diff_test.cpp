// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/diff.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace brujula::records;
namespace json = boost::json;

namespace {

/// A record-like object: a few members, one level of nesting, no nulls (an absent member is how a record says
/// nothing).
json::value some_record() {
    json::object record;
    for (const char* name : {"a", "b", "c/d", "e~f"})
        if (*rc::gen::arbitrary<bool>()) record[name] = *rc::gen::inRange(0, 3);
    if (*rc::gen::arbitrary<bool>()) {
        json::object inner;
        for (const char* name : {"es", "en"})
            if (*rc::gen::arbitrary<bool>()) inner[name] = *rc::gen::element<std::string>("x", "y");
        record["text"] = inner;
    }
    return record;
}

}  // namespace

RC_GTEST_PROP(Diff, applying_it_gives_the_other, ()) {
    const auto a = some_record();
    const auto b = some_record();
    RC_ASSERT(apply_changes(a, diff(a, b)) == b);
    RC_ASSERT(diff(a, b).empty() == (a == b));
}

RC_GTEST_PROP(Merge, with_one_side_unchanged_gives_the_other_side, ()) {
    const auto base = some_record();
    const auto changed = some_record();
    const auto mine = three_way_merge(base, changed, base);
    const auto theirs = three_way_merge(base, base, changed);
    RC_ASSERT(mine.merged == changed && mine.conflicts.empty());
    RC_ASSERT(theirs.merged == changed && theirs.conflicts.empty());
}

RC_GTEST_PROP(Merge, never_loses_what_they_wrote, ()) {
    const auto base = some_record();
    const auto mine = some_record();
    const auto theirs = some_record();
    const auto merge = three_way_merge(base, mine, theirs);
    for (const auto& change : diff(theirs, merge.merged))
        for (const auto& other : diff(base, theirs))
            RC_ASSERT(change.path != other.path);
}

TEST(Merge, changes_in_different_languages_are_both_kept) {
    const auto base = json::parse(R"({"name":{"es":"Plan","en":"Plan"},"x":1})");
    const auto mine = json::parse(R"({"name":{"es":"Plan anual","en":"Plan"},"x":1})");
    const auto theirs = json::parse(R"({"name":{"es":"Plan","en":"Year plan"},"x":2})");
    const auto merge = three_way_merge(base, mine, theirs);
    EXPECT_EQ(merge.merged, json::parse(R"({"name":{"es":"Plan anual","en":"Year plan"},"x":2})"));
    EXPECT_TRUE(merge.conflicts.empty());
}

TEST(Merge, the_same_place_changed_twice_is_a_conflict_and_holds_theirs) {
    const auto merge =
        three_way_merge(json::parse(R"({"x":1})"), json::parse(R"({"x":2})"), json::parse(R"({"x":3})"));
    EXPECT_EQ(merge.merged, json::parse(R"({"x":3})"));
    EXPECT_EQ(merge.conflicts, std::vector<std::string>{"/x"});
}
