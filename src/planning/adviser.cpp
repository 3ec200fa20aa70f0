// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/adviser.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "planning/advice_parts.hpp"
#include "planning/limits.hpp"

namespace brujula::planning {

namespace {

std::size_t place_of(const std::string& rule) {
    const auto& rules = all_rules();
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == rule; });
    return static_cast<std::size_t>(found - rules.begin());
}

Finding about(std::string kind, std::string id, const char* rule, std::string field, Message message,
              std::vector<EvidenceNumber> evidence) {
    Finding finding;
    finding.rule = rule;
    finding.severity = find_rule(rule)->severity;
    finding.kind = std::move(kind);
    finding.id = std::move(id);
    finding.field = std::move(field);
    finding.message = std::move(message);
    finding.evidence = std::move(evidence);
    return finding;
}

}  // namespace

Finding about_goal(const char* rule, std::string field, Message message,
                   std::vector<EvidenceNumber> evidence) {
    return about("goal", "", rule, std::move(field), std::move(message), std::move(evidence));
}

Finding about_indicator(const AdvisedIndicator& indicator, const char* rule, std::string field,
                        Message message, std::vector<EvidenceNumber> evidence) {
    return about("indicator", indicator.id, rule, std::move(field), std::move(message), std::move(evidence));
}

void say(Look& look, Finding finding, Severity own) {
    finding.severity = look.rules.severity(finding.rule, own);
    if (finding.severity == Severity::off) return;
    if (finding.kind == "goal") finding.id = look.draft.id;
    look.found.push_back(std::move(finding));
}

void say(Look& look, Finding finding) {
    const auto own = finding.severity;
    say(look, std::move(finding), own);
}

std::string plain(double number, int decimals) {
    auto text = fmt::format("{:.{}f}", number, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string percent(double share) {
    return plain(share * 100, 1);
}

Advice::Standing Advice::standing(char letter) const {
    auto standing = Standing::holds;
    for (const auto& finding : findings) {
        if (finding.rule.front() != letter || finding.severity == Severity::info) continue;
        if (std::find(answered.begin(), answered.end(), finding.rule) != answered.end()) continue;
        if (finding.severity == Severity::error) return Standing::fails;
        standing = Standing::flagged;
    }
    return standing;
}

Adviser::Adviser(const Lexica& lexica, const NetworkRecords& network, Date today)
    : m_lexica(lexica),
      m_network(network),
      m_rules(settings_of(network)),
      m_settings(settings_of(network)),
      m_today(today) {}

Advice Adviser::advise(const AdvisedGoal& goal, std::string_view language) const {
    Advice advice;
    const auto statement = choose(goal.goal.statement, language);
    advice.reading = read_statement(statement.text, statement.language, m_lexica, m_today);
    Budget budget{most_steps_of_answer};
    Look look{goal,       advice.reading, m_lexica,        m_network, m_rules,
              m_settings, m_today,        advice.findings, budget};
    advise_specific(look);
    advise_measurable(look);
    advise_achievable(look, advice.indicators);
    advise_relevant(look);
    advise_time_bound(look);
    std::stable_sort(advice.findings.begin(), advice.findings.end(),
                     [](const Finding& a, const Finding& b) { return place_of(a.rule) < place_of(b.rule); });
    for (const auto& answer : goal.goal.answers)
        advice.answered.push_back(answer.rule);
    return advice;
}

AdvisedGoal advised_goal(const NetworkRecords& network, std::string_view id) {
    const auto goal = network.goals.find(id);
    if (goal == network.goals.end())
        throw Error{ErrorKind::not_found, {"error-no-such-record", {"goal", std::string(id)}}};
    AdvisedGoal advised{goal->first, goal->second, {}};
    for (const auto& indicator : ids_in(network.indicators_of_goal, id))
        advised.indicators.push_back({indicator, network.indicators.find(indicator)->second, true});
    return advised;
}

}  // namespace brujula::planning
