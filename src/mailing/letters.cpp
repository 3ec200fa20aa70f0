// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/letters.hpp"

#include "base/message.hpp"
#include "mailing/page.hpp"

namespace brujula::mailing {

namespace {

/// Everything of a letter but what it says.
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

}  // namespace

Letter test_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now) {
    const auto say = [&](const char* key) { return text_of({key, {}}, to.language); };
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-test-subject");
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-test-text"));
    page.link(say("mail-open-program"), settings.public_address + '/');
    close(letter, page);
    return letter;
}

}  // namespace brujula::mailing
