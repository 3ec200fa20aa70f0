// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "evaluating/region.hpp"
#include "evaluating/review.hpp"

// The parts that region_of puts together.
namespace brujula::evaluating {

/// The goals that the filters leave, with their ids.
using ShownGoals = std::vector<std::pair<const std::string*, const records::Goal*>>;

/// Fills in how the goals stand, and the lessons of the missed ones.
void add_goals(Region& region, Standings& standings, const ShownGoals& goals);

/// The goals that the filters leave, with how they stand.
std::vector<RegionGoal> goals_that_stand(const std::vector<RegionPeriod>& periods, Standings& standings,
                                         const ShownGoals& goals, const RegionGoalsAsked& asked);

/// What can be asked for of these members; the indicators are not filled in.
RegionOptions options_of(const planning::NetworkRecords& network, const std::vector<RegionMember>& members);

/// "user_group"
std::string kind_name(records::OrganisationKind kind);

}  // namespace brujula::evaluating
