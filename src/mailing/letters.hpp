// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/time.hpp"
#include "mailing/letter.hpp"
#include "mailing/settings.hpp"

namespace brujula::mailing {

struct Recipient {
    std::string address;
    std::string language;
};

/// What `brujula mail test` sends. `id` is the letter's own: what is before the @ of its Message-ID.
Letter test_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now);

}  // namespace brujula::mailing
