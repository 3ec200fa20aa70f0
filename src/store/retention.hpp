// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "records/kind.hpp"
#include "store/store.hpp"

// How long names and words of people stay, and taking them away when their time is over. Nothing goes where
// the network has set no period.
namespace brujula::store {

/// In months, each 1 to 240; nothing: for ever.
struct RetentionPeriods {
    std::optional<int>
        cohorts;  ///< after the last day of a cohort's activities its names go, not their count
    std::optional<int> removed;  ///< after a record was removed its words go
};

/// How a period ends.
enum class RetentionEnd {
    aggregate,  ///< of a cohort how many people it has stays, and who not
    erase,      ///< of a removed record that it was there stays
};
const char* name_of(RetentionEnd end);  ///< "aggregate"

/// What reaches the end of its period.
struct Retained {
    RetentionEnd end = RetentionEnd::erase;
    std::string kind;
    std::string id;
    Date day;  ///< the first one on which it goes, UTC: not within 60 days of choosing the periods
};

RetentionPeriods retention_periods(const Store& store);
/// From now on, and nothing goes within the next 60 days, so that everybody is told before. Durable when it
/// returns. Throws Error(bad_input) for a period outside of the bounds.
void set_retention_periods(Store& store, const RetentionPeriods& periods);

/// What goes on `until` or before it, by day, then kind and id. A cohort's period begins after the last day
/// of all activities that have it, without one after its newest revision's day; a cohort that holds no names,
/// and a removed record that holds no words any more, are not in it. Bodies that do not read count for
/// nothing. Reads cohorts and removed records once.
std::vector<Retained> retained_until(const Store& store, const RetentionPeriods& periods, Date until);

/// Takes away what is due on `today`, by erasures that say so (store/erasure.hpp): durable, in the journal,
/// once. One that cannot be taken away is logged and tried again the next time. Gives how many were.
std::size_t end_retention(Store& store, const records::Kinds& kinds, Date today);

}  // namespace brujula::store
