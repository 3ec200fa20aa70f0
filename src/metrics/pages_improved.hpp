// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many pages that the scope's people did not begin they edited: docs/metrics/pages-improved.md.
Metric pages_improved();

}  // namespace brujula::metrics
