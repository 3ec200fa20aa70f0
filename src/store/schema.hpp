// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.hpp"

namespace brujula::store {

/// The newest schema this program knows.
inline constexpr std::int64_t schema_version = 7;

/// Brings the file to schema `to`, one numbered migration after the other, all of them or none.
/// Throws Error(bad_input) for a file of a newer program.
void migrate(Connection& connection, std::int64_t to = schema_version);

/// What `PRAGMA user_version` says: 0 for a new file.
std::int64_t version_of(Connection& connection);

}  // namespace brujula::store
