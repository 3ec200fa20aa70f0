// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wiki/byte_source.hpp"
#include "wiki/tally.hpp"

namespace brujula::wiki {

inline constexpr int end_of_text = -1;

/// A stream's text byte by byte, with the place. Inline, since every byte goes through it.
class ByteCursor {
public:
    explicit ByteCursor(ChunkStream& text) : m_text(text) {}

    int peek() {
        if (m_at == m_chunk.size() && !refill()) return end_of_text;
        return static_cast<unsigned char>(m_chunk[m_at]);
    }
    int get() {
        const int c = peek();
        if (c == end_of_text) return c;
        ++m_at;
        if (c == '\n') ++m_line;
        return c;
    }
    /// What lies ahead in this piece up to the first of `stops`, taken. May be empty.
    std::string_view run_until(std::string_view stops) {
        if (peek() == end_of_text) return {};
        const std::string_view rest = std::string_view(m_chunk).substr(m_at);
        const auto run = rest.substr(0, rest.find_first_of(stops));
        m_at += run.size();
        m_line += static_cast<std::uint64_t>(std::count(run.begin(), run.end(), '\n'));
        return run;
    }
    [[nodiscard]] Place place() const { return {m_passed + m_at, m_line}; }

private:
    bool refill() {
        m_passed += m_chunk.size();
        m_at = 0;
        if (m_text.next(m_chunk)) return true;
        m_chunk.clear();
        return false;
    }

    ChunkStream& m_text;
    std::string m_chunk;
    std::size_t m_at = 0;
    std::uint64_t m_passed = 0;
    std::uint64_t m_line = 1;
};

}  // namespace brujula::wiki
