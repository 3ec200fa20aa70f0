// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "planning/advice_parts.hpp"

// R: does it serve what the organisation is for. The rules' words and sources: docs/rules.md.
namespace brujula::planning {

using records::LogicItem;
using records::LogicModel;
using records::ResultLevel;

namespace {

bool is_output(ResultLevel level) {
    return level == ResultLevel::output;
}

/// The plan's logic models in which the goal is an item, with that item.
std::vector<std::pair<const LogicModel*, const LogicItem*>> places_in_models(const Look& look) {
    std::vector<std::pair<const LogicModel*, const LogicItem*>> places;
    if (look.draft.id.empty()) return places;
    for (const auto& id : ids_in(look.network.logic_models_of_plan, look.goal().plan.id)) {
        const auto& model = look.network.logic_models.find(id)->second;
        for (const auto& item : model.items)
            if (item.goal && item.goal->id == look.draft.id) places.emplace_back(&model, &item);
    }
    return places;
}

void serves_something(Look& look) {
    if (look.goal().objective.empty() && places_in_models(look).empty())
        say(look, about_goal("R1", "/objective", {"finding-r1", {}}));
}

void levels_fit(Look& look) {
    const auto& goal = look.goal();
    if (!goal.level || look.draft.indicators.empty()) return;
    const bool fits = std::any_of(
        look.draft.indicators.begin(), look.draft.indicators.end(),
        [&](const auto& advised) { return is_output(advised.indicator.level) == is_output(*goal.level); });
    if (fits) return;
    say(look, about_goal("R2", "/level",
                         {is_output(*goal.level) ? "finding-r2-output" : "finding-r2-outcome", {}}));
}

void reasons_are_given(Look& look) {
    if (look.goal().rationale.empty() && !look.goal().objective.empty())
        say(look, about_goal("R3", "/rationale", {"finding-r3", {}}));
    for (const auto& [model, item] : places_in_models(look))
        for (const auto& link : model->links)
            if ((link.from == item->key || link.to == item->key) && link.rationale.empty())
                say(look, about_goal("R3", "", {"finding-r3-arrow", {link.from, link.to}}));
}

/// The goal's item must be led to, and if it is an outcome, measured; the rest of the model is advised where
/// it is drawn.
void stands_in_the_model(Look& look) {
    for (const auto& [model, item] : places_in_models(look)) {
        const auto& key = item->key;
        const bool led_to = std::any_of(model->links.begin(), model->links.end(),
                                        [&](const auto& link) { return link.to == key; });
        if (!led_to && item->column != records::LogicColumn::input)
            say(look, about_goal("R4", "", {"finding-r4-orphan", {key}}));
        const bool outcome = item->column >= records::LogicColumn::short_outcome;
        if (outcome && item->indicators.empty() && look.draft.indicators.empty())
            say(look, about_goal("R4", "", {"finding-r4-outcome", {key}}));
    }
}

std::vector<std::string> members_of(const NetworkRecords& network, const std::string& of) {
    std::vector<std::string> members;
    for (const auto& [id, organisation] : network.organisations)
        if (std::any_of(organisation.memberships.begin(), organisation.memberships.end(),
                        [&](const auto& m) { return m.network.id == of && !m.until; }))
            members.push_back(id);
    return members;
}

void endorsed(Look& look) {
    const auto& goal = look.goal();
    if (goal.organisation.empty() || goal.organisation.id != network_of(look.network)) return;
    const auto members = members_of(look.network, goal.organisation.id);
    if (members.empty()) return;
    const auto count = std::count_if(members.begin(), members.end(), [&](const std::string& member) {
        return std::any_of(goal.endorsed_by.begin(), goal.endorsed_by.end(),
                           [&](const auto& endorser) { return endorser.id == member; });
    });
    const double share = static_cast<double>(count) / static_cast<double>(members.size());
    const double needed = look.rules.threshold("R5");
    if (share >= needed) return;
    say(look,
        about_goal(
            "R5", "/endorsed_by",
            {"finding-r5", {std::to_string(count), std::to_string(members.size()), percent(needed)}},
            {{"endorsed", static_cast<double>(count)}, {"members", static_cast<double>(members.size())}}));
}

void core_metric(Look& look) {
    const auto& all = look.draft.indicators;
    if (all.empty()) return;
    if (std::none_of(all.begin(), all.end(), [](const auto& a) { return !a.indicator.core_metric.empty(); }))
        say(look, about_indicator(all.front(), "R6", "/core_metric", {"finding-r6", {}}));
}

void asked_about(Look& look) {
    const auto& plans = ids_in(look.network.evaluation_plans_of_plan, look.goal().plan.id);
    for (const auto& advised : look.draft.indicators) {
        if (advised.id.empty()) continue;
        bool used = false;
        for (const auto& id : plans)
            for (const auto& question : look.network.evaluation_plans.find(id)->second.questions)
                used = used || std::any_of(question.indicators.begin(), question.indicators.end(),
                                           [&](const auto& ref) { return ref.id == advised.id; });
        if (used) continue;
        say(look,
            about_indicator(advised, "R7", "", {plans.empty() ? "finding-r7-no-plan" : "finding-r7", {}}));
    }
}

}  // namespace

void advise_relevant(Look& look) {
    serves_something(look);
    levels_fit(look);
    reasons_are_given(look);
    stands_in_the_model(look);
    endorsed(look);
    core_metric(look);
    asked_about(look);
}

}  // namespace brujula::planning
