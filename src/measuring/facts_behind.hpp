// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string_view>

#include <boost/json/fwd.hpp>

#include "measuring/run.hpp"
#include "metrics/measure.hpp"

namespace brujula::measuring {

/// One page of the rows behind a number: edits, pages or people, sorted by any column of its definition. They
/// name people: only for those who may see the cohorts.
metrics::FactsBehind facts_behind(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                                  const records::MeasuredScope& scope, const Named& named, const Asked& asked,
                                  const metrics::PageOfRows& page);

/// {"total": n, "columns": [...], "rows": [{column: value}]}; a missing cell is null, a moment
/// "2014-11-21T09:00:00Z".
boost::json::value to_json(const metrics::FactsBehind& behind);

/// RFC 4180: CRLF, cells quoted where they hold a comma, quote or line end. Moments as in to_json; a missing
/// cell is empty. A text that a spreadsheet would take for a formula (begins with = + - @, tab or CR) gets an
/// apostrophe in front; numbers are left as they are.
void write_csv(std::ostream& out, const facts::Table& table);

/// All rows as CSV, sorted by their first column; memory does not grow with them.
void write_csv_of_all(std::ostream& out, const facts::Lake& lake, const metrics::Catalogue& catalogue,
                      const records::MeasuredScope& scope, const Named& named, const Asked& asked);

}  // namespace brujula::measuring
