// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mail.hpp"

#include <array>

#include "base/error.hpp"
#include "store/database.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr std::chrono::minutes claim{10};
constexpr std::int64_t not_again = 0;  ///< a `next_try`

const std::array<std::pair<Rhythm, const char*>, 4> rhythm_names{{
    {Rhythm::never, "never"},
    {Rhythm::at_once, "at_once"},
    {Rhythm::daily, "daily"},
    {Rhythm::weekly, "weekly"},
}};

std::int64_t seconds_of(Instant t) {
    return t.time_since_epoch().count();
}

Instant instant_of(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

constexpr const char* select_choice =
    "SELECT account, address, rhythm, m.language, refused, mailed, looked FROM mail_choices m";

MailChoice read_choice(const Statement& row) {
    return {row.text(0),
            row.text(1),
            rhythm_named(row.text(2)).value_or(Rhythm::never),
            row.text(3),
            row.text(4),
            row.integer(5),
            instant_of(row.integer(6))};
}

std::optional<MailChoice> find_choice(Connection& connection, std::string_view account) {
    auto row = connection.prepare(std::string(select_choice) + " WHERE account = ?");
    if (!row.bind(account).step()) return {};
    return read_choice(row);
}

std::int64_t newest(Connection& connection) {
    auto row = connection.prepare("SELECT coalesce(max(sequence), 0) FROM revisions");
    row.step();
    return row.integer(0);
}

void write_choice(Connection& connection, const MailChoice& choice) {
    connection
        .prepare(
            "INSERT OR REPLACE INTO mail_choices (account, address, rhythm, language, refused, mailed, "
            "looked)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(choice.account, choice.address, name_of(choice.rhythm), choice.language, choice.refused,
              choice.mailed, seconds_of(choice.looked))
        .run();
}

MailChoice choice_or_new(Connection& connection, std::string_view account) {
    if (auto found = find_choice(connection, account)) return *found;
    MailChoice choice;
    choice.account = account;
    return choice;
}

bool gets_mail(const MailChoice& choice) {
    return !choice.address.empty() && choice.rhythm != Rhythm::never && choice.refused.empty();
}

/// The first letter at once waits for nothing; a digest waits for its morning.
Instant first_look(Rhythm rhythm, Instant now) {
    return rhythm == Rhythm::at_once ? Instant{} : now;
}

/// Who begins to get mail is told of nothing older.
void begin_if_new(Connection& connection, MailChoice& choice, bool got_mail, Instant now) {
    if (got_mail || !gets_mail(choice)) return;
    choice.mailed = newest(connection);
    choice.looked = first_look(choice.rhythm, now);
}

void delete_waiting(Connection& connection, std::string_view account, std::string_view purpose) {
    connection.prepare("DELETE FROM outbox WHERE account = ? AND purpose = ?").bind(account, purpose).run();
}

/// They still count among the links of the day, so that nobody has many strangers written to.
void void_links(Connection& connection, std::string_view account, std::string_view but_of) {
    connection.prepare("UPDATE mail_confirmations SET address = '' WHERE account = ? AND address <> ?")
        .bind(account, but_of)
        .run();
}

/// Of a letter that did not go.
void delete_links(Connection& connection, const Waiting& waiting) {
    if (waiting.confirmation)
        connection.prepare("DELETE FROM mail_confirmations WHERE account = ? AND address = ?")
            .bind(waiting.account, waiting.address)
            .run();
}

std::string signed_for(Connection& connection, const MailChoice& choice) {
    auto key = connection.prepare("SELECT key FROM mail_key");
    if (!key.step()) throw Error{ErrorKind::internal, {"error-internal", {"mail_key"}}};
    return signature_of("unsubscribe\n" + choice.account + "\n" + choice.address, key.text(0));
}

AccountLetter letter_named(std::string_view purpose) {
    if (purpose == "invitation") return AccountLetter::invitation;
    if (purpose == "reset") return AccountLetter::reset;
    if (purpose == "attack") return AccountLetter::attack;
    return purpose == "alert" ? AccountLetter::alert : AccountLetter::none;
}

bool is_digest(const Waiting& waiting) {
    return !waiting.confirmation && waiting.letter == AccountLetter::none;
}

Waiting read_waiting(const Statement& row) {
    return {row.integer(0),           row.text(1),    row.text(2) == "confirmation", row.text(3),
            row.integer(4),           row.integer(5), instant_of(row.integer(6)),    row.integer(7),
            letter_named(row.text(2))};
}

void delete_row(Connection& connection, const Waiting& waiting) {
    connection.prepare("DELETE FROM outbox WHERE number = ?").bind(waiting.number).run();
}

}  // namespace

const char* name_of(Rhythm rhythm) {
    for (const auto& [known, name] : rhythm_names)
        if (known == rhythm) return name;
    return "never";
}

std::optional<Rhythm> rhythm_named(std::string_view name) {
    for (const auto& [rhythm, known] : rhythm_names)
        if (name == known) return rhythm;
    return {};
}

MailChoice Mail::choice(std::string_view account) const {
    auto reader = m_store.database().read();
    return choice_or_new(*reader, account);
}

void Mail::choose(std::string_view account, Rhythm rhythm, std::string_view language, Instant now) {
    m_store.database().write([&](Connection& connection) {
        auto choice = choice_or_new(connection, account);
        const bool got_mail = gets_mail(choice);
        if (choice.rhythm != rhythm) choice.looked = first_look(rhythm, now);
        choice.rhythm = rhythm;
        choice.language = language;
        begin_if_new(connection, choice, got_mail, now);
        write_choice(connection, choice);
        if (rhythm == Rhythm::never) delete_waiting(connection, account, "digest");
    });
}

void Mail::ask_to_confirm(std::string_view account, std::string_view address, Instant now) {
    m_store.database().write([&](Connection& connection) {
        connection.prepare("DELETE FROM mail_confirmations WHERE expires <= ?").bind(seconds_of(now)).run();
        auto links = connection.prepare("SELECT count(*) FROM mail_confirmations WHERE account = ?");
        links.bind(account).step();
        if (links.integer(0) >= most_links) throw Error{ErrorKind::too_many, {"error-mail-links", {}}};
        delete_waiting(connection, account, "confirmation");
        connection
            .prepare(
                "INSERT INTO outbox (account, purpose, address, after, until, made, tries, next_try, failure)"
                " VALUES (?, 'confirmation', ?, 0, 0, ?, 0, ?, '')")
            .bind(account, address, seconds_of(now), seconds_of(now))
            .run();
    });
}

void Mail::forget_pending(std::string_view account) {
    m_store.database().write([&](Connection& connection) {
        void_links(connection, account, "");
        delete_waiting(connection, account, "confirmation");
    });
}

void Mail::forget_address(std::string_view account) {
    m_store.database().write([&](Connection& connection) {
        auto choice = choice_or_new(connection, account);
        choice.address.clear();
        choice.refused.clear();
        write_choice(connection, choice);
        void_links(connection, account, "");
        delete_waiting(connection, account, "confirmation");
        delete_waiting(connection, account, "digest");
    });
}

std::optional<PendingAddress> Mail::pending(std::string_view account, Instant now) const {
    auto reader = m_store.database().read();
    auto waiting = reader->prepare(
        "SELECT address, failure, next_try, tries FROM outbox WHERE account = ? AND purpose = "
        "'confirmation'");
    if (waiting.bind(account).step())
        return PendingAddress{waiting.text(0),    false,           {},
                              waiting.integer(3), waiting.text(1), waiting.integer(2) == not_again};
    auto link = reader->prepare(
        "SELECT address, expires FROM mail_confirmations WHERE account = ? AND expires > ?"
        " AND address <> '' ORDER BY expires DESC LIMIT 1");
    if (link.bind(account, seconds_of(now)).step())
        return PendingAddress{link.text(0), true, instant_of(link.integer(1)), 0, "", false};
    return {};
}

std::string Mail::begin_confirmation(const Waiting& waiting, Instant now) {
    std::string token;
    m_store.database().write([&](Connection& connection) {
        auto asked = connection.prepare("SELECT 1 FROM outbox WHERE number = ?");
        if (!asked.bind(waiting.number).step()) return;
        token = random_token();
        void_links(connection, waiting.account, waiting.address);
        connection
            .prepare("INSERT INTO mail_confirmations (token, account, address, expires) VALUES (?, ?, ?, ?)")
            .bind(sha256_of(token), waiting.account, waiting.address, seconds_of(now + link_lasts))
            .run();
    });
    return token;
}

bool Mail::confirm(std::string_view token, Instant now) {
    bool confirmed = false;
    m_store.database().write([&](Connection& connection) {
        auto link = connection.prepare(
            "SELECT account, address FROM mail_confirmations WHERE token = ? AND expires > ?"
            " AND address <> ''");
        if (!link.bind(sha256_of(token), seconds_of(now)).step()) return;
        auto choice = choice_or_new(connection, link.text(0));
        const bool got_mail = gets_mail(choice);
        choice.address = link.text(1);
        choice.refused.clear();
        begin_if_new(connection, choice, got_mail, now);
        write_choice(connection, choice);
        void_links(connection, choice.account, "");
        delete_waiting(connection, choice.account, "confirmation");
        confirmed = true;
    });
    return confirmed;
}

std::string Mail::unsubscribe_token(std::string_view account) const {
    auto reader = m_store.database().read();
    return signed_for(*reader, choice_or_new(*reader, account));
}

bool Mail::unsubscribe(std::string_view account, std::string_view token) {
    bool known = false;
    m_store.database().write([&](Connection& connection) {
        auto choice = find_choice(connection, account);
        if (!choice || choice->address.empty() || !same_secret(token, signed_for(connection, *choice)))
            return;
        choice->rhythm = Rhythm::never;
        write_choice(connection, *choice);
        delete_waiting(connection, account, "digest");
        known = true;
    });
    return known;
}

std::vector<MailChoice> Mail::wanting() const {
    auto reader = m_store.database().read();
    auto rows = reader->prepare(
        std::string(select_choice) +
        " JOIN accounts a ON a.name = account WHERE address <> '' AND rhythm <> 'never' AND refused = ''"
        " AND disabled = 0 AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.account = m.account"
        " AND o.purpose = 'digest') ORDER BY account");
    std::vector<MailChoice> found;
    while (rows.step())
        found.push_back(read_choice(rows));
    return found;
}

void Mail::put_digest(const MailChoice& choice, std::int64_t until, Instant now) {
    m_store.database().write([&](Connection& connection) {
        connection
            .prepare(
                "INSERT OR IGNORE INTO outbox"
                " (account, purpose, address, after, until, made, tries, next_try, failure)"
                " SELECT account, 'digest', '', mailed, ?, ?, 0, ?, '' FROM mail_choices"
                " WHERE account = ? AND mailed = ? AND rhythm <> 'never'")
            .bind(until, seconds_of(now), seconds_of(now), choice.account, choice.mailed)
            .run();
        connection.prepare("UPDATE mail_choices SET looked = ? WHERE account = ?")
            .bind(seconds_of(now), choice.account)
            .run();
    });
}

void Mail::nothing_new(std::string_view account, std::int64_t until, Instant looked) {
    m_store.database().write([&](Connection& connection) {
        connection.prepare("UPDATE mail_choices SET mailed = max(mailed, ?), looked = ? WHERE account = ?")
            .bind(until, seconds_of(looked), account)
            .run();
    });
}

std::optional<Waiting> Mail::take(Instant now) {
    std::optional<Waiting> taken;
    m_store.database().write([&](Connection& connection) {
        auto row = connection.prepare(
            "SELECT number, account, purpose, address, after, until, made, tries FROM outbox"
            " WHERE next_try <> 0 AND next_try <= ? ORDER BY next_try, number LIMIT 1");
        if (!row.bind(seconds_of(now)).step()) return;
        taken = read_waiting(row);
        connection.prepare("UPDATE outbox SET next_try = ? WHERE number = ?")
            .bind(seconds_of(now + claim), taken->number)
            .run();
    });
    return taken;
}

void Mail::accepted(const Waiting& waiting, Instant now) {
    m_store.database().write([&](Connection& connection) {
        delete_row(connection, waiting);
        if (!is_digest(waiting)) return;
        connection.prepare("UPDATE mail_choices SET mailed = max(mailed, ?), looked = ? WHERE account = ?")
            .bind(waiting.until, seconds_of(now), waiting.account)
            .run();
    });
}

void Mail::drop(const Waiting& waiting) {
    m_store.database().write([&](Connection& connection) { delete_row(connection, waiting); });
}

void Mail::failed(const Waiting& waiting, Instant next_try, std::string_view failure) {
    const bool again = is_digest(waiting) || next_try < waiting.made + link_lasts;
    m_store.database().write([&](Connection& connection) {
        delete_links(connection, waiting);
        connection.prepare("UPDATE outbox SET tries = tries + 1, next_try = ?, failure = ? WHERE number = ?")
            .bind(again ? seconds_of(next_try) : not_again, failure, waiting.number)
            .run();
    });
}

void Mail::refused(const Waiting& waiting, std::string_view said) {
    m_store.database().write([&](Connection& connection) {
        delete_links(connection, waiting);
        if (waiting.confirmation) {
            connection
                .prepare("UPDATE outbox SET tries = tries + 1, next_try = 0, failure = ? WHERE number = ?")
                .bind(said, waiting.number)
                .run();
            return;
        }
        delete_row(connection, waiting);
        if (waiting.letter == AccountLetter::invitation) return;
        connection.prepare("UPDATE mail_choices SET refused = ? WHERE account = ?")
            .bind(said.empty() ? "550" : said, waiting.account)
            .run();
    });
}

OutboxState Mail::state() const {
    auto reader = m_store.database().read();
    auto row = reader->prepare(
        "SELECT count(*), coalesce(sum(tries > 0), 0), (SELECT count(*) FROM mail_choices WHERE refused <> "
        "'')"
        " FROM outbox WHERE next_try <> 0");
    row.step();
    return {row.integer(0), row.integer(1), row.integer(2)};
}

}  // namespace brujula::store
