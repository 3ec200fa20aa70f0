// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/pages_improved.hpp"

#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

/// Edited and not created: a page that the scope began in the period was not there to be improved.
facts::Query improved_pages(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    write_pages_of(writing,
                   "FROM work GROUP BY wiki_db, page_id HAVING NOT bool_or(coalesce(revision_creates_page, "
                   "false))");
    return std::move(writing).query();
}

}  // namespace

Metric pages_improved() {
    Definition own;
    own.id = "brujula";
    own.source = "Brújula, after Event Metrics";
    own.namespaces = {0};
    own.redirects = Treatment::left_out;
    own.union_of = UnionOf::pages;
    own.additive = false;
    own.rows = improved_pages;
    own.columns = page_columns();
    own.value = count_of_rows;

    Definition event_metrics = own;
    event_metrics.id = "event-metrics";
    event_metrics.source = "Event Metrics, pages-improved";
    event_metrics.bounds = Bounds::from_through;

    return {"pages-improved", "pages", {own, event_metrics}};
}

}  // namespace brujula::metrics
