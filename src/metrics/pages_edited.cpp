// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/pages_edited.hpp"

#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

facts::Query edited_pages(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    write_pages_of(writing, "FROM work GROUP BY wiki_db, page_id");
    return std::move(writing).query();
}

/// The same page once for each of its editors.
facts::Query edited_pages_a_head(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    writing("SELECT event_user_text, ");
    write_page_aggregates(writing);
    writing(" FROM work WHERE event_user_text IS NOT NULL GROUP BY wiki_db, event_user_text, page_id");
    return std::move(writing).query();
}

}  // namespace

Metric pages_edited() {
    Definition own;
    own.id = "brujula";
    own.source = "Brújula";
    own.namespaces = {0};
    own.redirects = Treatment::left_out;
    own.union_of = UnionOf::pages;
    own.additive = false;
    own.rows = edited_pages;
    own.columns = page_columns();
    own.value = count_of_rows;

    Definition deduplicated = own;
    deduplicated.id = "wikimetrics.deduplicated";
    deduplicated.source = "Wikimetrics, PagesEdited with deduplicate_across_users";
    deduplicated.bounds = Bounds::after_through;
    deduplicated.namespaces = {};
    deduplicated.redirects = Treatment::counted;
    deduplicated.deleted = Treatment::counted;

    Definition a_head = deduplicated;
    a_head.id = "wikimetrics";
    a_head.source = "Wikimetrics, PagesEdited";
    a_head.union_of = UnionOf::pages_a_head;
    a_head.rows = edited_pages_a_head;
    a_head.columns.insert(a_head.columns.begin(), "event_user_text");

    return {"pages-edited", "pages", {own, deduplicated, a_head}};
}

}  // namespace brujula::metrics
