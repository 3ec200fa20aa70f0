// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "records/diff.hpp"
#include "store/store.hpp"

// What a plan's state asks of writes to it and to what it holds.
namespace brujula::web {

/// A write as somebody asks for it. `before` null: a new record; `after` null: it is taken away.
struct PlanWrite {
    std::string_view kind;
    std::string_view id;
    const boost::json::value& before;
    const boost::json::value& after;
    std::string_view comment;
};

/// What the write changes of that which was agreed: planning::agreed_changes, where a plan that it touches is
/// agreed now; else nothing.
std::vector<records::Change> changes_of_agreed(const store::Store& store, const PlanWrite& write);

/// True where the record belongs to a plan that is closed.
bool is_of_closed_plan(const store::Store& store, const PlanWrite& write);

/// Throws Error(bad_input) where the record's plan is closed, and InvalidRecord: at /state and
/// /agreed_versions where a plan's are written by hand, at /comment where an agreed plan's goal, indicator or
/// objective is changed without a reason. Observations and reviews of a closed plan are still taken: what was
/// measured late belongs to it.
void check_plan_rules(const store::Store& store, const PlanWrite& write);

}  // namespace brujula::web
