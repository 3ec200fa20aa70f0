// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many people of the scope made their account just then: docs/metrics/newly-registered.md.
Metric newly_registered();

}  // namespace brujula::metrics
