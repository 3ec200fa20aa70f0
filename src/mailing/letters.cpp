// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/letters.hpp"

#include <algorithm>

#include "mailing/letter_parts.hpp"

namespace brujula::mailing {

namespace {

constexpr std::size_t longest_words = 600;

/// Cut between two signs of UTF-8.
std::string shortened(const std::string& words) {
    if (words.size() <= longest_words) return words;
    auto end = longest_words;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U)
        --end;
    return words.substr(0, end) + "…";
}

const char* key_of(Happened happened) {
    switch (happened) {
        case Happened::changed:
            return "mail-changed";
        case Happened::removed:
            return "mail-removed";
        case Happened::commented:
            return "mail-commented";
        case Happened::answered:
            return "mail-answered";
        case Happened::mentioned:
            return "mail-mentioned";
    }
    return "mail-changed";
}

using Group = std::vector<const Notice*>;

std::vector<Group> by_record(const std::vector<Notice>& notices) {
    std::vector<Group> groups;
    for (std::size_t i = 0; i < std::min(notices.size(), most_told); ++i) {
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.front()->record == notices[i].record;
        });
        auto& group = known == groups.end() ? groups.emplace_back() : *known;
        group.push_back(&notices[i]);
    }
    for (auto& group : groups)
        std::reverse(group.begin(), group.end());
    return groups;
}

void write_groups(Page& page, const std::vector<Notice>& notices, const Settings& settings,
                  const Words& say) {
    for (const auto& group : by_record(notices)) {
        const auto& title = group.back()->title;
        page.heading(title.empty() ? say("mail-record-without-title") : title);
        for (const Notice* notice : group)
            page.item(
                say(key_of(notice->happened), {notice->author, format(date_in(notice->time, settings.zone))}),
                shortened(notice->words), say("mail-open-record"), settings.public_address + notice->path);
    }
    if (notices.size() > most_told)
        page.paragraph(say("mail-more", {std::to_string(notices.size() - most_told)}));
}

}  // namespace

Letter confirmation_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                           const std::string& account, const std::string& token) {
    const Words say(to.language);
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-confirm-subject");
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-confirm-text", {account, settings.public_address}));
    page.link(say("mail-confirm-link"),
              settings.public_address + "/mail/confirm?token=" + percent_encoded(token));
    page.paragraph(say("mail-confirm-stranger"));
    close(letter, page);
    return letter;
}

Letter digest_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now,
                     const std::string& account, const std::string& unsubscribe_token,
                     const std::vector<Notice>& notices) {
    const Words say(to.language);
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-digest-subject", {std::to_string(notices.size())});
    letter.unsubscribe = settings.public_address + "/mail/unsubscribe?account=" + percent_encoded(account) +
                         "&token=" + percent_encoded(unsubscribe_token);
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-digest-lead", {account}));
    write_groups(page, notices, settings, say);
    page.foot();
    page.link(say("mail-all-notifications"), settings.public_address + "/notifications");
    page.link(say("mail-unsubscribe-link"), letter.unsubscribe);
    close(letter, page);
    return letter;
}

Letter test_letter(const Settings& settings, const Recipient& to, const std::string& id, Instant now) {
    const Words say(to.language);
    Letter letter = envelope(settings, to, id, now);
    letter.subject = say("mail-test-subject");
    Page page(to.language, letter.subject);
    page.paragraph(say("mail-test-text"));
    page.link(say("mail-open-program"), settings.public_address + '/');
    close(letter, page);
    return letter;
}

}  // namespace brujula::mailing
