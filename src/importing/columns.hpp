// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importing/written.hpp"
#include "sheets/table.hpp"

// What the columns of a table are, as their headers say it. A proposal for a person to look at; nothing is
// remembered.
namespace brujula::importing {

/// What is brought: a plan with its goals, values of indicators that are there, organisations, people.
enum class What { plan, values, organisations, persons };

/// A field that a column can be, by its name in docs/api.md: "goal", "target" …
struct FieldOf {
    std::string name;
    bool many = false;  ///< several columns can be it, each of its own period
};

/// Those of what is brought, in the order in which people read them.
const std::vector<FieldOf>& fields_of(What what);

struct Column {
    std::size_t index = 0;
    std::string field;                   ///< empty: left out
    std::optional<planning::Days> days;  ///< of "target", "value" and "baseline": what the header names
    bool year_open = false;              ///< the header names a period without saying of which year
};

/// Where a table's header is (from 0, both rows belong to it) and what its columns are; as many as the table
/// has.
struct Layout {
    std::size_t first_header = 0;
    std::size_t last_header = 0;
    std::vector<Column> columns;
};

/// The words of a column's header, those of merged cells above it first, each once.
std::string header_of(const sheets::Table& table, std::size_t first, std::size_t last, std::size_t column);

/// The proposal: of the first 15 rows, the one or two that name the most fields are the header. `whole`: the
/// days of the plan, for periods without a year. Where nothing is recognised the first row is the header and
/// all is left out.
Layout proposed_layout(const sheets::Table& table, What what, const planning::Lexica& lexica,
                       const std::optional<planning::Days>& whole);
/// The same with a header that somebody chose.
Layout layout_below(const sheets::Table& table, What what, std::size_t first, std::size_t last,
                    const planning::Lexica& lexica, const std::optional<planning::Days>& whole);

}  // namespace brujula::importing
