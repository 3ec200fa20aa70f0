// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/known_facts.hpp"

#include <algorithm>

#include "metrics/coverage.hpp"

namespace brujula::evaluating {

KnownFacts known_facts(const facts::Lake& lake, const std::vector<std::string>& wikis, bool registrations) {
    KnownFacts known;
    bool some_loaded = false;
    bool all_loaded = true;
    for (const metrics::Coverage& of_wiki : metrics::coverage_of(lake, wikis)) {
        some_loaded = some_loaded || of_wiki.edits;
        if (!of_wiki.edits || (registrations && !of_wiki.registrations)) {
            all_loaded = false;
            continue;
        }
        if (!known.edits) known.edits = of_wiki.edits;
        known.edits->from = std::max(known.edits->from, of_wiki.edits->from);
        known.edits->until = std::min(known.edits->until, of_wiki.edits->until);
    }
    if (!known.edits)
        known.reason = some_loaded ? "reason-no-registrations" : "reason-no-wiki-loaded";
    else if (!all_loaded)
        known.reason = "reason-some-wikis-not-loaded";
    return known;
}

metrics::Definition every_edit() {
    metrics::Definition definition;
    definition.id = "every-edit";
    definition.source = "Brújula";
    definition.deleted = metrics::Treatment::counted;
    return definition;
}

}  // namespace brujula::evaluating
