// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <boost/json/fwd.hpp>

#include "web/asker.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// `agreed` of docs/api.md: the plan's last agreed version and what has changed since, with the reasons; null
/// where it was never agreed. With `goal`, only the changes of that goal and its indicators. Costs one
/// look-up for each record of the version, and the history of each that changed.
boost::json::value agreed_json(const House& house, const Asker& asker, const store::Revision& plan,
                               const std::string& goal = "");

/// Every axis, objective, goal and indicator of a plan, as they are now.
std::vector<store::Revision> parts_of_plan(const House& house, const Asker& asker, const std::string& plan);

}  // namespace brujula::web
