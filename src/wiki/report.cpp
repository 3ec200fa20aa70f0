// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/report.hpp"

#include <algorithm>
#include <cstring>

#include "base/error.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t longest_line = 16 * 1024 * 1024;
constexpr std::size_t samples = 20;
constexpr std::size_t longest_excerpt = 120;

}  // namespace

void note_bad_row(ReadReport& report, std::uint64_t position, std::uint64_t line, const char* reason,
                  std::string_view excerpt) {
    ++report.bad_rows;
    if (report.bad_row_samples.size() == samples) return;
    std::string cut{excerpt.substr(0, longest_excerpt)};
    while (cut.size() < excerpt.size() && !cut.empty() &&
           (static_cast<unsigned char>(excerpt[cut.size()]) & 0xc0U) == 0x80)
        cut.pop_back();
    report.bad_row_samples.push_back({position, line, reason, std::move(cut)});
}

bool Lines::refill() {
    m_buffer.erase(0, m_at);
    m_at = 0;
    if (m_buffer.size() > longest_line)
        throw Error{ErrorKind::bad_input,
                    {"error-line-too-long", {std::to_string(m_number + 1), std::to_string(m_next_begin)}}};
    const auto more = m_ended ? std::string_view{} : m_source.next();
    m_ended = more.empty();
    m_buffer.append(more);
    return !m_ended;
}

std::size_t Lines::find_end(std::size_t from) {
    if (m_quote == 0) return m_buffer.find('\n', from);
    for (std::size_t i = from; i < m_buffer.size(); ++i) {
        if (m_buffer[i] == m_quote) m_quoted = !m_quoted;
        if (m_buffer[i] == '\n' && !m_quoted) return i;
    }
    return std::string::npos;
}

bool Lines::next(std::string_view& line) {
    std::size_t searched = m_at;
    std::size_t end = std::string::npos;
    while ((end = find_end(searched)) == std::string::npos) {
        searched = m_buffer.size() - m_at;
        if (!refill()) break;
    }
    if (end == std::string::npos && m_at == m_buffer.size()) return false;
    m_begin = m_next_begin;
    ++m_number;
    const auto length = (end == std::string::npos ? m_buffer.size() : end) - m_at;
    line = std::string_view(m_buffer).substr(m_at, length);
    m_next_begin += length + 1;
    m_at = end == std::string::npos ? m_buffer.size() : end + 1;
    m_quoted = false;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return true;
}

}  // namespace brujula::wiki
