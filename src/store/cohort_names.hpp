// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "store/store.hpp"

namespace brujula::store {

/// The members of a cohort's body; nothing where it has none.
boost::json::array* members_of(boost::json::value& cohort);
/// 3 of "#3", which stands in the place of a name that was taken away; 0 of any name.
int stand_in_number(const std::string& name);

/// Puts "#1", "#2" … in the place of everybody's name in the revisions of one cohort, the same for names that
/// are the same on wikis; what stands in a name's place already stays. Takes away on which wiki somebody is,
/// and the notes. A body without members stays as it is.
void replace_names(std::vector<Revision>& revisions);

}  // namespace brujula::store
