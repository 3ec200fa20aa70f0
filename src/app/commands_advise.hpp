// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula advise`: what the SMART adviser says of the goals in a file of records.
void add_advise_command(CLI::App& program);

}  // namespace brujula::app
