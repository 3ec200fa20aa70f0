// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/message.hpp"
#include "facts/lake.hpp"
#include "metrics/scope.hpp"
#include "statistics/bootstrap.hpp"

// People who took part beside people like them who did not. It shows what went together, not what caused
// what.
namespace brujula::evaluating {

struct MatchingRules {
    int matches = 3;      ///< people to compare each with, at most; 1 to 10
    int days_after = 90;  ///< how long the time after the activity is; 1 to 3,660
    int retained_from =
        7;  ///< days after the end from which an edit says that somebody stayed (Event Metrics)
    /// How far earlier edits may differ: the logarithm to base 2 of (edits + 1). 1: half as many to twice as
    /// many.
    double caliper = 1;
    statistics::Resampling resampling = {};
};

/// One number of the time after: means of each group, and the mean of the differences within matched sets.
struct ComparedOutcome {
    std::string name;  ///< "edits", "bytes-added", "retained" (a share)
    double participants = 0;
    double comparison = 0;  ///< the mean over the participants' sets, whatever their size
    std::optional<statistics::Estimate> difference;  ///< participants minus comparison; none: fewer than two
};

/// Participants who have no match, by why; each once.
struct Unmatched {
    int not_found = 0;         ///< no account on the activity's wikis with a known registration
    int registered_later = 0;  ///< only after the activity's end
    int nobody_alike = 0;      ///< everybody of their month is taken, in a cohort, or too different
};

struct Comparison {
    MatchingRules rules;
    Period activity;
    Period after;
    int participants = 0;
    int matched = 0;
    int comparison = 0;  ///< people in the comparison group, each once
    Unmatched unmatched;
    /// Mean edits before the activity, of the matched and of their sets: how alike the groups were.
    std::optional<double> earlier_edits;
    std::optional<double> earlier_edits_of_comparison;
    std::vector<ComparedOutcome> outcomes;  ///< empty: nobody matched
    std::string reason;                     ///< message key: why there is no comparison, or what is left out
};

/// The people of `activity` against others.
///
/// Each participant stands on one wiki: that of the activity's wikis on which they edited most by the end of
/// the activity (of several the first by name). Alike is who registered on the same wiki in the same calendar
/// month (UTC) and before the activity's end, is never marked as a bot there, is named in no cohort
/// (`in_cohorts`: a name bars its person on every wiki), and made about as many edits on that wiki before the
/// activity (caliper). Nearest first; each person is used once; among equally near ones chance decides, by
/// the seed. Participants take turns, so that nobody gets a second match before all had a first.
///
/// Then, on that wiki from the activity's end for `days_after` days: edits (edits/brujula), bytes added to
/// articles (bytes-added/brujula.added), and whether there is an edit from `retained_from` days on. The
/// intervals draw whole matched sets anew.
///
/// No comparison where the facts end before the time after does, where registrations are not loaded, and for
/// everyone. Costs reading the accounts of the participants' months. Throws Error(bad_input) for rules out of
/// their limits.
Comparison compare(const facts::Lake& lake, const metrics::ScopePart& activity,
                   const std::vector<std::string>& in_cohorts, const MatchingRules& rules);

/// What must hold for the difference to say something, as message keys with their values; in the order in
/// which they are to be read.
std::vector<Message> assumptions_of(const Comparison& comparison);

}  // namespace brujula::evaluating
