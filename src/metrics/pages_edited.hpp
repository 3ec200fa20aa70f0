// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many pages the scope's people edited, those they began among them: docs/metrics/pages-edited.md.
Metric pages_edited();

}  // namespace brujula::metrics
