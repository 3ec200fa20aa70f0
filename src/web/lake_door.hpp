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

/// The lake of a data folder: opened at a question, and given free when none came for a while, so that
/// `brujula load` can have it beside a running server.
class LakeDoor {
public:
    explicit LakeDoor(std::filesystem::path folder, const LakeDoorOptions& options = {});
    ~LakeDoor();
    LakeDoor(const LakeDoor&) = delete;
    LakeDoor& operator=(const LakeDoor&) = delete;

    /// Throws Error(unavailable) while another process holds it; the next question tries again.
    [[nodiscard]] std::shared_ptr<const facts::Lake> open() const;
    /// What is loaded; while another process holds the lake, what was loaded when it was last seen.
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
