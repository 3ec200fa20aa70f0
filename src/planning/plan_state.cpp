// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/plan_state.hpp"

#include <algorithm>

namespace brujula::planning {
namespace {

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::vector<PlanState> moves_from(PlanState state) {
    switch (state) {
        case PlanState::draft:
            return {PlanState::in_consultation};
        case PlanState::in_consultation:
            return {PlanState::agreed, PlanState::draft};
        case PlanState::agreed:
            return {PlanState::closed, PlanState::in_consultation};
        case PlanState::closed:
            return {PlanState::agreed};
    }
    return {};
}

bool is_reopening(PlanState from, PlanState to) {
    return from >= PlanState::agreed && to < from;
}

std::optional<Message> refusal(const PlanMove& move) {
    const auto moves = moves_from(move.from);
    if (std::find(moves.begin(), moves.end(), move.to) == moves.end()) return Message{"error-plan-move", {}};
    const bool reopening = is_reopening(move.from, move.to);
    if (reopening && is_blank(move.comment)) return Message{"error-plan-reopen-reason", {}};
    const bool agreeing = move.to == PlanState::agreed && !reopening;
    if (agreeing && move.goals == 0) return Message{"error-plan-no-goal", {}};
    return std::nullopt;
}

}  // namespace brujula::planning
