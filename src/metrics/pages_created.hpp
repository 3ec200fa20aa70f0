// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many pages the scope's people began: docs/metrics/pages-created.md.
Metric pages_created();

}  // namespace brujula::metrics
