// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "wiki/byte_source.hpp"
#include "wiki/history.hpp"
#include "wiki/read.hpp"

namespace brujula::wiki {

/// True for the numbers of columns that mediawiki_history has had: 70, 74, 76, 77, 78.
bool is_history_column_count(std::size_t columns);

/// A mediawiki_history TSV (docs/formats/mediawiki-history-tsv.md). revision/create rows become edits,
/// user/create rows registrations (but of temporary accounts); the site is told when the wiki changes; every
/// other row is counted and passed over. The first row says the number of columns; a row with another number,
/// without its wiki, id or time, or with a number that is none, is bad. Names and titles are taken as they
/// stand: they cannot hold what the writer escapes (\t, \n, \r), and it does not escape the backslashes that
/// they can hold.
///
/// Throws Error(bad_input) where the first row has none of the known numbers of columns. Cost: one pass, no
/// allocation a row.
void read_history_tsv(ChunkStream& text, HistorySink& sink, ReadReport& report);

}  // namespace brujula::wiki
