// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "store/store.hpp"
#include "web/route.hpp"
#include "web/site.hpp"

// What one import wrote, as one step that can be taken back.
namespace brujula::web {

class PlanGate;

/// A step's name: "120-163", the places of its first and last revision among all of the store. One write of
/// many records has places without a gap, so that nothing else needs to be kept, and nothing can be lost.
std::string step_of(const store::Store& store, const std::vector<store::Revision>& written);

/// What became of a record of a step.
struct StepRecord {
    store::Revision made;  ///< by the step
    bool is_gone = false;  ///< taken away since, by this or otherwise
    Message kept;          ///< why it cannot be taken back; an empty key: it can
};

/// The records of the asker's own step, in the order in which they were written. Throws Error(not_found) for
/// what is no step of theirs.
std::vector<StepRecord> records_of_step(const House& house, const Asker& asker, std::string_view step);

boost::json::object step_json(const House& house, const Call& call, std::string_view step,
                              const std::vector<StepRecord>& records);

/// Takes back what nobody has built on, all of it or none, and leaves the rest. Throws Error(forbidden) where
/// the asker may no longer remove one of them.
void take_step_back(const House& house, const Call& call, const std::vector<StepRecord>& records);

}  // namespace brujula::web
