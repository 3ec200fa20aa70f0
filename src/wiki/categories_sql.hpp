// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wiki/byte_source.hpp"
#include "wiki/history.hpp"
#include "wiki/read.hpp"

namespace brujula::wiki {

/// A dump of MediaWiki's categorylinks table: a link a row. The category is `cl_to` (till 2025) and, where
/// that is not there or empty, the number `cl_target_id`, whose name is in the dump of linktarget. Members of
/// all three types (page, subcat, file) are taken: each is a page. The wiki is the database of the dump's
/// head. Throws Error(bad_input) for a dump without that table, and as read_sql_rows does.
void read_category_links_sql(ChunkStream& text, HistorySink& sink, ReadReport& report);

/// A dump of MediaWiki's linktarget table: its rows in the namespace 14 become names of categories, all
/// others are counted and passed over. Wiki and errors as above.
void read_category_names_sql(ChunkStream& text, HistorySink& sink, ReadReport& report);

}  // namespace brujula::wiki
