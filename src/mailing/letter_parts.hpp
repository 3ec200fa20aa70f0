// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "mailing/letters.hpp"
#include "mailing/page.hpp"

// What every letter of this module is made with.
namespace brujula::mailing {

/// Everything of a letter but what it says.
Letter envelope(const Settings& settings, const Recipient& to, const std::string& id, Instant now);
/// What it says is the page.
void close(Letter& letter, const Page& page);

/// Texts in the recipient's language.
class Words {
public:
    explicit Words(std::string language) : m_language(std::move(language)) {}
    std::string operator()(const char* key, std::vector<std::string> parameters = {}) const;

private:
    std::string m_language;
};

}  // namespace brujula::mailing
