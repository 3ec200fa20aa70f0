// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "web/network_memory.hpp"
#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// What is done with a good practice besides writing it: docs/api.md, "Good practices".
class PracticeActions {
public:
    PracticeActions(const House& house, const NetworkMemory& memory) : m_house(house), m_memory(memory) {}

    /// Another organisation's word for a practice. Throws Error(bad_input) for the practice's own
    /// organisation, its author, and an organisation that has endorsed it already.
    Response endorse(Call& call) const;
    /// Takes a practice into a plan, with a new goal where one is asked for: all or nothing.
    Response adopt(Call& call) const;
    /// Moves a practice to another stage, with the reason and the evidence.
    Response stage(Call& call) const;

    /// True where the account is the practice's creator, by their person's record or user name, or wrote its
    /// first revision.
    [[nodiscard]] bool is_author(const std::string& account, const store::Revision& practice) const;
    /// The organisations that have endorsed it.
    [[nodiscard]] std::set<std::string> endorsers(const std::string& practice) const;

private:
    [[nodiscard]] store::Revision practice_of(const Call& call) const;
    [[nodiscard]] Date today() const { return date_in(m_house.clock.now(), "UTC"); }

    House m_house;
    const NetworkMemory& m_memory;
};

}  // namespace brujula::web
