// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "facts/lake.hpp"
#include "metrics/metric.hpp"

namespace brujula::metrics {

/// A query that is being written: pieces of SQL with the values of their placeholders beside them.
class Writing {
public:
    Writing& operator()(std::string_view sql, std::initializer_list<facts::Value> values = {});
    [[nodiscard]] facts::Query query() && { return std::move(m_query); }

private:
    facts::Query m_query;
};

/// False for what no account's name can be: nothing, or anything with a control character.
bool is_possible_name(std::string_view user_text);

/// True where one of the categories is carried by no page of any wiki of its part, whatever the period.
bool has_category_without_pages(const facts::Lake& lake, const Scope& scope);

/// Writes `WITH person AS (…), part AS (…)…`: the scope as relations that a metric's query selects from.
///
///   person(part, user_text, wiki_db): wiki_db '' for every wiki of the part
///   part(part, wiki_db, since, until, everyone, limited): windows half-open, as the definition has them
///   part_page(part, wiki_db, page_id): the pages of the limited parts
void write_scope(Writing& writing, const Definition& definition, const Settings& settings,
                 const Scope& scope);

/// write_scope, and `work`: the scope's edits with the definition's namespaces and treatment of redirects and
/// deleted pages. Each edit once; with `by_part` each once for every part that it belongs to, and a column
/// `part`. Edits whose user name is hidden or anonymous belong to everyone only; hidden names are NULL.
void write_work(Writing& writing, const Definition& definition, const Settings& settings, const Scope& scope,
                bool by_part = false);

/// The columns of `work` that rows of edits show, in order; and the same as SQL.
const std::vector<std::string>& edit_columns();
std::string edit_column_list();

/// The columns of rows of pages: wiki_db, page_id, page_namespace, page_title, edits, change (bytes, unknown
/// ones left out), first_edit, last_edit.
const std::vector<std::string>& page_columns();
/// Writes page_columns() as aggregates over `work` grouped by wiki_db and page_id.
void write_page_aggregates(Writing& writing);
/// Writes SELECT page_columns() and `from`, which groups by wiki_db and page_id.
void write_pages_of(Writing& writing, std::string_view from);

/// The value of a definition that counts its rows.
constexpr const char* count_of_rows = "CAST(count(*) AS DOUBLE)";

}  // namespace brujula::metrics
