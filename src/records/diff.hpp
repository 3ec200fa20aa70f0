// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <boost/json/value.hpp>

namespace brujula::records {

/// One difference: what stands at a JSON pointer before and after; null where it is not there.
struct Change {
    std::string path;
    boost::json::value before;
    boost::json::value after;
};

/// From `before` to `after`, in the order of the members. Lists are one place: they are told whole. Empty
/// when equal.
std::vector<Change> diff(const boost::json::value& before, const boost::json::value& after);

/// `changes` made on `body`. apply_changes(a, diff(a, b)) == b.
boost::json::value apply_changes(boost::json::value body, const std::vector<Change>& changes);

struct Merge {
    boost::json::value merged;  ///< theirs, with every change of mine that does not touch one of theirs
    std::vector<std::string>
        conflicts;  ///< places that both changed, to different values; `merged` holds theirs
};

Merge three_way_merge(const boost::json::value& base, const boost::json::value& mine,
                      const boost::json::value& theirs);

}  // namespace brujula::records
