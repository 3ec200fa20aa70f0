// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/message.hpp"
#include "facts/lake.hpp"
#include "metrics/scope.hpp"

namespace brujula::measuring {

/// What the lake knows of one name of a list.
struct Match {
    metrics::Member member;
    bool found = false;   ///< an account or edits of this name on (one of) its wikis
    bool edited = false;  ///< in the period, on a wiki of the scope; false while not found
    /// Why not, as likely as it can be told; or, of a found one, what should be looked at. Empty key: nothing
    /// to say.
    Message reason;
};

/// Names beyond this number get no search for a similar spelling.
constexpr std::size_t most_spelling_searches = 500;

/// Looks for each member, in the order given. Reasons, the first that holds: match-wiki-not-loaded ($1 wiki,
/// or all of the scope's), match-other-wiki ($1 wiki that has the name), match-case ($1 a name that differs
/// in case, accents, spaces or hyphens only), match-spelling ($1 the nearest name, one or two letters away),
/// match-unknown (no such account: a misspelling, a name that was changed since, or another wiki). Of a found
/// one without edits in the period: match-no-edits.
std::vector<Match> match(const facts::Lake& lake, const std::vector<metrics::Member>& members,
                         const std::vector<std::string>& wikis, const Period& period);

}  // namespace brujula::measuring
