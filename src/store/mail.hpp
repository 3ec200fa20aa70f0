// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// How often an account wants its notifications by mail.
enum class Rhythm { never, at_once, daily, weekly };

const char* name_of(Rhythm rhythm);  ///< "at_once"
std::optional<Rhythm> rhythm_named(std::string_view name);

/// What an account has chosen, for itself and the sending of mail alone: never in a record, nor in any answer
/// to somebody else.
struct MailChoice {
    std::string account;
    std::string address;  ///< confirmed; empty while there is none
    Rhythm rhythm = Rhythm::never;
    std::string language;     ///< that the page was in when it was chosen
    std::string refused;      ///< what the mail server said when it refused the address for good, or empty
    std::int64_t mailed = 0;  ///< up to this revision everything was mailed or needed no mail
    Instant looked;           ///< when the last digest was made, or there was nothing for one
};

/// An address that was given and is not confirmed.
struct PendingAddress {
    std::string address;
    bool sent = false;       ///< the mail server has taken the letter with the link
    Instant expires;         ///< where it was sent: until when the link can be opened
    std::int64_t tries = 0;  ///< where it was not: how often it did not go
    std::string failure;     ///< then: the server's words about it, or empty where it was not reached
    bool given_up = false;   ///< it is not tried again
};

/// Letters about an account itself (store/account_letters.hpp).
enum class AccountLetter { none, invitation, reset, attack, alert };

/// A letter that waits. What it says is made when it is sent.
struct Waiting {
    std::int64_t number = 0;  ///< never used again
    std::string account;
    bool confirmation = false;  ///< else a digest, or what `letter` says
    std::string address;     ///< of a confirmation or invitation; others go where the account wants it then
    std::int64_t after = 0;  ///< a digest's revisions: later than this
    std::int64_t until = 0;  ///< and up to this
    Instant made;
    std::int64_t tries = 0;  ///< before this one
    AccountLetter letter = AccountLetter::none;
};

/// How the sending stands, for the operator.
struct OutboxState {
    std::int64_t waiting = 0;    ///< to be sent or sent again
    std::int64_t failing = 0;    ///< of these: tried and not accepted
    std::int64_t set_aside = 0;  ///< addresses that a mail server has refused for good
};

/// Mail's part of the store: choices, links that confirm and unsubscribe, and the outbox. Threads and
/// processes may call at once. Time comes in as a value.
///
/// A row leaves the outbox only when the mail server has accepted its letter: a crash between the two sends
/// it twice, never not at all. take() gives a row to one caller for ten minutes; after a crash it is given
/// again then. A digest's revisions are fixed when it is put in, so that the second letter is the first one.
class Mail {
public:
    explicit Mail(Store& store) : m_store(store) {}

    /// How long the link in a confirmation is good; most of them for an account within that time.
    static constexpr std::chrono::hours link_lasts{24};
    static constexpr std::int64_t most_links = 5;

    /// With `account` alone where it never chose.
    [[nodiscard]] MailChoice choice(std::string_view account) const;
    /// Who begins to want mail is told of what comes from now on.
    void choose(std::string_view account, Rhythm rhythm, std::string_view language, Instant now);
    /// Puts a letter with a link to `address` into the outbox, in place of an earlier one that has not gone;
    /// until the link is opened mail goes where it went. Throws Error(too_many) after `most_links`.
    void ask_to_confirm(std::string_view account, std::string_view address, Instant now);
    /// A pending address is no longer asked for; its link opens nothing.
    void forget_pending(std::string_view account);
    /// Forgets the address, a pending one and what waits.
    void forget_address(std::string_view account);
    [[nodiscard]] std::optional<PendingAddress> pending(std::string_view account, Instant now) const;

    /// A new link's token, 256 random bits, of which only the SHA-256 is kept. Empty where the address is no
    /// longer asked for.
    std::string begin_confirmation(const Waiting& waiting, Instant now);
    /// False for a token that was never given, is used, or is too old. Once.
    bool confirm(std::string_view token, Instant now);

    /// Signed, lasts as long as mail goes to this address; the same each time.
    [[nodiscard]] std::string unsubscribe_token(std::string_view account) const;
    /// No more mail for the account. False for a token that is not of it and its present address.
    bool unsubscribe(std::string_view account, std::string_view token);

    /// Accounts that can get a digest: enabled, with a confirmed address that was not refused, a rhythm, and
    /// no digest waiting. By name.
    [[nodiscard]] std::vector<MailChoice> wanting() const;
    /// A digest of the revisions after the choice's `mailed` up to `until`.
    void put_digest(const MailChoice& choice, std::int64_t until, Instant now);
    /// There is nothing to tell up to `until`; the account is looked at from `looked` on.
    void nothing_new(std::string_view account, std::int64_t until, Instant looked);

    /// The letter that has waited longest for its time, given to this caller for ten minutes.
    std::optional<Waiting> take(Instant now);
    void accepted(const Waiting& waiting, Instant now);
    /// What waits will not be sent, since nobody wants it any more.
    void drop(const Waiting& waiting);
    /// Tried again at `next_try`; a confirmation not after its link would have ended.
    void failed(const Waiting& waiting, Instant next_try, std::string_view failure);
    /// The mail server knows no such recipient: the address is set aside until it is confirmed again.
    void refused(const Waiting& waiting, std::string_view said);

    [[nodiscard]] OutboxState state() const;

private:
    Store& m_store;
};

}  // namespace brujula::store
