// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command.hpp"

#include <cstdlib>
#include <iostream>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/message.hpp"
#include "facts/lake.hpp"

namespace brujula::app {

std::string words(const char* key, std::vector<std::string> parameters) {
    return text_of({key, std::move(parameters)}, language_of_environment());
}

facts::LakeOptions patiently() {
    facts::LakeOptions options;
    options.wait = std::chrono::seconds(15);
    options.on_wait = [](const std::string& holder) {
        std::cerr << words("lake-waiting", {holder}) << std::endl;
    };
    return options;
}

void add_data_option(CLI::App* command, std::filesystem::path& data) {
    const char* folder = std::getenv("BRUJULA_DATA");
    data = folder != nullptr && *folder != '\0' ? folder : "data";
    command->add_option("--data", data, words("option-data"))->type_name("DIR");
}

void add_wiki_accounts_option(CLI::App* command, std::filesystem::path& file) {
    command->add_option("--wiki-accounts", file, words("serve-option-wiki-accounts"))
        ->envname("BRUJULA_WIKI_ACCOUNTS")
        ->type_name("FILE");
}

}  // namespace brujula::app
