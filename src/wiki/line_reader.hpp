// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "wiki/byte_source.hpp"
#include "wiki/tally.hpp"

namespace brujula::wiki {

/// A text's lines, cut at LF. Copies only the lines that lie across two pieces.
class LineReader {
public:
    /// `text` must outlive it.
    explicit LineReader(ChunkStream& text) : m_text(text) {}

    /// The next line, without its LF, valid until the next call. False at the end; a last line without LF
    /// counts, an empty rest does not. Throws Error(too_large) for a line longer than 16 MB.
    bool next(std::string_view& line);
    /// Where the line that next() gave begins.
    [[nodiscard]] Place place() const { return m_place; }
    /// Whether that line ended with LF: false only for the file's last.
    [[nodiscard]] bool terminated() const { return m_terminated; }

private:
    bool next_across(std::string_view& line);
    void check_length() const;

    ChunkStream& m_text;
    std::string m_chunk;
    std::size_t m_at = 0;
    std::string m_carried;
    Place m_place{0, 0};
    std::uint64_t m_next_position = 0;
    bool m_terminated = true;
};

}  // namespace brujula::wiki
