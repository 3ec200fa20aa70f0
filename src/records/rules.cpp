// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/rules.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>

namespace brujula::records {

namespace {

using Problems = std::vector<Problem>;

std::string at(std::string_view list, std::size_t index, std::string_view member = "") {
    return "/" + std::string(list) + "/" + std::to_string(index) +
           (member.empty() ? std::string{} : "/" + std::string(member));
}

void needs(const LocalizedText& text, const char* field, Problems& problems) {
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
}

void check(const Objective& objective, Problems& problems) {
    needs(objective.title, "/title", problems);
}

void check(const Goal& goal, Problems& problems) {
    needs(goal.statement, "/statement", problems);
    in_order(goal.first_day, goal.last_day, "/last_day", problems);
}

void check(const Indicator& indicator, Problems& problems) {
    needs(indicator.name, "/name", problems);
    if (indicator.kind == IndicatorKind::measured && (!indicator.metric || indicator.metric->metric.empty()))
        problems.push_back({"/metric", {"problem-metric-missing", {}}});
    if (indicator.baseline) check_baseline(*indicator.baseline, problems);
    check_targets(indicator.targets, problems);
}

void check(const Observation& observation, Problems& problems) {
    in_order(observation.first_day, observation.last_day, "/last_day", problems);
    if (observation.by == ObservedBy::measured && !observation.measurement)
        problems.push_back({"/measurement", {"problem-measurement-missing", {}}});
    for (std::size_t i = 0; i < observation.evidence.size(); ++i) {
        needs(observation.evidence[i].url, at("evidence", i, "url"), problems);
        web_address(observation.evidence[i].url, at("evidence", i, "url"), problems);
    }
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

}  // namespace brujula::records
