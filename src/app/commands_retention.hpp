// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `retention` and `retention set`.
void add_retention_commands(CLI::App& program);

}  // namespace brujula::app
