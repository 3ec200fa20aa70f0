// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "planning/finding.hpp"
#include "planning/network_records.hpp"

// What the rules L1 to L5 (docs/rules.md) say of good practices, and who may speak for one.
namespace brujula::planning {

/// Why an endorsement is not another's word.
enum class OwnWord {
    no,            ///< it is another's: it counts
    organisation,  ///< of the organisation that the practice is of
    person,        ///< by whoever wrote the practice
};

/// Whether an endorsement comes from the practice's own side. `by` is the person's account name; the
/// practice's creator is known by the user name of that person's record, without regard to case and accents.
OwnWord own_word(const records::Practice& practice, const records::Endorsement& endorsement,
                 const NetworkRecords& network);

/// In the order of the rules:
/// L1: problem or solution is missing, or longer than the rule's threshold (60 words) in a language; of
/// several languages the longest one is told, at "/problem/es". Numbers are words, "%" and "+" are not.
/// L2: no evidence and no measurement; for an idea only information, since it was not tried yet.
/// L3: nothing says when to use it.
/// L4: an endorsement by its own organisation or its own author; the finding is about the endorsement, known
/// by `id`. One by others is not asked for.
/// L5: no day on which it will be looked at again, or that day is before `today`. Proposes a year from today.
/// Not of a retired one. `id` is the practice's, empty for a draft: a draft has no endorsements.
std::vector<Finding> findings_of(const records::Practice& practice, const NetworkRecords& network,
                                 const RuleBook& rules, Date today, const std::string& id = {});

}  // namespace brujula::planning
