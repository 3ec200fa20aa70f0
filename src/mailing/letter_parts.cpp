// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/letter_parts.hpp"

#include "base/message.hpp"

namespace brujula::mailing {

Letter envelope(const Settings& settings, const Recipient& to, const std::string& id, Instant now) {
    Letter letter;
    letter.from = settings.from;
    letter.to = to.address;
    letter.language = to.language;
    letter.message_id = id + '@' + settings.from.substr(settings.from.rfind('@') + 1);
    letter.date = now;
    return letter;
}

void close(Letter& letter, const Page& page) {
    letter.text = page.text();
    letter.html = page.html();
}

std::string Words::operator()(const char* key, std::vector<std::string> parameters) const {
    return text_of({key, std::move(parameters)}, m_language);
}

}  // namespace brujula::mailing
