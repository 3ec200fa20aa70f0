// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "facts/lake.hpp"
#include "store/store.hpp"

namespace brujula::demo {

/// Measures what `file` asks (demo/measurements.json) on the demo's lake, as anybody would, and keeps each
/// run with the observations that it gives. Throws Error(bad_input) for a file that asks for what is not
/// there.
void measure_demo(store::Store& store, const facts::Lake& lake, const std::filesystem::path& file);

}  // namespace brujula::demo
