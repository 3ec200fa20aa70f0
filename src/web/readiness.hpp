// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/http.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// The answer to /readyz: 200 "ok", or 503 with a line for each thing that is not as it must be ("disk full",
/// "records unreadable", "lake unreadable"). It is open to strangers: reasons and paths are in the log alone.
Response readiness(const House& house);

}  // namespace brujula::web
