// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "mailing/letters.hpp"

// Letters about an account itself: nobody has asked to get them regularly, so none can be unsubscribed from.
namespace brujula::mailing {

/// Asks whoever gets it to choose the password of `account`. It may be a stranger's address.
Letter invitation_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                         const std::string& account, const std::string& token);

/// The link with which the account's owner chooses another password.
Letter reset_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                    const std::string& account, const std::string& token);

/// Somebody tries to sign in with the account, and what its owner can do.
Letter attack_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                     const std::string& account);

/// Something in the security log asks for an administrator's attention; what, the page says.
Letter alert_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now);

}  // namespace brujula::mailing
