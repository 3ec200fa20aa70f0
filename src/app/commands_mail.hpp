// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

namespace brujula::app {

/// `brujula mail test ADDRESS` tries the settings with one letter; `brujula mail send` sends once what is
/// due.
void add_mail_commands(CLI::App& program);

}  // namespace brujula::app
