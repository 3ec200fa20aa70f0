// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula load FILE…`: the wikis' histories into DATA/lake, one after the other; progress on a terminal's
/// standard error, a line a file on standard output. `brujula lake`: what is loaded, as a table or as JSON (a
/// list of objects with wiki, kind, snapshot, pages, revisions, rows, bad_rows, from and until (times of the
/// first and the last row, null without rows), bytes, source, sha256, loaded_at, simulated).
void add_lake_commands(CLI::App& program);

}  // namespace brujula::app
