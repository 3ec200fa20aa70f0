// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/catalogue.hpp"
#include "planning/network_records.hpp"
#include "planning/periods.hpp"
#include "planning/progress.hpp"

// The region on one page: all members of the network in some periods, each against its own targets.
namespace brujula::evaluating {

/// Most indicators that are shown where none is asked for.
constexpr std::size_t indicators_at_first = 12;
/// Most periods that can be put side by side.
constexpr std::size_t most_periods = 20;

/// "2014", "2014-2016" (three years as one), "2014-H2", "2014-Q3": calendar periods.
struct RegionPeriod {
    std::string name;
    planning::Days days;

    bool operator==(const RegionPeriod&) const = default;
};
/// Nothing for any other text, and for years outside 1 to 9999 or in the wrong order.
std::optional<RegionPeriod> parse_region_period(std::string_view text);

/// What is looked at; an empty filter leaves everything.
struct RegionQuery {
    std::vector<RegionPeriod> periods;    ///< empty: one, newest_full_year
    std::vector<std::string> indicators;  ///< keys; empty: of those that several members have (if none, of
                                          ///< all) the most common, indicators_at_first
    std::string kind;                     ///< of organisation, held on some day of the periods: "chapter"
    std::string country;
    std::string language;
    std::string theme;      ///< of the programme that a goal belongs to; goals without one are left out
    std::string programme;  ///< id
};

struct RegionMember {
    std::string id;
    LocalizedText name;
    /// Held on some day of the periods, oldest first. A status without a last day ends where the next begins;
    /// where neither is known, the later one holds. "2014" as a first or last day is any day of that year.
    std::vector<records::OrganisationKind> kinds;
    std::vector<std::string> countries;
    std::vector<std::string> languages;
    std::optional<records::Place> seat;
};

/// One indicator of a member at a period's end.
struct RegionValue {
    std::string indicator;
    std::string goal;
    std::string plan;
    planning::Progress progress;
    std::string observation;  ///< id of the value; empty: none
};

/// A member in a period. A member with several indicators of one key: see `value`.
struct RegionCell {
    std::vector<RegionValue> values;  ///< by indicator's id; empty: it has no such indicator in the period
    /// What stands for the member. Of several counts the greatest, as "at least": they are never added, since
    /// who is in two of them would count twice, and together they cannot be less than the greatest. Nothing
    /// where none has a value, and of several percentages or scores.
    std::optional<records::Amount> value;
    std::optional<std::size_t> shown;  ///< index of that value in `values`
};

/// The members' values of one period together; the numbers are as they are told ("at least 150" is 150).
struct RegionSummary {
    std::size_t members = 0;       ///< that have the indicator
    std::size_t measured = 0;      ///< that have a value: what the rest is of
    std::size_t lower_bounds = 0;  ///< of these, "at least"
    std::optional<double> lower;   ///< quartile, R's type 7
    std::optional<double> median;
    std::optional<double> upper;
};

struct RegionRow {
    std::string member;
    std::vector<RegionCell> cells;  ///< one for each period
};

/// Indicators that can be compared: see region_key.
struct RegionIndicator {
    std::string key;
    std::string core_metric;                      ///< empty: a measured one's `metric`
    std::optional<records::MetricChoice> metric;  ///< with its definition and namespaces
    LocalizedText name;                           ///< of the first, by id
    LocalizedText unit;
    records::Measure measure = records::Measure::unit;
    records::Direction direction = records::Direction::increasing;
    std::vector<RegionRow> rows;           ///< members that have it in some of the periods, by id
    std::vector<RegionSummary> summaries;  ///< one for each period
    /// The scale that all share: from 0, or the least where that is less, to the greatest value or target.
    double low = 0;
    double high = 0;
};

/// Where a goal stands at a period's end.
enum class GoalStanding {
    met,
    partly,
    on_course,     ///< not reached, the target's last day is after the value's, and far enough by then
    behind,        ///< the same, and not far enough
    missed,        ///< never without a value
    not_measured,  ///< which is not missed
    undecided,     ///< a value without a target, or "at least" less than the target
};
constexpr std::size_t goal_standings = 7;
/// "on_course"
std::string_view name_of(GoalStanding standing);
std::optional<GoalStanding> parse_goal_standing(std::string_view name);

struct RegionGoals {
    std::string member;
    std::size_t reviewed = 0;  ///< of all, those that a closed review of the period decided
    /// By GoalStanding, one list for each period: [2][3] is how many are behind in the third period.
    std::vector<std::vector<std::size_t>> counts;
};

/// One of the goals that RegionGoals counts.
struct RegionGoal {
    std::size_t period = 0;
    std::string id;
    std::string member;
    std::string plan;
    LocalizedText statement;
    GoalStanding standing = GoalStanding::undecided;
    std::string review;  ///< that decided it; empty: the numbers did
};

/// Which of them; empty: all.
struct RegionGoalsAsked {
    std::string member;
    std::optional<GoalStanding> standing;
};

/// What a closed review says of a missed goal.
struct RegionLesson {
    std::size_t period = 0;
    std::string member;
    std::string goal;
    std::string plan;
    std::string review;
    LocalizedText statement;
    LocalizedText differently;
};

/// What can be asked for: of all members, whatever the filters.
struct RegionOptions {
    struct Known {
        std::string key;
        LocalizedText name;
        std::string core_metric;
        std::optional<records::MetricChoice> metric;
        std::size_t members = 0;  ///< that have it in the periods, with the filters
    };
    struct Programme {
        std::string id;
        std::string organisation;
        LocalizedText name;
    };
    std::vector<int> years;  ///< in which some member has a goal or a value, oldest first; of those that a
                             ///< record may be of
    std::vector<Known> indicators;
    std::vector<std::string> kinds;
    std::vector<std::string> countries;
    std::vector<std::string> languages;
    std::vector<std::string> themes;
    std::vector<Programme> programmes;
};

struct Region {
    std::vector<RegionPeriod> periods;
    std::vector<RegionMember> members;        ///< that the filters leave, by id
    std::size_t all_members = 0;              ///< of the network in the periods, without filters
    std::vector<RegionIndicator> indicators;  ///< as asked for; else by number of members, then by key
    std::vector<RegionGoals> goals;           ///< of members that have goals in some of the periods
    std::vector<RegionLesson> lessons;        ///< by period, member and goal
    RegionOptions options;
};

/// What makes indicators of several members comparable: planning::comparison_key, and of a measured one the
/// definition and namespaces that it is run with, also where it leaves them to the catalogue; what is not a
/// count has its measure. "metric:pages-created/wikimetrics@0", "core:participants",
/// "core:women~percentage". Empty: nothing does.
std::string region_key(const records::Indicator& indicator, const metrics::Catalogue& catalogue);

/// The newest year in which at least half as many members have values as in the fullest; of years without any
/// value, the newest with a goal; nothing where there is neither.
std::optional<int> newest_full_year(const planning::NetworkRecords& network);

/// The region. Members are the organisations that were in the network on some day of the periods, whichever
/// days of their membership are not known; the network itself is none. An indicator is in a period where its
/// goal's days share some with it or it has a value whose own period ended in it; then its standing is
/// standing_at_end. A goal is in a period where its days share some with it; how it stands says the newest
/// closed review of it that ended in the period, else `propose`, where a value of before the target's last
/// day is on course or behind. Neither order of records nor of members changes anything.
/// Cost: linear in the network's goals, indicators and observations, all in memory.
Region region_of(const planning::NetworkRecords& network, const metrics::Catalogue& catalogue,
                 const RegionQuery& query);

struct RegionGoalList {
    std::vector<RegionPeriod> periods;
    std::vector<RegionGoal> goals;  ///< by period, member and id
};

/// The goals that region_of counts.
RegionGoalList region_goals(const planning::NetworkRecords& network, const RegionQuery& query,
                            const RegionGoalsAsked& asked);

/// Median and quartiles of the values that stand for the members.
RegionSummary summary_of(const std::vector<const RegionCell*>& cells);

}  // namespace brujula::evaluating
