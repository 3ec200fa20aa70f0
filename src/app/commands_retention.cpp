// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_retention.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command.hpp"
#include "store/retention.hpp"
#include "store/security_log.hpp"

namespace brujula::app {
namespace {

struct Options {
    std::filesystem::path data;
    std::optional<int> cohorts;
    std::optional<int> removed;
};

struct Records {
    SystemClock clock;
    records::Kinds kinds = records::all_kinds();
    store::Store store;
    explicit Records(const std::filesystem::path& folder) : store(folder, kinds, clock) {}
};

void print(const char* key, std::optional<int> months) {
    const std::string period =
        months ? words("retention-months", {std::to_string(*months)}) : words("retention-for-ever");
    std::cout << words(key, {period}) << '\n';
}

/// The periods, and what goes within the next 60 days.
void show(const Records& records) {
    const auto periods = store::retention_periods(records.store);
    print("retention-cohorts", periods.cohorts);
    print("retention-removed", periods.removed);
    const Date soon{std::chrono::floor<std::chrono::days>(records.clock.now()) + std::chrono::days{60}};
    for (const auto& one : store::retained_until(records.store, periods, soon))
        std::cout << format(one.day) << '\t' << store::name_of(one.end) << '\t' << one.kind << ' ' << one.id
                  << '\n';
}

std::optional<int> chosen(std::optional<int> given, std::optional<int> before) {
    if (!given) return before;
    return *given == 0 ? std::nullopt : given;
}

void set(const Options& options) {
    Records records{options.data};
    const auto before = store::retention_periods(records.store);
    store::set_retention_periods(
        records.store, {chosen(options.cohorts, before.cohorts), chosen(options.removed, before.removed)});
    store::SecurityLog{records.store}.add({store::security::settings_changed, "brujula", "retention"});
    show(records);
}

}  // namespace

void add_retention_commands(CLI::App& program) {
    const auto options = std::make_shared<Options>();
    auto* retention = program.add_subcommand("retention", words("retention-summary"));
    add_data_option(retention, options->data);
    retention->require_subcommand(0, 1);
    retention->callback([retention, options] {
        if (retention->get_subcommands().empty()) show(Records{options->data});
    });
    auto* change = retention->add_subcommand("set", words("retention-set-summary"));
    add_data_option(change, options->data);
    change->add_option("--cohort-months", options->cohorts, words("retention-option-cohorts"))
        ->type_name("N");
    change->add_option("--removed-months", options->removed, words("retention-option-removed"))
        ->type_name("N");
    change->callback([options] { set(*options); });
}

}  // namespace brujula::app
