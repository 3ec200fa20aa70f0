// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <shared_mutex>
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

/// While a plan moves from state to state nothing of a plan may be written: else a goal written at that
/// moment would be missing from what was agreed. Writers of plans and their parts pass together; who moves
/// one waits for them and passes alone. Of one process: several on one store would need the store's own.
class PlanGate {
public:
    [[nodiscard]] std::shared_lock<std::shared_mutex> write() { return std::shared_lock{m_mutex}; }
    [[nodiscard]] std::unique_lock<std::shared_mutex> move() { return std::unique_lock{m_mutex}; }

private:
    std::shared_mutex m_mutex;
};

}  // namespace brujula::web
