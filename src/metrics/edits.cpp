// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/edits.hpp"

#include "metrics/selection.hpp"

namespace brujula::metrics {

namespace {

facts::Query rows(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_work(writing, definition, settings, scope);
    writing("SELECT ")(edit_column_list())(" FROM work");
    return std::move(writing).query();
}

}  // namespace

Metric edits() {
    Definition own;
    own.id = "brujula";
    own.source = "Brújula";
    own.rows = rows;
    own.columns = edit_columns();
    own.value = count_of_rows;

    Definition wikimetrics = own;
    wikimetrics.id = "wikimetrics";
    wikimetrics.source = "Wikimetrics, NamespaceEdits";
    wikimetrics.bounds = Bounds::after_through;
    wikimetrics.deleted = Treatment::counted;

    return {"edits", "edits", {own, wikimetrics}};
}

}  // namespace brujula::metrics
