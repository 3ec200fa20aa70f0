// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/practice_rules.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "records/described.hpp"

namespace brujula::planning {
namespace {
namespace fs = std::filesystem;
using records::Practice;
using records::Stage;
using testing::ElementsAre;
using testing::IsEmpty;

const Date today = *parse_date("2014-11-21");

std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "palabra ";
    return text;
}

/// One that no rule says anything of.
Practice sound() {
    Practice practice;
    practice.organisation = {"wmar"};
    practice.title = {{"es", "Editar de a dos"}};
    practice.problem = {{"es", "La mitad no vuelve después del taller."}};
    practice.solution = {{"es", "Cada persona nueva edita con alguien que ya sabe."}};
    practice.when_to_use = {{"es", "Con diez personas nuevas o menos."}};
    practice.stage = Stage::practice;
    practice.evidence = {{"https://meta.wikimedia.org/wiki/Learning_patterns", {}}};
    practice.review_on = *parse_date("2015-11-30");
    return practice;
}

/// "L1/problem/es" each.
std::vector<std::string> rules_of(const Practice& practice, const NetworkRecords& network = {},
                                  const RuleBook& rules = {}, const std::string& id = {}) {
    std::vector<std::string> found;
    for (const auto& finding : findings_of(practice, network, rules, today, id))
        found.push_back(finding.rule + finding.field);
    return found;
}

RuleBook book_with(records::RuleSetting setting) {
    records::AdviserSettings settings;
    settings.rules.push_back(std::move(setting));
    return RuleBook{settings};
}

TEST(practice_rules, a_sound_practice_has_no_finding) {
    EXPECT_THAT(rules_of(sound()), IsEmpty());
}

TEST(practice_rules, sixty_words_are_allowed_and_one_more_is_not) {
    Practice practice = sound();
    practice.problem = {{"es", words(60)}};
    EXPECT_THAT(rules_of(practice), IsEmpty());
    practice.problem = {{"es", words(60)}, {"pt-br", words(61)}, {"en", words(12)}};
    const auto found = findings_of(practice, {}, {}, today);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].field, "/problem/pt-br");
    EXPECT_EQ(found[0].message, (Message{"finding-l1", {"61", "60"}}));
    EXPECT_EQ(found[0].severity, Severity::warning);
    EXPECT_THAT(found[0].evidence, ElementsAre(EvidenceNumber{"words", 61}, EvidenceNumber{"most", 60}));
}

TEST(practice_rules, numbers_are_words_and_signs_are_not) {
    Practice practice = sound();
    practice.solution = {{"es", words(57) + "15 % + 3 veces"}};  // 57, then "15", "3", "veces"
    EXPECT_THAT(rules_of(practice), IsEmpty());
}

TEST(practice_rules, a_network_sets_how_many_words_and_how_grave_it_is) {
    Practice practice = sound();
    const RuleBook rules = book_with({"L1", records::Severity::error, 5});
    const auto found = findings_of(practice, {}, rules, today);
    ASSERT_EQ(found.size(), 2U);  // seven words and nine
    EXPECT_EQ(found[0].severity, Severity::error);
    EXPECT_EQ(found[0].message.parameters, (std::vector<std::string>{"7", "5"}));
    EXPECT_THAT(rules_of(practice, {}, book_with({"L1", records::Severity::off, 5})), IsEmpty());
}

TEST(practice_rules, a_missing_problem_and_a_solution_of_blanks_are_told) {
    Practice practice = sound();
    practice.problem = {};
    practice.solution = {{"es", "  \n"}, {"en", ""}};
    EXPECT_THAT(rules_of(practice), ElementsAre("L1/problem", "L1/solution"));
}

TEST(practice_rules, evidence_is_a_link_or_a_measurement) {
    Practice practice = sound();
    practice.evidence.clear();
    EXPECT_THAT(rules_of(practice), ElementsAre("L2/evidence"));
    practice.measurements = {{"wmar-medicion"}};
    EXPECT_THAT(rules_of(practice), IsEmpty());
}

TEST(practice_rules, an_idea_has_no_evidence_yet) {
    Practice practice = sound();
    practice.evidence.clear();
    practice.stage = Stage::idea;
    const auto found = findings_of(practice, {}, {}, today);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].severity, Severity::info);
    EXPECT_EQ(found[0].message.key, "finding-l2-idea");
    practice.stage = Stage::pilot;
    EXPECT_EQ(findings_of(practice, {}, {}, today).at(0).severity, Severity::warning);
}

TEST(practice_rules, when_to_use_it_is_asked_for) {
    Practice practice = sound();
    practice.when_to_use = {};
    EXPECT_THAT(rules_of(practice), ElementsAre("L3/when_to_use"));
}

/// The practice "p" of wmar, written by Ana, with one endorsement "e".
NetworkRecords endorsed(const std::string& organisation, const std::string& by) {
    NetworkRecords network;
    network.persons["ana"].user_name = "Ana María";
    auto& endorsement = network.endorsements["e"];
    endorsement.organisation = {organisation};
    endorsement.practice = {"p"};
    endorsement.by = by;
    network.endorsements_of_practice["p"] = {"e"};
    return network;
}

TEST(practice_rules, an_endorsement_is_anothers_word) {
    Practice practice = sound();
    practice.creator = records::Ref<"person">{"ana"};
    EXPECT_THAT(rules_of(practice, endorsed("wmcl", "Pedro"), {}, "p"), IsEmpty());
    const auto own = findings_of(practice, endorsed("wmar", "Pedro"), {}, today, "p");
    ASSERT_EQ(own.size(), 1U);
    EXPECT_EQ(own[0].rule, "L4");
    EXPECT_EQ(own[0].severity, Severity::error);
    EXPECT_EQ(own[0].kind, "endorsement");
    EXPECT_EQ(own[0].id, "e");
    EXPECT_EQ(own[0].field, "/organisation");
    const auto herself = findings_of(practice, endorsed("wmcl", "ana maria"), {}, today, "p");
    ASSERT_EQ(herself.size(), 1U);
    EXPECT_EQ(herself[0].field, "/by");
    EXPECT_EQ(herself[0].message, (Message{"finding-l4-person", {"ana maria"}}));
}

TEST(practice_rules, who_did_not_say_who_they_are_is_not_taken_for_the_author) {
    Practice practice = sound();
    practice.creator = records::Ref<"person">{"ana"};
    NetworkRecords network = endorsed("wmcl", "");
    network.persons["ana"].user_name = "";
    EXPECT_THAT(rules_of(practice, network, {}, "p"), IsEmpty());
    practice.creator = records::Ref<"person">{"nobody"};
    EXPECT_THAT(rules_of(practice, endorsed("wmcl", "Ana María"), {}, "p"), IsEmpty());
}

TEST(practice_rules, a_practice_will_be_looked_at_again_and_today_is_in_time) {
    Practice practice = sound();
    practice.review_on.reset();
    EXPECT_THAT(rules_of(practice), ElementsAre("L5/review_on"));
    practice.review_on = today;
    EXPECT_THAT(rules_of(practice), IsEmpty());
    practice.review_on = *parse_date("2014-11-20");
    const auto found = findings_of(practice, {}, {}, today);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].message, (Message{"finding-l5-past", {"2014-11-20"}}));
    ASSERT_TRUE(found[0].fix.has_value());
    EXPECT_EQ(found[0].fix->pointer, "/review_on");
    EXPECT_EQ(found[0].fix->value, "\"2015-11-21\"");
    practice.stage = Stage::retired;
    EXPECT_THAT(rules_of(practice), IsEmpty());
}

TEST(practice_rules, a_year_from_a_leap_day_is_the_last_of_february) {
    Practice practice = sound();
    practice.review_on.reset();
    const auto found = findings_of(practice, {}, {}, *parse_date("2016-02-29"));
    EXPECT_EQ(found.at(0).fix.value_or(Fix{}).value, "\"2017-02-28\"");
}

TEST(practice_rules, the_cases_have_their_findings) {
    int seen = 0;
    for (const auto& folder :
         fs::directory_iterator{fs::path{BRUJULA_SOURCE_DIR} / "tests/cases/practices"}) {
        SCOPED_TRACE(folder.path().filename());
        ++seen;
        std::ifstream in{folder.path() / "practice.json", std::ios::binary};
        const auto practice =
            records::from_json<Practice>(parse_json(std::string{std::istreambuf_iterator<char>(in), {}}));
        std::ifstream wanted{folder.path() / "findings.txt", std::ios::binary};
        const std::string expected{std::istreambuf_iterator<char>(wanted), {}};
        std::string actual;
        constexpr std::array<const char*, 4> severities{"off", "info", "warning", "error"};
        for (const auto& finding : findings_of(practice, {}, {}, today))
            actual += finding.rule + ' ' + severities[static_cast<std::size_t>(finding.severity)] + ' ' +
                      finding.field + ' ' + finding.message.key + '\n';
        EXPECT_EQ(actual, expected);
    }
    EXPECT_GE(seen, 6);
}

}  // namespace
}  // namespace brujula::planning
