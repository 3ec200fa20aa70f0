// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/evaluation_rules.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>

namespace brujula::evaluating {

using planning::EvidenceNumber;
using planning::Finding;
using planning::NetworkRecords;
using records::EvaluationPlan;
using records::EvaluationQuestion;
using records::Severity;

namespace {

/// Where the rules look at, and where they say what they found.
struct Look {
    const EvaluationPlan& plan;
    const std::string& id;
    const NetworkRecords& network;
    const planning::RuleBook& rules;
    Date today;
    std::vector<Finding>& found;

    void say(const char* rule, std::string field, Message message,
             std::vector<EvidenceNumber> evidence = {}) const {
        const auto* known = planning::find_rule(rule);
        const auto severity = rules.severity(rule, known != nullptr ? known->severity : Severity::warning);
        if (severity == Severity::off) return;
        Finding finding;
        finding.rule = rule;
        finding.severity = severity;
        finding.kind = "evaluation_plan";
        finding.id = id;
        finding.field = std::move(field);
        finding.message = std::move(message);
        finding.evidence = std::move(evidence);
        found.push_back(std::move(finding));
    }
};

void complete(const Look& look, const EvaluationQuestion& question, const std::string& at) {
    const std::array<std::tuple<const char*, const char*, bool>, 6> parts{{
        {"indicators", "finding-e1-indicators", question.indicators.empty()},
        {"method", "finding-e1-method", question.method.empty()},
        {"source", "finding-e1-source", question.source.empty()},
        {"responsible", "finding-e1-responsible", !question.responsible || question.responsible->empty()},
        {"collect_by", "finding-e1-collect_by", !question.collect_by},
        {"use", "finding-e1-use", question.use.empty()},
    }};
    for (const auto& [member, message, missing] : parts)
        if (missing) look.say("E1", at + "/" + member, {message, {}});
}

std::optional<Date> last_day_of(const EvaluationQuestion& question) {
    std::optional<Date> last;
    for (const auto& day : {question.collect_by, question.analyse_by, question.report_by})
        if (day && (!last || *day > *last)) last = day;
    return last;
}

/// The day on which somebody must still be there to do the work.
Date needed_until(const EvaluationQuestion& question, Date today) {
    const auto last = last_day_of(question);
    if (!last) return today;
    return question.answer.empty() ? std::max(*last, today) : *last;
}

void responsible(const Look& look, const EvaluationQuestion& question, const std::string& at) {
    if (!question.responsible || question.responsible->empty()) return;
    const auto found = look.network.persons.find(question.responsible->id);
    const std::string field = at + "/responsible";
    if (found == look.network.persons.end()) {
        look.say("E2", field, {"finding-e2-nobody", {question.responsible->id}});
        return;
    }
    const auto network = planning::network_of(look.network);
    const Date day = needed_until(question, look.today);
    std::optional<Date> latest_end;
    bool has_role = false;
    for (const auto& role : found->second.roles) {
        const auto& organisation = role.organisation.id;
        if (organisation != look.plan.organisation.id && (organisation != network || network.empty()))
            continue;
        has_role = true;
        if (!role.until || *role.until >= day) return;
        if (!latest_end || *role.until > *latest_end) latest_end = role.until;
    }
    if (!has_role)
        look.say("E2", field, {"finding-e2-elsewhere", {}});
    else
        look.say("E2", field, {"finding-e2-until", {format(*latest_end), format(day)}});
}

void in_order(const Look& look, const EvaluationQuestion& question, const std::string& at) {
    const auto check = [&](const std::optional<Date>& before, const std::optional<Date>& after,
                           const char* member, const char* message) {
        if (!before || !after || *before <= *after) return;
        const auto days = (std::chrono::sys_days{*before} - std::chrono::sys_days{*after}).count();
        look.say("E3", at + "/" + member, {message, {format(*after), format(*before)}},
                 {{"days", static_cast<double>(days)}});
    };
    check(question.collect_by, question.analyse_by, "analyse_by", "finding-e3-analyse");
    check(question.analyse_by, question.report_by, "report_by", "finding-e3-report");
    if (!question.analyse_by)
        check(question.collect_by, question.report_by, "report_by", "finding-e3-report-collect");
}

void survey(const Look& look, const EvaluationQuestion& question, const std::string& at) {
    if (!question.survey) return;
    if (!question.asked) look.say("E4", at + "/asked", {"finding-e4-asked", {}});
    const bool over = (question.collect_by && *question.collect_by < look.today) || !question.answer.empty();
    if (!question.answered && over) look.say("E4", at + "/answered", {"finding-e4-answered", {}});
    if (question.asked && question.answered && *question.answered > *question.asked)
        look.say("E4", at + "/answered",
                 {"finding-e4-more", {std::to_string(*question.answered), std::to_string(*question.asked)}},
                 {{"asked", static_cast<double>(*question.asked)},
                  {"answered", static_cast<double>(*question.answered)}});
}

}  // namespace

std::optional<double> response_rate(const EvaluationQuestion& question) {
    if (!question.asked || !question.answered || *question.asked <= 0) return std::nullopt;
    return static_cast<double>(*question.answered) / static_cast<double>(*question.asked);
}

std::vector<Finding> evaluation_findings(const EvaluationPlan& plan, const std::string& id,
                                         const NetworkRecords& network, const planning::RuleBook& rules,
                                         Date today) {
    std::vector<Finding> found;
    const Look look{plan, id, network, rules, today, found};
    if (plan.questions.empty()) look.say("E1", "/questions", {"finding-e1-none", {}});
    for (std::size_t i = 0; i < plan.questions.size(); ++i) {
        const std::string at = "/questions/" + std::to_string(i);
        complete(look, plan.questions[i], at);
        responsible(look, plan.questions[i], at);
        in_order(look, plan.questions[i], at);
        survey(look, plan.questions[i], at);
    }
    return found;
}

}  // namespace brujula::evaluating
