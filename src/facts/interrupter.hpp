// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace brujula::facts {

/// Interrupts what runs too long or is no longer wanted. An interruption that comes before the work has begun
/// is lost to the engine, hence it is repeated until the watch ends. One thread for all watches, started by
/// the first.
class Interrupter {
public:
    using Clock = std::chrono::steady_clock;

    Interrupter() = default;
    ~Interrupter();
    Interrupter(const Interrupter&) = delete;
    Interrupter& operator=(const Interrupter&) = delete;

    /// While it lives, `interrupt` is called when `most_time` has passed or `stop` is requested.
    class Watch {
    public:
        Watch(Interrupter& owner, std::function<void()> interrupt,
              const std::optional<std::chrono::milliseconds>& most_time, const std::stop_token& stop);
        ~Watch();
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

    private:
        struct Due {
            Watch* watch;
            void operator()() const;
        };
        friend class Interrupter;
        Interrupter& m_owner;
        std::function<void()> m_interrupt;
        Clock::time_point m_due;
        std::list<Watch*>::iterator m_place;
        std::optional<std::stop_callback<Due>> m_stop;
    };

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::list<Watch*> m_watches;
    bool m_ending = false;
    std::thread m_thread;

    void run();
};

}  // namespace brujula::facts
