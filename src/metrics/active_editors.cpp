// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/active_editors.hpp"

#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

/// Enough edits on one wiki in the days before the activity begins; on any wiki is enough.
facts::Query active_before(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope, true);
    writing(
        "SELECT event_user_text, arg_max(wiki_db, edits) AS wiki_db, max(edits) AS edits, max(last_edit) AS "
        "last_edit FROM (SELECT part, wiki_db, event_user_text, count(*) AS edits, max(event_timestamp) AS "
        "last_edit FROM work WHERE event_user_text IS NOT NULL AND NOT coalesce(event_user_is_anonymous, "
        "false) "
        "GROUP BY part, wiki_db, event_user_text HAVING count(*) >= ? AND NOT "
        "bool_or(coalesce(event_user_is_bot_by_group, false))) GROUP BY event_user_text",
        {settings.parameters.at("edits")});
    return std::move(writing).query();
}

/// Enough edits in a calendar month (UTC) of the period, those on all wikis of the scope together.
facts::Query active_in_a_month(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    writing(
        "SELECT event_user_text, count(*) AS months, CAST(sum(edits) AS BIGINT) AS edits, max(last_edit) AS "
        "last_edit "
        "FROM (SELECT event_user_text, date_trunc('month', event_timestamp) AS month, count(*) AS edits, "
        "max(event_timestamp) AS last_edit FROM work WHERE event_user_text IS NOT NULL AND NOT "
        "coalesce(event_user_is_anonymous, false) AND NOT coalesce(event_user_is_bot_by_group, false) AND "
        "NOT "
        "coalesce(event_user_is_bot_by_name, false) GROUP BY event_user_text, month HAVING count(*) >= ?) "
        "GROUP BY "
        "event_user_text",
        {settings.parameters.at("edits")});
    return std::move(writing).query();
}

Period days_before(const Definition& definition, const Settings& settings, Period period) {
    const std::chrono::days length{static_cast<int>(settings.parameters.at("days"))};
    return by_bounds(definition, settings, {period.from - length, period.from});
}

}  // namespace

Metric active_editors() {
    Definition rolling;
    rolling.id = "wikimetrics.rolling";
    rolling.source =
        "Wikimetrics, RollingActiveEditor, ended at the programme's start as in its Global Metrics report";
    rolling.bounds = Bounds::from_through;
    rolling.bots = Treatment::left_out;
    rolling.deleted = Treatment::counted;
    rolling.takes_namespaces = false;
    rolling.union_of = UnionOf::people;
    rolling.additive = false;
    rolling.parameters = {{"edits", 5, 1, 100'000}, {"days", 30, 1, 3'660}};
    rolling.window = days_before;
    rolling.rows = active_before;
    rolling.columns = {"event_user_text", "wiki_db", "edits", "last_edit"};
    rolling.value = count_of_rows;

    Definition monthly = rolling;
    monthly.id = "brujula.monthly";
    monthly.source = "Brújula, after the 5 edits a month of Wikistats";
    monthly.bounds = Bounds::from_until;
    monthly.deleted = Treatment::left_out;
    monthly.takes_namespaces = true;
    monthly.parameters = {{"edits", 5, 1, 100'000}};
    monthly.window = by_bounds;
    monthly.rows = active_in_a_month;
    monthly.columns = {"event_user_text", "months", "edits", "last_edit"};

    return {"active-editors", "people", {rolling, monthly}};
}

}  // namespace brujula::metrics
