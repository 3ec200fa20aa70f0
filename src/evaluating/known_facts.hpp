// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "facts/lake.hpp"
#include "metrics/metric.hpp"

namespace brujula::evaluating {

/// What is known of all of some wikis at once.
struct KnownFacts {
    std::optional<Period> edits;  ///< from the latest beginning to the earliest end of the loaded wikis;
                                  ///< none: none is loaded, or without the registrations that are needed
    std::string reason;           ///< message key: why none, or that a wiki is left out
};
KnownFacts known_facts(const facts::Lake& lake, const std::vector<std::string>& wikis, bool registrations);

/// Every edit that is loaded: all namespaces, deleted pages too.
metrics::Definition every_edit();

}  // namespace brujula::evaluating
