// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace brujula::app {

/// One line on a terminal's standard error that says how far a file is: share, rate and time left. Silent
/// where standard error is no terminal.
class LoadProgress {
public:
    explicit LoadProgress(std::string file);
    /// Takes its line away.
    ~LoadProgress();
    LoadProgress(const LoadProgress&) = delete;
    LoadProgress& operator=(const LoadProgress&) = delete;

    void show(std::uint64_t done, std::uint64_t total);

private:
    std::string m_file;
    bool m_on_terminal;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

/// "12 s", "3 min 05 s", "2 h 10 min"
std::string format_duration(std::chrono::seconds duration);

}  // namespace brujula::app
