// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/office.hpp"

#include <filesystem>
#include <thread>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "mailing/postman.hpp"
#include "store/account_letters.hpp"
#include "store/account_links.hpp"
#include "store/security_log.hpp"
#include "store/settings.hpp"

namespace brujula::mailing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using store::Rhythm;

/// Takes letters as it is told to.
class FakeMailer final : public Mailer {
public:
    Delivery send(const Letter& letter) override {
        static_cast<void>(compose(letter));
        tried.push_back(letter);
        return answer;
    }
    Delivery answer{Outcome::accepted, 250, "250 OK"};
    std::vector<Letter> tried;
};

Settings some_settings() {
    Settings settings;
    settings.server = "smtp://127.0.0.1";
    settings.from = "brujula@example.org";
    settings.public_address = "https://brujula.example.org";
    return settings;
}

/// Port 1 of this machine, where nobody listens.
Settings unreachable_settings() {
    Settings settings = some_settings();
    settings.server = "smtp://127.0.0.1:1";
    return settings;
}

/// Accounts that are told of every revision since their last letter while `readable`: what the web's
/// filter gives is the web's to test.
class OfficeTest : public testing::Test {
protected:
    OfficeTest() {
        for (const char* name : {"Ana", "Benito"})
            accounts.add({name, "", "", {}, false}, "una contraseña larga");
        write("wmar");
    }
    ~OfficeTest() override { fs::remove_all(folder); }

    void write(const std::string& id) {
        store.write({"organisation", id, 0, "Benito", "", false,
                     parse_json(R"({"name":{"es":"W"},"statuses":[{"kind":"chapter"}]})")});
    }
    void wants(const std::string& account, Rhythm rhythm, const std::string& language = "es") {
        mail.ask_to_confirm(account, account + "@example.org", now);
        const auto waiting = mail.take(now);
        const auto token = mail.begin_confirmation(*waiting, now);
        mail.accepted(*waiting, now);
        ASSERT_TRUE(mail.confirm(token, now));
        mail.choose(account, rhythm, language, now);
    }
    Round round() { return office.round(mailer, now, stop); }

    fs::path folder = fs::temp_directory_path() / ("office-" + random_id(8));
    records::Kinds kinds = records::all_kinds();
    Instant now = *parse_instant("2014-11-21T12:00:00Z");  // a Friday
    FixedClock clock{now};
    store::Store store{folder, kinds, clock};
    store::Accounts accounts{store, {.passes = 1, .bytes = 8192}};
    store::Mail mail{store};
    bool readable = true;
    std::string broken;  ///< an account whose notices cannot be told
    std::atomic<bool> stop{false};
    FakeMailer mailer;
    Office office{
        some_settings(), store, accounts,
        [this](const store::Account& account, const std::string&, std::int64_t after, std::int64_t until) {
            if (account.name == broken) throw Error{ErrorKind::internal, {"error-internal", {}}};
            std::vector<Notice> notices;
            for (auto sequence = until; readable && sequence > after; --sequence)
                notices.push_back({"organisation/" + std::to_string(sequence), "Registro",
                                   Happened::commented, "Benito", now, "¿Y esto?", "/plans/x"});
            return notices;
        }};
};

TEST_F(OfficeTest, a_confirmation_goes_with_a_link_that_confirms) {
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    mail.choose("Ana", Rhythm::daily, "es", now);
    EXPECT_EQ(round().accepted, 1);
    ASSERT_EQ(mailer.tried.size(), 1U);
    const auto& letter = mailer.tried[0];
    EXPECT_EQ(letter.to, "ana@example.org");
    EXPECT_EQ(letter.subject, "Confirmen su dirección");
    EXPECT_EQ(letter.unsubscribe, "") << "whoever gets it has subscribed to nothing";
    const std::string link = "https://brujula.example.org/mail/confirm?token=";
    const auto at = letter.text.find(link);
    ASSERT_NE(at, std::string::npos) << letter.text;
    EXPECT_TRUE(mail.confirm(letter.text.substr(at + link.size(), 64), now));
    EXPECT_EQ(round().accepted, 0);
}

TEST_F(OfficeTest, at_once_goes_once_and_what_comes_soon_after_goes_together) {
    wants("Ana", Rhythm::at_once);
    EXPECT_EQ(round().accepted, 0) << "nothing happened yet";
    write("wmcl");
    now += 30s;
    EXPECT_EQ(round().accepted, 1);
    EXPECT_EQ(mailer.tried.back().subject, "Una notificación nueva");
    EXPECT_EQ(mailer.tried.back().to, "Ana@example.org");
    EXPECT_NE(mailer.tried.back().text.find("Registro"), std::string::npos);
    EXPECT_NE(mailer.tried.back().text.find("  > ¿Y esto?"), std::string::npos);
    write("wmuy");
    write("wmmx");
    now += 4min;
    EXPECT_EQ(round().accepted, 0);
    now += 1min;
    EXPECT_EQ(round().accepted, 1);
    EXPECT_EQ(mailer.tried.back().subject, "2 notificaciones nuevas");
    now += 24h;
    EXPECT_EQ(round().accepted, 0) << "nothing new, no mail";
}

TEST_F(OfficeTest, a_daily_digest_waits_for_the_morning_and_comes_once) {
    wants("Ana", Rhythm::daily, "pt");
    write("wmcl");
    EXPECT_EQ(round().accepted, 0);
    now = *parse_instant("2014-11-22T06:59:00Z");
    EXPECT_EQ(round().accepted, 0);
    now = *parse_instant("2014-11-22T07:00:00Z");
    EXPECT_EQ(round().accepted, 1);
    EXPECT_EQ(mailer.tried.back().subject, "Uma nova notificação");
    write("wmuy");
    now = *parse_instant("2014-11-22T20:00:00Z");
    EXPECT_EQ(round().accepted, 0);
    now = *parse_instant("2014-11-25T20:00:00Z");
    EXPECT_EQ(round().accepted, 1) << "mornings that were missed are one";
}

TEST_F(OfficeTest, a_morning_with_nothing_new_brings_no_mail) {
    wants("Ana", Rhythm::weekly);
    now = *parse_instant("2014-11-24T07:00:00Z");  // Monday
    EXPECT_EQ(round().accepted, 0);
    write("wmcl");
    now += 1h;
    EXPECT_EQ(round().accepted, 0) << "this Monday was looked at";
    now += 24h * 7;
    EXPECT_EQ(round().accepted, 1);
}

TEST_F(OfficeTest, the_accounts_own_language_goes_before_the_one_of_the_page) {
    accounts.set_language("Ana", "en");
    wants("Ana", Rhythm::at_once, "es");
    write("wmcl");
    round();
    EXPECT_EQ(mailer.tried.back().subject, "One new notification");
    EXPECT_EQ(mailer.tried.back().language, "en");
}

TEST_F(OfficeTest, an_account_whose_language_is_none_gets_a_letter_and_keeps_nobody_from_theirs) {
    accounts.set_language("Ana", "es\r\nBcc: x@y.org");
    wants("Ana", Rhythm::at_once, "no language");
    wants("Benito", Rhythm::at_once);
    write("wmcl");
    EXPECT_EQ(round().accepted, 2);
    EXPECT_EQ(mailer.tried[0].language, "en");
}

TEST_F(OfficeTest, an_account_whose_news_cannot_be_told_keeps_nobody_from_theirs) {
    wants("Ana", Rhythm::at_once);
    wants("Benito", Rhythm::at_once);
    write("wmcl");
    broken = "Ana";
    EXPECT_EQ(round().accepted, 1);
    EXPECT_EQ(mailer.tried.back().to, "Benito@example.org");
    broken.clear();
    EXPECT_EQ(round().accepted, 1);
    EXPECT_EQ(mailer.tried.back().to, "Ana@example.org");
    write("wmuy");
    mailer.answer = {Outcome::letter_failed, 451, "451 later"};
    now += 5min;
    EXPECT_EQ(round().failed, 2);
    broken = "Ana";
    mailer.answer = {Outcome::accepted, 250, "250 OK"};
    now += 1min;
    const auto again = round();
    EXPECT_EQ(again.accepted, 1);
    EXPECT_EQ(again.failed, 1);
    EXPECT_EQ(mail.state().waiting, 1);
}

TEST_F(OfficeTest, what_fails_is_tried_again_later_and_later_as_the_same_letter_and_is_not_lost) {
    wants("Ana", Rhythm::at_once);
    write("wmcl");
    mailer.answer = {Outcome::letter_failed, 451, "451 later"};
    EXPECT_EQ(round().failed, 1);
    EXPECT_EQ(round().failed, 0) << "not yet again";
    now += 1min;
    EXPECT_EQ(round().failed, 1);
    write("wmuy");
    now += 4min + 59s;
    EXPECT_EQ(round().failed, 0);
    EXPECT_EQ(mail.state().failing, 1);
    now += 1s;
    mailer.answer = {Outcome::accepted, 250, "250 OK"};
    EXPECT_EQ(round().accepted, 1);
    ASSERT_EQ(mailer.tried.size(), 3U);
    EXPECT_EQ(mailer.tried[2].message_id, mailer.tried[0].message_id);
    EXPECT_EQ(mailer.tried[2].subject, mailer.tried[0].subject) << "the later change is the next letter's";
    EXPECT_EQ(mail.state().waiting, 0);
    now += 5min;
    EXPECT_EQ(round().accepted, 1);
    EXPECT_NE(mailer.tried[3].message_id, mailer.tried[0].message_id);
}

TEST_F(OfficeTest, a_server_that_takes_nothing_ends_the_round_and_costs_the_others_no_try) {
    wants("Ana", Rhythm::at_once);
    wants("Benito", Rhythm::at_once);
    write("wmcl");
    mailer.answer = {Outcome::server_failed, 0, "cannot connect"};
    const auto failed = round();
    EXPECT_TRUE(failed.server_failed);
    EXPECT_EQ(failed.said, "cannot connect");
    EXPECT_EQ(mailer.tried.size(), 1U);
    EXPECT_EQ(mail.state().waiting, 2);
    mailer.answer = {Outcome::accepted, 250, "250 OK"};
    now += 1min;
    EXPECT_EQ(round().accepted, 2);
}

TEST_F(OfficeTest, a_refused_address_gets_nothing_more_and_the_others_get_theirs) {
    wants("Ana", Rhythm::at_once);
    write("wmcl");
    mailer.answer = {Outcome::address_refused, 550, "550 5.1.1 unknown"};
    EXPECT_EQ(round().refused, 1);
    EXPECT_EQ(mail.choice("Ana").refused, "550 5.1.1 unknown");
    wants("Benito", Rhythm::at_once);
    write("wmuy");
    mailer.answer = {Outcome::accepted, 250, "250 OK"};
    now += 24h;
    EXPECT_EQ(round().accepted, 1);
    EXPECT_EQ(mailer.tried.back().to, "Benito@example.org");
}

TEST_F(OfficeTest, what_may_no_longer_be_read_when_the_letter_goes_is_not_in_it) {
    wants("Ana", Rhythm::at_once);
    write("wmcl");
    mailer.answer = {Outcome::letter_failed, 451, "451 later"};
    round();
    readable = false;
    mailer.answer = {Outcome::accepted, 250, "250 OK"};
    now += 1h;
    EXPECT_EQ(round().accepted, 0);
    EXPECT_EQ(mailer.tried.size(), 1U);
    EXPECT_EQ(mail.state().waiting, 0);
}

TEST_F(OfficeTest, after_a_crash_between_acceptance_and_mark_the_same_letter_goes_again) {
    wants("Ana", Rhythm::at_once);
    write("wmcl");
    mail.put_digest(mail.choice("Ana"), store.newest_sequence(), now);
    ASSERT_TRUE(mail.take(now));  // handed over, and then the program ended
    EXPECT_EQ(round().accepted, 0) << "it may still be under way elsewhere";
    now += 10min;
    EXPECT_EQ(round().accepted, 1);
}

TEST_F(OfficeTest, the_links_of_a_letter_unsubscribe_and_show_all) {
    wants("Ana", Rhythm::at_once);
    write("wmcl");
    round();
    const auto& letter = mailer.tried.back();
    const std::string link = "https://brujula.example.org/mail/unsubscribe?account=Ana&token=";
    ASSERT_TRUE(letter.unsubscribe.starts_with(link)) << letter.unsubscribe;
    EXPECT_NE(letter.text.find(letter.unsubscribe), std::string::npos);
    EXPECT_NE(letter.text.find("https://brujula.example.org/notifications"), std::string::npos);
    EXPECT_TRUE(mail.unsubscribe("Ana", letter.unsubscribe.substr(link.size())));
}

TEST_F(OfficeTest, a_round_that_is_told_to_stop_hands_over_nothing) {
    wants("Ana", Rhythm::at_once);
    write("wmcl");
    stop = true;
    EXPECT_EQ(round().accepted, 0);
    EXPECT_TRUE(mailer.tried.empty());
    stop = false;
    EXPECT_EQ(round().accepted, 1);
}

TEST_F(OfficeTest, a_postman_tells_its_state_and_ends_when_it_is_told_to) {
    mail.ask_to_confirm("Ana", "ana@example.org", now);
    std::string before;
    std::string after;
    {
        Postman postman(office, store, unreachable_settings(), clock);
        before = postman.state();
        for (int i = 0; i < 100; ++i)
            postman.nudge();
        while (mail.state().failing == 0)  // nobody listens there: the first round fails at once
            std::this_thread::yield();
        after = postman.state();
    }
    EXPECT_TRUE(before.starts_with("mail waiting=1 ")) << before;
    EXPECT_TRUE(after.starts_with("mail waiting=1 failing=1 set-aside=0 server=")) << after;
    EXPECT_TRUE(after.ends_with(" last-accepted=-")) << after;
    EXPECT_EQ(mail.pending("Ana", now)->tries, 1)
        << "nudged or not, a server that fails is left alone a while";
}

// By hand: two records; A has the newest notice, so it comes first; its two stand oldest first.
TEST(digest_letter, notices_stand_by_record_and_what_is_too_much_is_counted) {
    Settings settings = some_settings();
    settings.zone = "America/Argentina/Buenos_Aires";
    const auto night = *parse_instant("2014-11-21T01:00:00Z");  // still the 20th there
    std::vector<Notice> notices{
        {"goal/a", "Meta <A>", Happened::mentioned, "Benito", night, "@Ana, mira\n<b>esto</b>", "/goals/a"},
        {"goal/b", "B", Happened::removed, "Carla", night, "", "/goals/b"},
        {"goal/a", "Meta <A>", Happened::changed, "Carla", night - 24h, "", "/compare/goal/a?from=1&to=2"}};
    const Recipient to{"ana@example.org", "es"};
    const auto letter = digest_letter(settings, to, "digest.7.1", night, "Ana", "0123", notices);
    EXPECT_EQ(letter.message_id, "digest.7.1@example.org");
    EXPECT_EQ(letter.text.substr(0, letter.text.find("\n-- \n")),
              "Novedades para Ana en Brújula:\n\n"
              "\n== Meta <A> ==\n"
              "- Carla lo cambió el 2014-11-19.\n"
              "  Abrir: https://brujula.example.org/compare/goal/a?from=1&to=2\n"
              "- Benito le mencionó el 2014-11-20:\n"
              "  > @Ana, mira\n  > <b>esto</b>\n"
              "  Abrir: https://brujula.example.org/goals/a\n"
              "\n== B ==\n"
              "- Carla lo retiró el 2014-11-20.\n"
              "  Abrir: https://brujula.example.org/goals/b\n");
    EXPECT_NE(letter.html.find("<h2>Meta &lt;A&gt;</h2>"), std::string::npos) << letter.html;
    EXPECT_NE(letter.html.find("&lt;b&gt;esto&lt;/b&gt;"), std::string::npos);
    EXPECT_EQ(letter.html.find("<b>"), std::string::npos);
    EXPECT_NE(letter.html.find("?from=1&amp;to=2\""), std::string::npos);
    notices.assign(103, notices.front());
    notices.front().words = std::string(599, 'x') + "ñandú";
    const auto many = digest_letter(settings, to, "digest.8.1", night, "Ana", "0123", notices);
    EXPECT_EQ(many.subject, "103 notificaciones nuevas");
    EXPECT_NE(many.text.find("Hay 3 notificaciones más en la página."), std::string::npos);
    EXPECT_NE(many.text.find(std::string(599, 'x') + "…\n"), std::string::npos) << "cut between two signs";
}

TEST_F(OfficeTest,
       a_letter_with_another_password_goes_to_the_confirmed_address_alone_with_a_link_that_works) {
    store::AccountLetters letters{store};
    letters.put_reset("Benito", now);
    EXPECT_EQ(round().accepted, 0) << "there is no address";
    wants("Ana", Rhythm::never);
    letters.put_reset("Ana", now);
    EXPECT_EQ(round().accepted, 1);
    ASSERT_EQ(mailer.tried.size(), 1U);
    const auto& letter = mailer.tried[0];
    EXPECT_EQ(letter.to, "Ana@example.org");
    EXPECT_EQ(letter.unsubscribe, "");
    const std::string link = "https://brujula.example.org/password-reset#";
    const auto at = letter.text.find(link);
    ASSERT_NE(at, std::string::npos) << letter.text;
    const auto token = letter.text.substr(at + link.size(), 64);
    EXPECT_EQ(store::AccountLinks(store).find(token, store::LinkPurpose::reset)->account, "Ana");
    EXPECT_EQ(mail.choice("Ana").rhythm, Rhythm::never) << "who wants no notifications gets this one";
}

TEST_F(OfficeTest, an_invitation_goes_to_the_address_that_was_given_and_makes_it_nobodys) {
    store::AccountLetters(store).put_invitation("Benito", "b@example.org", now);
    EXPECT_EQ(round().accepted, 1);
    const auto& letter = mailer.tried.at(0);
    EXPECT_EQ(letter.to, "b@example.org");
    const std::string link = "https://brujula.example.org/invitation#";
    const auto at = letter.text.find(link);
    ASSERT_NE(at, std::string::npos) << letter.text;
    EXPECT_TRUE(store::AccountLinks(store).find(letter.text.substr(at + link.size(), 64),
                                                store::LinkPurpose::invitation));
    EXPECT_EQ(mail.choice("Benito").address, "");
}

TEST_F(OfficeTest, who_is_attacked_and_every_administrator_get_one_letter_a_day) {
    wants("Ana", Rhythm::never);
    wants("Benito", Rhythm::never);
    accounts.set_grants("Benito", {{"wmar", records::Role::administrator}});
    store::set_network(store, "wmar");
    store::SecurityLog log{store};
    for (std::int64_t i = 0; i < store::SecurityLog::most_refusals * 2; ++i)
        log.add({store::security::refused, "Ana", "password", "192.0.2.1"});
    EXPECT_EQ(round().accepted, 2);
    EXPECT_EQ(mailer.tried.at(0).to, "Ana@example.org");
    EXPECT_NE(mailer.tried.at(0).text.find("Ana"), std::string::npos);
    EXPECT_EQ(mailer.tried.at(1).to, "Benito@example.org");
    EXPECT_EQ(mailer.tried.at(1).text.find("Ana"), std::string::npos) << "what it is, the page says";
    log.add({store::security::refused, "Ana", "password", "192.0.2.1"});
    EXPECT_EQ(round().accepted, 0);
}

TEST(settings, what_is_missing_or_wrong_is_named_and_a_password_goes_nowhere_open) {
    const auto good = [] {
        Settings settings = some_settings();
        settings.server = "smtp://mail.example.org:587";
        settings.public_address = "https://brujula.example.org/";
        return settings;
    };
    EXPECT_EQ(checked(good()).public_address, "https://brujula.example.org");
    EXPECT_FALSE(checked(Settings{}).offered());
    const auto refused = [&](auto change) {
        auto settings = good();
        change(settings);
        EXPECT_THROW(checked(settings), Error);
    };
    for (const char* server :
         {"mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:b@mail.example.org",
          "smtp://mail.example.org/path", "smtp://mail.example.org?x=y"})
        refused([&](Settings& settings) { settings.server = server; });
    for (const char* from : {"", "brujula", "a@b.org\r\nBcc: c@d.org"})
        refused([&](Settings& settings) { settings.from = from; });
    for (const char* address : {"", "brujula.example.org", "ftp://example.org", "https://example.org/path",
                                "https://a:b@example.org", "https://example.org?x"})
        refused([&](Settings& settings) { settings.public_address = address; });
    refused([](Settings& settings) { settings.zone = "Nowhere/City"; });
    refused([](Settings& settings) { settings.user = "u"; });
    refused([](Settings& settings) { settings.password = "p"; });
    const auto with_password = [](Settings& settings) {
        settings.user = "u";
        settings.password = "p";
        settings.encrypted = false;
    };
    refused(with_password);
    auto local = good();
    with_password(local);
    local.server = "smtp://127.0.0.1:25";
    EXPECT_TRUE(checked(local).offered());
}

}  // namespace
}  // namespace brujula::mailing
