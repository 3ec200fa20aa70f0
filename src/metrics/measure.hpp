// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/catalogue.hpp"
#include "metrics/coverage.hpp"

namespace brujula::metrics {

/// One number, and what it is. No value: could not be measured, for the reason; which is never 0.
struct Measured {
    std::string metric;
    std::string definition;  ///< full: "bytes-added/wikimetrics.absolute"
    std::string unit;
    std::optional<double> value;
    std::string reason;  ///< message key; beside a value: it covers only a part
    Settings settings;
};

Measured measure(const facts::Lake& lake, const Found& found, const Choice& choice, const Scope& scope,
                 const std::vector<Coverage>& coverage);

enum class Order { ascending, descending };

struct PageOfRows {
    std::string sort;  ///< a column of the definition; empty: its first
    Order order = Order::ascending;
    std::size_t offset = 0;
    std::size_t limit = 100;
};

/// Most rows that one page may have.
constexpr std::size_t most_rows_a_page = 100'000;

/// The rows behind a number: the same rows that it was computed from.
struct FactsBehind {
    std::size_t total = 0;
    facts::Table rows;
};

/// Throws Error(bad_input) for a column that the definition has not, Error(too_large) beyond
/// most_rows_a_page.
FactsBehind facts_behind(const facts::Lake& lake, const Found& found, const Choice& choice,
                         const Scope& asked, const PageOfRows& page);
/// All rows, sorted by their first column, handed over one by one: memory does not grow with them.
void each_fact_behind(const facts::Lake& lake, const Found& found, const Choice& choice, const Scope& scope,
                      const std::function<void(std::span<const facts::Value>)>& row);
/// The query of a page: ties are ordered by the other columns, so that pages neither repeat nor skip a row.
facts::Query page_query(const Definition& definition, const Settings& settings, const Scope& scope,
                        const PageOfRows& page);

}  // namespace brujula::metrics
