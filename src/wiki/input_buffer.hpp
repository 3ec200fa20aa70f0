// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "wiki/byte_source.hpp"

namespace brujula::wiki {

/// A source through a buffer of 256 kB, with the place in it.
class InputBuffer {
public:
    explicit InputBuffer(ByteSource& source) : m_source(source) {}

    /// What is buffered and not yet taken; reads on where nothing is. Empty at the end only.
    std::string_view look() {
        if (m_at == m_filled) {
            m_bytes.resize(256 * 1024);
            m_filled = m_source.read(m_bytes.data(), m_bytes.size());
            m_at = 0;
        }
        return {m_bytes.data() + m_at, m_filled - m_at};
    }
    void take(std::size_t count) {
        m_at += count;
        m_position += count;
    }
    /// The byte that look() begins at.
    [[nodiscard]] std::uint64_t position() const { return m_position; }

private:
    ByteSource& m_source;
    std::string m_bytes;
    std::size_t m_at = 0;
    std::size_t m_filled = 0;
    std::uint64_t m_position = 0;
};

/// Takes zero bytes up to the end or the next other byte; true at the end.
inline bool only_zeros_left(InputBuffer& input) {
    for (auto bytes = input.look(); !bytes.empty(); bytes = input.look()) {
        const auto other = bytes.find_first_not_of('\0');
        input.take(other == std::string_view::npos ? bytes.size() : other);
        if (other != std::string_view::npos) return false;
    }
    return true;
}

}  // namespace brujula::wiki
