// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "planning/advice_parts.hpp"

// T: by when, and how one will know on the way. The rules' words and sources: docs/rules.md.
namespace brujula::planning {

using records::Accumulation;
using records::Indicator;
using records::ResultLevel;
using records::Target;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

std::vector<const Target*> in_order(const Indicator& indicator) {
    std::vector<const Target*> targets;
    for (const auto& target : indicator.targets)
        targets.push_back(&target);
    std::stable_sort(targets.begin(), targets.end(), [](const Target* a, const Target* b) {
        return sys_days{a->first_day} < sys_days{b->first_day};
    });
    return targets;
}

void deadline(Look& look) {
    const auto& goal = look.goal();
    if (!goal.last_day.ok()) {
        auto finding = about_goal("T1", "/last_day", {"finding-t1", {}});
        if (look.reading.deadline) {
            const auto day = format(*look.reading.deadline);
            finding.fix = Fix{"/last_day", "\"" + day + "\"", {"fix-t1", {day}}};
        }
        return say(look, std::move(finding));
    }
    if (goal.first_day.ok() && goal.last_day <= goal.first_day)
        return say(look, about_goal("T2", "/last_day",
                                    {"finding-t2", {format(goal.last_day), format(goal.first_day)}}));
    if (look.draft.id.empty() && goal.last_day < look.today)
        say(look,
            about_goal("T2", "/last_day", {"finding-t2-past", {format(goal.last_day), format(look.today)}}));
}

struct Horizon {
    double least = 0;
    double most = 0;
};

/// Months within which an outcome of that level shows: Wikimedia's logic model.
std::optional<Horizon> horizon_of(ResultLevel level) {
    switch (level) {
        case ResultLevel::output:
            return std::nullopt;
        case ResultLevel::short_outcome:
            return Horizon{0, 3};
        case ResultLevel::intermediate_outcome:
            return Horizon{3, 12};
        case ResultLevel::long_outcome:
            return Horizon{12, 60};
    }
    return std::nullopt;
}

void horizon(Look& look) {
    const auto& goal = look.goal();
    if (!goal.level || !goal.first_day.ok() || !goal.last_day.ok() || goal.last_day < goal.first_day) return;
    const auto fits = horizon_of(*goal.level);
    if (!fits) return;
    // A calendar year is 12 months and a few hours by months of 30.44 days.
    constexpr double some_days = 0.15;
    const double months = months_between(goal.first_day, goal.last_day);
    if (months >= fits->least - some_days && months <= fits->most + some_days) return;
    say(look,
        about_goal("T3", "/level", {"finding-t3", {plain(months, 1), plain(fits->least), plain(fits->most)}},
                   {{"months", months}, {"least", fits->least}, {"most", fits->most}}));
}

bool has_dates(const records::Goal& goal) {
    return goal.first_day.ok() && goal.last_day.ok() && goal.first_day <= goal.last_day;
}

/// Targets with one total at the end, or one a period: the periods follow each other from the goal's first
/// day to its last.
void periods(Look& look, const AdvisedIndicator& advised) {
    const auto& goal = look.goal();
    const auto targets = in_order(advised.indicator);
    if (targets.empty() || !has_dates(goal)) return;
    const auto say_gap = [&](Date from, Date to) {
        say(look, about_indicator(advised, "T4", "/targets", {"finding-t4-gap", {format(from), format(to)}}));
    };
    sys_days next = goal.first_day;
    for (const auto* target : targets) {
        const sys_days first = target->first_day;
        if (first > next) say_gap(next, first - days{1});
        if (first < next && first != sys_days{goal.first_day} &&
            advised.indicator.accumulation == Accumulation::periodic)
            say(look, about_indicator(advised, "T4", "/targets",
                                      {"finding-t4-overlap", {format(target->first_day)}}));
        next = std::max(next, sys_days{target->last_day} + days{1});
    }
    if (next <= sys_days{goal.last_day}) say_gap(next, goal.last_day);
}

void milestones(Look& look, const AdvisedIndicator& advised) {
    const auto& goal = look.goal();
    if (!has_dates(goal) || advised.indicator.targets.size() != 1) return;
    const double months = months_between(goal.first_day, goal.last_day);
    if (months <= look.rules.threshold("T5") + 0.15) return;
    say(look,
        about_indicator(advised, "T5", "/targets", {"finding-t5", {plain(months, 0)}}, {{"months", months}}));
}

/// The number in the statement against the targets: the last one's of a running total, their sum of periodic
/// ones.
void total(Look& look, const AdvisedIndicator& advised) {
    const auto& read = look.reading.quantity;
    const auto& targets = advised.indicator.targets;
    if (!read || read->kind != Quantity::Kind::absolute || targets.empty()) return;
    if (&advised != &look.draft.indicators.front()) return;
    const bool cumulative = advised.indicator.accumulation == Accumulation::cumulative;
    const double reached =
        cumulative ? last_target(advised.indicator)->value.value
                   : std::accumulate(targets.begin(), targets.end(), 0.0,
                                     [](double sum, const Target& t) { return sum + t.value.value; });
    if (reached == read->value) return;
    auto finding =
        about_indicator(advised, "T6", "/targets",
                        {cumulative ? "finding-t6" : "finding-t6-sum", {plain(read->value), plain(reached)}},
                        {{"statement", read->value}, {"targets", reached}});
    if (targets.size() == 1 && targets.front().revisions.empty())
        finding.fix = Fix{"/targets/0/value/value", plain(read->value), {"fix-t6", {plain(read->value)}}};
    say(look, std::move(finding));
}

void before_the_report(Look& look, const AdvisedIndicator& advised) {
    const auto* last = last_target(advised.indicator);
    if (last == nullptr || advised.id.empty()) return;
    for (const auto& id : ids_in(look.network.evaluation_plans_of_plan, look.goal().plan.id))
        for (const auto& question : look.network.evaluation_plans.find(id)->second.questions) {
            const bool uses = std::any_of(question.indicators.begin(), question.indicators.end(),
                                          [&](const auto& ref) { return ref.id == advised.id; });
            if (uses && question.report_by && last->last_day > *question.report_by)
                say(look,
                    about_indicator(advised, "T7", "/targets",
                                    {"finding-t7", {format(last->last_day), format(*question.report_by)}}));
        }
}

void backwards(Look& look, const AdvisedIndicator& advised) {
    for (std::size_t i = 0; i < advised.indicator.targets.size(); ++i) {
        const auto& target = advised.indicator.targets[i];
        if (target.last_day < target.first_day)
            say(look, about_indicator(advised, "T8", "/targets/" + std::to_string(i) + "/last_day",
                                      {"finding-t8", {format(target.first_day), format(target.last_day)}}));
    }
}

void text_and_dates(Look& look) {
    const auto& read = look.reading.deadline;
    const auto& goal = look.goal();
    if (!read || !goal.last_day.ok() || *read == goal.last_day) return;
    auto finding = about_goal("T9", "/last_day", {"finding-t9", {format(*read), format(goal.last_day)}});
    finding.fix = Fix{"/last_day", "\"" + format(*read) + "\"", {"fix-t1", {format(*read)}}};
    say(look, std::move(finding));
}

}  // namespace

void advise_time_bound(Look& look) {
    deadline(look);
    horizon(look);
    for (const auto& indicator : look.draft.indicators)
        for (const auto& rule : {periods, milestones, total, before_the_report, backwards})
            rule(look, indicator);
    text_and_dates(look);
}

}  // namespace brujula::planning
