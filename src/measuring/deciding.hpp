// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "measuring/naming.hpp"
#include "metrics/catalogue.hpp"

namespace brujula::measuring {

/// Withholds from everybody what they may not see of a new measurement, as it came from the run, beside all
/// that was measured before it, in the order in which it was: adds the reason to those values
/// (records/withheld.hpp).
///
/// A number is told where it, with all that is told already, singles out nobody (measuring/audit.hpp). It is
/// compared number by number, counts of people with counts of people, others with those of the same metric,
/// by who did the very work that each counts on the facts as they are now, with each measurement's people as
/// they were. How many people a list has is told to nobody, and counts as told only where it was measured. It
/// is compared with measurements whose cohorts all belong to organisations of its own cohorts, and that share
/// a wiki and a day with it or with another such one. Where its cohorts are of several organisations, it is
/// compared with what each part and each organisation alone would tell, too, also where nobody has measured
/// that yet: so that no organisation's later numbers depend on another's people.
///
/// Without cohorts it is about everybody, and nothing is withheld here; of a scope with both, only the
/// cohorts' people are looked at. Where a record that it names cannot be read, all is withheld; an earlier
/// measurement whose people are no longer known is not compared with.
///
/// `source` reads every record, whoever asks. Costs a query for each number of each measurement that it is
/// compared with.
void withhold(const facts::Lake& lake, const metrics::Catalogue& catalogue, records::Measurement& measurement,
              const std::vector<records::Measurement>& before, RecordSource& source);

}  // namespace brujula::measuring
