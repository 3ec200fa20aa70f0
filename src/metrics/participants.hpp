// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many people of the scope edited, or stand in it: docs/metrics/participants.md.
Metric participants();

}  // namespace brujula::metrics
