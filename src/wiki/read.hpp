// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "wiki/history.hpp"

namespace brujula::wiki {

/// What a file holds, told from its first bytes and its columns, never from its name alone.
enum class HistoryFormat {
    xml_export,   ///< MediaWiki XML export 0.8 to 0.11, full or stub; <logitem> registrations too
    history_tsv,  ///< mediawiki_history, 70, 74, 76, 77 or 78 columns
    history_csv,  ///< page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes
    logging_sql,  ///< SQL dump of the logging table: newusers rows become registrations
    category_links_sql,  ///< SQL dump of categorylinks: which page carries which category
    category_names_sql,  ///< SQL dump of linktarget: its rows in the namespace 14
};

/// A row or element that could not be taken.
struct BadRow {
    std::uint64_t position;  ///< byte in the decompressed text where the row or element begins
    std::uint64_t line;      ///< line, from 1
    std::string reason;      ///< a message key of src/messages ("bad-row-timestamp" …)
    std::string excerpt;     ///< at most 120 bytes of it, cut at a character
};

struct ReadReport {
    HistoryFormat format;
    std::uint64_t pages = 0;
    std::uint64_t edits = 0;
    std::uint64_t registrations = 0;
    std::uint64_t category_links = 0;
    std::uint64_t category_names = 0;
    std::uint64_t rows = 0;  ///< everything looked at, good and bad
    std::uint64_t bad_rows = 0;
    std::vector<BadRow> bad_row_samples;  ///< the first 20
    std::uint64_t compressed_bytes = 0;
    std::uint64_t bytes = 0;  ///< after decompression
    std::string sha256;       ///< of the file as it lies on the disk
};

struct ReadOptions {
    /// More bad rows than this share, and more than `bad_rows_always_allowed`, refuse the file:
    /// Error(bad_input).
    double bad_row_share = 0.01;
    std::uint64_t bad_rows_always_allowed = 10;
    unsigned threads = 0;  ///< for formats whose blocks decompress apart (bzip2); 0: as many as cores
    /// Called about ten times a second with bytes read of the file and its size. May throw to stop the
    /// reading.
    std::function<void(std::uint64_t done, std::uint64_t total)> progress;
};

/// Streams one file, plain or gzip, bzip2, zstd, 7z (told from its bytes), to `sink`. Memory does not grow
/// with it. Throws Error(bad_input) for an unknown format, a truncated or corrupt archive (names the byte),
/// too many bad rows (names the first ones); Error(not_found) for no such file. The sink may then have had a
/// part of the file: whoever loads must discard it.
ReadReport read_history(const std::filesystem::path& file, HistorySink& sink,
                        const ReadOptions& options = {});

}  // namespace brujula::wiki
