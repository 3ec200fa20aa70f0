// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/opaque_ids.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/id.hpp"

namespace brujula::records {
namespace {
namespace json = boost::json;

json::value changed(const char* kind, const char* body, const NewId& new_id) {
    static const Kinds kinds = all_kinds();
    json::value value = json::parse(body);
    change_links(*kinds.find(kind), value, new_id);
    return value;
}

std::optional<std::string> cohort_a_is_x(std::string_view kind, std::string_view id) {
    if (kind == "cohort" && id == "a") return "x";
    return std::nullopt;
}

TEST(opaque_ids, every_kind_that_not_everybody_may_read_has_them) {
    const Kinds kinds = all_kinds();
    for (const Kind& kind : kinds.all()) {
        const bool open = kind.visibility(json::object{}) == Visibility::everyone;
        EXPECT_TRUE(open || has_opaque_ids(kind.name)) << kind.name;
    }
    EXPECT_TRUE(has_opaque_ids("person"));
    EXPECT_FALSE(has_opaque_ids("plan"));
    EXPECT_TRUE(is_record_id(opaque_id()));
    EXPECT_NE(opaque_id(), opaque_id());
}

TEST(opaque_ids, links_lists_of_links_and_remembered_records_are_changed) {
    EXPECT_EQ(changed("activity", R"({"cohort":"a","goal":"a"})", cohort_a_is_x),
              json::parse(R"({"cohort":"x","goal":"a"})"));
    EXPECT_EQ(changed("measurement", R"({"scope":{"cohorts":["b","a"]},"records":[{"kind":"cohort","id":"a",
                      "revision":2},{"kind":"activity","id":"a","revision":1}]})",
                      cohort_a_is_x),
              json::parse(R"({"scope":{"cohorts":["b","x"]},"records":[{"kind":"cohort","id":"x",
                      "revision":2},{"kind":"activity","id":"a","revision":1}]})"));
    EXPECT_EQ(changed("comment", R"({"about":{"kind":"cohort","id":"a"},"text":"a"})", cohort_a_is_x),
              json::parse(R"({"about":{"kind":"cohort","id":"x"},"text":"a"})"));
}

TEST(opaque_ids, a_link_that_is_taken_away_leaves_nothing_behind) {
    const auto gone = [](std::string_view kind, std::string_view id) -> std::optional<std::string> {
        if (kind == "person" && id == "a") return "";
        return std::nullopt;
    };
    EXPECT_EQ(changed("activity", R"({"organisers":["a","b"],"cohort":"a"})", gone),
              json::parse(R"({"organisers":["b"],"cohort":"a"})"));
    EXPECT_EQ(changed("activity", R"({"organisers":["a"]})", gone), json::parse("{}"));
    EXPECT_EQ(changed("evaluation_plan", R"({"questions":[{"responsible":"a","method":{"es":"x"}}]})", gone),
              json::parse(R"({"questions":[{"method":{"es":"x"}}]})"));
}

TEST(opaque_ids, texts_at_any_depth_are_given_and_ids_are_not) {
    const Kinds kinds = all_kinds();
    std::vector<std::string> given;
    const auto hear = [&](std::string& text) {
        given.push_back(text);
        text = "[…]";
        return true;
    };
    json::value body = json::parse(R"({"organisation":"wmar","name":{"es":"Curso","en":"Course"},
        "members":[{"user_name":"Ana","wiki":"eswiki"}],"consent":"given","notes":"nota"})");
    EXPECT_TRUE(change_texts(*kinds.find("cohort"), body, hear));
    EXPECT_EQ(given, (std::vector<std::string>{"Curso", "Course", "eswiki", "nota"}));
    EXPECT_EQ(body.at("organisation"), "wmar");
    EXPECT_EQ(body.at("members").at(0).at("user_name"), "Ana");
    EXPECT_EQ(body.at("name").at("es"), "[…]");
}

TEST(opaque_ids, bodies_of_another_shape_are_left_as_they_are) {
    for (const char* body : {"null", "[]", "3", R"({"cohort":7,"organisers":"a","unknown":{"cohort":"a"}})"})
        EXPECT_EQ(changed("activity", body, cohort_a_is_x), json::parse(body));
}

}  // namespace
}  // namespace brujula::records
