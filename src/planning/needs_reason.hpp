// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "records/diff.hpp"

namespace brujula::planning {

/// What a write changes of that which is agreed with a plan: of a goal its statement, target group, type and
/// days; of an indicator baseline, targets, metric, formula and direction; of an objective its title; and to
/// which plan or goal they belong. `before` null: the record is new; `after` null: it is taken away; then the
/// whole of it is one change at "". Nothing for other kinds and other members.
std::vector<records::Change> agreed_changes(std::string_view kind, const boost::json::value& before,
                                            const boost::json::value& after);

/// True where the write, of a record of an agreed plan, asks for a reason.
bool needs_reason(std::string_view kind, const boost::json::value& before, const boost::json::value& after);

}  // namespace brujula::planning
