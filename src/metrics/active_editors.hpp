// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many people of the scope were active editors: docs/metrics/active-editors.md.
Metric active_editors();

}  // namespace brujula::metrics
