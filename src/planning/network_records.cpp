// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/network_records.hpp"

#include <algorithm>
#include <tuple>

#include "planning/similar_words.hpp"
#include "records/described.hpp"

namespace brujula::planning {

using records::from_json;

namespace {

void link(NetworkRecords::Index& index, const std::string& target, const std::string& id) {
    if (!target.empty()) index[target].insert(id);
}

void unlink(NetworkRecords::Index& index, const std::string& target, std::string_view id) {
    const auto found = index.find(target);
    if (found == index.end()) return;
    if (const auto place = found->second.find(id); place != found->second.end()) found->second.erase(place);
    if (found->second.empty()) index.erase(found);
}

const std::string& plan_of(const std::optional<records::Ref<"plan">>& plan) {
    static const std::string none;
    return plan ? plan->id : none;
}

/// Calls `each` with every index that `record` stands in and what it stands under.
template <class Each>
void indices(NetworkRecords& n, const records::Indicator& record, Each each) {
    each(n.indicators_of_goal, record.goal.id);
    each(n.indicators_by_key, comparison_key(record));
}
template <class Each>
void indices(NetworkRecords& n, const records::Observation& record, Each each) {
    each(n.observations_of_indicator, record.indicator.id);
}
template <class Each>
void indices(NetworkRecords& n, const records::Goal& record, Each each) {
    each(n.goals_of_plan, record.plan.id);
    for (const auto& [language, statement] : record.statement)
        for (const auto& word : telling_words(statement))
            each(n.goals_by_word, std::string{language}.append(" ").append(word));
}
template <class Each>
void indices(NetworkRecords& n, const records::Objective& record, Each each) {
    each(n.objectives_of_plan, record.plan.id);
}
template <class Each>
void indices(NetworkRecords& n, const records::LogicModel& record, Each each) {
    each(n.logic_models_of_plan, plan_of(record.plan));
}
template <class Each>
void indices(NetworkRecords& n, const records::EvaluationPlan& record, Each each) {
    each(n.evaluation_plans_of_plan, record.plan.id);
}
template <class Each>
void indices(NetworkRecords& n, const records::Review& record, Each each) {
    each(n.reviews_of_plan, record.plan.id);
}
template <class Each>
void indices(NetworkRecords& n, const records::Adoption& record, Each each) {
    each(n.adoptions_of_practice, record.practice.id);
}
template <class Each>
void indices(NetworkRecords& n, const records::Endorsement& record, Each each) {
    each(n.endorsements_of_practice, record.practice.id);
}
template <class T, class Each>
void indices(NetworkRecords&, const T&, Each) {}

template <class T>
void take_out(NetworkRecords& network, NetworkRecords::ById<T>& records, std::string_view id) {
    const auto found = records.find(id);
    if (found == records.end()) return;
    indices(network, found->second,
            [&](NetworkRecords::Index& index, const std::string& target) { unlink(index, target, id); });
    records.erase(found);
}

template <class T>
void put_in(NetworkRecords& network, NetworkRecords::ById<T>& records, const std::string& id,
            const boost::json::value& body) {
    T record = from_json<T>(body);
    take_out(network, records, id);
    indices(network, record,
            [&](NetworkRecords::Index& index, const std::string& target) { link(index, target, id); });
    records.emplace(id, std::move(record));
}

/// Calls `with` with the map of the kind's records; nothing for a kind that is not held.
template <class With>
void with_kind(NetworkRecords& n, std::string_view kind, With with) {
    if (kind == "organisation") return with(n.organisations);
    if (kind == "person") return with(n.persons);
    if (kind == "plan") return with(n.plans);
    if (kind == "axis") return with(n.axes);
    if (kind == "objective") return with(n.objectives);
    if (kind == "goal") return with(n.goals);
    if (kind == "indicator") return with(n.indicators);
    if (kind == "observation") return with(n.observations);
    if (kind == "programme") return with(n.programmes);
    if (kind == "logic_model") return with(n.logic_models);
    if (kind == "evaluation_plan") return with(n.evaluation_plans);
    if (kind == "review") return with(n.reviews);
    if (kind == "practice") return with(n.practices);
    if (kind == "endorsement") return with(n.endorsements);
    if (kind == "adoption") return with(n.adoptions);
    if (kind == "adviser_settings") return with(n.adviser_settings);
}

}  // namespace

void NetworkRecords::put(std::string_view kind, const std::string& id, const boost::json::value& body) {
    with_kind(*this, kind, [&](auto& records) { put_in(*this, records, id, body); });
}

void NetworkRecords::remove(std::string_view kind, std::string_view id) {
    with_kind(*this, kind, [&](auto& records) { take_out(*this, records, id); });
}

std::string comparison_key(const records::Indicator& indicator) {
    if (!indicator.core_metric.empty()) return "core:" + indicator.core_metric;
    if (indicator.kind != records::IndicatorKind::measured || !indicator.metric) return {};
    return "metric:" + indicator.metric->metric + "/" + indicator.metric->definition;
}

std::string network_of(const NetworkRecords& network) {
    for (const auto& [id, organisation] : network.organisations)
        if (!organisation.statuses.empty() &&
            organisation.statuses.back().kind == records::OrganisationKind::network)
            return id;
    return {};
}

records::AdviserSettings settings_of(const NetworkRecords& network) {
    const auto owner = network_of(network);
    for (const auto& [id, settings] : network.adviser_settings)
        if (settings.organisation.id == owner) return settings;
    return {};
}

const NetworkRecords::Ids& ids_in(const NetworkRecords::Index& index, std::string_view id) {
    static const NetworkRecords::Ids none;
    const auto found = index.find(id);
    return found == index.end() ? none : found->second;
}

std::vector<const records::Observation*> observations_of(const NetworkRecords& network,
                                                         std::string_view indicator) {
    std::vector<const records::Observation*> found;
    for (const auto& id : ids_in(network.observations_of_indicator, indicator))
        found.push_back(&network.observations.find(id)->second);
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
        return std::tie(a->last_day, a->first_day) < std::tie(b->last_day, b->first_day);
    });
    return found;
}

}  // namespace brujula::planning
