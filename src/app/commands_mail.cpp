// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_mail.hpp"

#include <atomic>
#include <filesystem>
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
#include "mailing/office.hpp"
#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/mail.hpp"
#include "store/store.hpp"
#include "web/notices.hpp"

namespace brujula::app {
namespace {

struct Options {
    MailOptions mail;
    std::filesystem::path data;
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

void send(const Options& options) {
    const auto settings = needed_settings(options);
    const SystemClock clock;
    const records::Kinds kinds = records::all_kinds();
    store::Store store(options.data, kinds, clock);
    const store::Accounts accounts(store);
    const std::atomic<bool> stop{false};
    mailing::SmtpMailer mailer(settings, stop);
    mailing::Office office(settings, store, accounts, web::mail_notices(store, kinds));
    const auto round = office.round(mailer, clock.now(), stop);
    std::cout << words("mail-send-done",
                       {std::to_string(round.accepted), std::to_string(round.failed),
                        std::to_string(round.refused), std::to_string(store::Mail(store).state().waiting)})
              << '\n';
    if (round.server_failed) throw Error{ErrorKind::unavailable, {"error-mail-server", {round.said}}};
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
    auto* sending = mail->add_subcommand("send", words("mail-send-summary"));
    add_data_option(sending, options->data);
    add_mail_options(sending, options->mail);
    sending->callback([options] { send(*options); });
}

}  // namespace brujula::app
