// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_records.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command.hpp"
#include "base/error.hpp"
#include "base/message.hpp"
#include "facts/check.hpp"
#include "identity/settings.hpp"
#include "records/schema.hpp"
#include "store/care.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace {

struct Options {
    fs::path data;
    fs::path file;
    fs::path wiki_accounts;
    std::string public_address;
    bool set_aside = false;
};

/// What is wrong with where people may sign in; nothing is asked of the providers.
std::vector<Message> check_wiki_accounts(const Options& options) {
    try {
        for (const auto& provider :
             identity::read_settings(options.wiki_accounts, options.public_address).providers)
            std::cout << words("check-wiki-accounts", {provider.name, provider.issuer}) << '\n';
        return {};
    } catch (const Error& error) {
        return {error.message()};
    }
}

void check(const Options& options) {
    const auto print = [](const std::vector<Message>& messages) {
        for (const auto& message : messages)
            std::cout << text_of(message, language_of_environment()) << '\n';
    };
    auto found = store::check(options.data, records::all_kinds());
    const auto network = store::network_in(options.data);
    std::cout << (network.empty() ? words("network-not-chosen") : words("check-network", {network})) << '\n';
    for (auto& finding : facts::check(options.data / "lake"))
        found.push_back(std::move(finding));
    for (auto& finding : check_wiki_accounts(options))
        found.push_back(std::move(finding));
    print(found);
    if (const auto outgrown = store::outgrown(options.data, records::all_kinds()); !outgrown.empty()) {
        std::cout << words("check-outgrown", {std::to_string(outgrown.size())}) << '\n';
        print(outgrown);
    }
    if (!found.empty()) throw Error{ErrorKind::internal, {"check-found", {std::to_string(found.size())}}};
    std::cout << words("check-all-well", {options.data.string()}) << '\n';
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
    if (brought.erasures > 0)
        std::cout << words("restore-erasures", {std::to_string(brought.erasures)}) << '\n';
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
    add_wiki_accounts_option(care, options->wiki_accounts);
    care->add_option("--public-address", options->public_address, words("mail-option-public-address"))
        ->envname("BRUJULA_PUBLIC_ADDRESS")
        ->type_name("URL");
    care->callback([options] { check(*options); });
}

}  // namespace

void add_records_commands(CLI::App& program) {
    const auto options = std::make_shared<Options>();
    add_care_commands(program, options);
    program.add_subcommand("types", words("types-summary"))->callback([] {
        std::cout << records::typescript_types(records::all_kinds());
    });
}

}  // namespace brujula::app
