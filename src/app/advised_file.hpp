// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "planning/adviser.hpp"

namespace brujula::app {

/// The goals of a file of records, as they are being written: a JSON list of {"kind", "id", "data"}, or one
/// such object. Everything in it that the store would take is put into `network`, over what is there. Goals
/// and indicators may lack what is needed of them, and their ids; what they have must be of the right type.
/// Of an indicator whose goal is not in the file, the goal is taken from `network`.
///
/// In the order of the file. Throws Error(not_found) for a file that cannot be read, Error(too_large) for one
/// above 64 MiB, and Error(bad_input) that names the place in the file by a JSON pointer: for a record that
/// cannot be read, for one that is there twice, and for an indicator whose goal is nowhere.
std::vector<planning::AdvisedGoal> read_advised(const std::filesystem::path& file,
                                                planning::NetworkRecords& network);

}  // namespace brujula::app
