// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_records.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <termios.h>
#include <unistd.h>

#include "app/command.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/message.hpp"
#include "facts/check.hpp"
#include "records/schema.hpp"
#include "store/accounts.hpp"
#include "store/care.hpp"
#include "store/store.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace {

struct Options {
    fs::path data;
    fs::path file;
    std::string name;
    std::string organisation;
    std::string role;
    bool set_aside = false;
};

/// A data folder's store with what it needs beside it.
struct Records {
    SystemClock clock;
    records::Kinds kinds = records::all_kinds();
    store::Store store;
    store::Accounts accounts;
    explicit Records(const fs::path& folder) : store(folder, kinds, clock), accounts(store) {}
};

/// A line without showing it on a terminal.
std::string read_secret(const std::string& prompt) {
    const bool terminal = ::isatty(STDIN_FILENO) == 1;
    termios before{};
    if (terminal) {
        std::cerr << prompt << std::flush;
        ::tcgetattr(STDIN_FILENO, &before);
        termios hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::cerr << '\n';
    }
    return line;
}

void check(const Options& options) {
    const auto print = [](const std::vector<Message>& messages) {
        for (const auto& message : messages)
            std::cout << text_of(message, language_of_environment()) << '\n';
    };
    auto found = store::check(options.data, records::all_kinds());
    for (auto& finding : facts::check(options.data / "lake"))
        found.push_back(std::move(finding));
    print(found);
    if (const auto outgrown = store::outgrown(options.data, records::all_kinds()); !outgrown.empty()) {
        std::cout << words("check-outgrown", {std::to_string(outgrown.size())}) << '\n';
        print(outgrown);
    }
    if (!found.empty()) throw Error{ErrorKind::internal, {"check-found", {std::to_string(found.size())}}};
    std::cout << words("check-all-well", {options.data.string()}) << '\n';
}

records::Grant grant_of(const Options& options) {
    const auto role = store::role_named(options.role);
    if (role == records::Role::none && options.role != "none")
        throw Error{ErrorKind::bad_input, {"error-no-such-role", {options.role}}};
    return {options.organisation, role};
}

void add_account(const Options& options) {
    Records records{options.data};
    store::Account account{
        .name = options.name, .person = "", .language = "", .grants = {}, .disabled = false};
    if (!options.organisation.empty()) account.grants = {grant_of(options)};
    records.accounts.add(account, read_secret(words("account-password-prompt")));
    std::cout << words("account-added", {options.name}) << '\n';
}

void set_role(const Options& options) {
    Records records{options.data};
    const auto account = records.accounts.find(options.name);
    if (!account) throw Error{ErrorKind::not_found, {"error-no-such-account", {options.name}}};
    auto grants = account->grants;
    std::erase_if(grants,
                  [&](const records::Grant& grant) { return grant.organisation == options.organisation; });
    grants.push_back(grant_of(options));
    records.accounts.set_grants(options.name, grants);
}

void list_accounts(const Options& options) {
    const Records records{options.data};
    for (const auto& account : records.accounts.all()) {
        std::cout << account.name;
        for (const auto& grant : account.grants)
            std::cout << '\t' << grant.organisation << ' ' << store::name_of(grant.role);
        std::cout << '\n';
    }
}

void restore_records(const Options& options) {
    const store::Restored brought =
        store::restore(options.file, options.data, records::all_kinds(),
                       options.set_aside ? store::Present::set_aside : store::Present::refuse);
    std::cout << words("restore-done", {options.data.string()}) << '\n'
              << words("restore-brought",
                       {std::to_string(brought.records), std::to_string(brought.revisions),
                        std::to_string(brought.accounts),
                        brought.newest ? format(*brought.newest) : words("restore-no-change")})
              << '\n';
    if (brought.aside) std::cout << words("restore-set-aside", {brought.aside->string()}) << '\n';
}

void add_care_commands(CLI::App& program, const std::shared_ptr<Options>& options) {
    auto* backup = program.add_subcommand("backup", words("backup-summary"));
    add_data_option(backup, options->data);
    backup->add_option("file", options->file, words("backup-file"))->required();
    backup->callback([options] {
        store::back_up(options->data, options->file);
        std::cout << words("backup-done", {options->file.string()}) << '\n';
    });
    auto* restore = program.add_subcommand("restore", words("restore-summary"));
    add_data_option(restore, options->data);
    restore->add_option("file", options->file, words("backup-file"))->required();
    restore->add_flag("--set-aside", options->set_aside, words("restore-set-aside-summary"));
    restore->callback([options] { restore_records(*options); });
    auto* care = program.add_subcommand("check", words("check-summary"));
    add_data_option(care, options->data);
    care->callback([options] { check(*options); });
}

void add_account_commands(CLI::App& program, const std::shared_ptr<Options>& options) {
    auto* account = program.add_subcommand("account", words("account-summary"));
    account->require_subcommand(1);
    const auto name_of_account = [&](CLI::App* command) {
        add_data_option(command, options->data);
        command->add_option("name", options->name, words("account-name"))->required();
    };
    const auto role_in = [&](CLI::App* command) {
        command->add_option("--organisation", options->organisation, words("account-organisation"));
        command->add_option("--role", options->role, words("account-role"));
    };
    auto* add = account->add_subcommand("add", words("account-add-summary"));
    name_of_account(add);
    role_in(add);
    add->callback([options] { add_account(*options); });
    auto* password = account->add_subcommand("password", words("account-password-summary"));
    name_of_account(password);
    password->callback([options] {
        Records records{options->data};
        records.accounts.set_password(options->name, read_secret(words("account-password-prompt")));
    });
    auto* role = account->add_subcommand("role", words("account-role-summary"));
    name_of_account(role);
    role_in(role);
    role->callback([options] { set_role(*options); });
    auto* list = account->add_subcommand("list", words("account-list-summary"));
    add_data_option(list, options->data);
    list->callback([options] { list_accounts(*options); });
}

}  // namespace

void add_records_commands(CLI::App& program) {
    const auto options = std::make_shared<Options>();
    add_care_commands(program, options);
    add_account_commands(program, options);
    program.add_subcommand("types", words("types-summary"))->callback([] {
        std::cout << records::typescript_types(records::all_kinds());
    });
}

}  // namespace brujula::app
