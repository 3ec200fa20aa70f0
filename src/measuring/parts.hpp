// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "metrics/scope.hpp"
#include "records/kinds.hpp"

namespace brujula::measuring {

/// The records that a scope names, by id, already read by somebody who may.
struct Named {
    std::map<std::string, records::Cohort, std::less<>> cohorts;
    std::map<std::string, records::Activity, std::less<>> activities;
    /// The organisations whose activities the scope's `organisations` stand for: themselves, and the members
    /// of those that are networks.
    std::set<std::string> organisations;
    std::vector<records::RecordUsed> used;  ///< which revisions these are
};

/// One cohort's or activity's share of a scope.
struct Part {
    std::string kind;  ///< "cohort" or "activity"; "" for everyone
    std::string id;
    metrics::ScopePart part;
};

/// What a scope looks at.
///
/// Each cohort is a part: its people on the scope's wikis, categories and pages in the scope's days. Each
/// activity is a part: its cohort's people (whoever edited, where it has none but there are categories or
/// pages) on its own wikis and categories, the scope's where it has none. One activity that is named alone is
/// looked at in the scope's days; several, and those of a programme or of organisations, each in their own
/// days and time zone as far as the scope's days go; those outside them are no part. With a programme, all of
/// the named activities that are its own; with organisations, all of those that are theirs. Without any of
/// them: everyone.
///
/// Throws Error(not_found) for a record that is not among `named`, Error(bad_input) for a named activity with
/// neither people nor categories, one without any wiki, and where no activity falls in the scope's days. An
/// activity of a programme or an organisation that cannot be looked at does not stop the others:
/// left_out_of() names it.
std::vector<Part> parts_of(const records::MeasuredScope& scope, const Named& named);

/// The activities of the scope's programme and organisations, in its days, that are no part since they have
/// neither people nor categories, or no wiki. Those that `scope` itself says were left out are not looked at
/// again: a measurement is opened as it was run.
std::vector<records::Ref<"activity">> left_out_of(const records::MeasuredScope& scope, const Named& named);

metrics::Scope union_of(const std::vector<Part>& parts);

}  // namespace brujula::measuring
