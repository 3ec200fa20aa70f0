// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// By how many bytes the scope's edits changed their pages: docs/metrics/bytes-added.md.
Metric bytes_added();

}  // namespace brujula::metrics
