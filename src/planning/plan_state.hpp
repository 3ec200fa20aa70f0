// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "records/planning_kinds.hpp"

// The way of a plan: draft → in consultation → agreed → closed, and back where it is opened again.
namespace brujula::planning {

using records::PlanState;

/// Where a plan may go from `state`, the next step first: a draft into consultation; from there it is agreed,
/// or becomes a draft again; an agreed one is closed, or opened for another consultation; a closed one is
/// opened again as agreed. Who may write the plan may move it.
std::vector<PlanState> moves_from(PlanState state);

/// True where the move goes back behind what was agreed or closed.
bool is_reopening(PlanState from, PlanState to);

/// What a move is asked with.
struct PlanMove {
    PlanState from = PlanState::draft;
    PlanState to = PlanState::draft;
    std::size_t goals = 0;  ///< that the plan has
    std::string_view comment;
};

/// Why the move cannot be made; nothing: it can. A plan without goals is not agreed; opening what was agreed
/// or closed asks for a reason in `comment`.
std::optional<Message> refusal(const PlanMove& move);

}  // namespace brujula::planning
