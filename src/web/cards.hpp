// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "base/budget.hpp"
#include "planning/limits.hpp"
#include "web/asker.hpp"
#include "web/network_memory.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// All records that a question finds, over its pages; at most `most`. Only those that the asker may read.
std::vector<store::Revision> readable(const store::Store& store, const Asker& asker, store::ListQuery query,
                                      std::size_t most = 10'000);
/// Those of a kind with one link.
store::ListQuery linked(std::string kind, std::string name, std::string target_kind, std::string id);
/// Those of a kind that belong to an organisation.
store::ListQuery owned(std::string kind, const std::string& organisation);
/// All of a kind.
store::ListQuery every(std::string kind);

/// Puts goals' cards together for one answer: looks up each record once, and where an organisation's goals
/// are shown reads its indicators and observations in one list each.
class Cards {
public:
    Cards(const House& house, const Asker& asker);
    /// With the values of formulas, which are worked out of `memory`.
    Cards(const House& house, const Asker& asker, const NetworkMemory& memory);

    /// From here on, cards of this organisation's goals cost no further question.
    void load_organisation(const std::string& organisation);

    /// `goal_card` of docs/api.md: the goal with its first indicator and that one's progress.
    boost::json::object card(const store::Revision& goal);
    boost::json::array cards(const std::vector<store::Revision>& goals);

    /// By their ids' order.
    const std::vector<store::Revision>& indicators_of(const store::Revision& goal);
    /// Oldest last day first. Of a formula the values that were worked out, in periods that have begun:
    /// without ids, as nobody wrote them. None where they take more than one answer may: its progress says
    /// so.
    const std::vector<store::Revision>& observations_of(const store::Revision& indicator);
    /// The observations as a page shows them: envelopes; what was worked out has `computed`, and is nobody's
    /// to change.
    boost::json::array observation_envelopes(const store::Revision& indicator);
    /// `progress` of docs/api.md, today.
    boost::json::object progress(const store::Revision& indicator);

    /// `titled` of docs/api.md; null where there is no such record or the asker may not read it.
    boost::json::value titled(const std::string& kind, const std::string& id);
    /// The records above one, from the network down: those of network, organisation, plan, objective,
    /// programme and goal that it names.
    boost::json::array chain(const store::Revision& record, const std::string& network);
    const std::optional<store::Revision>& find(const std::string& kind, const std::string& id);

private:
    using Group = std::map<std::string, std::vector<store::Revision>, std::less<>>;

    std::vector<store::Revision> worked_out(const store::Revision& indicator);

    House m_house;
    const Asker& m_asker;
    const NetworkMemory* m_memory = nullptr;
    Date m_today;
    std::map<std::pair<std::string, std::string>, std::optional<store::Revision>> m_found;
    std::set<std::string> m_loaded;
    Group m_indicators;
    Group m_observations;
    Group m_worked_out;                     ///< of formulas
    std::map<std::string, Message> m_over;  ///< of formulas, why nothing was worked out
    Budget m_budget{planning::most_steps_of_answer};
};

}  // namespace brujula::web
