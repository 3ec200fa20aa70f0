// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "planning/finding.hpp"
#include "planning/history.hpp"
#include "planning/network_records.hpp"
#include "planning/statement.hpp"

// The SMART adviser: what the rules S, M, A, R and T (docs/rules.md) say of a goal, with the numbers they
// rest on. It advises and never blocks; it claims no understanding: what it read in the statement is told
// with its place.
namespace brujula::planning {

/// An indicator of the goal, as it is being written.
struct AdvisedIndicator {
    std::string id;  ///< empty: a draft
    records::Indicator indicator;
    bool direction_given = true;  ///< false where the draft does not say it
};

/// A goal as it is being written. Dates that are not there are not ok().
struct AdvisedGoal {
    std::string id;  ///< empty: a draft
    records::Goal goal;
    std::vector<AdvisedIndicator> indicators;
};

/// A finding that the authors answered.
struct Answered {
    std::string rule;
    records::FindingAnswer answer;
};

/// What the adviser says of an indicator's target.
struct IndicatorAdvice {
    std::string id;
    Achievability achievability;
};

struct Advice {
    StatementReading reading;
    std::vector<Finding> findings;  ///< in the order of the rules; answered ones too
    std::vector<IndicatorAdvice> indicators;
    std::vector<std::string> answered;  ///< rules that the goal has an answer to

    /// How a letter stands: 'S' … 'T'. An answered finding and one for information leave it as it is.
    enum class Standing { holds, flagged, fails };
    [[nodiscard]] Standing standing(char letter) const;
};

/// What everything is advised against. All of it outlives the adviser.
class Adviser {
public:
    Adviser(const Lexica& lexica, const NetworkRecords& network, Date today);

    /// `language`: of the statement's text that is read; where the goal has none in it, the nearest by
    /// fallback_chain. Milliseconds for a network of 10,000 goals.
    [[nodiscard]] Advice advise(const AdvisedGoal& goal, std::string_view language) const;

private:
    const Lexica& m_lexica;
    const NetworkRecords& m_network;
    RuleBook m_rules;
    records::AdviserSettings m_settings;
    Date m_today;
};

/// A goal of the network with its indicators, as they are. Throws Error(not_found).
AdvisedGoal advised_goal(const NetworkRecords& network, std::string_view id);

}  // namespace brujula::planning
