// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace brujula::facts {

class Connection;

/// Counts up whenever other tables, columns or rules of derivation are written: an older lake must be loaded
/// again.
inline constexpr int k_lake_format = 1;

/// What a source itself said of a revision; the bits of edits.said. The rest was derived, and is derived anew
/// when another file of the snapshot arrives.
enum Said : int { said_parents = 1, said_bytes_diff = 2, said_reverts = 4, said_everything = 7 };

/// Makes the lake's tables where they are missing. Throws Error(unavailable) for a lake of another format.
void make_tables(Connection& connection);

/// Throws Error(unavailable) for a lake of another format, and for a file that is none.
void check_format(Connection& connection);

/// Makes the empty tables that a load fills in `loading`, dropping those of a load before.
void make_loading_tables(Connection& connection);
void drop_loading_tables(Connection& connection);

}  // namespace brujula::facts
