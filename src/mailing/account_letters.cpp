// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/account_letters.hpp"

#include "mailing/letter_parts.hpp"

namespace brujula::mailing {

Letter invitation_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                         const std::string& account, const std::string& token) {
    const Words say(to.language);
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-invitation-subject", {host_of(settings)});
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-invitation-text", {account, settings.public_address}));
    page.link(say("mail-invitation-link"), settings.public_address + "/invitation#" + token);
    page.paragraph(say("mail-confirm-stranger"));
    close(letter, page);
    return letter;
}

Letter reset_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                    const std::string& account, const std::string& token) {
    const Words say(to.language);
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-reset-subject");
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-reset-text", {account, settings.public_address}));
    page.link(say("mail-reset-link"), settings.public_address + "/password-reset#" + token);
    page.paragraph(say("mail-reset-not-you"));
    close(letter, page);
    return letter;
}

Letter attack_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                     const std::string& account) {
    const Words say(to.language);
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-attack-subject");
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-attack-text", {account, settings.public_address}));
    page.paragraph(say("mail-attack-advice"));
    page.link(say("mail-open-program"), settings.public_address + "/");
    close(letter, page);
    return letter;
}

Letter alert_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now) {
    const Words say(to.language);
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-alert-subject", {host_of(settings)});
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-alert-text", {settings.public_address}));
    page.link(say("mail-open-program"), settings.public_address + "/due");
    close(letter, page);
    return letter;
}

}  // namespace brujula::mailing
