// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/cards.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "planning/indicator_values.hpp"
#include "records/described.hpp"
#include "web/envelope.hpp"
#include "web/progress_json.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;

std::vector<store::Revision> readable(const store::Store& store, const Asker& asker, store::ListQuery query,
                                      std::size_t most) {
    std::vector<store::Revision> found;
    query.limit = 1000;
    do {
        store::Page page = store.list(query);
        for (store::Revision& record : page.records)
            if (found.size() < most && asker.may(Action::read, record)) found.push_back(std::move(record));
        query.after = page.next;
    } while (!query.after.empty() && found.size() < most);
    return found;
}

store::ListQuery linked(std::string kind, std::string name, std::string target_kind, std::string id) {
    store::ListQuery query;
    query.kind = std::move(kind);
    query.links.push_back({std::move(name), std::move(target_kind), std::move(id)});
    return query;
}

store::ListQuery owned(std::string kind, const std::string& organisation) {
    store::ListQuery query;
    query.kind = std::move(kind);
    query.organisation = organisation;
    return query;
}

store::ListQuery every(std::string kind) {
    store::ListQuery query;
    query.kind = std::move(kind);
    return query;
}

Cards::Cards(const House& house, const Asker& asker)
    : m_house(house), m_asker(asker), m_today(date_in(house.clock.now(), "UTC")) {}

Cards::Cards(const House& house, const Asker& asker, const NetworkMemory& memory) : Cards(house, asker) {
    m_memory = &memory;
}

void Cards::load_organisation(const std::string& organisation) {
    if (!m_loaded.insert(organisation).second) return;
    for (store::Revision& indicator : readable(m_house.store, m_asker, owned("indicator", organisation)))
        m_indicators[text_in(indicator, "goal")].push_back(std::move(indicator));
    for (store::Revision& observation : readable(m_house.store, m_asker, owned("observation", organisation)))
        m_observations[text_in(observation, "indicator")].push_back(std::move(observation));
    for (auto& [indicator, observations] : m_observations)
        sort_by_last_day(observations);
}

const std::vector<store::Revision>& Cards::indicators_of(const store::Revision& goal) {
    const auto known = m_indicators.find(goal.id);
    if (known != m_indicators.end()) return known->second;
    auto& indicators = m_indicators[goal.id];
    if (!m_loaded.contains(text_in(goal, "organisation")))
        indicators = readable(m_house.store, m_asker, linked("indicator", "goal", "goal", goal.id));
    return indicators;
}

namespace {

bool is_formula(const store::Revision& indicator) {
    return text_in(indicator, "kind") == "formula";
}

}  // namespace

std::vector<store::Revision> Cards::worked_out(const store::Revision& indicator) {
    const auto made = m_memory->read([&](const planning::NetworkRecords& network) {
        const planning::KnownValues known{network, indicator.id, m_budget};
        if (known.over) m_over.emplace(indicator.id, *known.over);
        std::vector<records::Observation> list;
        for (const auto* one : known.all)
            list.push_back(*one);
        return list;
    });
    std::vector<store::Revision> as_if;
    for (const auto& observation : made) {
        if (observation.first_day > m_today) continue;
        auto& one = as_if.emplace_back();
        one.kind = "observation";
        one.owner = indicator.owner;
        one.body = records::to_json(observation);
    }
    return as_if;
}

const std::vector<store::Revision>& Cards::observations_of(const store::Revision& indicator) {
    if (m_memory != nullptr && is_formula(indicator)) {
        const auto [place, is_new] = m_worked_out.try_emplace(indicator.id);
        if (is_new) place->second = worked_out(indicator);
        return place->second;
    }
    const auto known = m_observations.find(indicator.id);
    if (known != m_observations.end()) return known->second;
    auto& observations = m_observations[indicator.id];
    if (!m_loaded.contains(text_in(indicator, "organisation"))) {
        observations =
            readable(m_house.store, m_asker, linked("observation", "indicator", "indicator", indicator.id));
        sort_by_last_day(observations);
    }
    return observations;
}

json::array Cards::observation_envelopes(const store::Revision& indicator) {
    json::array list;
    for (const store::Revision& observation : observations_of(indicator)) {
        json::object one = envelope(observation, m_asker);
        if (observation.id.empty()) {
            one["may"] = json::array{};
            json::object& data = one.at("data").get_object();
            data.erase("by");
            data.erase("check");
            one["computed"] = true;
        }
        list.push_back(std::move(one));
    }
    return list;
}

json::object Cards::progress(const store::Revision& indicator) {
    json::object progress = progress_json(indicator, observations_of(indicator), m_today);
    if (is_formula(indicator)) progress["by"] = nullptr;
    if (const auto over = m_over.find(indicator.id); over != m_over.end())
        progress["reason"] = in_all_languages(over->second);
    return progress;
}

json::object Cards::card(const store::Revision& goal) {
    json::object card{{"goal", envelope(goal, m_asker)},
                      {"organisation", titled("organisation", text_in(goal, "organisation"))},
                      {"indicator", nullptr},
                      {"progress", nullptr}};
    const auto& indicators = indicators_of(goal);
    if (indicators.empty()) return card;
    card["indicator"] = envelope(indicators.front(), m_asker);
    card["progress"] = progress(indicators.front());
    return card;
}

json::array Cards::cards(const std::vector<store::Revision>& goals) {
    json::array cards;
    for (const store::Revision& goal : goals)
        cards.push_back(card(goal));
    return cards;
}

const std::optional<store::Revision>& Cards::find(const std::string& kind, const std::string& id) {
    const auto [place, is_new] = m_found.try_emplace({kind, id});
    if (is_new && !id.empty()) {
        auto record = m_house.store.find(kind, id);
        if (record && m_asker.may(Action::read, *record)) place->second = std::move(record);
    }
    return place->second;
}

json::value Cards::titled(const std::string& kind, const std::string& id) {
    const auto& record = find(kind, id);
    if (!record) return nullptr;
    return web::titled(*record, m_house.kinds);
}

json::array Cards::chain(const store::Revision& record, const std::string& network) {
    json::array chain;
    const auto add = [&](const std::string& kind, const std::string& id) {
        if (id.empty() || (kind == record.kind && id == record.id)) return;
        json::value step = titled(kind, id);
        if (!step.is_null()) chain.push_back(std::move(step));
    };
    add("organisation", network);
    if (text_in(record, "organisation") != network) add("organisation", text_in(record, "organisation"));
    // An activity names its goal only: the plan and the objective above it are the goal's.
    const auto& goal = find("goal", text_in(record, "goal"));
    for (const char* kind : {"plan", "objective", "programme", "goal"}) {
        const std::string own = text_in(record, kind);
        add(kind, own.empty() && goal ? text_in(*goal, kind) : own);
    }
    return chain;
}

}  // namespace brujula::web
