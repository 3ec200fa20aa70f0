// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/evaluation_rules.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <tuple>

#include <boost/json.hpp>

#include "records/described.hpp"

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

    void say(const char* rule, std::string field, Message message, std::vector<EvidenceNumber> evidence = {},
             std::optional<planning::Fix> fix = {}) const {
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
        finding.fix = std::move(fix);
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

using records::SurveyItem;
using records::SurveyTime;
using Items = std::vector<SurveyItem>;

const SurveyItem* item_of(const Items& items, const std::string& key) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.key == key; });
    return found == items.end() ? nullptr : &*found;
}

/// What the surveys of one side ask, each key once, as first worded; nothing where there is no such survey.
std::optional<Items> asked_at(const EvaluationPlan& plan, SurveyTime time) {
    std::optional<Items> all;
    for (const auto& question : plan.questions) {
        if (!question.survey || question.survey_time != time) continue;
        if (!all) all.emplace();
        for (const auto& item : question.survey_items)
            if (item_of(*all, item.key) == nullptr) all->push_back(item);
    }
    return all;
}

bool in_other_words(const SurveyItem& one, const SurveyItem& other) {
    return std::any_of(one.text.begin(), one.text.end(), [&](const auto& text) {
        const auto same_language = other.text.find(text.first);
        return same_language != other.text.end() && same_language->second != text.second;
    });
}

/// The items with those of the other side that they lack.
planning::Fix ask_also(const Items& items, const Items& others, const std::string& at) {
    Items all = items;
    std::copy_if(others.begin(), others.end(), std::back_inserter(all),
                 [&](const auto& one) { return item_of(items, one.key) == nullptr; });
    return {at + "/survey_items", boost::json::serialize(records::to_json(all)), {"fix-e5", {}}};
}

void against(const Look& look, const Items& items, const Items& others, SurveyTime time,
             const std::string& at) {
    const bool after = time == SurveyTime::after;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string field = at + "/survey_items/" + std::to_string(i);
        const auto* other = item_of(others, items[i].key);
        if (other == nullptr)
            look.say("E5", field, {after ? "finding-e5-not-before" : "finding-e5-not-after", {items[i].key}});
        else if (after && in_other_words(items[i], *other))
            look.say("E5", field, {"finding-e5-words", {items[i].key}});
    }
}

void pair_of_surveys(const Look& look, const EvaluationQuestion& question, const std::string& at) {
    if (!question.survey || !question.survey_time) return;
    const bool after = *question.survey_time == SurveyTime::after;
    const auto others = asked_at(look.plan, after ? SurveyTime::before : SurveyTime::after);
    if (!others)
        return look.say("E5", at + "/survey_time",
                        {after ? "finding-e5-no-before" : "finding-e5-no-after", {}});
    const auto& items = question.survey_items;
    if (items.empty()) {
        std::optional<planning::Fix> fix;
        if (!others->empty()) fix = ask_also(items, *others, at);
        return look.say("E5", at + "/survey_items", {"finding-e5-no-items", {}}, {}, std::move(fix));
    }
    against(look, items, *others, *question.survey_time, at);
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
        pair_of_surveys(look, plan.questions[i], at);
    }
    return found;
}

}  // namespace brujula::evaluating
