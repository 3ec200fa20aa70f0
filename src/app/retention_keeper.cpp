// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/retention_keeper.hpp"

#include <exception>

#include "base/log.hpp"
#include "store/retention.hpp"

namespace brujula::app {

RetentionKeeper::RetentionKeeper(store::Store& store, const records::Kinds& kinds, const Clock& clock)
    : m_store(store),
      m_kinds(kinds),
      m_clock(clock),
      m_thread([this](const std::stop_token& stop) { keep(stop); }) {}

void RetentionKeeper::keep(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        end_periods();
        m_ended.wait_for(lock, stop, std::chrono::hours(1), [] { return false; });
    }
}

void RetentionKeeper::end_periods() try {
    const Date today{std::chrono::floor<std::chrono::days>(m_clock.now())};
    const auto ended = store::end_retention(m_store, m_kinds, today);
    if (ended > 0) log_info("retention: " + std::to_string(ended) + " periods ended");
} catch (const std::exception& error) {
    log_warning(std::string{"retention: "} + error.what());
}

}  // namespace brujula::app
