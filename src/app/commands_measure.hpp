// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula measure`: the work of a cohort (or of everyone) on the wikis of the lake, as a table, JSON or
/// CSV; with
/// --list the rows behind one number as CSV. `brujula metrics`: the catalogue.
///
/// JSON of measure: {"scope", "snapshots": [{"wiki", "snapshot", "simulated"}], "milliseconds", "values":
/// [{"metric", "definition", "unit", "value" (null where it could not be measured), "reason"?, "namespaces",
/// "parameters"}], "unmatched": [{"user_name", "wiki"?, "line", "reason", "text"}]}. Names that could not be
/// matched are told on standard error too, with the likely reason.
void add_measure_commands(CLI::App& program);

}  // namespace brujula::app
