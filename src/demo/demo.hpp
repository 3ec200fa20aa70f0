// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "demo/simulator.hpp"
#include "records/kind.hpp"

namespace brujula::demo {

/// An account of the demo, whose password was made up when the demo was.
struct DemoAccount {
    std::string name;
    std::string organisation;
    std::string role;
    std::string password;
};

/// The simulation of demo/simulation.json, with the cohorts of the demo's activities.
Simulation simulation_of(const std::filesystem::path& demo_folder);

/// Fills the data folder `data` with the network of `demo_folder`: its records, one simulated wiki in the
/// lake, what demo/measurements.json measures on it, and an account a role, also written to
/// data/demo-accounts.txt for its owner's eyes only. All the records or none. Throws Error(bad_input) where
/// `data` has records already. Takes seconds.
std::vector<DemoAccount> make_demo(const std::filesystem::path& data,
                                   const std::filesystem::path& demo_folder, const records::Kinds& kinds,
                                   const Clock& clock);

/// The folder of the demo's files: where the program was built.
std::filesystem::path default_demo_folder();

}  // namespace brujula::demo
