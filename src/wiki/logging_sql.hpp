// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wiki/byte_source.hpp"
#include "wiki/history.hpp"
#include "wiki/read.hpp"

namespace brujula::wiki {

/// A dump of MediaWiki's logging table: its newusers rows become registrations, all others are counted and
/// passed over. Rows whose user is hidden (log_deleted) make no registration. The wiki is the database of the
/// dump's head. Throws Error(bad_input) for a dump without that table, and as read_sql_rows does.
void read_logging_sql(ChunkStream& text, HistorySink& sink, ReadReport& report);

}  // namespace brujula::wiki
