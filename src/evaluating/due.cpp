// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/due.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>

namespace brujula::evaluating {

using planning::Days;
using planning::NetworkRecords;

namespace {

/// FNV-1a: short, and the same on every machine; where two questions read alike, their order tells them
/// apart.
std::string digest_of(const LocalizedText& text) {
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&](std::string_view part) {
        for (const char c : part) {
            hash ^= static_cast<unsigned char>(c);
            hash *= 1099511628211ULL;
        }
    };
    for (const auto& [language, words] : text) {
        add(language);
        add(words);
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4)
        hex += digits[(hash >> shift) & 15U];
    return hex;
}

bool is_closed(const NetworkRecords& network, const std::string& plan) {
    const auto found = network.plans.find(plan);
    return found != network.plans.end() && found->second.state == records::PlanState::closed;
}

/// Whether a period has an observation, in the time that it takes to look one up.
class Observed {
public:
    /// By their last day.
    explicit Observed(std::vector<const records::Observation*> all) : m_all(std::move(all)) {
        for (const auto* one : m_all)
            m_first_from.push_back(one->first_day);
        for (std::size_t i = m_all.size(); i-- > 1;)
            m_first_from[i - 1] = std::min(m_first_from[i - 1], m_first_from[i]);
    }

    /// One ends in these days, or holds all of them.
    [[nodiscard]] bool in(const Days& days) const {
        const auto ends =
            std::lower_bound(m_all.begin(), m_all.end(), days.first_day,
                             [](const records::Observation* one, Date day) { return one->last_day < day; });
        if (ends == m_all.end()) return false;
        if ((*ends)->last_day <= days.last_day) return true;
        return m_first_from[static_cast<std::size_t>(ends - m_all.begin())] <= days.first_day;
    }

private:
    std::vector<const records::Observation*> m_all;
    std::vector<Date> m_first_from;  ///< the earliest first day of each and those after it
};

class Calendar {
public:
    Calendar(const NetworkRecords& network, std::string_view organisation, Date today)
        : m_network(network), m_organisation(organisation), m_today(today) {}

    std::vector<Due> all() {
        for (const auto& [id, plan] : m_network.evaluation_plans)
            if (wanted(plan.organisation.id) && !is_closed(m_network, plan.plan.id)) questions(id, plan);
        for (const auto& [id, indicator] : m_network.indicators)
            if (wanted(indicator.organisation.id)) of_indicator(id, indicator);
        for (const auto& [id, practice] : m_network.practices)
            if (wanted(practice.organisation.id)) of_practice(id, practice);
        for (const auto& [id, plan] : m_network.plans)
            if (wanted(plan.organisation.id)) of_plan(id, plan);
        std::sort(m_due.begin(), m_due.end(),
                  [](const Due& a, const Due& b) { return std::tie(a.day, a.key) < std::tie(b.day, b.key); });
        return std::move(m_due);
    }

private:
    [[nodiscard]] bool wanted(const std::string& organisation) const {
        return m_organisation.empty() || organisation == m_organisation;
    }

    Due& add(DueWhat what, Date day, const char* kind, const std::string& id, const std::string& key) {
        Due one;
        one.what = what;
        one.day = day;
        one.kind = kind;
        one.id = id;
        one.key = std::string{name_of(what)} + "-" + id + (key.empty() ? "" : "-" + key);
        return m_due.emplace_back(std::move(one));
    }

    void questions(const std::string& id, const records::EvaluationPlan& plan) {
        std::map<std::string, int> seen;
        for (std::size_t i = 0; i < plan.questions.size(); ++i) {
            const auto& question = plan.questions[i];
            std::string key = digest_of(question.question);
            if (const int before = seen[key]++; before > 0) key += "-" + std::to_string(before + 1);
            const std::string at = "/questions/" + std::to_string(i);
            const bool answered = !question.answer.empty();
            const auto say = [&](DueWhat what, const std::optional<Date>& day, const char* member) {
                if (!day) return;
                Due& one = add(what, *day, "evaluation_plan", id, key);
                one.field = at + "/" + member;
                one.organisation = plan.organisation.id;
                one.plan = plan.plan.id;
                one.title = question.question;
                if (question.responsible) one.responsible = question.responsible->id;
            };
            const bool collected = answered || (question.survey && question.answered);
            if (!collected) say(DueWhat::collect, question.collect_by, "collect_by");
            if (!answered) say(DueWhat::analyse, question.analyse_by, "analyse_by");
            if (!answered || (question.report_by && *question.report_by >= m_today))
                say(DueWhat::report, question.report_by, "report_by");
        }
    }

    void of_indicator(const std::string& id, const records::Indicator& indicator) {
        const auto goal = m_network.goals.find(indicator.goal.id);
        if (goal == m_network.goals.end() || is_closed(m_network, goal->second.plan.id)) return;
        const auto say = [&](DueWhat what, Date day, std::string field, std::string key) -> Due& {
            Due& one = add(what, day, "indicator", id, key);
            one.field = std::move(field);
            one.organisation = indicator.organisation.id;
            one.plan = goal->second.plan.id;
            one.goal = indicator.goal.id;
            one.title = indicator.name;
            if (indicator.responsible) one.responsible = indicator.responsible->id;
            return one;
        };
        const auto& baseline = indicator.baseline;
        if (baseline && !baseline->value && baseline->collect_by)
            say(DueWhat::baseline, *baseline->collect_by, "/baseline", "");
        const auto missing = missing_periods(id, indicator, goal->second);
        const auto next = std::find_if(missing.begin(), missing.end(),
                                       [&](const Days& days) { return days.last_day >= m_today; });
        const auto say_value = [&](const Days& days, std::ptrdiff_t count) {
            Due& one = say(DueWhat::value, days.last_day, "", format(days.first_day));
            one.period = days;
            one.missing = static_cast<int>(count);
        };
        if (next != missing.begin()) say_value(*std::prev(next), next - missing.begin());
        if (next != missing.end()) say_value(*next, next - missing.begin() + 1);
    }

    /// The indicator's periods without an observation, in order.
    [[nodiscard]] std::vector<Days> missing_periods(const std::string& id,
                                                    const records::Indicator& indicator,
                                                    const records::Goal& goal) const {
        if (indicator.kind == records::IndicatorKind::formula) return {};  // its parts are due, not it
        Days whole{goal.first_day, goal.last_day};
        if (!indicator.targets.empty()) {
            const auto& targets = indicator.targets;
            whole = {targets.front().first_day, targets.front().last_day};
            for (const auto& target : targets)
                whole = {std::min(whole.first_day, target.first_day),
                         std::max(whole.last_day, target.last_day)};
        }
        const auto organisation = m_network.organisations.find(indicator.organisation.id);
        const int from =
            organisation == m_network.organisations.end() ? 1 : organisation->second.financial_year_from;
        const auto type = planning::period_type(indicator.frequency, from);
        if (planning::too_many_periods(type, whole)) return {};
        const Observed observed(planning::observations_of(m_network, id));
        std::vector<Days> missing;
        for (const auto& period : planning::periods_in(type, whole))
            if (!observed.in(period.days)) missing.push_back(period.days);
        return missing;
    }

    void of_practice(const std::string& id, const records::Practice& practice) {
        if (!practice.review_on || practice.stage == records::Stage::retired) return;
        Due& one = add(DueWhat::practice, *practice.review_on, "practice", id, "");
        one.field = "/review_on";
        one.organisation = practice.organisation.id;
        one.title = practice.title;
        if (practice.creator) one.responsible = practice.creator->id;
    }

    void of_plan(const std::string& id, const records::Plan& plan) {
        if (plan.state == records::PlanState::closed) return;
        std::optional<Date> reviewed;  // up to where closed reviews looked
        for (const auto& review_id : planning::ids_in(m_network.reviews_of_plan, id)) {
            const auto& review = m_network.reviews.find(review_id)->second;
            if (review.state == records::ReviewState::closed)
                reviewed = std::max(reviewed.value_or(review.last_day), review.last_day);
        }
        if (!reviewed || *reviewed < plan.last_day)
            review_of(id, plan, DueWhat::plan_end, plan.last_day, "/last_day", "");
        std::map<Date, std::size_t> days;
        for (std::size_t i = 0; i < plan.review_days.size(); ++i)
            if (plan.review_days[i] != plan.last_day) days.emplace(plan.review_days[i], i);
        std::optional<Date> before;
        for (const auto& [day, index] : days) {
            const bool done = reviewed && (before ? *reviewed > *before : *reviewed >= plan.first_day);
            if (!done)
                review_of(id, plan, DueWhat::plan_review, day, "/review_days/" + std::to_string(index),
                          format(day));
            before = day;
        }
    }

    void review_of(const std::string& id, const records::Plan& plan, DueWhat what, Date day,
                   std::string field, std::string key) {
        Due& one = add(what, day, "plan", id, key);
        one.field = std::move(field);
        one.organisation = plan.organisation.id;
        one.plan = id;
        one.title = plan.title;
    }

    const NetworkRecords& m_network;
    std::string_view m_organisation;
    Date m_today;
    std::vector<Due> m_due;
};

}  // namespace

std::string_view name_of(DueWhat what) {
    switch (what) {
        case DueWhat::collect:
            return "collect";
        case DueWhat::analyse:
            return "analyse";
        case DueWhat::report:
            return "report";
        case DueWhat::value:
            return "value";
        case DueWhat::baseline:
            return "baseline";
        case DueWhat::practice:
            return "practice";
        case DueWhat::plan_end:
            return "plan_end";
        case DueWhat::plan_review:
            return "plan_review";
    }
    return "collect";
}

std::vector<Due> due(const NetworkRecords& network, std::string_view organisation, Date today) {
    return Calendar{network, organisation, today}.all();
}

}  // namespace brujula::evaluating
