// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/ownership.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

using namespace brujula::records;
namespace json = boost::json;

namespace {

constexpr std::string_view list_of = "link:";

bool leads_anywhere(const Field& field) {
    return field.type == "object" && field.fields.size() == 2 && field.fields[0].name == "kind" &&
           field.fields[1].name == "id";
}

/// The places of a kind that hold links, by the description of its struct.
void collect(const std::vector<Field>& fields, const std::string& path, std::set<std::string>& found) {
    for (const auto& field : fields) {
        const std::string here = path + field.name;
        if (field.type == "link" || field.of.starts_with(list_of) || leads_anywhere(field))
            found.insert(here);
        else
            collect(field.fields, here + "/", found);
    }
}

std::string name_of(Belonging belonging) {
    constexpr std::array names{"claim", "owner", "same", "measured", "elsewhere", "hung"};
    return names.at(static_cast<std::size_t>(belonging));
}

/// tests/cases/access/links.tsv: kind, path, what the link says of the owners.
std::map<std::string, std::string> expected_rules() {
    std::ifstream file{BRUJULA_SOURCE_DIR "/tests/cases/access/links.tsv"};
    std::map<std::string, std::string> rules;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream row{line};
        std::string kind;
        std::string path;
        std::string belonging;
        row >> kind >> path >> belonging;
        EXPECT_TRUE(rules.emplace(kind + " " + path, belonging).second) << line << " twice";
    }
    return rules;
}

/// Two organisations' records, told by the beginning of their ids: "wmar-goal".
class Known final : public KnownRecords {
public:
    explicit Known(const Kinds& kinds) : m_kinds(kinds) {}
    [[nodiscard]] std::optional<std::string> owner(std::string_view, std::string_view id) const override {
        const auto start = std::string{id.substr(0, id.find('-'))};
        return start == "gone" ? std::nullopt : std::optional{start};
    }
    [[nodiscard]] std::string linked(std::string_view, std::string_view id, std::string_view) const override {
        return std::string{id.substr(0, id.find('-'))} + "-plan";
    }
    [[nodiscard]] std::string name(std::string_view organisation) const override {
        return "Name of " + std::string{organisation};
    }
    [[nodiscard]] std::string network() const override { return "red"; }
    [[nodiscard]] const Kinds& kinds() const override { return m_kinds; }

private:
    const Kinds& m_kinds;
};

struct AccessOwnership : testing::Test {
    Kinds kinds = all_kinds();
    Known known{kinds};

    std::vector<brujula::Problem> problems(const std::string& kind, const std::string& id, const char* body) {
        return ownership_problems(*kinds.find(kind), id, json::parse(body), known);
    }
    std::string owner(const std::string& kind, const std::string& id, const char* body) {
        return owner_of(*kinds.find(kind), id, json::parse(body), known);
    }
};

}  // namespace

TEST_F(AccessOwnership, every_link_of_every_kind_is_in_the_table_once) {
    std::set<std::string> described;
    for (const auto& kind : kinds.all()) {
        std::set<std::string> places;
        collect(kind.fields, "", places);
        for (const auto& place : places)
            described.insert(kind.name + " " + place);
    }
    std::set<std::string> ruled;
    for (const auto& rule : link_rules())
        EXPECT_TRUE(ruled.insert(std::string{rule.kind} + " " + std::string{rule.path}).second)
            << rule.kind << ' ' << rule.path << " twice";
    EXPECT_EQ(ruled, described);
}

TEST_F(AccessOwnership, the_table_is_the_one_that_was_agreed) {
    std::map<std::string, std::string> ruled;
    for (const auto& rule : link_rules())
        ruled[std::string{rule.kind} + " " + std::string{rule.path}] = name_of(rule.belonging);
    EXPECT_EQ(ruled, expected_rules());
}

TEST_F(AccessOwnership, every_kind_but_organisations_says_whose_it_is) {
    for (const auto& kind : kinds.all()) {
        const auto& rules = link_rules();
        const auto claims = std::count_if(rules.begin(), rules.end(), [&](const LinkRule& rule) {
            return rule.kind == kind.name && rule.belonging == Belonging::claim;
        });
        EXPECT_EQ(claims, kind.name == "organisation" ? 0 : 1) << kind.name;
    }
}

TEST_F(AccessOwnership, a_record_is_its_parents_whatever_it_claims) {
    EXPECT_EQ(owner("observation", "o", R"({"organisation":"wmcl","indicator":"wmar-i"})"), "wmar");
    EXPECT_EQ(owner("goal", "g", R"({"organisation":"wmcl","plan":"wmar-p","objective":"wmcl-o"})"), "wmar");
    EXPECT_EQ(owner("logic_model", "l", R"({"organisation":"wmcl","programme":"wmar-p"})"), "wmar");
    EXPECT_EQ(owner("logic_model", "l", R"({"organisation":"wmcl"})"), "wmcl")
        << "of neither plan nor programme";
    EXPECT_EQ(owner("activity", "a", R"({"organisation":"wmcl","goal":"wmar-g"})"), "wmcl");
    EXPECT_EQ(owner("organisation", "wmar", R"({"organisation":"wmcl"})"), "wmar");
    EXPECT_EQ(owner("person", "p", R"({"roles":[{"organisation":"wmar"},{"organisation":"wmcl"}]})"), "wmar");
    EXPECT_EQ(owner("person", "p", "{}"), "");
    EXPECT_EQ(owner("observation", "o", R"({"organisation":"wmcl","indicator":"gone-i"})"), "wmcl");
    EXPECT_EQ(owner("observation", "o", R"("no object")"), "");
}

TEST_F(AccessOwnership, a_false_claim_is_told_with_both_names) {
    const auto found = problems("observation", "o", R"({"organisation":"wmcl","indicator":"wmar-i"})");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].field, "/organisation");
    EXPECT_EQ(found[0].message.key, "problem-organisation-not-owner");
    EXPECT_EQ(found[0].message.parameters, (std::vector<std::string>{"Name of wmcl", "Name of wmar"}));
}

TEST_F(AccessOwnership, a_link_to_anothers_record_is_told_at_its_place) {
    const auto found = problems("logic_model", "l", R"({"organisation":"wmar","plan":"wmar-p",
        "items":[{"indicators":["wmar-i"]},{"goal":"wmar-g","indicators":["wmar-i","wmcl-i"]}]})");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].field, "/items/1/indicators/1");
    EXPECT_EQ(found[0].message.parameters, (std::vector<std::string>{"Name of wmar", "Name of wmcl"}));
}

TEST_F(AccessOwnership, anothers_cohort_is_told_as_if_it_were_not_there) {
    const auto found = problems("activity", "a", R"({"organisation":"wmcl","cohort":"wmar-c"})");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].message.key, "problem-link-nowhere");
    EXPECT_EQ(found[0].message.parameters, (std::vector<std::string>{"cohort", "wmar-c"}));
}

TEST_F(AccessOwnership, the_network_measures_everybody_and_nobody_else_does) {
    const auto measured = [&](const std::string& by) {
        const auto body = R"({"organisation":")" + by + R"(","scope":{"activities":["wmar-a","wmcl-a"]}})";
        return problems("measurement", "m", body.c_str()).size();
    };
    EXPECT_EQ(measured("red"), 0u);
    EXPECT_EQ(measured("wmar"), 1u);
}

TEST_F(AccessOwnership, the_goals_of_a_review_are_of_its_plan) {
    EXPECT_TRUE(
        problems("review", "r", R"({"organisation":"wmar","plan":"wmar-plan","goals":[{"goal":"wmar-g"}]})")
            .empty());
    const auto found =
        problems("review", "r", R"({"organisation":"wmar","plan":"wmar-other","goals":[{"goal":"wmar-g"}]})");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].field, "/goals/0/goal");
    EXPECT_EQ(found[0].message.key, "problem-link-of-another-plan");
}

TEST_F(AccessOwnership, what_may_lead_elsewhere_may) {
    EXPECT_TRUE(problems("goal", "g", R"({"organisation":"wmar","plan":"wmar-p","objective":"wmar-o",
        "shared_goal":"red-g","depends_on":["wmcl-g"],"endorsed_by":["wmcl-x"],"owner":"wmcl-p"})")
                    .empty());
    EXPECT_TRUE(
        problems("comment", "c", R"({"organisation":"wmcl","about":{"kind":"goal","id":"wmar-g"}})").empty());
    EXPECT_TRUE(problems("endorsement", "e", R"({"organisation":"wmcl","practice":"wmar-p"})").empty());
}

TEST_F(AccessOwnership, a_body_of_any_shape_is_looked_at_without_harm) {
    for (const auto& kind : kinds.all())
        for (const char* body :
             {"null", "[]", "7", R"({"plan":7,"goals":{"goal":[]},"items":[1,[],{"goal":{}}]})",
              R"({"about":"x","scope":[],"roles":[[]],"roles":{},"organisation":[]})"})
            EXPECT_NO_THROW(ownership_problems(kind, "x", json::parse(body), known)) << kind.name << body;
}
