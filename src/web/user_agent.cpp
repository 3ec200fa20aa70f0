// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/user_agent.hpp"

#include <array>
#include <utility>

namespace brujula::web {
namespace {

using Word = std::pair<std::string_view, std::string_view>;  ///< in the header, for people

// In the order in which one names itself after the others that it imitates.
constexpr std::array<Word, 10> browsers{{{"Edg", "Edge"},
                                         {"OPR/", "Opera"},
                                         {"SamsungBrowser", "Samsung Internet"},
                                         {"Firefox", "Firefox"},
                                         {"FxiOS", "Firefox"},
                                         {"CriOS", "Chrome"},
                                         {"Chromium", "Chromium"},
                                         {"Chrome", "Chrome"},
                                         {"Safari", "Safari"},
                                         {"curl", "curl"}}};
constexpr std::array<Word, 8> systems{{{"iPhone", "iPhone"},
                                       {"iPad", "iPad"},
                                       {"Android", "Android"},
                                       {"Windows", "Windows"},
                                       {"Mac OS X", "macOS"},
                                       {"CrOS", "ChromeOS"},
                                       {"Linux", "Linux"},
                                       {"BSD", "BSD"}}};

template <std::size_t size>
std::string_view word_of(std::string_view text, const std::array<Word, size>& words) {
    for (const auto& [sign, word] : words)
        if (text.find(sign) != std::string_view::npos) return word;
    return {};
}

}  // namespace

std::string device_of(std::string_view user_agent) {
    const auto text = user_agent.substr(0, 500);
    return std::string{word_of(text, browsers)} + "/" + std::string{word_of(text, systems)};
}

}  // namespace brujula::web
