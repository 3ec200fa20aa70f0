// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/load_progress.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "app/command.hpp"

namespace brujula::app {
namespace {

constexpr const char* k_clear_line = "\r\x1b[K";

}  // namespace

LoadProgress::LoadProgress(std::string file)
    : m_file(std::move(file)), m_on_terminal(isatty(STDERR_FILENO) == 1) {}

LoadProgress::~LoadProgress() {
    if (m_on_terminal) std::cerr << k_clear_line << std::flush;
}

void LoadProgress::show(std::uint64_t done, std::uint64_t total) {
    if (!m_on_terminal) return;
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - m_begin;
    std::cerr << k_clear_line;
    if (done >= total) {
        std::cerr << words("load-deriving", {m_file}) << std::flush;
        return;
    }
    const double share = static_cast<double>(done) / static_cast<double>(total);
    const double rate = static_cast<double>(done) / 1e6 / std::max(taken.count(), 0.001);
    const std::chrono::seconds left{share > 0 ? std::lround(taken.count() * (1 - share) / share) : 0};
    std::cerr << words("load-progress", {m_file, fmt::format("{:.0f}", share * 100),
                                         fmt::format("{:.1f}", rate), format_duration(left)})
              << std::flush;
}

std::string format_duration(std::chrono::seconds duration) {
    const auto seconds = duration.count();
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600) return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
    return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
}

}  // namespace brujula::app
