// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <boost/json/fwd.hpp>

#include "importing/import.hpp"
#include "sheets/table.hpp"

// Tables and what they would write, in the shapes of docs/api.md, "Bringing what there is".
namespace brujula::web {

boost::json::object table_json(const sheets::Table& table);
/// A table as it comes back, with corrections. Throws Error(bad_input) for another shape, Error(too_large)
/// past the limits of sheets/table.hpp.
sheets::Table table_of(const boost::json::value& json);

boost::json::object layout_json(const importing::Layout& layout, const sheets::Table& table);
boost::json::array fields_json(importing::What what);

/// "plan", "values", "organisations", "persons". Throws Error(bad_input) for any other.
importing::What what_of(std::string_view name);
/// What was asked for, but its table. Throws Error(bad_input) that names the member.
importing::Order order_of(const boost::json::object& body);

/// Entries, problems and questions, in words.
boost::json::object import_json(const importing::Import& import, std::string_view language);

}  // namespace brujula::web
