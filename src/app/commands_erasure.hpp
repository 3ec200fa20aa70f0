// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `erase person`, `erase list` and `subject`.
void add_erasure_commands(CLI::App& program);

}  // namespace brujula::app
