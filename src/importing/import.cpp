// SPDX-License-Identifier: GPL-3.0-or-later
#include "importing/import.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "importing/table_reading.hpp"

namespace brujula::importing {
namespace {

std::vector<Entry> entries_of(TableReading& reading) {
    switch (reading.order().what) {
        case What::plan:
            return import_plan(reading);
        case What::values:
            return import_values(reading);
        case What::organisations:
            return import_organisations(reading);
        case What::persons:
            return import_persons(reading);
    }
    return {};
}

/// What the store would say of each record; a baseline without a day is asked for elsewhere.
void check(TableReading& reading, const std::vector<Entry>& entries) {
    for (const auto& entry : entries) {
        if (entry.standing == Standing::there) continue;
        for (const auto& problem : reading.around().kinds.find(entry.kind)->problems(entry.body))
            if (problem.message.key != "problem-baseline-date") reading.problem(entry.from, problem.message);
    }
}

void check_destination(const Order& order, const planning::NetworkRecords& network) {
    const auto& organisation = order.into.organisation;
    if (!organisation.empty() && !network.organisations.contains(organisation))
        throw Error{ErrorKind::not_found, {"error-no-record", {"organisation", organisation}}};
    if (!order.into.plan.empty() && !network.plans.contains(order.into.plan))
        throw Error{ErrorKind::not_found, {"error-no-record", {"plan", order.into.plan}}};
}

}  // namespace

bool Import::ready() const {
    const bool blocked = std::any_of(problems.begin(), problems.end(),
                                     [](const CellProblem& problem) { return problem.blocks; });
    const bool writes = std::any_of(entries.begin(), entries.end(),
                                    [](const Entry& entry) { return entry.standing != Standing::there; });
    return !blocked && questions.empty() && writes;
}

Import import_table(const sheets::Table& table, const Order& order, const Surroundings& around) {
    check_destination(order, around.network);
    TableReading reading(table, order, around);
    auto entries = entries_of(reading);
    if (entries.size() > most_entries)
        throw Error{ErrorKind::too_large, {"error-import-many", {std::to_string(most_entries)}}};
    check(reading, entries);
    return reading.with(std::move(entries));
}

}  // namespace brujula::importing
