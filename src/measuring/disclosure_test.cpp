// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/disclosure.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "records/withheld.hpp"

using namespace brujula;
using namespace brujula::measuring;
namespace json = boost::json;

namespace {

json::value measured(const char* people, const char* values) {
    return json::parse(std::string(R"({"scope":{"people":)") + people + R"(,"wikis":["eswiki"]},"values":)" +
                       values + "}");
}

}  // namespace

TEST(PrivacyDisclosure, what_is_withheld_is_gone_and_says_why) {
    const auto seen = for_everybody(measured("20", R"([{"metric":"participants","unit":"people","value":18},
        {"metric":"edits","unit":"edits","value":90,"reason":"reason-singles-out reason-period-partly-covered"},
        {"metric":"pages","unit":"pages","value":3,"reason":"reason-period-partly-covered"},
        {"metric":"media-used","unit":"files","reason":"reason-needs-file-use"}])"));
    EXPECT_EQ(seen.data(), json::parse(R"({"scope":{"wikis":["eswiki"]},"values":[
        {"metric":"participants","unit":"people","value":18},{"metric":"edits","unit":"edits","reason":"reason-singles-out"},
        {"metric":"pages","unit":"pages","value":3,"reason":"reason-period-partly-covered"},
        {"metric":"media-used","unit":"files","reason":"reason-needs-file-use"}]})"));
}

TEST(PrivacyDisclosure, five_people_are_told_and_four_are_not) {
    const auto value = [](const char* people, const char* counted) {
        const auto values =
            std::string(R"([{"metric":"participants","unit":"people","value":)") + counted + "}]";
        return for_everybody(measured(people, values.c_str())).data().at("values").at(0);
    };
    EXPECT_EQ(value("20", "5").at("value"), 5);
    EXPECT_EQ(value("20", "4"),
              json::parse(R"({"metric":"participants","unit":"people","reason":"reason-small-group"})"));
    EXPECT_EQ(value("20", "0").at("value"), 0) << "nobody points at nobody";
}

TEST(PrivacyDisclosure, of_a_list_of_four_nothing_is_told_and_of_everyone_everything) {
    const auto* edits = R"([{"metric":"edits","unit":"edits","value":900}])";
    EXPECT_EQ(for_everybody(measured("4", edits)).data().at("values").at(0).at("reason"),
              "reason-small-group");
    EXPECT_EQ(for_everybody(measured("0", edits)).data(), measured("0", edits));
}

TEST(PrivacyDisclosure, a_removed_records_data_and_none_pass_as_they_are) {
    EXPECT_EQ(for_everybody(json::object{}).data(), json::value(json::object{}));
    EXPECT_EQ(for_everybody(nullptr).data(), json::value(nullptr));
    EXPECT_EQ(for_everybody(json::parse(R"({"scope":7,"values":7})")).data(),
              json::parse(R"({"scope":7,"values":7})"));
}

TEST(PrivacyDisclosure, as_run_it_says_again_what_the_run_said) {
    records::Measurement made;
    made.scope.people = 20;
    made.values = {
        {"edits", "edits/x", "edits", 3, "reason-singles-out reason-period-partly-covered", {}, {}},
        {"pages", "pages/x", "pages", 3, "reason-page-unknown", {}, {}}};
    EXPECT_FALSE(is_told(made, made.values[0]));
    EXPECT_TRUE(is_told(made, made.values[1]));
    made = as_run(std::move(made));
    EXPECT_EQ(made.values[0].reason, "reason-period-partly-covered");
    EXPECT_EQ(made.values[1].reason, "reason-page-unknown");
}
