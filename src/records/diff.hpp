// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <boost/json/value.hpp>

// Differences between two bodies of a record. A record's body holds no null: what is not said is not there.
namespace brujula::records {

/// One difference: what stands at a JSON pointer before and after; null where it is not there.
struct Change {
    std::string path;
    boost::json::value before;
    boost::json::value after;
};

/// From `before` to `after`, in the order of the members; empty when equal. Lists of the same length are
/// compared place by place; a list from which elements were only taken out, or only added at its end, is told
/// by those elements, at their places in `before` (added ones count on); any other list is told whole.
std::vector<Change> diff(const boost::json::value& before, const boost::json::value& after);

/// `changes` made on `body`. apply_changes(a, diff(a, b)) == b.
boost::json::value apply_changes(boost::json::value body, const std::vector<Change>& changes);

struct Merge {
    boost::json::value merged;  ///< both sides' changes; theirs where they conflict
    /// Places that both changed, to different values. A place inside a list stands for the same element in
    /// `mine`, `theirs` and `merged`; where elements came or went on a conflicting list, the list is the
    /// place.
    std::vector<std::string> conflicts;
};

Merge three_way_merge(const boost::json::value& base, const boost::json::value& mine,
                      const boost::json::value& theirs);

}  // namespace brujula::records
