// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <boost/json/fwd.hpp>

#include "records/kind.hpp"

namespace brujula::records {

/// A kind's name as a type's: "logic_model" → "LogicModel".
std::string type_name(const Kind& kind);

/// JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it) of every kind's data: {"Goal": {…}, "LocalizedText":
/// {…}}.
boost::json::object json_schemas(const Kinds& kinds);

/// The fields of every kind as /api/v1/kinds gives them.
boost::json::array describe(const Kinds& kinds);

/// ui/src/shared/records.ts: an interface a kind.
std::string typescript_types(const Kinds& kinds);

}  // namespace brujula::records
