// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "mailing/letters.hpp"
#include "mailing/mailer.hpp"
#include "mailing/settings.hpp"
#include "store/accounts.hpp"
#include "store/mail.hpp"

namespace brujula::mailing {

/// What an account is told of the revisions after `after` up to `until` that it may read now and has not
/// seen, in a language, newest first. Called on the sending thread.
using Notices = std::function<std::vector<Notice>(const store::Account& account, const std::string& language,
                                                  std::int64_t after, std::int64_t until)>;

/// What one round came to.
struct Round {
    std::int64_t accepted = 0;
    std::int64_t failed = 0;   ///< tried again later
    std::int64_t refused = 0;  ///< addresses set aside
    bool server_failed = false;
    std::string said;  ///< then: what went wrong
};

/// Finds out who is to be told, puts letters into the outbox and hands them over. Time comes in as a value.
/// Several at once, in this process or others, do not send a letter twice.
class Office {
public:
    Office(Settings settings, store::Store& store, const store::Accounts& accounts, Notices notices)
        : m_settings(std::move(settings)),
          m_store(store),
          m_mail(store),
          m_accounts(accounts),
          m_notices(std::move(notices)) {}

    /// Gathers what is due at `now`, then sends what waits until nothing does, the server fails as a whole,
    /// or `stop` is true. What fails is logged without addresses and tried again after wait_after(). Every
    /// letter that failed with the server as a whole counts as one failure of the letter that was tried.
    Round round(Mailer& mailer, Instant now, const std::atomic<bool>& stop);

private:
    void gather(Instant now, const std::atomic<bool>& stop);
    void gather_for(const store::MailChoice& choice, std::int64_t newest, Instant now);
    /// Both are false where nobody wants the letter any more; the first makes a failure of an error.
    bool try_letter(const store::Waiting& waiting, Mailer& mailer, Instant now, Delivery& delivery);
    void gather_alerts(Instant now);
    bool send_account_letter(const store::Waiting& waiting, const Recipient& to, const std::string& id,
                             Mailer& mailer, Instant now, Delivery& delivery);
    bool compose_and_send(const store::Waiting& waiting, Mailer& mailer, Instant now, Delivery& delivery);
    void record(const store::Waiting& waiting, const Delivery& delivery, Instant now, Round& round);
    static std::string language_of(const store::Account& account, const store::MailChoice& choice);

    Settings m_settings;
    store::Store& m_store;
    store::Mail m_mail;
    const store::Accounts& m_accounts;
    Notices m_notices;
};

}  // namespace brujula::mailing
