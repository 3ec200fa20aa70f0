// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "metrics/measure.hpp"

namespace brujula::metrics {

/// A number of the report table of the Global Metrics (grants of 2014-15 Round 1 to starts before 2017).
struct GlobalMetric {
    int row = 0;       ///< of the table, 1 to 7; 0: computed beside it
    std::string code;  ///< the row's code: "active_editors", "articles" …; "individuals" is a row that nobody
                       ///< can compute
    Measured measured;
};

/// The whole table for a scope, in its rows' order, as the Wikimetrics' programme report computed it: active
/// editors (1), newly registered (2), existing editors (beside), pages created and pages edited (5), bytes in
/// absolute value (6). Individuals (3), media used (4) and the learning question (7) come without a value and
/// say why.
std::vector<GlobalMetric> global_metrics_2014(const facts::Lake& lake, const Catalogue& catalogue,
                                              const Scope& scope, const std::vector<Coverage>& coverage);

}  // namespace brujula::metrics
