// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "records/kinds.hpp"

namespace brujula::planning {

/// The records of a network as planning and evaluation look at them: structs by id, with what links to what.
/// Plain data, kept current by whoever holds it (web keeps one; the command line fills one). No cohorts and
/// nothing else that is not public.
struct NetworkRecords {
    template <class T>
    using ById = std::map<std::string, T, std::less<>>;
    using Ids = std::set<std::string, std::less<>>;
    using Index = std::map<std::string, Ids, std::less<>>;

    ById<records::Organisation> organisations;
    ById<records::Person> persons;
    ById<records::Plan> plans;
    ById<records::Axis> axes;
    ById<records::Objective> objectives;
    ById<records::Goal> goals;
    ById<records::Indicator> indicators;
    ById<records::Observation> observations;
    ById<records::Programme> programmes;
    ById<records::LogicModel> logic_models;
    ById<records::EvaluationPlan> evaluation_plans;
    ById<records::Review> reviews;
    ById<records::Practice> practices;
    ById<records::Endorsement> endorsements;
    ById<records::Adoption> adoptions;
    ById<records::AdviserSettings> adviser_settings;

    /// What links to a record: {"goal", "g"} of indicators, observations … as "goal g" → ids of `kind`.
    /// indicators by goal, observations by indicator, goals and objectives and logic models by plan.
    Index indicators_of_goal;
    Index observations_of_indicator;
    Index goals_of_plan;
    Index objectives_of_plan;
    Index logic_models_of_plan;
    Index evaluation_plans_of_plan;
    Index reviews_of_plan;
    Index adoptions_of_practice;
    Index endorsements_of_practice;
    /// Indicators by what they measure: see comparison_key.
    Index indicators_by_key;
    /// Goals by the telling words of their statements, "es educacion": see word_jaccard.
    Index goals_by_word;

    /// Puts a record in, or in the place of what it was. Kinds that are not held here are passed over. The
    /// body is one that the store would take; throws Error(internal) for another.
    void put(std::string_view kind, const std::string& id, const boost::json::value& body);
    void remove(std::string_view kind, std::string_view id);
};

/// What makes indicators of different organisations comparable: "core:participants" where one feeds a metric
/// that all share, "metric:bytes-added/wikimetrics.absolute" of another measured one; empty: nothing does.
std::string comparison_key(const records::Indicator& indicator);

/// The network's settings of the adviser: those of the organisation of kind network, else the defaults.
records::AdviserSettings settings_of(const NetworkRecords& network);
/// The id of the organisation that is the network; empty where there is none.
std::string network_of(const NetworkRecords& network);

/// An index's ids; none where there are none.
const NetworkRecords::Ids& ids_in(const NetworkRecords::Index& index, std::string_view id);

/// The indicator's observations by last day, oldest first (then by id).
std::vector<const records::Observation*> observations_of(const NetworkRecords& network,
                                                         std::string_view indicator);

}  // namespace brujula::planning
