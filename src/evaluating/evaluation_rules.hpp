// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "planning/finding.hpp"
#include "planning/network_records.hpp"

// What the rules E1 to E5 (docs/rules.md) say of an evaluation plan.
namespace brujula::evaluating {

/// How many of those who were asked answered, 0 to 1; nothing where one of them is not known or nobody was
/// asked.
std::optional<double> response_rate(const records::EvaluationQuestion& question);

/// The findings on each question in its order, `field` pointing at the cell ("/questions/2/method"); `id` is
/// the plan's, empty for a draft.
///
/// E1: a part that a question lacks: indicator, method, source, responsible, collect_by, use; or no question
/// at all.
/// E2: somebody is named responsible who is not there, or has no role in the organisation or its network on
/// the question's last day (today, where that is past and there is no answer yet).
/// E3: analysis before collection, or a report before either.
/// E4: a survey that does not say how many are asked; or, from the day after collect_by on or once there is
/// an answer, how many answered; or in which more answered than were asked.
/// E5: a survey before the work without one after it or the other way round; one of the two that does not say
/// what it asks (the fix proposes everything that the other side asks), or asks what no survey on the other
/// side asks; the same key in other words than before, where both have the language. All surveys of the plan
/// on one side count together.
std::vector<planning::Finding> evaluation_findings(const records::EvaluationPlan& plan, const std::string& id,
                                                   const planning::NetworkRecords& network,
                                                   const planning::RuleBook& rules, Date today);

}  // namespace brujula::evaluating
