// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/measure.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "metrics/selection.hpp"

namespace brujula::metrics {

Measured measure(const facts::Lake& lake, const Found& found, const Choice& choice, const Scope& scope,
                 const std::vector<Coverage>& coverage) {
    const auto& definition = *found.definition;
    Measured measured{found.metric->name, found.full_name(), found.metric->unit, {}, {}, {}};
    measured.settings = settle(definition, choice);
    check(scope);
    const auto judgement = judge(definition, measured.settings, scope, coverage);
    measured.reason = judgement.reason;
    if (!judgement.measurable) return measured;
    const auto table = lake.query(value_query(definition, measured.settings, resolved(lake, scope)));
    measured.value = std::get<double>(table.rows.at(0).at(0));
    if (measured.reason.empty() && definition.need == Need::edits && has_category_without_pages(lake, scope))
        measured.reason = "reason-category-without-pages";
    if (measured.reason.empty() && definition.need == Need::edits && !unknown_titles(lake, scope).empty())
        measured.reason = "reason-page-unknown";
    return measured;
}

namespace {

/// Every row in the order asked for; ties in the order of the columns.
facts::Query sorted_rows(const Definition& definition, const Settings& settings, const Scope& scope,
                         const std::string& sort, Order order) {
    auto query = rows_query(definition, settings, scope);
    query.sql = fmt::format("SELECT {0} FROM ({1}) ORDER BY {2} {3} NULLS LAST, {0}",
                            fmt::join(definition.columns, ", "), query.sql, sort,
                            order == Order::ascending ? "ASC" : "DESC");
    return query;
}

}  // namespace

facts::Query page_query(const Definition& definition, const Settings& settings, const Scope& scope,
                        const PageOfRows& page) {
    const auto& columns = definition.columns;
    const auto& sort = page.sort.empty() ? columns.front() : page.sort;
    if (std::find(columns.begin(), columns.end(), sort) == columns.end())
        throw Error{ErrorKind::bad_input,
                    {"error-facts-column-unknown", {sort, fmt::format("{}", fmt::join(columns, ", "))}}};
    if (page.limit > most_rows_a_page)
        throw Error{ErrorKind::too_large,
                    {"error-facts-limit", {std::to_string(page.limit), std::to_string(most_rows_a_page)}}};
    auto query = sorted_rows(definition, settings, scope, sort, page.order);
    query.sql += " LIMIT ? OFFSET ?";
    query.parameters.emplace_back(static_cast<std::int64_t>(page.limit));
    query.parameters.emplace_back(static_cast<std::int64_t>(page.offset));
    return query;
}

void each_fact_behind(const facts::Lake& lake, const Found& found, const Choice& choice, const Scope& scope,
                      const std::function<void(std::span<const facts::Value>)>& row) {
    const auto& definition = *found.definition;
    const auto query = sorted_rows(definition, settle(definition, choice), resolved(lake, scope),
                                   definition.columns.front(), Order::ascending);
    lake.query_each(query, [&](std::span<const facts::Value> cells) {
        row(cells);
        return true;
    });
}

FactsBehind facts_behind(const facts::Lake& lake, const Found& found, const Choice& choice,
                         const Scope& asked, const PageOfRows& page) {
    const auto settings = settle(*found.definition, choice);
    const auto scope = resolved(lake, asked);
    auto count = rows_query(*found.definition, settings, scope);
    count.sql = "SELECT count(*) FROM (" + count.sql + ")";
    FactsBehind behind;
    behind.total = static_cast<std::size_t>(std::get<std::int64_t>(lake.query(count).rows.at(0).at(0)));
    behind.rows = lake.query(page_query(*found.definition, settings, scope, page));
    return behind;
}

}  // namespace brujula::metrics
