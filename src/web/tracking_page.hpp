// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "planning/tracking.hpp"
#include "sheets/sheet.hpp"
#include "web/cards.hpp"
#include "web/network_memory.hpp"
#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// An indicator of the table with the records it is made of; `observations` as in `tracked`. What a formula
/// gives stands there as if it had been observed, with an empty id.
struct TrackedRecords {
    store::Revision indicator;
    std::vector<store::Revision> observations;
};

struct TrackedGoal {
    store::Revision goal;
    std::vector<std::size_t> rows;  ///< indexes into TrackingPage::tracked
};

struct TrackedObjective {
    std::optional<store::Revision> axis;       ///< nothing: of none
    std::optional<store::Revision> objective;  ///< nothing: goals whose objective is of another plan
    std::vector<TrackedGoal> goals;
};

/// A plan's tracking table with what the asker may read: its records and the table that is made of them.
struct TrackingPage {
    store::Revision plan;
    planning::TrackingQuestion question;
    std::vector<TrackedObjective> objectives;  ///< in the plan's order, below their axes'
    std::vector<planning::TrackedIndicator> tracked;
    std::vector<TrackedRecords> records;  ///< of each of `tracked`
    planning::TrackingTable table;
};

/// The table that a call asks for: the record of the call is the plan, `columns`, `met` and `on` of its query
/// say how it is cut and lit; it is lit by the plan's legend where they do not. Formulas are worked out from
/// `memory`; why one has no value in a period that is over is its note, in the asker's language. Throws
/// Error(bad_input) for what is none of these.
TrackingPage tracking_page(const House& house, const NetworkMemory& memory, const Call& call);

/// `tracking` of docs/api.md.
boost::json::object tracking_json(const House& house, const TrackingPage& page, const Call& call);

/// The table for a spreadsheet, its texts in `language`: a row for each indicator, for each period six
/// columns.
sheets::Sheet tracking_sheet(const TrackingPage& page, const std::string& language);

/// What a column is called: "Q1 2015", "2015-03", "2015", "1 Jan 2015 – 15 Feb 2015" by its ISO days.
std::string column_name(const planning::TrackingColumn& column, const std::string& language);

}  // namespace brujula::web
