// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/interrupter.hpp"

#include <algorithm>
#include <utility>

namespace brujula::facts {

Interrupter::~Interrupter() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable()) m_thread.join();
}

void Interrupter::run() {
    constexpr auto k_again_after = std::chrono::milliseconds{10};
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        const Clock::time_point now = Clock::now();
        Clock::time_point next = Clock::time_point::max();
        for (Watch* watch : m_watches) {
            if (watch->m_due <= now) {
                watch->m_interrupt();
                watch->m_due = now + k_again_after;
            }
            next = std::min(next, watch->m_due);
        }
        if (next == Clock::time_point::max()) {
            m_changed.wait(lock);
        } else {
            m_changed.wait_until(lock, next);
        }
    }
}

Interrupter::Watch::Watch(Interrupter& owner, std::function<void()> interrupt,
                          const std::optional<std::chrono::milliseconds>& most_time,
                          const std::stop_token& stop)
    : m_owner(owner),
      m_interrupt(std::move(interrupt)),
      m_due(most_time ? Clock::now() + *most_time : Clock::time_point::max()) {
    {
        const std::lock_guard lock(m_owner.m_mutex);
        m_place = m_owner.m_watches.insert(m_owner.m_watches.end(), this);
        if (!m_owner.m_thread.joinable()) m_owner.m_thread = std::thread([&owner] { owner.run(); });
    }
    m_owner.m_changed.notify_one();
    if (stop.stop_possible()) m_stop.emplace(stop, Due{this});
}

Interrupter::Watch::~Watch() {
    m_stop.reset();
    const std::lock_guard lock(m_owner.m_mutex);
    m_owner.m_watches.erase(m_place);
}

void Interrupter::Watch::Due::operator()() const {
    {
        const std::lock_guard lock(watch->m_owner.m_mutex);
        watch->m_due = Clock::now();
    }
    watch->m_owner.m_changed.notify_one();
}

}  // namespace brujula::facts
