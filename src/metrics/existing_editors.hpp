// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How many people of the scope had their account before: docs/metrics/existing-editors.md.
Metric existing_editors();

}  // namespace brujula::metrics
