// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula demo`: fills an empty data folder with the demo network; `brujula simulate`: writes a made-up
/// wiki's history as mediawiki_history.
void add_demo_commands(CLI::App& program);

}  // namespace brujula::app
