// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "records/kinds.hpp"

// What each kind asks beyond its shape. Each function adds all it finds; nothing found: the record may be
// written.
namespace brujula::records {

/// BCP 47 in lower case: "es", "pt-br", "guc", "zh-hans".
bool is_language(std::string_view code);
/// A member's name as a part of a JSON pointer: "a/b" → "a~1b".
std::string pointer_part(std::string_view name);

void check(const Organisation& organisation, std::vector<Problem>& problems);
void check(const Person& person, std::vector<Problem>& problems);
void check(const Plan& plan, std::vector<Problem>& problems);
void check(const Objective& objective, std::vector<Problem>& problems);
void check(const Goal& goal, std::vector<Problem>& problems);
void check(const Indicator& indicator, std::vector<Problem>& problems);
void check(const Observation& observation, std::vector<Problem>& problems);
void check(const Programme& programme, std::vector<Problem>& problems);
void check(const Activity& activity, std::vector<Problem>& problems);
void check(const Cohort& cohort, std::vector<Problem>& problems);
void check(const Measurement& measurement, std::vector<Problem>& problems);
void check(const Purpose& purpose, std::vector<Problem>& problems);
void check(const Axis& axis, std::vector<Problem>& problems);
void check(const LogicModel& model, std::vector<Problem>& problems);
void check(const EvaluationPlan& plan, std::vector<Problem>& problems);
void check(const Review& review, std::vector<Problem>& problems);
void check(const Practice& practice, std::vector<Problem>& problems);
void check(const Endorsement& endorsement, std::vector<Problem>& problems);
void check(const Adoption& adoption, std::vector<Problem>& problems);
void check(const Comment& comment, std::vector<Problem>& problems);
void check(const NamedView& view, std::vector<Problem>& problems);
void check(const AdviserSettings& settings, std::vector<Problem>& problems);

}  // namespace brujula::records
