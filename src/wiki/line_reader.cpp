// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/line_reader.hpp"

#include "base/error.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t longest_line = 16 * 1024 * 1024;

}  // namespace

bool LineReader::next(std::string_view& line) {
    m_place = {m_next_position, m_place.line + 1};
    const auto rest = std::string_view(m_chunk).substr(m_at);
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return next_across(line);
    line = rest.substr(0, end);
    m_at += line.size() + 1;
    m_next_position += line.size() + 1;
    return true;
}

bool LineReader::next_across(std::string_view& line) {
    m_carried.assign(m_chunk, m_at);
    while (true) {
        check_length();
        if (!m_text.next(m_chunk)) {
            m_chunk.clear();
            m_at = 0;
            m_terminated = false;
            break;
        }
        const auto end = m_chunk.find('\n');
        m_carried.append(m_chunk, 0, end);
        m_at = end == std::string::npos ? m_chunk.size() : end + 1;
        if (end != std::string::npos) break;
    }
    m_next_position += m_carried.size() + (m_terminated ? 1 : 0);
    line = m_carried;
    return m_terminated || !m_carried.empty();
}

void LineReader::check_length() const {
    if (m_carried.size() <= longest_line) return;
    throw Error{ErrorKind::too_large,
                {"error-line-too-long", {std::to_string(m_place.line), std::to_string(m_place.position)}}};
}

}  // namespace brujula::wiki
