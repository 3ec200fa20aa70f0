// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_network.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/command.hpp"
#include "base/message.hpp"
#include "records/kind.hpp"
#include "store/settings.hpp"
#include "store/store.hpp"

namespace brujula::app {
namespace json = boost::json;
namespace {

struct Options {
    std::filesystem::path data;
    std::string organisation;
    std::string name;
    bool replace = false;
};

struct Records {
    SystemClock clock;
    records::Kinds kinds = records::all_kinds();
    store::Store store;
    explicit Records(const std::filesystem::path& folder) : store(folder, kinds, clock) {}
};

void show(const Records& records) {
    const auto id = store::network_of(records.store);
    const auto organisation = records.store.find("organisation", id);
    if (!organisation) {
        std::cout << words("network-not-chosen") << '\n';
        return;
    }
    const auto title = records.kinds.find("organisation")->title(organisation->body);
    std::cout << id << '\t' << choose(title, language_of_environment()).text << '\n';
}

void set(const Options& options) {
    Records records{options.data};
    store::set_network(records.store, options.organisation,
                       options.replace ? store::Chosen::replace : store::Chosen::keep);
    show(records);
}

/// The name is kept in the language of the command line.
void make(const Options& options) {
    Records records{options.data};
    if (const auto before = store::network_of(records.store); !before.empty())
        throw Error{ErrorKind::bad_input, {"error-network-chosen", {before, options.organisation}}};
    store::Write write;
    write.kind = "organisation";
    write.id = options.organisation;
    write.author = "brujula";
    write.body = {{"name", {{language_of_environment(), options.name}}},
                  {"statuses", json::array{{{"kind", "network"}}}}};
    store::set_network(records.store, records.store.write(write).id);
    show(records);
}

}  // namespace

void add_network_commands(CLI::App& program) {
    const auto options = std::make_shared<Options>();
    auto* network = program.add_subcommand("network", words("network-summary"));
    add_data_option(network, options->data);
    network->require_subcommand(0, 1);
    network->callback([network, options] {
        if (network->get_subcommands().empty()) show(Records{options->data});
    });
    auto* choose_one = network->add_subcommand("set", words("network-set-summary"));
    add_data_option(choose_one, options->data);
    choose_one->add_option("id", options->organisation, words("network-id"))->required();
    choose_one->add_flag("--replace", options->replace, words("network-replace"));
    choose_one->callback([options] { set(*options); });
    auto* new_one = network->add_subcommand("new", words("network-new-summary"));
    add_data_option(new_one, options->data);
    new_one->add_option("id", options->organisation, words("network-id"))->required();
    new_one->add_option("name", options->name, words("network-name"))->required();
    new_one->callback([options] { make(*options); });
}

}  // namespace brujula::app
