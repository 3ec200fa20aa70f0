// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "base/time.hpp"
#include "planning/network_records.hpp"
#include "records/planning_kinds.hpp"

// Next year's plan made from this year's.
namespace brujula::planning {

/// How far days are moved: by whole months where there are such between two days, else by days.
struct DateShift {
    std::optional<int> months;
    int days = 0;  ///< where there are no whole months
};

/// From one day to another. Months where both are the same day of their month, or both its last.
DateShift shift_between(Date from, Date to);
/// A month's last day stays a month's last: 28 February 2015 is a year later 29 February 2016, 30 June half a
/// year later 31 December. A day that the month has not becomes its last.
Date shifted(Date day, const DateShift& shift);

struct CloneOptions {
    std::string id;  ///< of the new plan; the others' are made of it and their titles
    LocalizedText title;
    Date first_day;
    Date last_day;
    bool keep_targets = false;       ///< otherwise the copies have none
    std::optional<Date> collect_by;  ///< of baselines for which nothing was measured; none: they stay empty
    std::string language = "en";     ///< of ids and of what says where a baseline comes from
    /// True for an id that cannot be given to a new record of the kind.
    std::function<bool(std::string_view kind, std::string_view id)> taken;
};

template <class T>
struct Copied {
    std::string from;  ///< id of the record that it is a copy of
    std::string id;
    T record;
};

/// What is to be written, in this order. An indicator's baseline has a value or none.
struct PlanClone {
    std::string id;
    records::Plan plan;
    std::vector<Copied<records::Axis>> axes;
    std::vector<Copied<records::Objective>> objectives;
    std::vector<Copied<records::Goal>> goals;
    std::vector<Copied<records::Indicator>> indicators;
};

/// The plan with its axes, objectives, goals and indicators as a new draft. Days move as far as the plan's
/// first day does; the new plan ends on the day that is given. Links among the copied records, also those
/// inside formulas, go to the copies; links elsewhere stay. Left out: what others said of the old ones
/// (answers to findings, endorsements, agreed versions, where texts come from), the targets' revisions and
/// parts, and the rates of budget lines, since they were of a day. An indicator's baseline is its latest
/// observed value with that one's last day and what it came from. Throws Error(not_found) where there is no
/// such plan.
PlanClone clone_plan(const NetworkRecords& network, std::string_view plan, const CloneOptions& options);

}  // namespace brujula::planning
