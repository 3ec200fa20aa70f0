// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "wiki/byte_source.hpp"
#include "wiki/read.hpp"

// What the readers of the formats share; used inside this module only.
namespace brujula::wiki {

/// Counts a row that could not be taken and keeps the first ones.
void note_bad_row(ReadReport& report, std::uint64_t position, std::uint64_t line, const char* reason,
                  std::string_view excerpt);

/// Lines of a source, without their end (LF or CRLF). `quote` other than 0: line ends between two quotes
/// belong to the line. Valid until the next call. A line beyond 16 MB is Error(bad_input).
class Lines {
public:
    explicit Lines(ByteSource& source, char quote = 0) : m_source(source), m_quote(quote) {}
    /// False at the end.
    bool next(std::string_view& line);
    [[nodiscard]] std::uint64_t position() const { return m_begin; }  ///< byte where the line begins
    [[nodiscard]] std::uint64_t number() const { return m_number; }   ///< from 1

private:
    bool refill();
    [[nodiscard]] std::size_t find_end(std::size_t from);

    ByteSource& m_source;
    char m_quote;
    std::string m_buffer;
    std::size_t m_at = 0;
    bool m_quoted = false;
    bool m_ended = false;
    std::uint64_t m_begin = 0;
    std::uint64_t m_next_begin = 0;
    std::uint64_t m_number = 0;
};

/// The readers. Each takes the decompressed text from its first byte on and counts in `report`.
void read_xml(ByteSource& text, HistorySink& sink, ReadReport& report);
void read_history_tsv(ByteSource& text, HistorySink& sink, ReadReport& report);
void read_history_csv(ByteSource& text, HistorySink& sink, ReadReport& report);
void read_logging_sql(ByteSource& text, HistorySink& sink, ReadReport& report);

}  // namespace brujula::wiki
