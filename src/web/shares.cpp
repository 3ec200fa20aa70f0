// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/shares.hpp"

#include <algorithm>

namespace brujula::web {

void Shares::take(const std::string& source, std::size_t amount) {
    if (amount == 0) return;
    m_held[source] += amount;
    m_total += amount;
}

void Shares::give_back(const std::string& source, std::size_t amount) {
    const auto held = m_held.find(source);
    if (held == m_held.end()) return;
    amount = std::min(amount, held->second);
    held->second -= amount;
    m_total -= amount;
    if (held->second == 0) m_held.erase(held);
}

std::size_t Shares::of(const std::string& source) const {
    const auto held = m_held.find(source);
    return held == m_held.end() ? 0 : held->second;
}

std::string Shares::greatest() const {
    const auto most = std::max_element(m_held.begin(), m_held.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == m_held.end() ? std::string{} : most->first;
}

}  // namespace brujula::web
