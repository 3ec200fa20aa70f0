// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "wiki/byte_source.hpp"
#include "wiki/history.hpp"
#include "wiki/read.hpp"

namespace brujula::wiki {

/// page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes, each quoted or not
bool is_history_csv_header(std::string_view line);

/// A wiki's history as CSV (docs/formats/history-csv.md), quoted with " as RFC 4180 says or with the vertical
/// bar: the first quoted field tells. Anonymous edits have
/// the address in contributor_id and "Anonymous" in contributor_name. Tells no site and no pages. The first
/// line is the header and passed over.
void read_history_csv(ChunkStream& text, HistorySink& sink, ReadReport& report);

}  // namespace brujula::wiki
