// SPDX-License-Identifier: GPL-3.0-or-later
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "app/commands_accounts.hpp"
#include "app/commands_advise.hpp"
#include "app/commands_demo.hpp"
#include "app/commands_erasure.hpp"
#include "app/commands_lake.hpp"
#include "app/commands_mail.hpp"
#include "app/commands_measure.hpp"
#include "app/commands_network.hpp"
#include "app/commands_records.hpp"
#include "app/commands_retention.hpp"
#include "app/commands_serve.hpp"
#include "base/error.hpp"
#include "base/heaps.hpp"
#include "base/message.hpp"

namespace {

/// 2 where what was given is wrong, 3 where a resource is not there now, 1 for the rest.
int exit_code(brujula::ErrorKind kind) {
    switch (kind) {
        case brujula::ErrorKind::bad_input:
        case brujula::ErrorKind::not_found:
        case brujula::ErrorKind::too_large:
            return 2;
        case brujula::ErrorKind::unavailable:
            return 3;
        case brujula::ErrorKind::unauthenticated:
        case brujula::ErrorKind::forbidden:
        case brujula::ErrorKind::conflict:
        case brujula::ErrorKind::too_many:
        case brujula::ErrorKind::internal:
            return 1;
    }
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    brujula::share_heaps();
    const std::string language = brujula::language_of_environment();
    try {
        CLI::App program{brujula::text_of({"program-summary", {}}, language), "brujula"};
        program.require_subcommand(1);
        brujula::app::add_serve_command(program);
        brujula::app::add_records_commands(program);
        brujula::app::add_network_commands(program);
        brujula::app::add_account_commands(program);
        brujula::app::add_erasure_commands(program);
        brujula::app::add_retention_commands(program);
        brujula::app::add_lake_commands(program);
        brujula::app::add_demo_commands(program);
        brujula::app::add_measure_commands(program);
        brujula::app::add_advise_command(program);
        brujula::app::add_mail_commands(program);
        try {
            program.parse(count, arguments);
        } catch (const CLI::ParseError& wrong) {
            return program.exit(wrong) == 0 ? 0 : 2;
        }
        return 0;
    } catch (const brujula::Error& error) {
        std::cerr << "brujula: " << brujula::text_of(error.message(), language) << '\n';
        return exit_code(error.kind());
    } catch (const std::exception& error) {
        std::cerr << "brujula: " << brujula::text_of({"error-internal", {error.what()}}, language) << '\n';
        return 1;
    }
}
