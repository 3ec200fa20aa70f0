// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/routes.hpp"

namespace brujula::web {

/// Plans, values, organisations and people from tables: docs/api.md, "Bringing what there is".
void add_importing_routes(Routes& routes, const House& house, const NetworkMemory& memory, PlanGate& gate);

}  // namespace brujula::web
