// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metrics/metric.hpp"

namespace brujula::metrics {

/// How much is known of which pages carry which category.
enum class Categories {
    none,          ///< not loaded
    unnamed,       ///< only by numbers: the names are not loaded
    partly_named,  ///< some only by numbers
    named,
};

/// What the lake knows of one wiki of a scope.
struct Coverage {
    std::string wiki_db;
    std::optional<Period> edits;  ///< from the first to after the last moment known; empty: none loaded
    std::optional<Period> registrations;  ///< the same of accounts
    Categories categories = Categories::none;
    std::string snapshot;
    bool simulated = false;
};

/// Of each wiki, in the order given. Facts are known up to their last row, or to the snapshot's day where the
/// source's name gives it (and it is not just the day of the load).
std::vector<Coverage> coverage_of(const facts::Lake& lake, const std::vector<std::string>& wikis);
/// The same from its parts.
std::vector<Coverage> coverage_of(const std::vector<facts::Loaded>& manifest,
                                  const std::vector<std::string>& wikis);

/// Whether a number means anything on these facts. Missing is not zero: zero is said only where facts say it.
struct Judgement {
    bool measurable = true;
    std::string reason;  ///< message key; with a measurable number: why it covers only a part
};

Judgement judge(const Definition& definition, const Settings& settings, const Scope& scope,
                const std::vector<Coverage>& coverage);

}  // namespace brujula::metrics
