// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "mailing/letter.hpp"
#include "mailing/settings.hpp"

namespace brujula::mailing {

enum class Outcome {
    accepted,         ///< the server has taken the letter: it is the server's to bring it from now on
    address_refused,  ///< the server says for good that there is no such recipient
    letter_failed,    ///< this letter not now: a recipient it is to try later, a text it does not take
    server_failed,    ///< no letter would go: not reached, no TLS, signing in or the sender's address refused
};

struct Delivery {
    Outcome outcome = Outcome::accepted;
    int code = 0;  ///< the server's last, 250; 0 where it never spoke
    std::string
        said;  ///< the server's last line, else what went wrong; one line, at most 300 bytes. May hold
               ///< the recipient's address: for its owner and the operator's screen, never for the log
};

/// Hands letters over, one at a time.
class Mailer {
public:
    virtual ~Mailer() = default;
    /// Throws Error(bad_input) for a letter that cannot be composed; everything else is an outcome.
    virtual Delivery send(const Letter& letter) = 0;
};

/// Over SMTP by libcurl; several letters over one connection. At most 15 s to connect and 60 s a letter; ends
/// within about a second once `stop` is true, as server_failed. One thread at a time.
class SmtpMailer final : public Mailer {
public:
    SmtpMailer(Settings settings, const std::atomic<bool>& stop);
    ~SmtpMailer() override;
    Delivery send(const Letter& letter) override;

private:
    struct Connection;
    Settings m_settings;
    std::unique_ptr<Connection> m_connection;
};

}  // namespace brujula::mailing
