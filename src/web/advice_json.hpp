// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

#include "planning/adviser.hpp"

namespace brujula::web {

/// A finding with its words in `language`: docs/api.md, "Advice".
boost::json::object finding_json(const planning::Finding& finding, std::string_view language);
/// What the adviser says of a goal, in words.
boost::json::object advice_json(const planning::Advice& advice, const planning::AdvisedGoal& goal,
                                const planning::NetworkRecords& network, std::string_view language);
/// The catalogue of rules as the network has set them.
boost::json::array rules_json(const planning::NetworkRecords& network, std::string_view language);

}  // namespace brujula::web
