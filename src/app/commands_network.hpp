// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula network`: shows, makes or chooses the organisation that is the network.
void add_network_commands(CLI::App& program);

}  // namespace brujula::app
