// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/time.hpp"
#include "mailing/mailer.hpp"
#include "mailing/office.hpp"

namespace brujula::mailing {

/// A thread that makes a round of an office every half minute, and at once when it is nudged. While the
/// server fails as a whole it waits as wait_after() says, at most an hour, nudged or not.
class Postman {
public:
    /// All given outlive it.
    Postman(Office& office, store::Store& store, Settings settings, const Clock& clock);
    ~Postman();  ///< ends the thread, within about a second also in the middle of a letter
    Postman(const Postman&) = delete;
    Postman& operator=(const Postman&) = delete;

    /// There is something new in the outbox.
    void nudge();
    /// "mail waiting=1 failing=0 set-aside=0 server=ok last-accepted=2014-11-21T12:00:00Z": for the operator.
    /// `server` is "failing" after a round in which it took nothing, `last-accepted` "-" before any letter.
    [[nodiscard]] std::string state() const;

private:
    void run();
    void one_round();
    [[nodiscard]] std::chrono::seconds pause() const;

    Office& m_office;
    store::Mail m_mail;
    Settings m_settings;
    const Clock& m_clock;
    std::atomic<bool> m_stop{false};
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_nudged = false;
    int m_failures = 0;  ///< rounds one after the other in which the server failed
    std::optional<Instant> m_last_accepted;
    std::thread m_thread;
};

}  // namespace brujula::mailing
