// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/next_step.hpp"

#include <algorithm>
#include <array>

namespace brujula::evaluating {
namespace {

using planning::NetworkRecords;
using PlanById = std::pair<const std::string, records::Plan>;

bool is_open_on(const records::Plan& plan, Date today) {
    return plan.state != records::PlanState::closed && plan.last_day >= today;
}

/// Annual plans before strategic ones, then by their first day.
bool is_nearer(const records::Plan& one, const records::Plan& other) {
    if (one.type != other.type) return one.type == records::PlanType::annual;
    return one.first_day < other.first_day;
}

bool has_members(const NetworkRecords& network, std::string_view organisation) {
    return std::any_of(network.organisations.begin(), network.organisations.end(), [&](const auto& one) {
        const auto& in = one.second.memberships;
        return std::any_of(in.begin(), in.end(),
                           [&](const records::Membership& m) { return m.network.id == organisation; });
    });
}

bool is_network(const records::Organisation& organisation) {
    return !organisation.statuses.empty() &&
           organisation.statuses.back().kind == records::OrganisationKind::network;
}

/// The first goal of the plan, by id, that nothing measures.
std::optional<NextStep> goal_without_indicator(const NetworkRecords& network, const std::string& plan) {
    for (const std::string& id : planning::ids_in(network.goals_of_plan, plan)) {
        const auto goal = network.goals.find(id);
        if (goal == network.goals.end() || !planning::ids_in(network.indicators_of_goal, id).empty())
            continue;
        return NextStep{NextWhat::choose_indicator, "goal", id, plan, goal->second.statement};
    }
    return {};
}

std::optional<NextStep> step_of_plan(const NetworkRecords& network, const PlanById& plan, Date today) {
    const auto& [id, data] = plan;
    if (planning::ids_in(network.goals_of_plan, id).empty())
        return NextStep{NextWhat::write_goal, "plan", id, id, data.title};
    if (auto step = goal_without_indicator(network, id)) return step;
    const bool is_agreed = data.state == records::PlanState::agreed;
    if (!is_agreed && data.first_day <= today)
        return NextStep{NextWhat::agree_plan, "plan", id, id, data.title};
    return {};
}

}  // namespace

std::string_view name_of(NextWhat what) {
    constexpr std::array<std::string_view, 5> names{"add_member", "begin_plan", "write_goal",
                                                    "choose_indicator", "agree_plan"};
    return names.at(static_cast<std::size_t>(what));
}

const PlanById* present_plan(const NetworkRecords& network, std::string_view organisation, Date today) {
    const PlanById* found = nullptr;
    for (const PlanById& plan : network.plans) {
        if (plan.second.organisation.id != organisation || !is_open_on(plan.second, today)) continue;
        if (found == nullptr || is_nearer(plan.second, found->second)) found = &plan;
    }
    return found;
}

std::optional<NextStep> next_step(const NetworkRecords& network, std::string_view organisation, Date today) {
    const auto own = network.organisations.find(organisation);
    if (own == network.organisations.end()) return {};
    if (is_network(own->second) && !has_members(network, organisation))
        return NextStep{NextWhat::add_member, "organisation", own->first, "", own->second.name};
    const PlanById* plan = present_plan(network, organisation, today);
    if (plan != nullptr) return step_of_plan(network, *plan, today);
    return NextStep{NextWhat::begin_plan, "organisation", own->first, "", own->second.name};
}

}  // namespace brujula::evaluating
