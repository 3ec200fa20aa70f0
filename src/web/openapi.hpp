// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <boost/json/fwd.hpp>

#include "records/kind.hpp"
#include "web/route.hpp"

namespace brujula::web {

/// The OpenAPI 3.1 document of a table of routes; the shapes of records come from their kinds.
boost::json::object openapi(const Routes& routes, const records::Kinds& kinds, const std::string& version);

}  // namespace brujula::web
