// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

namespace brujula::web {

/// How much of something each source holds. Of one thread.
class Shares {
public:
    void take(const std::string& source, std::size_t amount);
    /// What was taken before.
    void give_back(const std::string& source, std::size_t amount);

    [[nodiscard]] std::size_t total() const { return m_total; }
    [[nodiscard]] std::size_t of(const std::string& source) const;
    /// The source that holds most; empty where nobody holds anything. Looks at all.
    [[nodiscard]] std::string greatest() const;

private:
    std::unordered_map<std::string, std::size_t> m_held;
    std::size_t m_total = 0;
};

}  // namespace brujula::web
