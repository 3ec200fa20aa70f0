// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/practice_rules.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "planning/words.hpp"

namespace brujula::planning {

using records::Practice;
using records::Stage;

namespace {

/// Takes what is found, with the severity that the network gives each rule.
class Findings {
public:
    Findings(const RuleBook& rules, std::string practice) : m_rules(rules), m_practice(std::move(practice)) {}

    void say(Finding finding, Severity own) {
        finding.severity = m_rules.severity(finding.rule, own);
        if (finding.severity != Severity::off) m_found.push_back(std::move(finding));
    }
    void say(Finding finding) {
        const Severity own = find_rule(finding.rule)->severity;
        say(std::move(finding), own);
    }
    /// About the practice itself.
    [[nodiscard]] Finding about(const char* rule, std::string field, Message message,
                                std::vector<EvidenceNumber> evidence = {}) const {
        Finding finding;
        finding.rule = rule;
        finding.kind = "practice";
        finding.id = m_practice;
        finding.field = std::move(field);
        finding.message = std::move(message);
        finding.evidence = std::move(evidence);
        return finding;
    }
    [[nodiscard]] const RuleBook& rules() const { return m_rules; }
    [[nodiscard]] std::vector<Finding> take() { return std::move(m_found); }

private:
    const RuleBook& m_rules;
    std::string m_practice;
    std::vector<Finding> m_found;
};

std::size_t count_words(std::string_view text) {
    const auto words = words_of(text);
    return static_cast<std::size_t>(std::count_if(
        words.begin(), words.end(), [](const Word& word) { return word.text != "%" && word.text != "+"; }));
}

bool is_empty(const LocalizedText& text) {
    return std::all_of(text.begin(), text.end(),
                       [](const auto& version) { return count_words(version.second) == 0; });
}

/// L1 of the problem or the solution.
void short_enough(Findings& found, const LocalizedText& text, const std::string& field) {
    if (is_empty(text)) {
        found.say(found.about("L1", '/' + field, {"finding-l1-" + field, {}}));
        return;
    }
    std::size_t longest = 0;
    std::string language;
    for (const auto& [code, version] : text) {
        const std::size_t words = count_words(version);
        if (words <= longest) continue;
        longest = words;
        language = code;
    }
    const double most = found.rules().threshold("L1");
    if (static_cast<double>(longest) <= most) return;
    const auto allowed = static_cast<long long>(most);
    found.say(found.about("L1", '/' + field + '/' + language,
                          {"finding-l1", {std::to_string(longest), std::to_string(allowed)}},
                          {{"words", static_cast<double>(longest)}, {"most", most}}));
}

/// L4: each endorsement that is not another's word.
void endorsed_by_others(Findings& found, const Practice& practice, const NetworkRecords& network,
                        const std::string& id) {
    for (const auto& endorser : ids_in(network.endorsements_of_practice, id)) {
        const auto endorsement = network.endorsements.find(endorser);
        if (endorsement == network.endorsements.end()) continue;
        const OwnWord own = own_word(practice, endorsement->second, network);
        if (own == OwnWord::no) continue;
        const bool by_person = own == OwnWord::person;
        Finding finding = found.about("L4", by_person ? "/by" : "/organisation",
                                      {by_person ? "finding-l4-person" : "finding-l4", {}});
        if (by_person) finding.message.parameters = {endorsement->second.by};
        finding.kind = "endorsement";
        finding.id = endorser;
        found.say(std::move(finding));
    }
}

/// The same day of next year; 28 February for the 29th.
Date in_a_year(Date today) {
    const Date next = today + std::chrono::years{1};
    return next.ok() ? next : Date{next.year() / next.month() / std::chrono::last};
}

void looked_at_again(Findings& found, const Practice& practice, Date today) {
    if (practice.stage == Stage::retired) return;
    if (practice.review_on && *practice.review_on >= today) return;
    Finding finding = found.about("L5", "/review_on", {"finding-l5", {}});
    if (practice.review_on) finding.message = {"finding-l5-past", {format(*practice.review_on)}};
    const std::string day = format(in_a_year(today));
    finding.fix = Fix{"/review_on", '"' + day + '"', {"fix-l5", {day}}};
    found.say(std::move(finding));
}

}  // namespace

OwnWord own_word(const Practice& practice, const records::Endorsement& endorsement,
                 const NetworkRecords& network) {
    if (endorsement.organisation == practice.organisation) return OwnWord::organisation;
    if (!practice.creator || endorsement.by.empty()) return OwnWord::no;
    const auto creator = network.persons.find(practice.creator->id);
    if (creator == network.persons.end() || creator->second.user_name.empty()) return OwnWord::no;
    return fold(creator->second.user_name) == fold(endorsement.by) ? OwnWord::person : OwnWord::no;
}

std::vector<Finding> findings_of(const Practice& practice, const NetworkRecords& network,
                                 const RuleBook& rules, Date today, const std::string& id) {
    Findings found{rules, id};
    short_enough(found, practice.problem, "problem");
    short_enough(found, practice.solution, "solution");
    if (practice.evidence.empty() && practice.measurements.empty()) {
        const bool idea = practice.stage == Stage::idea;
        found.say(found.about("L2", "/evidence", {idea ? "finding-l2-idea" : "finding-l2", {}}),
                  idea ? Severity::info : find_rule("L2")->severity);
    }
    if (is_empty(practice.when_to_use)) found.say(found.about("L3", "/when_to_use", {"finding-l3", {}}));
    endorsed_by_others(found, practice, network, id);
    looked_at_again(found, practice, today);
    return found.take();
}

}  // namespace brujula::planning
