// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula serve`: the web on one data folder, until SIGTERM or SIGINT; then finishes what runs and returns.
void add_serve_command(CLI::App& program);

}  // namespace brujula::app
