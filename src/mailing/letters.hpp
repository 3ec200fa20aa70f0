// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "mailing/letter.hpp"
#include "mailing/settings.hpp"

namespace brujula::mailing {

struct Recipient {
    std::string address;
    std::string language;
};

enum class Happened { changed, removed, commented, answered, mentioned };

/// One thing that an account is told of, as it may read it now.
struct Notice {
    std::string record;  ///< whose notices stand together: any name of it that is its own
    std::string title;   ///< of it in the reader's language; empty where there is none to show
    Happened happened = Happened::changed;
    std::string author;  ///< account name
    Instant time;
    std::string words;  ///< of a comment
    std::string path;   ///< of the page to open, percent-encoded, with its leading slash
};

/// What is told in full in one letter; the rest is counted.
inline constexpr std::size_t most_told = 100;

// `id` is a letter's own: what is before the @ of its Message-ID.

/// What `brujula mail test` sends.
Letter test_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now);

/// Asks `account` to open the link that makes the address its own. Holds nothing else: whoever gets it may be
/// a stranger.
Letter confirmation_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                           const std::string& account, const std::string& token);

/// The notices (newest first, at least one) by record, the record with the newest first, within it the oldest
/// first; of `most_told`, long words cut. Days are those of the settings' zone. With the link that
/// unsubscribes.
Letter digest_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                     const std::string& account, const std::string& unsubscribe_token,
                     const std::vector<Notice>& notices);

}  // namespace brujula::mailing
