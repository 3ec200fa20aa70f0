// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// A metric and one of its definitions. Points into the catalogue that gave it.
struct Found {
    const Metric* metric = nullptr;
    const Definition* definition = nullptr;

    /// "bytes-added/wikimetrics.absolute"
    [[nodiscard]] std::string full_name() const { return metric->name + "/" + definition->id; }
};

/// The metrics there are, in the order in which they are shown.
class Catalogue {
public:
    void add(Metric metric);
    [[nodiscard]] const std::vector<Metric>& metrics() const { return m_metrics; }

    /// `name` is "bytes-added", or with its definition "bytes-added/wikimetrics.absolute"; `definition` "" is
    /// the metric's own. Throws Error(not_found) that names what there is.
    [[nodiscard]] Found find(std::string_view name, std::string_view definition = {}) const;

private:
    std::vector<Metric> m_metrics;
};

/// All metrics of the product.
void register_metrics(Catalogue& catalogue);
Catalogue all_metrics();

/// The catalogue as docs/api.md describes it: codes, which the messages metric-* put into words.
boost::json::value to_json(const Catalogue& catalogue);

}  // namespace brujula::metrics
