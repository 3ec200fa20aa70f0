// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wiki/byte_source.hpp"
#include "wiki/history.hpp"
#include "wiki/read.hpp"

namespace brujula::wiki {

/// MediaWiki's XML export, 0.8 to 0.11 (docs/formats/mediawiki-xml.md), full or stub, with a <mediawiki> root
/// or as bare <page> or <logitem> elements one after another. Texts are measured and never kept; memory does
/// not grow.
///
/// A revision without id, time or page id is a bad row. Throws Error(bad_input), naming the byte, for XML
/// that is not well-formed or cut off, has a document type, is nested deeper than 32 or has a tag longer than
/// 16 MB.
void read_history_xml(ChunkStream& text, HistorySink& sink, ReadReport& report);

}  // namespace brujula::wiki
