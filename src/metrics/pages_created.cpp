// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/pages_created.hpp"

#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

facts::Query created_pages(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    write_pages_of(writing, "FROM work GROUP BY wiki_db, page_id HAVING bool_or(revision_creates_page)");
    return std::move(writing).query();
}

/// Merged histories leave a page more than one revision without a parent: Wikimetrics counts each.
facts::Query creating_edits(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    writing("SELECT ")(edit_column_list())(" FROM work WHERE revision_creates_page");
    return std::move(writing).query();
}

}  // namespace

Metric pages_created() {
    Definition own;
    own.id = "brujula";
    own.source = "Brújula";
    own.namespaces = {0};
    own.redirects = Treatment::left_out;
    own.union_of = UnionOf::pages;
    own.rows = created_pages;
    own.columns = page_columns();
    own.value = count_of_rows;

    Definition wikimetrics = own;
    wikimetrics.id = "wikimetrics";
    wikimetrics.source = "Wikimetrics, PagesCreated";
    wikimetrics.bounds = Bounds::after_through;
    wikimetrics.namespaces = {};
    wikimetrics.redirects = Treatment::counted;
    wikimetrics.deleted = Treatment::counted;
    wikimetrics.union_of = UnionOf::edits;
    wikimetrics.rows = creating_edits;
    wikimetrics.columns = edit_columns();

    Definition event_metrics = own;
    event_metrics.id = "event-metrics";
    event_metrics.source = "Event Metrics, pages-created";
    event_metrics.bounds = Bounds::from_through;

    return {"pages-created", "pages", {own, wikimetrics, event_metrics}};
}

}  // namespace brujula::metrics
