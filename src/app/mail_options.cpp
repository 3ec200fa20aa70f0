// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail_options.hpp"

#include <cstdlib>
#include <fstream>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command.hpp"
#include "base/error.hpp"

namespace brujula::app {

namespace {

/// Never on the command line, which every account of the machine can read.
std::string password_of(const MailOptions& options) {
    if (options.password_file.empty()) {
        const char* given = std::getenv("BRUJULA_SMTP_PASSWORD");
        return given != nullptr ? given : "";
    }
    std::ifstream file(options.password_file);
    std::string line;
    if (!std::getline(file, line))
        throw Error{ErrorKind::bad_input, {"error-mail-password-file", {options.password_file.string()}}};
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace

void add_mail_options(CLI::App* command, MailOptions& options) {
    auto& settings = options.settings;
    const auto group = words("mail-options");
    const auto add = [&](const char* name, auto& value, const char* key, const char* variable,
                         const char* type) {
        command->add_option(name, value, words(key))->envname(variable)->type_name(type)->group(group);
    };
    add("--smtp-url", settings.server, "mail-option-smtp-url", "BRUJULA_SMTP_URL", "URL");
    add("--smtp-user", settings.user, "mail-option-smtp-user", "BRUJULA_SMTP_USER", "NAME");
    add("--smtp-password-file", options.password_file, "mail-option-smtp-password-file",
        "BRUJULA_SMTP_PASSWORD_FILE", "FILE");
    add("--smtp-ca", settings.trusted, "mail-option-smtp-ca", "BRUJULA_SMTP_CA", "FILE");
    command->add_flag("--smtp-plain", options.plain, words("mail-option-smtp-plain"))
        ->envname("BRUJULA_SMTP_PLAIN")
        ->group(group);
    add("--mail-from", settings.from, "mail-option-from", "BRUJULA_MAIL_FROM", "ADDRESS");
    add("--mail-zone", settings.zone, "mail-option-zone", "BRUJULA_MAIL_ZONE", "ZONE");
    add("--public-address", settings.public_address, "mail-option-public-address", "BRUJULA_PUBLIC_ADDRESS",
        "URL");
}

mailing::Settings mail_settings(const MailOptions& options) {
    mailing::Settings settings = options.settings;
    if (!settings.offered()) return settings;
    settings.password = password_of(options);
    settings.encrypted = !options.plain;
    return mailing::checked(std::move(settings));
}

}  // namespace brujula::app
