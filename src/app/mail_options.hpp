// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "mailing/settings.hpp"

namespace CLI {
class App;
}

namespace brujula::app {

/// What the command line and the environment say of mail, before it is checked.
struct MailOptions {
    mailing::Settings settings;
    std::filesystem::path password_file;
    bool plain = false;
};

/// Gives a command `--smtp-url` and what belongs to it, each also by its environment variable.
void add_mail_options(CLI::App* command, MailOptions& options);

/// The settings with the password, out of its file's first line or BRUJULA_SMTP_PASSWORD. Throws
/// Error(bad_input) for what is wrong or missing; without `--smtp-url` nothing is.
mailing::Settings mail_settings(const MailOptions& options);

}  // namespace brujula::app
