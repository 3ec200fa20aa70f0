// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/diff.hpp"

#include <algorithm>
#include <tuple>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace brujula::records;
namespace json = boost::json;

namespace {

/// A record-like object: a few members, one level of nesting, a list, no nulls (an absent member is how a
/// record says nothing).
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
    if (*rc::gen::arbitrary<bool>()) {
        json::array list;
        for (const int element : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4)))
            list.push_back(element < 2 ? json::value(element) : json::value{{"n", element}});
        if (list.size() <= 5) record["list"] = list;
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

// Told by another way than the merge's own: outside the list, each of the six places is looked at by itself.
RC_GTEST_PROP(Merge, every_place_is_what_the_one_who_changed_it_made_of_it, ()) {
    const auto base = some_record();
    const auto mine = some_record();
    const auto theirs = some_record();
    const auto merge = three_way_merge(base, mine, theirs);
    for (const char* place : {"/a", "/b", "/c~1d", "/e~0f"}) {
        const auto at = [&](const json::value& body) {
            boost::system::error_code none;
            const auto* found = body.find_pointer(place, none);
            return found == nullptr ? json::value{} : *found;
        };
        const bool both = at(mine) != at(base) && at(theirs) != at(base) && at(mine) != at(theirs);
        RC_ASSERT(at(merge.merged) == (at(theirs) != at(base) ? at(theirs) : at(mine)));
        RC_ASSERT((std::count(merge.conflicts.begin(), merge.conflicts.end(), place) == 1) == both);
    }
}

// Who only takes elements out of the list and who only adds to it are both heard.
RC_GTEST_PROP(Merge, taking_out_and_adding_are_both_kept, ()) {
    const auto elements = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9));
    const auto added = *rc::gen::container<std::vector<int>>(rc::gen::inRange(10, 19));
    json::array base;
    json::array shorter;
    for (const int element : elements) {
        base.push_back(element);
        if (element % 2 == 0) shorter.push_back(element);
    }
    json::array longer = base;
    json::array both = shorter;
    for (const int element : added) {
        longer.push_back(element);
        both.push_back(element);
    }
    const auto merge = three_way_merge(base, shorter, longer);
    RC_ASSERT(merge.conflicts.empty());
    RC_ASSERT(merge.merged == json::value(both));
}

TEST(Merge, changes_in_different_languages_are_both_kept) {
    const auto base = json::parse(R"({"name":{"es":"Plan","en":"Plan"},"x":1})");
    const auto mine = json::parse(R"({"name":{"es":"Plan anual","en":"Plan"},"x":1})");
    const auto theirs = json::parse(R"({"name":{"es":"Plan","en":"Year plan"},"x":2})");
    const auto merge = three_way_merge(base, mine, theirs);
    EXPECT_EQ(merge.merged, json::parse(R"({"name":{"es":"Plan anual","en":"Year plan"},"x":2})"));
    EXPECT_TRUE(merge.conflicts.empty());
}

TEST(Diff, a_list_is_told_by_its_elements_where_they_keep_their_places) {
    const auto changes = [](const char* before, const char* after) {
        std::string told;
        for (const auto& change : diff(json::parse(before), json::parse(after)))
            told += change.path + " " + json::serialize(change.before) + " " + json::serialize(change.after) +
                    ";";
        return told;
    };
    EXPECT_EQ(changes(R"({"l":[{"v":1,"w":1},{"v":2}]})", R"({"l":[{"v":1,"w":1},{"v":3}]})"), "/l/1/v 2 3;");
    EXPECT_EQ(changes(R"({"l":["a","b","c"]})", R"({"l":["a","c"]})"), "/l/1 \"b\" null;");
    EXPECT_EQ(changes(R"({"l":["a"]})", R"({"l":["a","b","c"]})"), "/l/1 null \"b\";/l/2 null \"c\";");
    EXPECT_EQ(changes(R"({"l":["a","b"]})", R"({"l":["b","c","d"]})"), R"(/l ["a","b"] ["b","c","d"];)");
}

TEST(Merge, one_takes_an_element_out_while_another_changes_or_adds_one) {
    const auto base = json::parse(R"({"l":["a","b","c"]})");
    const auto without_a = json::parse(R"({"l":["b","c"]})");
    const auto other_c = json::parse(R"({"l":["a","b","C"]})");
    const auto with_d = json::parse(R"({"l":["a","b","c","d"]})");
    for (const auto& [mine, theirs, merged] : {std::tuple{without_a, other_c, R"({"l":["b","C"]})"},
                                               std::tuple{other_c, without_a, R"({"l":["b","C"]})"},
                                               std::tuple{without_a, with_d, R"({"l":["b","c","d"]})"},
                                               std::tuple{with_d, other_c, R"({"l":["a","b","C","d"]})"}}) {
        const auto merge = three_way_merge(base, mine, theirs);
        EXPECT_EQ(merge.merged, json::parse(merged));
        EXPECT_TRUE(merge.conflicts.empty());
    }
}

TEST(Merge, an_element_that_both_changed_is_a_conflict_at_its_place_or_of_the_whole_list) {
    const auto base = json::parse(R"({"l":[{"v":1,"w":1},{"v":2}]})");
    const auto mine = json::parse(R"({"l":[{"v":5,"w":1},{"v":2}]})");
    const auto theirs = json::parse(R"({"l":[{"v":1,"w":6},{"v":2}]})");
    const auto shorter = json::parse(R"({"l":[{"v":2}]})");
    EXPECT_EQ(three_way_merge(base, mine, theirs).conflicts, std::vector<std::string>{"/l/0"});
    EXPECT_EQ(three_way_merge(base, mine, theirs).merged, theirs);
    EXPECT_EQ(three_way_merge(base, mine, shorter).conflicts, std::vector<std::string>{"/l"});
    EXPECT_EQ(three_way_merge(base, mine, shorter).merged, shorter);
}

TEST(Merge, two_who_add_to_the_same_list_are_asked) {
    const auto merge = three_way_merge(json::parse(R"({"l":["a"]})"), json::parse(R"({"l":["a","b"]})"),
                                       json::parse(R"({"l":["a","c"]})"));
    EXPECT_EQ(merge.conflicts, std::vector<std::string>{"/l"});
    EXPECT_EQ(merge.merged, json::parse(R"({"l":["a","c"]})"));
}

TEST(Merge, the_same_place_changed_twice_is_a_conflict_and_holds_theirs) {
    const auto merge =
        three_way_merge(json::parse(R"({"x":1})"), json::parse(R"({"x":2})"), json::parse(R"({"x":3})"));
    EXPECT_EQ(merge.merged, json::parse(R"({"x":3})"));
    EXPECT_EQ(merge.conflicts, std::vector<std::string>{"/x"});
}
