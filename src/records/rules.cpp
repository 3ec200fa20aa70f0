// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/rules.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <string_view>

namespace brujula::records {

namespace {

using Problems = std::vector<Problem>;

std::string at(std::string_view list, std::size_t index, std::string_view member = "") {
    return "/" + std::string(list) + "/" + std::to_string(index) +
           (member.empty() ? std::string{} : "/" + std::string(member));
}

void needs(const LocalizedText& text, const std::string& field, Problems& problems) {
    if (text.empty()) problems.push_back({field, {"problem-text-missing", {}}});
}

void needs(const std::string& text, const std::string& field, Problems& problems) {
    if (text.empty()) problems.push_back({field, {"problem-text-missing", {}}});
}

void in_order(Date first, Date last, const std::string& field, Problems& problems) {
    if (last < first)
        problems.push_back({field, {"problem-ends-before-it-begins", {format(first), format(last)}}});
}

void in_order(std::optional<Date> since, std::optional<Date> until, const std::string& field,
              Problems& problems) {
    if (since && until) in_order(*since, *until, field, problems);
}

void web_address(const std::string& url, const std::string& field, Problems& problems) {
    const bool plain = url.find_first_of(" \t\r\n<>\"'`") == std::string::npos;
    if (!url.empty() && !(plain && (url.starts_with("https://") || url.starts_with("http://"))))
        problems.push_back({field, {"problem-not-an-address", {}}});
}

/// "2014", "2014-06" or "2014-06-02".
bool is_partial_date(const std::string& text) {
    const std::string whole = text.size() == 4 ? text + "-01-01" : text.size() == 7 ? text + "-01" : text;
    return parse_date(whole).has_value();
}

void wiki_name(const std::string& wiki, const std::string& field, Problems& problems) {
    const bool plain =
        !wiki.empty() && wiki.size() <= 64 && std::all_of(wiki.begin(), wiki.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
    if (!plain) problems.push_back({field, {"problem-not-a-wiki", {wiki}}});
}

void time_zone(const std::string& zone, Problems& problems, const char* field) {
    if (!is_time_zone(zone)) problems.push_back({field, {"error-time-zone-unknown", {zone}}});
}

void check_statuses(const Organisation& organisation, Problems& problems) {
    if (organisation.statuses.empty()) problems.push_back({"/statuses", {"problem-status-missing", {}}});
    for (std::size_t i = 0; i < organisation.statuses.size(); ++i) {
        const auto& status = organisation.statuses[i];
        if (status.since && !is_partial_date(*status.since))
            problems.push_back({at("statuses", i, "since"), {"problem-needs-partial-date", {}}});
        if (status.until && !is_partial_date(*status.until))
            problems.push_back({at("statuses", i, "until"), {"problem-needs-partial-date", {}}});
        if (status.since && status.until && *status.until < *status.since)
            problems.push_back({at("statuses", i, "until"),
                                {"problem-ends-before-it-begins", {*status.since, *status.until}}});
    }
}

void check_baseline(const Baseline& baseline, Problems& problems) {
    if (!baseline.value && !baseline.collect_by)
        problems.push_back({"/baseline", {"problem-baseline-neither", {}}});
    if (baseline.value && !baseline.date)
        problems.push_back({"/baseline/date", {"problem-baseline-date", {}}});
}

/// Each target whose period begins before all that begin earlier have ended.
void check_overlaps(const std::vector<Target>& targets, Problems& problems) {
    std::vector<std::size_t> order(targets.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return targets[a].first_day < targets[b].first_day;
    });
    std::size_t longest = 0;  // of those seen, the place in `order` that ends last
    for (std::size_t i = 1; i < order.size(); ++i) {
        const auto& target = targets[order[i]];
        const auto& before = targets[order[longest]];
        if (target.first_day <= before.last_day)
            problems.push_back(
                {at("targets", order[i]), {"problem-targets-overlap", {std::to_string(order[longest] + 1)}}});
        if (target.last_day > before.last_day) longest = i;
    }
}

/// Each named once, by a word without spaces.
template <class T>
std::set<std::string> check_keys(const std::vector<T>& list, const std::string& where, Problems& problems) {
    std::set<std::string> keys;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto& key = list[i].key;
        const std::string field = where + "/" + std::to_string(i) + "/key";
        if (key.empty() || key.size() > 64 || key.find_first_of(" \t\r\n/") != std::string::npos)
            problems.push_back({field, {"problem-not-a-key", {}}});
        else if (!keys.insert(key).second)
            problems.push_back({field, {"problem-key-twice", {key}}});
    }
    return keys;
}

void check_evidence(const std::vector<Evidence>& evidence, const std::string& where, Problems& problems) {
    for (std::size_t i = 0; i < evidence.size(); ++i) {
        const std::string field = where + "/" + std::to_string(i) + "/url";
        needs(evidence[i].url, field, problems);
        web_address(evidence[i].url, field, problems);
    }
}

void check_budget(const std::vector<BudgetLine>& budget, Problems& problems) {
    for (std::size_t i = 0; i < budget.size(); ++i) {
        const auto& line = budget[i];
        const bool code =
            line.currency.size() == 3 && std::all_of(line.currency.begin(), line.currency.end(),
                                                     [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!code) problems.push_back({at("budget", i, "currency"), {"problem-not-a-currency", {}}});
        if (line.amount < 0) problems.push_back({at("budget", i, "amount"), {"problem-below-zero", {}}});
        if (line.rate && *line.rate <= 0)
            problems.push_back({at("budget", i, "rate"), {"problem-not-above-zero", {}}});
        if (line.rate && !line.rate_date)
            problems.push_back({at("budget", i, "rate_date"), {"problem-rate-date", {}}});
    }
}

void check_targets(const std::vector<Target>& targets, Problems& problems) {
    check_overlaps(targets, problems);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        in_order(targets[i].first_day, targets[i].last_day, at("targets", i, "last_day"), problems);
        for (std::size_t k = 0; k < targets[i].revisions.size(); ++k)
            if (targets[i].revisions[k].reason.empty())
                problems.push_back(
                    {at("targets", i) + at("revisions", k, "reason"), {"problem-reason-missing", {}}});
    }
}

}  // namespace

bool is_language(std::string_view code) {
    if (code.size() < 2 || code.size() > 20 || code.front() == '-' || code.back() == '-') return false;
    return std::all_of(code.begin(), code.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string pointer_part(std::string_view name) {
    std::string part;
    for (const char c : name) {
        if (c == '~')
            part += "~0";
        else if (c == '/')
            part += "~1";
        else
            part += c;
    }
    return part;
}

void check(const Organisation& organisation, Problems& problems) {
    needs(organisation.name, "/name", problems);
    check_statuses(organisation, problems);
    for (std::size_t i = 0; i < organisation.countries.size(); ++i) {
        const auto& code = organisation.countries[i];
        if (code.size() != 2 ||
            !std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
            problems.push_back({at("countries", i), {"problem-not-a-country", {code}}});
    }
    for (std::size_t i = 0; i < organisation.languages.size(); ++i)
        if (!is_language(organisation.languages[i]))
            problems.push_back({at("languages", i), {"problem-not-a-language", {organisation.languages[i]}}});
    for (std::size_t i = 0; i < organisation.memberships.size(); ++i)
        in_order(organisation.memberships[i].since, organisation.memberships[i].until,
                 at("memberships", i, "until"), problems);
    if (organisation.seat &&
        (std::abs(organisation.seat->latitude) > 90 || std::abs(organisation.seat->longitude) > 180))
        problems.push_back({"/seat", {"problem-not-on-earth", {}}});
    web_address(organisation.website, "/website", problems);
    if (organisation.financial_year_from < 1 || organisation.financial_year_from > 12)
        problems.push_back({"/financial_year_from", {"problem-not-a-month", {}}});
}

void check(const Person& person, Problems& problems) {
    if (person.user_name.empty() && person.name.empty())
        problems.push_back({"/user_name", {"problem-person-without-name", {}}});
    for (std::size_t i = 0; i < person.roles.size(); ++i)
        in_order(person.roles[i].since, person.roles[i].until, at("roles", i, "until"), problems);
}

void check(const Plan& plan, Problems& problems) {
    needs(plan.title, "/title", problems);
    in_order(plan.first_day, plan.last_day, "/last_day", problems);
    for (std::size_t i = 0; i < plan.review_days.size(); ++i)
        if (plan.review_days[i] < plan.first_day)
            problems.push_back({"/review_days/" + std::to_string(i),
                                {"problem-review-day-before", {format(plan.first_day)}}});
    constexpr int most_per_cent = 1000;
    if (!plan.legend) return;
    const auto& [met, on_course] = *plan.legend;
    if (met < 1 || met > most_per_cent)
        problems.push_back({"/legend/met", {"problem-legend-met", {std::to_string(most_per_cent)}}});
    if (on_course < 0 || on_course > met)
        problems.push_back({"/legend/on_course", {"problem-legend-on-course", {std::to_string(met)}}});
}

void check(const Objective& objective, Problems& problems) {
    needs(objective.title, "/title", problems);
}

void check(const Goal& goal, Problems& problems) {
    needs(goal.statement, "/statement", problems);
    in_order(goal.first_day, goal.last_day, "/last_day", problems);
    check_budget(goal.budget, problems);
    for (std::size_t i = 0; i < goal.hours.size(); ++i)
        if (goal.hours[i].hours < 0)
            problems.push_back({at("hours", i, "hours"), {"problem-below-zero", {}}});
    for (std::size_t i = 0; i < goal.answers.size(); ++i)
        needs(goal.answers[i].text, at("answers", i, "text"), problems);
}

void check(const Indicator& indicator, Problems& problems) {
    needs(indicator.name, "/name", problems);
    if (indicator.kind == IndicatorKind::measured && (!indicator.metric || indicator.metric->metric.empty()))
        problems.push_back({"/metric", {"problem-metric-missing", {}}});
    if (indicator.baseline) check_baseline(*indicator.baseline, problems);
    check_targets(indicator.targets, problems);
    if (indicator.kind == IndicatorKind::formula &&
        (!indicator.formula || indicator.formula->numerator.empty()))
        problems.push_back({"/formula", {"problem-formula-missing", {}}});
    check_keys(indicator.disaggregations, "/disaggregations", problems);
    for (std::size_t i = 0; i < indicator.disaggregations.size(); ++i)
        check_keys(indicator.disaggregations[i].categories, at("disaggregations", i, "categories"), problems);
}

void check(const Observation& observation, Problems& problems) {
    in_order(observation.first_day, observation.last_day, "/last_day", problems);
    if (observation.by == ObservedBy::measured && !observation.measurement)
        problems.push_back({"/measurement", {"problem-measurement-missing", {}}});
    if (!observation.value && observation.narrative.empty() && observation.note.empty() &&
        observation.parts.empty())
        problems.push_back({"/value", {"problem-value-or-why", {}}});
    check_evidence(observation.evidence, "/evidence", problems);
}

void check(const Programme& programme, Problems& problems) {
    needs(programme.name, "/name", problems);
}

void check(const Activity& activity, Problems& problems) {
    needs(activity.name, "/name", problems);
    in_order(activity.first_day, activity.last_day, "/last_day", problems);
    time_zone(activity.time_zone, problems, "/time_zone");
    for (std::size_t i = 0; i < activity.wikis.size(); ++i)
        wiki_name(activity.wikis[i], at("wikis", i), problems);
}

void check(const Cohort& cohort, Problems& problems) {
    needs(cohort.name, "/name", problems);
    for (std::size_t i = 0; i < cohort.members.size(); ++i) {
        needs(cohort.members[i].user_name, at("members", i, "user_name"), problems);
        if (cohort.members[i].wiki) wiki_name(*cohort.members[i].wiki, at("members", i, "wiki"), problems);
    }
}

void check(const Measurement& measurement, Problems& problems) {
    in_order(measurement.scope.first_day, measurement.scope.last_day, "/scope/last_day", problems);
    time_zone(measurement.scope.time_zone, problems, "/scope/time_zone");
}

void check(const Purpose& purpose, Problems& problems) {
    if (purpose.vision.empty() && purpose.values.empty()) needs(purpose.mission, "/mission", problems);
}

void check(const Axis& axis, Problems& problems) {
    needs(axis.title, "/title", problems);
}

void check(const LogicModel& model, Problems& problems) {
    needs(model.title, "/title", problems);
    const auto keys = check_keys(model.items, "/items", problems);
    for (std::size_t i = 0; i < model.items.size(); ++i) {
        needs(model.items[i].text, at("items", i, "text"), problems);
        if (model.items[i].difficulty < 0 || model.items[i].difficulty > 3)
            problems.push_back({at("items", i, "difficulty"), {"problem-not-a-difficulty", {}}});
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t i = 0; i < model.links.size(); ++i) {
        const auto& link = model.links[i];
        for (const auto& [member, key] : {std::pair{"from", link.from}, std::pair{"to", link.to}})
            if (!keys.contains(key))
                problems.push_back({at("links", i, member), {"problem-key-nowhere", {key}}});
        if (!seen.emplace(link.from, link.to).second)
            problems.push_back({at("links", i), {"problem-arrow-twice", {link.from, link.to}}});
    }
}

void check(const EvaluationPlan& plan, Problems& problems) {
    needs(plan.title, "/title", problems);
    for (std::size_t i = 0; i < plan.questions.size(); ++i) {
        const auto& question = plan.questions[i];
        needs(question.question, at("questions", i, "question"), problems);
        for (const auto& [member, count] :
             {std::pair{"asked", question.asked}, std::pair{"answered", question.answered}})
            if (count && *count < 0)
                problems.push_back({at("questions", i, member), {"problem-below-zero", {}}});
        const std::string items = at("questions", i, "survey_items");
        check_keys(question.survey_items, items, problems);
        for (std::size_t j = 0; j < question.survey_items.size(); ++j)
            needs(question.survey_items[j].text, items + "/" + std::to_string(j) + "/text", problems);
        check_evidence(question.evidence, at("questions", i, "evidence"), problems);
    }
}

void check(const Review& review, Problems& problems) {
    needs(review.title, "/title", problems);
    in_order(review.first_day, review.last_day, "/last_day", problems);
    std::set<std::string> goals;
    for (std::size_t i = 0; i < review.goals.size(); ++i) {
        if (!goals.insert(review.goals[i].goal.id).second)
            problems.push_back({at("goals", i, "goal"), {"problem-key-twice", {review.goals[i].goal.id}}});
        check_evidence(review.goals[i].evidence, at("goals", i, "evidence"), problems);
    }
}

void check(const Practice& practice, Problems& problems) {
    needs(practice.title, "/title", problems);
    for (std::size_t i = 0; i < practice.decisions.size(); ++i) {
        needs(practice.decisions[i].reason, at("decisions", i, "reason"), problems);
        check_evidence(practice.decisions[i].evidence, at("decisions", i, "evidence"), problems);
    }
    check_evidence(practice.evidence, "/evidence", problems);
}

void check(const Endorsement& endorsement, Problems& problems) {
    needs(endorsement.text, "/text", problems);
}

void check(const Adoption&, Problems&) {}

void check(const Comment& comment, Problems& problems) {
    constexpr std::size_t longest = 10'000;
    needs(comment.text, "/text", problems);
    if (comment.text.size() > longest)
        problems.push_back({"/text", {"problem-text-too-long", {std::to_string(longest)}}});
    if (!is_language(comment.language))
        problems.push_back({"/language", {"problem-not-a-language", {comment.language}}});
    if (!comment.field.empty() && comment.field.front() != '/')
        problems.push_back({"/field", {"problem-not-a-pointer", {}}});
}

void check(const NamedView& view, Problems& problems) {
    needs(view.title, "/title", problems);
    const bool inside = view.address.starts_with('/') && !view.address.starts_with("//") &&
                        std::all_of(view.address.begin(), view.address.end(), [](char c) {
                            return static_cast<unsigned char>(c) > ' ' && c != '\\' && c != '"';
                        });
    if (!inside) problems.push_back({"/address", {"problem-not-inside", {}}});
}

void check(const AdviserSettings& settings, Problems& problems) {
    for (std::size_t i = 0; i < settings.rules.size(); ++i) {
        const auto& rule = settings.rules[i].rule;
        const bool known =
            rule.size() >= 2 && rule.size() <= 3 &&
            std::string_view{"SMARTELD"}.find(rule.front()) != std::string_view::npos &&
            std::all_of(rule.begin() + 1, rule.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!known) problems.push_back({at("rules", i, "rule"), {"problem-not-a-rule", {rule}}});
    }
    for (std::size_t i = 0; i < settings.languages.size(); ++i)
        if (!is_language(settings.languages[i]))
            problems.push_back({at("languages", i), {"problem-not-a-language", {settings.languages[i]}}});
}

}  // namespace brujula::records
