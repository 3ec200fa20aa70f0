// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/postman.hpp"

#include <algorithm>
#include <exception>

#include <fmt/format.h>

#include "base/log.hpp"
#include "mailing/due.hpp"

namespace brujula::mailing {

namespace {

constexpr std::chrono::seconds between_rounds{30};
constexpr std::chrono::minutes longest_pause{60};

}  // namespace

Postman::Postman(Office& office, store::Store& store, Settings settings, const Clock& clock)
    : m_office(office), m_mail(store), m_settings(std::move(settings)), m_clock(clock), m_thread([this] {
          run();
      }) {}

Postman::~Postman() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void Postman::nudge() {
    {
        const std::lock_guard lock(m_mutex);
        m_nudged = true;
    }
    m_changed.notify_all();
}

std::string Postman::state() const {
    const auto outbox = m_mail.state();
    const std::lock_guard lock(m_mutex);
    return fmt::format("mail waiting={} failing={} set-aside={} server={} last-accepted={}", outbox.waiting,
                       outbox.failing, outbox.set_aside, m_failures > 0 ? "failing" : "ok",
                       m_last_accepted ? format(*m_last_accepted) : "-");
}

std::chrono::seconds Postman::pause() const {
    if (m_failures == 0) return between_rounds;
    return std::min<std::chrono::seconds>(wait_after(m_failures), longest_pause);
}

void Postman::run() {
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_nudged = false;
        lock.unlock();
        one_round();
        lock.lock();
        m_changed.wait_for(lock, pause(), [&] { return m_stop || (m_nudged && m_failures == 0); });
    }
}

void Postman::one_round() {
    const auto now = m_clock.now();
    try {
        SmtpMailer mailer(m_settings, m_stop);  // its connection ends with the round
        const Round round = m_office.round(mailer, now, m_stop);
        const std::lock_guard lock(m_mutex);
        if (round.accepted > 0) m_last_accepted = now;
        m_failures = round.server_failed ? m_failures + 1 : 0;
    } catch (const std::exception& error) {  // a full disk, a file that stays locked: the next may do better
        log_error(fmt::format("mail: {}", error.what()));
    }
}

}  // namespace brujula::mailing
