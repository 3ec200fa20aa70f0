// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_demo.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/command.hpp"
#include "base/error.hpp"
#include "demo/demo.hpp"
#include "demo/history_writer.hpp"
#include "demo/output_file.hpp"
#include "demo/simulator.hpp"
#include "records/kind.hpp"

namespace brujula::app {
namespace {

struct SimulateOptions {
    demo::Simulation simulation;
    std::string from = "2013-01-01";
    std::string to = "2014-12-31";
    std::string output = "-";
};

Date day(const std::string& text) {
    const auto date = parse_date(text);
    if (!date) throw Error{ErrorKind::bad_input, {"error-not-a-day", {text}}};
    return *date;
}

void run_simulation(SimulateOptions& options) {
    const auto period = whole_days(day(options.from), day(options.to), "UTC");
    options.simulation.from = period.from;
    options.simulation.until = period.until;
    if (options.output == "-") {
        demo::HistoryWriter writer{std::cout};
        demo::simulate(options.simulation, writer);
        std::cout.flush();
        if (!std::cout) throw Error{ErrorKind::unavailable, {"error-cannot-write", {options.output}}};
        return;
    }
    demo::OutputFile file{options.output};
    demo::HistoryWriter writer{file.stream()};
    demo::simulate(options.simulation, writer);
    file.finish();
}

}  // namespace

void add_demo_commands(CLI::App& program) {
    auto* demo = program.add_subcommand("demo", words("demo-summary"));
    const auto data = std::make_shared<std::filesystem::path>();
    add_data_option(demo, *data);
    demo->callback([data] {
        const SystemClock clock;
        demo::make_demo(*data, demo::default_demo_folder(), records::all_kinds(), clock);
        std::cout << words("demo-done", {data->string(), (*data / "demo-accounts.txt").string()}) << '\n';
    });
    auto* simulate = program.add_subcommand("simulate", words("simulate-summary"));
    const auto options = std::make_shared<SimulateOptions>();
    simulate->add_option("--edits", options->simulation.edits, words("simulate-edits"));
    simulate->add_option("--users", options->simulation.users, words("simulate-users"));
    simulate->add_option("--uploads", options->simulation.uploads, words("simulate-uploads"));
    simulate->add_option("--seed", options->simulation.seed, words("simulate-seed"));
    simulate->add_option("--wiki", options->simulation.wiki_db, words("simulate-wiki"));
    simulate->add_option("--from", options->from, words("simulate-from"));
    simulate->add_option("--to", options->to, words("simulate-to"));
    simulate->add_option("--output", options->output, words("simulate-output"));
    simulate->callback([options] { run_simulation(*options); });
}

}  // namespace brujula::app
