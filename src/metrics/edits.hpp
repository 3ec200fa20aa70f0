// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many edits the scope's people made: docs/metrics/edits.md.
Metric edits();

}  // namespace brujula::metrics
