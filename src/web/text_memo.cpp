// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/text_memo.hpp"

namespace brujula::web {

std::string TextMemo::get(const std::string& key, const std::function<std::string()>& make) {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_texts.find(key); found != m_texts.end()) return found->second;
    }
    std::string text = make();
    const std::size_t size = key.size() + text.size();
    if (size > m_most_bytes) return text;
    const std::lock_guard lock(m_mutex);
    if (m_bytes + size > m_most_bytes) {
        m_texts.clear();
        m_bytes = 0;
    }
    if (m_texts.emplace(key, text).second) m_bytes += size;
    return text;
}

}  // namespace brujula::web
