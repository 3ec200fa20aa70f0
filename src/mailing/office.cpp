// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/office.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "mailing/account_letters.hpp"
#include "mailing/due.hpp"
#include "store/account_letters.hpp"
#include "store/account_links.hpp"
#include "store/security_log.hpp"
#include "store/settings.hpp"

namespace brujula::mailing {

using store::MailChoice;
using store::Rhythm;
using store::Waiting;

namespace {

/// Accounts and requests name their language as they like.
bool is_language(const std::string& language) {
    constexpr std::string_view signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    return !language.empty() && language.size() <= 20 &&
           language.find_first_not_of(signs) == std::string::npos;
}

bool is_administrator(const store::Account& account, const std::string& network) {
    return std::any_of(account.grants.begin(), account.grants.end(), [&](const auto& grant) {
        return grant.organisation == network && grant.role == records::Role::administrator;
    });
}

const char* name_of(const Waiting& waiting) {
    switch (waiting.letter) {
        case store::AccountLetter::none:
            return waiting.confirmation ? "confirm" : "digest";
        case store::AccountLetter::invitation:
            return "invitation";
        case store::AccountLetter::reset:
            return "reset";
        case store::AccountLetter::attack:
            return "attack";
        case store::AccountLetter::alert:
            return "alert";
    }
    return "digest";
}

}  // namespace

Round Office::round(Mailer& mailer, Instant now, const std::atomic<bool>& stop) {
    gather(now, stop);
    Round round;
    while (!stop && !round.server_failed) {
        const auto waiting = m_mail.take(now);
        if (!waiting) break;
        Delivery delivery;
        if (try_letter(*waiting, mailer, now, delivery))
            record(*waiting, delivery, now, round);
        else
            m_mail.drop(*waiting);
    }
    return round;
}

/// Every administrator is told that there is something to look at; of an attack, whose account it is.
void Office::gather_alerts(Instant now) {
    store::AccountLetters letters(m_store);
    const auto alerts = store::SecurityLog(m_store).take_unmailed();
    for (const auto& alert : alerts)
        if (alert.kind == store::many_refusals) letters.put_attack(alert.account, now);
    if (alerts.empty()) return;
    const auto network = store::network_of(m_store);
    for (const auto& account : m_accounts.all())
        if (is_administrator(account, network)) letters.put_alert(account.name, now);
}

void Office::gather(Instant now, const std::atomic<bool>& stop) {
    gather_alerts(now);
    // Asked for first: a revision that comes meanwhile belongs to the next digest.
    const auto newest = m_store.newest_sequence();
    for (const auto& choice : m_mail.wanting()) {
        if (stop) return;
        if (!is_due(choice.rhythm, choice.looked, now, m_settings.zone)) continue;
        try {
            gather_for(choice, newest, now);
        } catch (const Error& error) {  // one account's records are no reason that nobody gets mail
            log_error(fmt::format("mail: what is new for an account cannot be told: {}", error.what()));
        }
    }
}

void Office::gather_for(const MailChoice& choice, std::int64_t newest, Instant now) {
    const bool at_once = choice.rhythm == Rhythm::at_once;
    if (at_once && choice.mailed >= newest) return;
    const auto account = m_accounts.find(choice.account);
    if (!account) return;
    if (m_notices(*account, language_of(*account, choice), choice.mailed, newest).empty())
        m_mail.nothing_new(choice.account, newest, at_once ? choice.looked : now);
    else
        m_mail.put_digest(choice, newest, now);
}

std::string Office::language_of(const store::Account& account, const MailChoice& choice) {
    for (const auto& language : {account.language, choice.language})
        if (is_language(language)) return language;
    return "en";
}

bool Office::try_letter(const Waiting& waiting, Mailer& mailer, Instant now, Delivery& delivery) {
    try {
        return compose_and_send(waiting, mailer, now, delivery);
    } catch (const Error& error) {
        delivery = {Outcome::letter_failed, 0, ""};
        log_error(fmt::format("mail: letter {} cannot be written: {}", waiting.number, error.what()));
        return true;
    }
}

bool Office::compose_and_send(const Waiting& waiting, Mailer& mailer, Instant now, Delivery& delivery) {
    const auto account = m_accounts.find(waiting.account);
    if (!account || account->disabled) return false;
    const auto choice = m_mail.choice(waiting.account);
    const auto language = language_of(*account, choice);
    const auto id =
        fmt::format("{}.{}.{}", name_of(waiting), waiting.number, waiting.made.time_since_epoch().count());
    if (waiting.confirmation) {
        const auto token = m_mail.begin_confirmation(waiting, now);
        if (token.empty()) return false;
        delivery = mailer.send(
            confirmation_letter(m_settings, {waiting.address, language}, id, now, waiting.account, token));
        return true;
    }
    if (waiting.letter != store::AccountLetter::none) {
        const bool invites = waiting.letter == store::AccountLetter::invitation;
        if (!invites && (choice.address.empty() || !choice.refused.empty())) return false;
        return send_account_letter(waiting, {invites ? waiting.address : choice.address, language}, id,
                                   mailer, now, delivery);
    }
    if (choice.address.empty() || choice.rhythm == Rhythm::never || !choice.refused.empty()) return false;
    const auto notices = m_notices(*account, language, waiting.after, waiting.until);
    if (notices.empty()) {  // seen meanwhile, or no longer to be read
        m_mail.nothing_new(waiting.account, waiting.until, choice.looked);
        return false;
    }
    delivery = mailer.send(digest_letter(m_settings, {choice.address, language}, id, now, waiting.account,
                                         m_mail.unsubscribe_token(waiting.account), notices));
    return true;
}

bool Office::send_account_letter(const Waiting& waiting, const Recipient& to, const std::string& id,
                                 Mailer& mailer, Instant now, Delivery& delivery) {
    store::AccountLinks links(m_store);
    switch (waiting.letter) {
        case store::AccountLetter::none:
            return false;
        case store::AccountLetter::invitation:
            delivery = mailer.send(
                invitation_letter(m_settings, to, id, now, waiting.account,
                                  links.begin(waiting.account, store::LinkPurpose::invitation, "")));
            return true;
        case store::AccountLetter::reset:
            delivery = mailer.send(reset_letter(m_settings, to, id, now, waiting.account,
                                                links.begin(waiting.account, store::LinkPurpose::reset, "")));
            return true;
        case store::AccountLetter::attack:
            delivery = mailer.send(attack_letter(m_settings, to, id, now, waiting.account));
            return true;
        case store::AccountLetter::alert:
            delivery = mailer.send(alert_letter(m_settings, to, id, now));
            return true;
    }
    return false;
}

void Office::record(const Waiting& waiting, const Delivery& delivery, Instant now, Round& round) {
    switch (delivery.outcome) {
        case Outcome::accepted:
            m_mail.accepted(waiting, now);
            ++round.accepted;
            return;
        case Outcome::address_refused:
            m_mail.refused(waiting, delivery.said);
            ++round.refused;
            log_warning(fmt::format("mail: the address of letter {} is refused for good ({})", waiting.number,
                                    delivery.code));
            return;
        case Outcome::server_failed:
            round.server_failed = true;
            round.said = delivery.said;
            log_error(fmt::format("mail: the server takes nothing: {}", delivery.said));
            break;
        case Outcome::letter_failed:
            break;
    }
    ++round.failed;
    const auto again = now + wait_after(waiting.tries + 1);
    // What the server said of a recipient may hold the address: only the code is logged.
    m_mail.failed(waiting, again, delivery.outcome == Outcome::server_failed ? std::string{} : delivery.said);
    log_warning(fmt::format("mail: letter {} was not accepted (try {}, code {}); again at {}", waiting.number,
                            waiting.tries + 1, delivery.code, format(again)));
}

}  // namespace brujula::mailing
