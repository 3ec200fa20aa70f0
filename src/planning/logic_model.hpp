// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "planning/finding.hpp"
#include "planning/network_records.hpp"

// What can be said of a logic model by looking at it: a directed graph whose items stand in columns.
// Arrows to or from a key that no item has are passed over: the record's own rules name them.
namespace brujula::planning {

/// A finding about a logic model, and the items that it is about, by key. `finding.field` points at the item
/// or the arrow ("/items/3", "/links/0").
struct LogicFinding {
    Finding finding;
    std::vector<std::string> items;
};

/// True for the three columns of outcomes.
bool is_outcome(records::LogicColumn column);

/// The elementary cycles: each the keys along its arrows, beginning with the item that comes first in the
/// model; an arrow from an item to itself is a cycle of one. In the order of their first items. At most
/// `most`, since their number can grow with the factorial of the items'. Cost: (items + arrows) × cycles.
std::vector<std::vector<std::string>> cycles_of(const records::LogicModel& model, std::size_t most = 50);

/// What the rules R3, R4 and T3 say of a model, items first, then arrows, then cycles:
/// R4: an input that leads nowhere; participants or products with no arrow at all; an activity from which no
/// way leads to a product or outcome; an outcome that nothing leads to; an outcome without an indicator, its
/// own or its goal's; an arrow against the order of the columns; a cycle (an error, where the others are
/// warnings).
/// R3: an arrow without a rationale.
/// T3: an outcome whose goal runs shorter or longer than the outcome's column says: up to 3 months, 3 to 12,
/// 12 to 60, both ends included, by the calendar.
/// Items are called by their texts in `language`; one without is said to have none. `network` knows the goals
/// and indicators; one that it does not know is taken to have no days and to be there. `id` is the model's,
/// empty for a draft. Nothing is said of a model with more items or arrows than may be written.
std::vector<LogicFinding> findings_of(const records::LogicModel& model, const NetworkRecords& network,
                                      const RuleBook& rules, std::string_view language,
                                      const std::string& id = {});

}  // namespace brujula::planning
