// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <boost/json/value.hpp>

#include "store/store.hpp"

// What those who read demo/*.json share.
namespace brujula::demo {

/// Throws Error(not_found) for no such file, Error(bad_input) for one that is not JSON.
boost::json::value read_json(const std::filesystem::path& file);
std::string text_at(const boost::json::value& object, const char* name);

/// The first revision of a record, by the demo.
store::Write write_of(std::string kind, std::string id, boost::json::value body);

}  // namespace brujula::demo
