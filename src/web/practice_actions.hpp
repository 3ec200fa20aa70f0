// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "web/plan_guard.hpp"
#include "web/practice_guard.hpp"
#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// What is done with a good practice besides writing it: docs/api.md, "Good practices".
class PracticeActions {
public:
    PracticeActions(const House& house, const PracticeGuard& guard, PlanGate& gate)
        : m_house(house), m_guard(guard), m_gate(gate) {}

    /// Another organisation's word for a practice, signed and dated.
    Response endorse(Call& call) const;
    /// Takes a practice into a plan, with a new goal where one is asked for: all or nothing.
    Response adopt(Call& call) const;
    /// Moves a practice to another stage, with the reason and the evidence.
    Response stage(Call& call) const;

private:
    [[nodiscard]] store::Revision practice_of(const Call& call) const;
    [[nodiscard]] Date today() const { return date_in(m_house.clock.now(), "UTC"); }

    House m_house;
    PracticeGuard m_guard;
    PlanGate& m_gate;
};

}  // namespace brujula::web
