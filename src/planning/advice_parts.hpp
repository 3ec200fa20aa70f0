// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/budget.hpp"
#include "planning/adviser.hpp"

// For this module's own files: the letters of the adviser, one function each.
namespace brujula::planning {

/// What the rules look at, and where they say what they found.
struct Look {
    const AdvisedGoal& draft;
    const StatementReading& reading;
    const Lexica& lexica;
    const NetworkRecords& network;
    const RuleBook& rules;
    const records::AdviserSettings& settings;
    Date today;
    std::vector<Finding>& found;
    Budget& budget;

    [[nodiscard]] const records::Goal& goal() const { return draft.goal; }
};

/// A finding about the goal. The message is finding-<key>; `own` where it is not the rule's own severity.
Finding about_goal(const char* rule, std::string field, Message message,
                   std::vector<EvidenceNumber> evidence = {});
Finding about_indicator(const AdvisedIndicator& indicator, const char* rule, std::string field,
                        Message message, std::vector<EvidenceNumber> evidence = {});

/// Adds it with the severity that the network gives the rule; nothing where the rule is off.
void say(Look& look, Finding finding);
/// A finding that is less or more grave than its rule.
void say(Look& look, Finding finding, Severity own);

/// "1234.5": as a message's {{formatnum:$1}} takes it, at most `decimals` digits behind the point.
std::string plain(double number, int decimals = 2);
/// 0.153 → "15.3"
std::string percent(double share);

/// True where the indicator counts people, by its core metric, its metric or the words of its unit.
bool counts_people(const Lexica& lexica, const records::Indicator& indicator);

/// A goal at the same time whose statement has at least the share `least` of its words in common with
/// `text`; the nearest one. Milliseconds for 10,000 goals.
struct SimilarGoal {
    std::string id;
    double share = 0;
};
std::optional<SimilarGoal> similar_goal(const NetworkRecords& network, const AdvisedGoal& goal,
                                        const std::string& language, const std::string& text, double least);

void advise_specific(Look& look);
void advise_measurable(Look& look);
/// Also keeps what it found of each indicator.
void advise_achievable(Look& look, std::vector<IndicatorAdvice>& indicators);
void advise_relevant(Look& look);
void advise_time_bound(Look& look);

}  // namespace brujula::planning
