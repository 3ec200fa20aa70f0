// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace brujula::web {

/// The web's way to the sending of mail, which goes on elsewhere. As it is here: none is sent.
struct MailDoor {
    bool offered = false;
    std::string zone = "UTC";            ///< whose mornings the digests go out in
    std::function<void()> nudge;         ///< there is something new in the outbox
    std::function<std::string()> state;  ///< one line for the operator
};

}  // namespace brujula::web
