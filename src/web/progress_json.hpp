// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "base/time.hpp"
#include "planning/progress.hpp"
#include "store/store.hpp"

namespace brujula::web {

/// Orders observations by their last day, oldest first; those of one day by id.
void sort_by_last_day(std::vector<store::Revision>& observations);

/// `progress` of docs/api.md: an indicator against its target on the day `today`; what is not known is null.
boost::json::object progress_json(const store::Revision& indicator,
                                  const std::vector<store::Revision>& observations, Date today);

/// The same of a progress that is known, whose value is the observation of that id (empty: none).
boost::json::object progress_json(const planning::Progress& progress, const std::string& observation);

/// {"value","quality"}, or null.
boost::json::value amount_json(const std::optional<records::Amount>& amount);

}  // namespace brujula::web
