// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.hpp"

namespace brujula::store {

/// The newest schema this program knows.
inline constexpr std::int64_t schema_version = 1;

/// Brings the file to schema_version, one numbered migration after the other, each whole or not at all.
/// Throws Error(bad_input) for a file of a newer program.
void migrate(Connection& connection);

/// What `PRAGMA user_version` says: 0 for a new file.
std::int64_t version_of(Connection& connection);

}  // namespace brujula::store
