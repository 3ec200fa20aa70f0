// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "metrics/scope.hpp"
#include "records/kinds.hpp"

namespace brujula::measuring {

/// The records that a scope names, by id, already read by somebody who may.
struct Named {
    std::map<std::string, records::Cohort, std::less<>> cohorts;
    std::map<std::string, records::Activity, std::less<>> activities;
};

/// One cohort's or activity's share of a scope.
struct Part {
    std::string kind;  ///< "cohort" or "activity"; "" for everyone
    std::string id;
    metrics::ScopePart part;
};

/// What a scope looks at.
///
/// Each cohort is a part: its people on the scope's wikis and categories in the scope's days. Each activity
/// is a part: its cohort's people (whoever edited, where it has none but has categories) on its own wikis and
/// categories, the scope's where it has none. One activity alone is looked at in the scope's days; several
/// each in their own days and time zone, as far as the scope's days go; those outside them are left out. With
/// a programme, all of the named activities that are its own. Without cohort, activity and programme:
/// everyone.
///
/// Throws Error(not_found) for a record that is not among `named`, Error(bad_input) for an activity with
/// neither cohort nor categories, one without any wiki, and where no activity falls in the scope's days.
std::vector<Part> parts_of(const records::MeasuredScope& scope, const Named& named);

metrics::Scope union_of(const std::vector<Part>& parts);

}  // namespace brujula::measuring
