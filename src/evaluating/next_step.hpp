// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "base/time.hpp"
#include "planning/network_records.hpp"

namespace brujula::evaluating {

enum class NextWhat {
    add_member,        ///< a network has no members
    begin_plan,        ///< an organisation has no plan whose last day is today or later
    write_goal,        ///< its present plan has no goals
    choose_indicator,  ///< a goal of it has no indicator
    agree_plan,        ///< it has begun and is still a draft or in consultation
};
/// "begin_plan"
std::string_view name_of(NextWhat what);

struct NextStep {
    NextWhat what = NextWhat::begin_plan;
    std::string kind;     ///< of the record that it is done on: "organisation", "plan", "goal"
    std::string id;       ///< that record
    std::string plan;     ///< of a goal
    LocalizedText title;  ///< what that record is called
};

/// The plan that an organisation works by on a day: of its annual plans that are not closed and whose last
/// day is not past, the one that begins first; of none, of its strategic ones; nullptr where there is none.
const std::pair<const std::string, records::Plan>* present_plan(const planning::NetworkRecords& network,
                                                                std::string_view organisation, Date today);

/// What an organisation lacks for its work to go on, the first in the order of NextWhat; nothing where its
/// plan has goals, each with an indicator, and is agreed. What is due by a day is not here: due.hpp.
std::optional<NextStep> next_step(const planning::NetworkRecords& network, std::string_view organisation,
                                  Date today);

}  // namespace brujula::evaluating
