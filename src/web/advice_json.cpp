// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/advice_json.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "statistics/distribution.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::Severity;

namespace {

/// Points of a strip plot; a network has more only when it is very large, and nobody sees more.
constexpr std::size_t most_changes = 500;

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::off:
            return "off";
        case Severity::info:
            return "info";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "warning";
}

std::string_view name_of(planning::SpanKind kind) {
    switch (kind) {
        case planning::SpanKind::verb:
            return "verb";
        case planning::SpanKind::vague_verb:
            return "vague_verb";
        case planning::SpanKind::quantity:
            return "quantity";
        case planning::SpanKind::deadline:
            return "deadline";
        case planning::SpanKind::target_group:
            return "target_group";
        case planning::SpanKind::how:
            return "how";
        case planning::SpanKind::acronym:
            return "acronym";
    }
    return "verb";
}

std::string_view name_of(planning::Advice::Standing standing) {
    switch (standing) {
        case planning::Advice::Standing::holds:
            return "holds";
        case planning::Advice::Standing::flagged:
            return "flagged";
        case planning::Advice::Standing::fails:
            return "fails";
    }
    return "fails";
}

std::string title_key(const std::string& rule) {
    std::string key = "rule-" + rule;
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return key;
}

json::value number_or_null(const std::optional<double>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

json::array spans_json(const planning::StatementReading& reading) {
    json::array spans;
    for (const auto& span : reading.spans)
        spans.push_back(
            {{"kind", name_of(span.kind)}, {"begin", span.begin}, {"end", span.end}, {"text", span.text}});
    return spans;
}

json::array changes_json(const planning::Achievability& known, const planning::NetworkRecords& network,
                         std::string_view language) {
    json::array changes;
    for (const auto& change : known.changes) {
        if (changes.size() == most_changes) break;
        const auto organisation = network.organisations.find(change.organisation);
        changes.push_back({{"indicator", change.indicator},
                           {"goal", change.goal},
                           {"organisation", change.organisation},
                           {"organisation_name", organisation == network.organisations.end()
                                                     ? change.organisation
                                                     : choose(organisation->second.name, language).text},
                           {"day", format(change.day)},
                           {"baseline", change.baseline},
                           {"actual", change.actual},
                           {"change", change.change}});
    }
    return changes;
}

json::value distribution_json(const planning::Achievability& known) {
    std::vector<double> sizes;
    for (const auto& change : known.changes)
        sizes.push_back(change.change);
    if (sizes.empty()) return nullptr;
    const auto at = [&](double p) { return *statistics::quantile(sizes, p); };
    return {{"p10", at(0.1)}, {"q1", at(0.25)}, {"median", at(0.5)}, {"q3", at(0.75)}, {"p90", at(0.9)}};
}

json::object achievability_json(const planning::IndicatorAdvice& advised,
                                const planning::NetworkRecords& network, std::string_view language) {
    const auto& known = advised.achievability;
    json::array own;
    for (const auto& value : known.own)
        own.push_back({{"indicator", value.indicator}, {"day", format(value.day)}, {"value", value.value}});
    json::value trend = nullptr;
    if (known.trend)
        trend = {{"value", known.trend->value}, {"low", known.trend->low}, {"high", known.trend->high}};
    const planning::RuleBook rules(settings_of(network));
    const auto least = static_cast<std::size_t>(rules.threshold("A1"));
    return {{"indicator", advised.id},
            {"key", known.key},
            {"n", known.changes.size()},
            {"least", least},
            {"enough", known.changes.size() >= least},
            {"changes", changes_json(known, network, language)},
            {"distribution", distribution_json(known)},
            {"asked", number_or_null(known.asked)},
            {"own", std::move(own)},
            {"trend", std::move(trend)},
            {"required_rate", number_or_null(known.required_rate)},
            {"best_rate", number_or_null(known.best_rate)}};
}

}  // namespace

json::object finding_json(const planning::Finding& finding, std::string_view language) {
    json::array evidence;
    for (const auto& number : finding.evidence)
        evidence.push_back({{"name", number.name}, {"value", number.value}});
    json::value fix = nullptr;
    if (finding.fix)
        fix = {{"pointer", finding.fix->pointer},
               {"value", parse_json(finding.fix->value)},
               {"label", text_of(finding.fix->label, language)}};
    return {{"rule", finding.rule},
            {"title", text_of({title_key(finding.rule), {}}, language)},
            {"severity", name_of(finding.severity)},
            {"kind", finding.kind},
            {"id", finding.id},
            {"field", finding.field},
            {"text", text_of(finding.message, language)},
            {"evidence", std::move(evidence)},
            {"fix", std::move(fix)}};
}

json::object advice_json(const planning::Advice& advice, const planning::AdvisedGoal& goal,
                         const planning::NetworkRecords& network, std::string_view language) {
    json::object letters;
    for (const char letter : {'S', 'M', 'A', 'R', 'T'})
        letters[std::string(1, letter)] = name_of(advice.standing(letter));
    json::array findings;
    for (const auto& finding : advice.findings) {
        auto told = finding_json(finding, language);
        told["answered"] =
            std::find(advice.answered.begin(), advice.answered.end(), finding.rule) != advice.answered.end();
        findings.push_back(std::move(told));
    }
    json::array indicators;
    for (const auto& indicator : advice.indicators)
        indicators.push_back(achievability_json(indicator, network, language));
    return {{"goal", goal.id},
            {"language", advice.reading.language},
            {"statement", choose(goal.goal.statement, language).text},
            {"spans", spans_json(advice.reading)},
            {"letters", std::move(letters)},
            {"findings", std::move(findings)},
            {"indicators", std::move(indicators)}};
}

json::array rules_json(const planning::NetworkRecords& network, std::string_view language) {
    const planning::RuleBook book(settings_of(network));
    json::array rules;
    for (const auto& rule : planning::all_rules())
        rules.push_back({{"rule", rule.id},
                         {"letter", std::string(1, rule.letter)},
                         {"title", text_of({title_key(rule.id), {}}, language)},
                         {"severity", name_of(book.severity(rule.id, rule.severity))},
                         {"own_severity", name_of(rule.severity)},
                         {"threshold", rule.threshold ? json::value(book.threshold(rule.id)) : nullptr},
                         {"own_threshold", number_or_null(rule.threshold)}});
    return rules;
}

}  // namespace brujula::web
