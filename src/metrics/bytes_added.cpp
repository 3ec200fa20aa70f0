// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bytes_added.hpp"

#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

void write_changes(Writing& writing, std::string_view change) {
    writing("SELECT ")(edit_column_list())(", ")(change)(" AS change FROM work WHERE ")(
        change)(" IS NOT NULL");
}

/// An edit whose parent's size is not known changes nothing that could be told: it is left out.
facts::Query known_changes(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    write_changes(writing, "revision_text_bytes_diff");
    return std::move(writing).query();
}

/// Wikimetrics takes an unknown parent for an empty one.
facts::Query changes_from_nothing(const Definition& definition, const Settings& settings,
                                  const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    write_changes(writing, "coalesce(revision_text_bytes_diff, revision_text_bytes)");
    return std::move(writing).query();
}

/// What each page gained from just before the scope's first edit of it to just after the last one: others'
/// edits in between are in it.
facts::Query gains_of_pages(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    writing(
        "SELECT wiki_db, page_id, page_namespace, page_title, bytes_before, bytes_after, "
        "bytes_after - bytes_before AS change, edits FROM (SELECT wiki_db, page_id, "
        "arg_max(page_namespace, moment) AS page_namespace, arg_max(page_title, moment) AS page_title, "
        "coalesce(arg_min_null(revision_text_bytes - coalesce(revision_text_bytes_diff, "
        "revision_text_bytes), "
        "moment), 0) AS bytes_before, coalesce(arg_max_null(revision_text_bytes, moment), 0) AS bytes_after, "
        "count(*) AS "
        "edits FROM (SELECT *, {'t': event_timestamp, 'r': revision_id} AS moment FROM work) GROUP BY "
        "wiki_db, "
        "page_id)");
    return std::move(writing).query();
}

struct Sum {
    const char* id;
    const char* wikimetrics;
    const char* value;
};

constexpr Sum sums[] = {
    {"absolute", "absolute_sum", "CAST(coalesce(sum(abs(change)), 0) AS DOUBLE)"},
    {"net", "net_sum", "CAST(coalesce(sum(change), 0) AS DOUBLE)"},
    {"added", "positive_only_sum", "CAST(coalesce(sum(change) FILTER (change > 0), 0) AS DOUBLE)"},
    {"removed", "negative_only_sum", "CAST(coalesce(sum(change) FILTER (change < 0), 0) AS DOUBLE)"},
};

Definition own(const Sum& sum) {
    Definition definition;
    definition.id = std::string{"brujula."} + sum.id;
    definition.source = "Brújula";
    definition.namespaces = {0};
    definition.rows = known_changes;
    definition.columns = edit_columns();
    definition.columns.emplace_back("change");
    definition.value = sum.value;
    return definition;
}

Definition wikimetrics(const Sum& sum) {
    Definition definition = own(sum);
    definition.id = std::string{"wikimetrics."} + sum.id;
    definition.source = std::string{"Wikimetrics, BytesAdded "} + sum.wikimetrics;
    definition.bounds = Bounds::after_through;
    definition.rows = changes_from_nothing;
    return definition;
}

Definition programs_and_events() {
    Definition definition = own(sums[2]);
    definition.id = "programs-and-events";
    definition.source =
        "Programs & Events Dashboard, character_sum (sum of byte changes that are not negative)";
    definition.bounds = Bounds::from_through;
    return definition;
}

Definition event_metrics() {
    Definition definition = own(sums[1]);
    definition.id = "event-metrics";
    definition.source = "Event Metrics, byte-difference";
    definition.bounds = Bounds::from_through;
    definition.redirects = Treatment::left_out;
    definition.others_edits = OthersEdits::included;
    definition.union_of = UnionOf::pages;
    definition.additive = false;
    definition.rows = gains_of_pages;
    definition.columns = {"wiki_db",      "page_id",     "page_namespace", "page_title",
                          "bytes_before", "bytes_after", "change",         "edits"};
    return definition;
}

}  // namespace

Metric bytes_added() {
    Metric metric{"bytes-added", "bytes", {}};
    for (const auto& sum : sums)
        metric.definitions.push_back(own(sum));
    for (const auto& sum : sums)
        metric.definitions.push_back(wikimetrics(sum));
    metric.definitions.push_back(event_metrics());
    metric.definitions.push_back(programs_and_events());
    return metric;
}

}  // namespace brujula::metrics
