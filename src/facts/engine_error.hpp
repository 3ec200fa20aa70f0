// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <duckdb.h>

namespace brujula::facts {

/// What the engine says, without what it adds in further lines; empty for null.
std::string first_line(const char* text);

/// Throws what the engine refused: Error(unavailable) when interrupted, out of memory or the disk failed,
/// else Error(internal).
[[noreturn]] void refuse(duckdb_error_type type, const char* text);

}  // namespace brujula::facts
