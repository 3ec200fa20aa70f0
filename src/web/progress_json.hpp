// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <boost/json/fwd.hpp>

#include "base/time.hpp"
#include "store/store.hpp"

namespace brujula::web {

/// Orders observations by their last day, oldest first; those of one day by id.
void sort_by_last_day(std::vector<store::Revision>& observations);

/// `progress` of docs/api.md: an indicator against its target on the day `today`; what is not known is null.
boost::json::object progress_json(const store::Revision& indicator,
                                  const std::vector<store::Revision>& observations, Date today);

}  // namespace brujula::web
