// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_mail.hpp"

#include <atomic>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command.hpp"
#include "app/mail_options.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/message.hpp"
#include "mailing/letters.hpp"
#include "mailing/mailer.hpp"

namespace brujula::app {
namespace {

struct Options {
    MailOptions mail;
    std::string address;
};

mailing::Settings needed_settings(const Options& options) {
    auto settings = mail_settings(options.mail);
    if (!settings.offered()) throw Error{ErrorKind::bad_input, {"error-mail-off", {}}};
    return settings;
}

void test(const Options& options) {
    const auto settings = needed_settings(options);
    const SystemClock clock;
    const std::atomic<bool> stop{false};
    mailing::SmtpMailer mailer(settings, stop);
    const auto letter = mailing::test_letter(settings, {options.address, language_of_environment()},
                                             "test." + random_id(16), clock.now());
    const auto delivery = mailer.send(letter);
    if (delivery.outcome != mailing::Outcome::accepted)
        throw Error{ErrorKind::unavailable, {"error-mail-not-accepted", {delivery.said}}};
    std::cout << words("mail-test-done", {options.address, delivery.said}) << '\n';
}

}  // namespace

void add_mail_commands(CLI::App& program) {
    const auto options = std::make_shared<Options>();
    auto* mail = program.add_subcommand("mail", words("mail-summary"));
    mail->require_subcommand(1);
    auto* trying = mail->add_subcommand("test", words("mail-test-summary"));
    trying->add_option("address", options->address, words("mail-test-address"))->required();
    add_mail_options(trying, options->mail);
    trying->callback([options] { test(*options); });
}

}  // namespace brujula::app
