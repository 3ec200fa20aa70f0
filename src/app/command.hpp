// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace brujula::facts {
struct LakeOptions;
}

namespace brujula::app {

/// A message in the language of the environment.
std::string words(const char* key, std::vector<std::string> parameters = {});

/// Loading into a lake: waits 15 s for another load that has it, and says so.
facts::LakeOptions patiently();

/// Gives a command `--data`, which is what BRUJULA_DATA says or "data" unless it is given.
void add_data_option(CLI::App* command, std::filesystem::path& data);

/// Gives a command `--wiki-accounts`, also by BRUJULA_WIKI_ACCOUNTS: the settings file of identity::Settings.
void add_wiki_accounts_option(CLI::App* command, std::filesystem::path& file);

}  // namespace brujula::app
