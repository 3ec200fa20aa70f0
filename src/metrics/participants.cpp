// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/participants.hpp"

#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

facts::Query people_who_edited(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    writing(
        "SELECT event_user_text, count(*) AS edits, count(DISTINCT wiki_db) AS wikis, "
        "count(DISTINCT (wiki_db, page_id)) AS pages, min(event_timestamp) AS first_edit, "
        "max(event_timestamp) AS last_edit FROM work WHERE event_user_text IS NOT NULL AND NOT "
        "coalesce(event_user_is_anonymous, false) GROUP BY event_user_text");
    return std::move(writing).query();
}

facts::Query people_listed(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_scope(writing, definition, settings, scope);
    writing("SELECT DISTINCT user_text AS event_user_text FROM person");
    return std::move(writing).query();
}

}  // namespace

Metric participants() {
    Definition edited;
    edited.id = "brujula.edited";
    edited.source = "Brújula";
    edited.union_of = UnionOf::people;
    edited.additive = false;
    edited.rows = people_who_edited;
    edited.columns = {"event_user_text", "edits", "wikis", "pages", "first_edit", "last_edit"};
    edited.value = count_of_rows;

    Definition listed = edited;
    listed.id = "event-metrics.listed";
    listed.source = "Event Metrics, participants; Wikimetrics, cohort size";
    listed.takes_namespaces = false;
    listed.deleted = Treatment::counted;
    listed.need = Need::nothing;
    listed.needs_people = true;
    listed.rows = people_listed;
    listed.columns = {"event_user_text"};

    return {"participants", "people", {edited, listed}};
}

}  // namespace brujula::metrics
