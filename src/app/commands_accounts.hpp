// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula account …`: accounts, their roles and sessions, beside a running server too.
void add_account_commands(CLI::App& program);

}  // namespace brujula::app
