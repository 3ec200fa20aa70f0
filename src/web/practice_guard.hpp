// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include <boost/json/fwd.hpp>

#include "web/network_memory.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// Who may speak for a practice, and who may take it up; asked of every write of an endorsement or adoption,
/// by whichever route.
class PracticeGuard {
public:
    PracticeGuard(const House& house, const NetworkMemory& memory) : m_house(house), m_memory(memory) {}

    /// Throws Error(bad_input): for an endorsement that is not signed by `write.author`, or by the practice's
    /// own organisation or author, or a second one by an organisation; for an adoption of one's own practice,
    /// of a retired one, or into a plan that is closed, another's or has it already. What one changes of a
    /// record that stands is asked only where it changes whose or of what it is. `before` null: a new record.
    /// Removing is always allowed, and what names no practice is for the store to refuse.
    void check(const store::Write& write, const boost::json::value& before) const;

    /// True where the account is the practice's creator, by their person's record or user name, or wrote its
    /// first revision.
    [[nodiscard]] bool is_author(const std::string& account, const store::Revision& practice) const;
    /// The organisations that have endorsed it.
    [[nodiscard]] std::set<std::string> endorsers(const std::string& practice) const;

private:
    void check_endorsement(const store::Write& write, const boost::json::value& before) const;
    void check_adoption(const store::Write& write, const boost::json::value& before) const;

    House m_house;
    const NetworkMemory& m_memory;
};

}  // namespace brujula::web
