// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "evaluating/region.hpp"
#include "sheets/sheet.hpp"
#include "web/http.hpp"

// The region as it leaves the program: docs/api.md, "The region".
namespace brujula::web {

/// What a request asks of the region. Throws Error(bad_input) for a period that is none and for too many.
evaluating::RegionQuery region_query(const Request& request);

/// `region` of docs/api.md as JSON, put together row by row: as values all at once it is ten times as large.
/// What is not known is left out, never 0.
std::string region_text(const evaluating::Region& region);

/// `region_goal` of docs/api.md, each.
boost::json::array region_goals_json(const std::vector<evaluating::RegionGoal>& goals);

/// A sheet of the values (a row a member, indicator and period), one of medians and quartiles, one of goals.
std::vector<sheets::Sheet> region_sheets(const evaluating::Region& region, std::string_view language);

}  // namespace brujula::web
