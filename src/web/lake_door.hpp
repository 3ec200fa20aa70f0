// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "facts/lake.hpp"

namespace brujula::web {

struct LakeDoorOptions {
    std::chrono::milliseconds kept_open{10'000};  ///< after the last question
    std::chrono::milliseconds most_time{60'000};  ///< of one question to the engine: then Error(unavailable)
};

/// The lake of a data folder as the web reads it: opened at a question, once more after a load has put
/// another in its place, and closed when no question came for a while. Loads never wait for it, nor it for
/// them.
class LakeDoor {
public:
    explicit LakeDoor(std::filesystem::path folder, const LakeDoorOptions& options = {});
    ~LakeDoor();
    LakeDoor(const LakeDoor&) = delete;
    LakeDoor& operator=(const LakeDoor&) = delete;

    /// The lake as the newest load has left it; whoever holds it goes on seeing that, whatever is loaded
    /// meanwhile. Throws Error(unavailable), which names no file, where it cannot be opened; the reason is in
    /// the log, once while questions go on. The next question tries again.
    [[nodiscard]] std::shared_ptr<const facts::Lake> open() const;
    /// What is loaded; where the lake cannot be opened, what was loaded when it was last seen, for pages that
    /// stand without it.
    [[nodiscard]] std::vector<facts::Loaded> manifest() const;

    /// Calls off what is asked at this moment, and everything from here on.
    void call_off() { m_stop.request_stop(); }

private:
    void give_free_when_idle();

    std::filesystem::path m_folder;
    LakeDoorOptions m_options;
    std::stop_source m_stop;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    mutable std::shared_ptr<const facts::Lake> m_lake;
    mutable std::chrono::steady_clock::time_point m_last_question;
    mutable std::vector<facts::Loaded> m_last_seen;
    bool m_ending = false;
    std::thread m_keeper;
};

}  // namespace brujula::web
