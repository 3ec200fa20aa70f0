// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula backup`, `restore`, `check`, `account` and `types`: what an operator does with the records of a
/// data folder, and the interface's types.
void add_records_commands(CLI::App& program);

}  // namespace brujula::app
