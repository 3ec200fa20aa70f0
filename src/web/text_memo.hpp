// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

namespace brujula::web {

/// Texts that cost something to make, kept by a key that says all they depend on. Threads may call at once;
/// two that ask for the same at once may both make it.
class TextMemo {
public:
    /// Keys and texts together take at most so many bytes: one too many, and all are forgotten.
    explicit TextMemo(std::size_t most_bytes) : m_most_bytes(most_bytes) {}

    /// The text of the key, made when it is not kept. What `make` throws is thrown, and nothing is kept.
    std::string get(const std::string& key, const std::function<std::string()>& make);

private:
    const std::size_t m_most_bytes;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::string> m_texts;
    std::size_t m_bytes = 0;
};

}  // namespace brujula::web
