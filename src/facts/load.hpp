// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "facts/engine.hpp"
#include "facts/lake.hpp"

// For this module's own files.
namespace brujula::facts {

/// The report of a source that is loaded already, of its kinds of facts all; nothing otherwise, and where the
/// checksum is not known.
std::optional<LoadReport> already_loaded(const Database& database, const std::string& sha256,
                                         const std::string& wiki_db);

/// Puts one source into `database` in one transaction, as Loader::load_from() says.
LoadReport load_into(const Database& database, const std::string& source, const std::string& sha256,
                     const LoadOptions& options, const Lake::Reader& reader);

}  // namespace brujula::facts
