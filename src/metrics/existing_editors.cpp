// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/existing_editors.hpp"

#include "metrics/registered.hpp"
#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

facts::Query people_not_new(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_scope(writing, definition, settings, scope);
    writing(
        "SELECT DISTINCT user_text AS event_user_text FROM person WHERE user_text NOT IN (SELECT "
        "event_user_text FROM (");
    write_new_people(writing, "u.created_by = 'self'");
    writing("))");
    return std::move(writing).query();
}

}  // namespace

Metric existing_editors() {
    Definition definition = newly_registered_2014();
    definition.source =
        "Global Metrics 2014, as computed by Wikimetrics' programme report: cohort size minus newly "
        "registered";
    definition.rows = people_not_new;
    definition.columns = {"event_user_text"};
    definition.needs_people = true;
    return {"existing-editors", "people", {definition}};
}

}  // namespace brujula::metrics
