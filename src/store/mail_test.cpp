// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/mail.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "store/accounts.hpp"

namespace brujula::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class MailTest : public testing::Test {
protected:
    MailTest() {
        for (const char* name : {"Ana", "Benito"})
            accounts.add({name, "", "", {}, false}, "una contraseña larga");
        write("wmar");
    }
    ~MailTest() override { fs::remove_all(folder); }

    void write(const std::string& id) {
        store.write({"organisation", id, 0, "Benito", "", false,
                     parse_json(R"({"name":{"es":"W"},"statuses":[{"kind":"chapter"}]})")});
    }
    [[nodiscard]] Waiting taken() {
        const auto waiting = mail.take(now);
        EXPECT_TRUE(waiting);
        return waiting.value_or(Waiting{});
    }
    /// An address that was asked for and whose link was opened.
    void confirmed(const std::string& account, const std::string& address) {
        mail.ask_to_confirm(account, address, now);
        const auto waiting = taken();
        const auto token = mail.begin_confirmation(waiting, now);
        mail.accepted(waiting, now);
        EXPECT_TRUE(mail.confirm(token, now));
    }

    fs::path folder = fs::temp_directory_path() / ("mail-" + random_id(8));
    records::Kinds kinds = records::all_kinds();
    Instant now = *parse_instant("2014-11-21T12:00:00Z");
    FixedClock clock{now};
    Store store{folder, kinds, clock};
    Accounts accounts{store, {.passes = 1, .bytes = 8192}};
    Mail mail{store};
};

TEST_F(MailTest, an_address_counts_once_its_link_is_opened_and_the_link_opens_once) {
    EXPECT_EQ(mail.choice("Ana").address, "");
    mail.choose("Ana", Rhythm::daily, "es", now);
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    EXPECT_FALSE(mail.pending("Ana", now)->sent);
    const auto waiting = taken();
    EXPECT_TRUE(waiting.confirmation);
    EXPECT_EQ(waiting.address, "ana@example.org");
    const auto token = mail.begin_confirmation(waiting, now);
    mail.accepted(waiting, now);
    EXPECT_TRUE(mail.pending("Ana", now)->sent);
    EXPECT_TRUE(mail.wanting().empty()) << "not confirmed yet";
    EXPECT_FALSE(mail.confirm(token + "0", now));
    EXPECT_FALSE(mail.confirm("", now));
    EXPECT_TRUE(mail.confirm(token, now + 23h));
    EXPECT_EQ(mail.choice("Ana").address, "ana@example.org");
    EXPECT_FALSE(mail.pending("Ana", now));
    EXPECT_FALSE(mail.confirm(token, now + 23h)) << "once";
    ASSERT_EQ(mail.wanting().size(), 1U);
    EXPECT_EQ(mail.wanting()[0].rhythm, Rhythm::daily);
}

TEST_F(MailTest, a_link_is_good_for_a_day) {
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    const auto waiting = taken();
    const auto token = mail.begin_confirmation(waiting, now);
    mail.accepted(waiting, now);
    EXPECT_FALSE(mail.confirm(token, now + 24h));
    EXPECT_FALSE(mail.pending("Ana", now + 24h));
    EXPECT_EQ(mail.choice("Ana").address, "");
}

TEST_F(MailTest, of_the_token_only_a_hash_is_in_the_file) {
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    const auto token = mail.begin_confirmation(taken(), now);
    for (const char* name : {"records.sqlite", "records.sqlite-wal"}) {
        std::ifstream file(folder / name);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        EXPECT_EQ(bytes.find(token), std::string::npos) << name;
        EXPECT_GT(bytes.size(), 0U) << name;
    }
}

TEST_F(MailTest, a_new_address_waits_beside_the_old_one_and_ends_the_links_to_others) {
    confirmed("Ana", "ana@example.org");
    mail.ask_to_confirm("Ana", "wrong@example.org", now);
    auto waiting = taken();
    const auto wrong = mail.begin_confirmation(waiting, now);
    mail.accepted(waiting, now);
    mail.ask_to_confirm("Ana", "right@example.org", now);
    waiting = taken();
    const auto right = mail.begin_confirmation(waiting, now);
    mail.accepted(waiting, now);
    EXPECT_EQ(mail.choice("Ana").address, "ana@example.org");
    EXPECT_EQ(mail.pending("Ana", now)->address, "right@example.org");
    EXPECT_FALSE(mail.confirm(wrong, now)) << "the wrong address's owner does not get Ana's mail";
    EXPECT_TRUE(mail.confirm(right, now));
    EXPECT_EQ(mail.choice("Ana").address, "right@example.org");
}

TEST_F(MailTest, strangers_are_written_to_five_times_a_day_at_most_whatever_the_address) {
    for (int i = 0; i < 5; ++i) {
        mail.ask_to_confirm("Ana", "a" + std::to_string(i) + "@example.org", now);
        const auto waiting = taken();
        static_cast<void>(mail.begin_confirmation(waiting, now));
        mail.accepted(waiting, now);
    }
    try {
        mail.ask_to_confirm("Ana", "a6@example.org", now);
        ADD_FAILURE() << "it was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::too_many);
    }
    mail.ask_to_confirm("Benito", "b@example.org", now);
    mail.ask_to_confirm("Ana", "a6@example.org", now + 24h);
}

TEST_F(MailTest, a_letter_that_failed_costs_no_link_of_the_day_and_is_given_up_after_it) {
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    Instant time = now;
    for (int i = 0; i < 8; ++i) {
        const auto waiting = mail.take(time);
        ASSERT_TRUE(waiting);
        EXPECT_EQ(waiting->tries, i);
        const auto token = mail.begin_confirmation(*waiting, time);
        mail.failed(*waiting, time + 1h, "busy");
        EXPECT_FALSE(mail.confirm(token, time));
        time += 1h;
    }
    EXPECT_EQ(mail.pending("Ana", time)->failure, "busy");
    EXPECT_FALSE(mail.pending("Ana", time)->given_up);
    EXPECT_EQ(mail.state().failing, 1);
    const auto last = mail.take(time);
    mail.failed(*last, now + 24h, "busy");
    EXPECT_TRUE(mail.pending("Ana", time)->given_up);
    EXPECT_FALSE(mail.take(now + 100h));
    EXPECT_EQ(mail.state().waiting, 0);
    mail.ask_to_confirm("Ana", "ana@example.org", now + 25h);
    EXPECT_TRUE(mail.take(now + 25h));
}

TEST_F(MailTest, a_row_leaves_the_outbox_when_it_was_accepted_and_not_before) {
    confirmed("Ana", "ana@example.org");
    mail.choose("Ana", Rhythm::at_once, "es", now);
    write("wmcl");
    const auto newest = store.newest_sequence();
    mail.put_digest(mail.choice("Ana"), newest, now);
    EXPECT_TRUE(mail.wanting().empty()) << "one waits";
    const auto first = taken();
    EXPECT_FALSE(first.confirmation);
    EXPECT_EQ(first.after, newest - 1);
    EXPECT_EQ(first.until, newest);
    EXPECT_FALSE(mail.take(now)) << "somebody has it";
    EXPECT_FALSE(mail.take(now + 599s));
    write("wmuy");
    const auto again = mail.take(now + 600s);  // as after a crash
    ASSERT_TRUE(again);
    EXPECT_EQ(again->number, first.number) << "the same letter";
    EXPECT_EQ(again->until, newest) << "with the same revisions";
    EXPECT_EQ(mail.choice("Ana").mailed, newest - 1);
    mail.accepted(*again, now + 600s);
    EXPECT_EQ(mail.choice("Ana").mailed, newest);
    EXPECT_FALSE(mail.take(now + 100h));
    EXPECT_EQ(mail.wanting().size(), 1U);
}

TEST_F(MailTest, the_outbox_is_there_when_the_file_is_opened_again_and_a_digest_is_put_once) {
    confirmed("Ana", "ana@example.org");
    mail.choose("Ana", Rhythm::daily, "es", now);
    write("wmcl");
    const auto choice = mail.choice("Ana");
    mail.put_digest(choice, store.newest_sequence(), now);
    Store other{folder, kinds, clock};
    Mail others{other};
    others.put_digest(choice, other.newest_sequence(), now);
    EXPECT_TRUE(others.take(now));
    EXPECT_FALSE(mail.take(now));
}

TEST_F(MailTest, who_begins_to_want_mail_is_told_of_nothing_older) {
    confirmed("Ana", "ana@example.org");
    write("wmcl");
    mail.choose("Ana", Rhythm::weekly, "pt", now + 60s);
    EXPECT_EQ(mail.choice("Ana").mailed, store.newest_sequence());
    EXPECT_EQ(mail.choice("Ana").looked, now + 60s);
    EXPECT_EQ(mail.choice("Ana").language, "pt");
    write("wmuy");
    mail.choose("Ana", Rhythm::daily, "es", now + 120s);
    EXPECT_EQ(mail.choice("Ana").mailed, store.newest_sequence() - 1) << "changing the rhythm loses nothing";
    EXPECT_EQ(mail.choice("Ana").looked, now + 120s) << "and waits for the next morning";
    mail.choose("Ana", Rhythm::at_once, "es", now + 180s);
    EXPECT_EQ(mail.choice("Ana").looked, Instant{}) << "the first one at once waits for nothing";
}

TEST_F(MailTest, an_address_that_is_refused_for_good_is_set_aside_until_it_is_confirmed_again) {
    confirmed("Ana", "ana@example.org");
    mail.choose("Ana", Rhythm::at_once, "es", now);
    write("wmcl");
    mail.put_digest(mail.choice("Ana"), store.newest_sequence(), now);
    mail.refused(taken(), "550 5.1.1 no such user");
    EXPECT_EQ(mail.choice("Ana").refused, "550 5.1.1 no such user");
    EXPECT_TRUE(mail.wanting().empty());
    EXPECT_EQ(mail.state().set_aside, 1);
    EXPECT_FALSE(mail.take(now + 100h));
    confirmed("Ana", "ana@example.org");
    EXPECT_EQ(mail.choice("Ana").refused, "");
    EXPECT_EQ(mail.wanting().size(), 1U);
}

TEST_F(MailTest, a_confirmation_that_is_refused_is_told_and_not_tried_again) {
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    const auto waiting = taken();
    static_cast<void>(mail.begin_confirmation(waiting, now));
    mail.refused(waiting, "550 no");
    EXPECT_TRUE(mail.pending("Ana", now)->given_up);
    EXPECT_EQ(mail.pending("Ana", now)->failure, "550 no");
    EXPECT_FALSE(mail.take(now + 100h));
}

TEST_F(MailTest, the_link_that_unsubscribes_is_of_one_account_and_its_present_address) {
    confirmed("Ana", "ana@example.org");
    confirmed("Benito", "benito@example.org");
    for (const char* account : {"Ana", "Benito"})
        mail.choose(account, Rhythm::daily, "es", now);
    const auto token = mail.unsubscribe_token("Ana");
    EXPECT_EQ(token, mail.unsubscribe_token("Ana"));
    EXPECT_FALSE(mail.unsubscribe("Benito", token));
    EXPECT_FALSE(mail.unsubscribe("Ana", ""));
    EXPECT_FALSE(mail.unsubscribe("Nobody", mail.unsubscribe_token("Nobody")));
    EXPECT_EQ(mail.wanting().size(), 2U);
    confirmed("Ana", "new@example.org");
    EXPECT_FALSE(mail.unsubscribe("Ana", token)) << "the old address's owner has no say over the new one";
    write("wmcl");
    mail.put_digest(mail.choice("Ana"), store.newest_sequence(), now);
    EXPECT_TRUE(mail.unsubscribe("Ana", mail.unsubscribe_token("Ana")));
    EXPECT_EQ(mail.choice("Ana").rhythm, Rhythm::never);
    EXPECT_FALSE(mail.take(now)) << "what waited does not go";
    EXPECT_EQ(mail.wanting().size(), 1U);
}

TEST_F(MailTest, a_forgotten_address_leaves_nothing) {
    confirmed("Ana", "ana@example.org");
    mail.choose("Ana", Rhythm::daily, "es", now);
    write("wmcl");
    mail.put_digest(mail.choice("Ana"), store.newest_sequence(), now);
    mail.ask_to_confirm("Ana", "other@example.org", now);
    mail.forget_address("Ana");
    EXPECT_FALSE(mail.take(now));
    EXPECT_FALSE(mail.pending("Ana", now));
    EXPECT_EQ(mail.choice("Ana").address, "");
    EXPECT_TRUE(mail.wanting().empty());
}

TEST_F(MailTest, a_pending_address_that_is_taken_back_can_no_longer_be_confirmed) {
    confirmed("Ana", "ana@example.org");
    mail.ask_to_confirm("Ana", "other@example.org", now);
    const auto waiting = taken();
    const auto token = mail.begin_confirmation(waiting, now);
    mail.accepted(waiting, now);
    mail.forget_pending("Ana");
    EXPECT_FALSE(mail.pending("Ana", now));
    EXPECT_FALSE(mail.confirm(token, now));
    EXPECT_EQ(mail.choice("Ana").address, "ana@example.org");
}

TEST_F(MailTest, an_address_that_is_taken_back_while_its_letter_is_written_gets_no_link) {
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    const auto waiting = taken();
    mail.forget_pending("Ana");
    EXPECT_EQ(mail.begin_confirmation(waiting, now), "");
    EXPECT_FALSE(mail.confirm("", now));
}

TEST_F(MailTest, an_account_that_is_disabled_wants_nothing) {
    accounts.add({"Carla", "", "", {}, true}, "una contraseña larga");
    confirmed("Carla", "carla@example.org");
    mail.choose("Carla", Rhythm::daily, "es", now);
    EXPECT_TRUE(mail.wanting().empty());
}

TEST_F(MailTest, a_rhythm_has_a_name_both_ways) {
    for (const auto rhythm : {Rhythm::never, Rhythm::at_once, Rhythm::daily, Rhythm::weekly})
        EXPECT_EQ(rhythm_named(name_of(rhythm)), rhythm);
    EXPECT_FALSE(rhythm_named("hourly"));
}

}  // namespace
}  // namespace brujula::store
