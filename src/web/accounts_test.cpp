// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts from the browser: who keeps whose, one's own, links, second factors, the security log.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "store/access_settings.hpp"
#include "store/account_letters.hpp"
#include "store/account_links.hpp"
#include "store/mail.hpp"
#include "store/security_log.hpp"
#include "store/totp.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

class access_accounts : public testing::Test {  // NOLINT: the part of ./test goes by the suite's name
protected:
    access_accounts() {
        world.site = std::make_unique<Site>(
            House{world.store, world.accounts, world.kinds, world.clock, world.lake, world.metrics},
            SiteOptions{.ui = world.folder / "ui",
                        .demo = false,
                        .version = "0.1.0",
                        .proxies = {"203.0.113.1"},
                        .mail = {.offered = true, .zone = "UTC", .nudge = [] {}, .state = {}}});
    }

    Response send(Visitor& visitor, const std::string& method, const std::string& path,
                  const json::value& body = nullptr, int status = 200) {
        auto answer = visitor.send(method, "/api/v1" + path, body);
        EXPECT_EQ(answer.status, status) << method << ' ' << path << ' ' << answer.body;
        return answer;
    }
    json::value ask(Visitor& visitor, const std::string& method, const std::string& path,
                    const json::value& body = nullptr, int status = 200) {
        return json::parse(send(visitor, method, path, body, status).body);
    }
    std::string refusal(Visitor& visitor, const std::string& method, const std::string& path,
                        const json::value& body, int status) {
        return json::value_to<std::string>(ask(visitor, method, path, body, status).at("key"));
    }
    /// The visitor's browser takes the answer's cookies and token.
    static void take_cookies(Visitor& visitor, const Response& answer) {
        visitor.headers.clear();
        for (const auto& [name, value] : answer.headers) {
            if (name != "Set-Cookie") continue;
            if (value.starts_with("brujula=")) visitor.token = value.substr(8, value.find(';') - 8);
            if (value.starts_with("brujula-device="))
                visitor.headers.emplace_back(
                    "cookie", "brujula=" + visitor.token + "; " + value.substr(0, value.find(';')));
        }
        const auto body = json::parse(answer.body);
        if (body.as_object().contains("csrf")) visitor.csrf = json::value_to<std::string>(body.at("csrf"));
    }
    std::string invite(Visitor& by, const std::string& name, const json::array& grants) {
        const auto made = ask(by, "POST", "/accounts", {{"name", name}, {"grants", grants}}, 201);
        const auto page = json::value_to<std::string>(made.at("invitation").at("page"));
        EXPECT_TRUE(page.starts_with("/invitation#"));
        return page.substr(12);
    }
    std::vector<std::string> logged() {
        std::vector<std::string> kinds;
        for (const auto& entry : store::SecurityLog(world.store).find({.limit = 100}))
            kinds.insert(kinds.begin(), entry.kind);
        return kinds;
    }
    static json::array role(const char* organisation, const char* name) {
        return {{{"organisation", organisation}, {"role", name}}};
    }
    static json::value credentials(const std::string& name, const std::string& password = World::password) {
        return {{"name", name}, {"password", password}};
    }

    World world;
};

TEST_F(access_accounts, somebody_is_invited_looks_chooses_a_password_and_is_signed_in_once) {
    Visitor administrator(world, "administrator");
    const auto token = invite(administrator, "Nueva", role("wmar", "coordinator"));
    EXPECT_TRUE(ask(administrator, "GET", "/accounts/Nueva").at("invited").as_bool());
    Visitor guest(world);
    const auto seen = ask(guest, "POST", "/invitation", {{"token", token}});
    EXPECT_EQ(seen.at("name"), "Nueva");
    EXPECT_EQ(seen.at("invited_by"), "administrator");
    EXPECT_EQ(seen.at("roles").at(0).at("organisation").at("id"), "wmar");
    EXPECT_EQ(
        refusal(guest, "POST", "/invitation/accept", {{"token", token}, {"password", "qwertyuiop"}}, 400),
        "error-password-common");
    EXPECT_EQ(refusal(guest, "POST", "/invitation/accept",
                      {{"token", token}, {"password", "Wikimedia Argentina"}}, 400),
              "error-password-own-words");
    const auto in =
        send(guest, "POST", "/invitation/accept", {{"token", token}, {"password", "caballo correcto"}});
    take_cookies(guest, in);
    const auto session = ask(guest, "GET", "/session");
    EXPECT_EQ(session.at("account").at("name"), "Nueva");
    EXPECT_TRUE(session.at("account").at("must").is_null());
    Visitor late(world);
    EXPECT_EQ(
        refusal(late, "POST", "/invitation/accept", {{"token", token}, {"password", "otro caballo"}}, 404),
        "error-account-link");
    EXPECT_EQ(send(administrator, "GET", "/security-log").body.find(token), std::string::npos);
}

TEST_F(access_accounts, accounts_are_kept_where_their_keeper_gives_roles_and_hidden_from_others) {
    Visitor administrator(world, "administrator");
    world.need_account("elsewhere");
    world.need_account("member");
    invite(administrator, "jefa", role("wmar", "administrator"));
    Visitor of_wmar(world, "jefa");
    Visitor steward(world, "steward");
    const auto names = [&](Visitor& visitor) {
        std::string all;
        const json::value list = ask(visitor, "GET", "/accounts");
        for (const auto& one : list.at("items").as_array())
            all += json::value_to<std::string>(one.at("name")) + ' ';
        return all;
    };
    EXPECT_EQ(names(administrator), "administrator elsewhere jefa member steward ");
    EXPECT_EQ(names(of_wmar), "jefa member steward ");
    EXPECT_EQ(names(steward), "jefa member steward ");
    EXPECT_EQ(refusal(of_wmar, "GET", "/accounts/elsewhere", nullptr, 404),
              refusal(of_wmar, "GET", "/accounts/nobody", nullptr, 404));
    EXPECT_EQ(refusal(steward, "DELETE", "/accounts/member", nullptr, 403), "error-account-of-others");
    EXPECT_EQ(refusal(of_wmar, "POST", "/accounts", {{"name", "x"}, {"grants", role("wmcl", "reader")}}, 403),
              "error-role-above-own");
    EXPECT_EQ(
        refusal(of_wmar, "POST", "/accounts", {{"name", "x"}, {"grants", role("iberocoop", "steward")}}, 403),
        "error-role-above-own");
    EXPECT_EQ(refusal(of_wmar, "POST", "/accounts", {{"name", "x"}, {"grants", json::array{}}}, 403),
              "error-not-allowed");
    EXPECT_EQ(refusal(administrator, "POST", "/accounts",
                      {{"name", "x"}, {"grants", role("nowhere", "reader")}}, 400),
              "error-no-such-organisation");
    invite(of_wmar, "otra", role("wmar", "member"));
    Visitor coordinator(world, "coordinator");
    send(coordinator, "GET", "/accounts", nullptr, 403);
}

TEST_F(access_accounts, roles_elsewhere_stay_and_nobody_takes_a_role_above_the_own_one) {
    Visitor administrator(world, "administrator");
    invite(administrator, "jefa", role("wmar", "administrator"));
    invite(administrator, "doble",
           {{{"organisation", "wmar"}, {"role", "member"}}, {{"organisation", "wmcl"}, {"role", "steward"}}});
    Visitor of_wmar(world, "jefa");
    const auto seen = ask(of_wmar, "GET", "/accounts/doble");
    EXPECT_EQ(seen.at("grants").as_array().size(), 1U);
    EXPECT_EQ(seen.at("grants_elsewhere"), 1);
    EXPECT_FALSE(seen.at("may_keep").as_bool());
    send(of_wmar, "PATCH", "/accounts/doble", {{"suspended", true}}, 403);
    send(of_wmar, "POST", "/accounts/doble/invitation", json::object{}, 403);
    ask(of_wmar, "PATCH", "/accounts/doble", {{"grants", role("wmar", "reader")}});
    const auto grants = world.accounts.find("doble")->grants;
    ASSERT_EQ(grants.size(), 2U);
    EXPECT_EQ(grants[0].role, records::Role::reader);
    EXPECT_EQ(grants[1].role, records::Role::steward);
    Visitor steward(world, "steward");
    EXPECT_EQ(refusal(steward, "PATCH", "/accounts/jefa", {{"grants", json::array{}}}, 403),
              "error-role-above-own");
    EXPECT_EQ(
        refusal(steward, "PATCH", "/accounts/steward", {{"grants", role("wmar", "administrator")}}, 403),
        "error-role-above-own");
    EXPECT_EQ(refusal(of_wmar, "PATCH", "/accounts/jefa",
                      {{"grants",
                        {{{"organisation", "wmar"}, {"role", "administrator"}},
                         {{"organisation", "iberocoop"}, {"role", "administrator"}}}}},
                      403),
              "error-role-above-own");
}

TEST_F(access_accounts, the_last_administrator_cannot_give_it_up_and_a_new_one_raises_an_alert) {
    Visitor administrator(world, "administrator");
    EXPECT_EQ(refusal(administrator, "PATCH", "/accounts/administrator", {{"grants", json::array{}}}, 400),
              "error-last-administrator");
    EXPECT_EQ(refusal(administrator, "DELETE", "/accounts/administrator", nullptr, 400),
              "error-last-administrator");
    world.need_account("member");
    ask(administrator, "PATCH", "/accounts/member", {{"grants", role("iberocoop", "administrator")}});
    const auto alerts = ask(administrator, "GET", "/security-alerts").at("items");
    ASSERT_EQ(alerts.as_array().size(), 1U);
    EXPECT_EQ(alerts.at(0).at("kind"), "administrator_made");
    EXPECT_EQ(alerts.at(0).at("account"), "member");
    EXPECT_TRUE(ask(administrator, "POST", "/security-alerts/close", {{"number", alerts.at(0).at("number")}})
                    .at("items")
                    .as_array()
                    .empty());
}

TEST_F(access_accounts, suspended_deleted_and_changed_accounts_are_signed_out_at_once) {
    Visitor administrator(world, "administrator");
    const auto account_of = [&](Visitor& visitor) { return ask(visitor, "GET", "/session").at("account"); };
    Visitor member(world, "member");
    ask(administrator, "PATCH", "/accounts/member", {{"suspended", true}});
    EXPECT_TRUE(account_of(member).is_null());
    ask(administrator, "PATCH", "/accounts/member", {{"suspended", false}});
    Visitor again(world, "member");
    ask(administrator, "PATCH", "/accounts/member", {{"grants", role("wmar", "coordinator")}});
    EXPECT_TRUE(account_of(again).is_null()) << "under a new role one signs in anew";
    Visitor third(world, "member");
    ask(administrator, "POST", "/accounts/member/end-sessions", json::object{});
    EXPECT_TRUE(account_of(third).is_null());
    Visitor fourth(world, "member");
    ask(administrator, "DELETE", "/accounts/member");
    EXPECT_TRUE(account_of(fourth).is_null());
    EXPECT_EQ(refusal(administrator, "POST", "/accounts",
                      {{"name", "member"}, {"grants", role("wmar", "member")}}, 400),
              "error-account-was-deleted");
}

TEST_F(access_accounts, ones_own_password_changes_with_the_old_one_and_ends_the_other_sessions) {
    Visitor one(world, "member");
    Visitor other(world, "member");
    EXPECT_EQ(
        refusal(one, "POST", "/me/password", {{"old", "not this one"}, {"new", "caballo correcto"}}, 400),
        "error-old-password");
    EXPECT_EQ(refusal(one, "POST", "/me/password", {{"old", World::password}, {"new", World::password}}, 400),
              "error-password-same");
    const auto before = one.token;
    take_cookies(one,
                 send(one, "POST", "/me/password", {{"old", World::password}, {"new", "caballo correcto"}}));
    EXPECT_NE(one.token, before) << "the token is another one";
    EXPECT_EQ(ask(one, "GET", "/session").at("account").at("name"), "member");
    EXPECT_TRUE(ask(other, "GET", "/session").at("account").is_null());
    Visitor late(world);
    EXPECT_EQ(late.send("POST", "/api/v1/session", credentials("member")).status, 401);
    EXPECT_EQ(late.send("POST", "/api/v1/session", credentials("member", "caballo correcto")).status, 200);
}

TEST_F(access_accounts, a_password_of_somebody_elses_choice_is_changed_before_anything_else) {
    world.accounts.add({.name = "prestada",
                        .person = "",
                        .language = "es",
                        .grants = {{"wmar", records::Role::coordinator}},
                        .disabled = false,
                        .must_change = true},
                       World::password);
    Visitor visitor(world, "prestada");
    EXPECT_EQ(ask(visitor, "GET", "/session").at("account").at("must"), "password");
    EXPECT_EQ(refusal(visitor, "POST", "/goals", {{"data", some_goal("a")}}, 403),
              "error-must-change-password");
    EXPECT_EQ(refusal(visitor, "GET", "/cohorts/wmar-cohort", nullptr, 403), "error-must-change-password");
    send(visitor, "GET", "/goals");
    EXPECT_EQ(ask(visitor, "GET", "/cohorts").at("items").as_array().size(), 0U) << "as anybody reads it";
    take_cookies(visitor, send(visitor, "POST", "/me/password",
                               {{"old", World::password}, {"new", "caballo correcto"}}));
    EXPECT_TRUE(ask(visitor, "GET", "/session").at("account").at("must").is_null());
    send(visitor, "GET", "/cohorts/wmar-cohort");
}

TEST_F(access_accounts, ones_sessions_are_listed_in_plain_words_and_ended) {
    world.need_account("member");
    Visitor one(world);
    one.headers = {{"user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}};
    take_cookies(one, send(one, "POST", "/session", credentials("member")));
    Visitor other(world, "member");
    const auto items = ask(one, "GET", "/me/sessions").at("items").as_array();
    ASSERT_EQ(items.size(), 2U);
    for (const auto& item : items) {
        const bool own = item.at("this").as_bool();
        EXPECT_EQ(item.at("browser"), own ? "Firefox" : "");
        EXPECT_EQ(item.at("used"), "2014-11-21T12:00:00Z");
        if (!own) send(one, "DELETE", "/me/sessions/" + json::value_to<std::string>(item.at("id")));
    }
    EXPECT_TRUE(ask(other, "GET", "/session").at("account").is_null());
    Visitor third(world, "member");
    EXPECT_EQ(ask(one, "DELETE", "/me/sessions").at("items").as_array().size(), 1U);
    EXPECT_TRUE(ask(third, "GET", "/session").at("account").is_null());
    send(one, "DELETE", "/me/sessions/none", nullptr, 404);
}

TEST_F(access_accounts, a_second_factor_is_added_asked_for_and_each_code_works_once) {
    Visitor member(world, "member");
    EXPECT_EQ(refusal(member, "POST", "/me/second-factor", {{"password", "not this one"}}, 400),
              "error-old-password");
    const auto begun = ask(member, "POST", "/me/second-factor", {{"password", World::password}});
    const auto secret = json::value_to<std::string>(begun.at("secret"));
    const auto code = [&] { return store::totp_code(secret, world.clock.now()); };
    EXPECT_EQ(refusal(member, "POST", "/me/second-factor/confirm", {{"code", "x"}}, 400),
              "error-second-factor-confirm");
    const auto confirmed = send(member, "POST", "/me/second-factor/confirm", {{"code", code()}});
    const auto codes = json::parse(confirmed.body).at("recovery_codes").as_array();
    ASSERT_EQ(codes.size(), 10U);
    take_cookies(member, confirmed);

    Visitor elsewhere(world);
    EXPECT_EQ(refusal(elsewhere, "POST", "/session", credentials("member", "wrong wrong"), 401),
              "error-sign-in");
    EXPECT_EQ(refusal(elsewhere, "POST", "/session", credentials("member"), 401),
              "error-second-factor-needed");
    auto with_code = credentials("member").as_object();
    with_code["code"] = code();
    EXPECT_EQ(refusal(elsewhere, "POST", "/session", with_code, 401), "error-second-factor-wrong")
        << "used already";
    world.clock.advance(std::chrono::seconds(30));
    with_code["code"] = code();
    send(elsewhere, "POST", "/session", with_code);
    with_code["code"] = codes[0];
    send(elsewhere, "POST", "/session", with_code);
    send(elsewhere, "POST", "/session", with_code, 401);
    EXPECT_EQ(ask(member, "GET", "/me").at("recovery_codes_left"), 9);

    EXPECT_EQ(
        refusal(member, "DELETE", "/me/second-factor", {{"password", World::password}, {"code", "1"}}, 400),
        "error-second-factor-wrong");
    take_cookies(member, send(member, "DELETE", "/me/second-factor",
                              {{"password", World::password}, {"code", codes[1]}}));
    EXPECT_FALSE(ask(member, "GET", "/me").at("second_factor").as_bool());
}

TEST_F(access_accounts, wrong_codes_with_the_right_password_wait_like_wrong_passwords) {
    Visitor member(world, "member");
    const auto secret = json::value_to<std::string>(
        ask(member, "POST", "/me/second-factor", {{"password", World::password}}).at("secret"));
    send(member, "POST", "/me/second-factor/confirm",
         {{"code", store::totp_code(secret, world.clock.now())}});
    Visitor attacker(world);
    attacker.address = "198.51.100.9";
    auto guess = credentials("member").as_object();
    for (int i = 0; i < 5; ++i) {
        guess["code"] = std::to_string(100'000 + i);
        send(attacker, "POST", "/session", credentials("member"), 401);
        EXPECT_EQ(refusal(attacker, "POST", "/session", guess, 401), "error-second-factor-wrong");
    }
    send(attacker, "POST", "/session", guess, 429);
}

TEST_F(access_accounts, a_role_may_ask_for_a_second_factor_which_is_added_before_anything_else) {
    Visitor administrator(world, "administrator");
    ask(administrator, "PUT", "/access-settings",
        {{"second_factor_roles", {"coordinator"}}, {"security_log_days", 365}});
    Visitor coordinator(world, "coordinator");
    EXPECT_EQ(ask(coordinator, "GET", "/session").at("account").at("must"), "second_factor");
    EXPECT_EQ(refusal(coordinator, "GET", "/cohorts/wmar-cohort", nullptr, 403),
              "error-must-add-second-factor");
    const auto secret = json::value_to<std::string>(
        ask(coordinator, "POST", "/me/second-factor", {{"password", World::password}}).at("secret"));
    take_cookies(coordinator, send(coordinator, "POST", "/me/second-factor/confirm",
                                   {{"code", store::totp_code(secret, world.clock.now())}}));
    send(coordinator, "GET", "/cohorts/wmar-cohort");
    EXPECT_EQ(refusal(administrator, "PUT", "/access-settings",
                      {{"second_factor_roles", {"queen"}}, {"security_log_days", 365}}, 400),
              "error-no-such-role");
}

TEST_F(access_accounts, a_lost_second_factor_is_taken_away_by_the_keeper_with_an_alert) {
    Visitor member(world, "member");
    const auto secret = json::value_to<std::string>(
        ask(member, "POST", "/me/second-factor", {{"password", World::password}}).at("secret"));
    send(member, "POST", "/me/second-factor/confirm",
         {{"code", store::totp_code(secret, world.clock.now())}});
    Visitor administrator(world, "administrator");
    ask(administrator, "POST", "/accounts/member/reset-second-factor", json::object{});
    Visitor again(world);
    send(again, "POST", "/session", credentials("member"));
    EXPECT_EQ(ask(administrator, "GET", "/security-alerts").at("items").at(0).at("kind"),
              "second_factor_reset");
}

// The attacker fills the limit from many addresses; a browser that the owner has used gets in, another waits.
TEST_F(access_accounts, an_attack_on_a_name_does_not_lock_its_owner_out_of_a_known_browser) {
    world.need_account("member");
    Visitor owner(world);
    take_cookies(owner, send(owner, "POST", "/session", credentials("member")));
    send(owner, "DELETE", "/session");
    for (int i = 0; i < 14; ++i) {
        Visitor attacker(world);
        attacker.address = "198.51.100." + std::to_string(i);
        EXPECT_EQ(attacker.send("POST", "/api/v1/session", credentials("member", "wrong wrong")).status,
                  i < 10 ? 401 : 429);
    }
    Visitor unknown(world);
    EXPECT_EQ(refusal(unknown, "POST", "/session", credentials("member"), 429), "error-too-many-sign-ins");
    owner.token.clear();
    owner.csrf = "anonymous";
    send(owner, "POST", "/session", credentials("member"));
}

TEST_F(access_accounts, a_reset_is_answered_alike_for_every_name_and_its_link_signs_in) {
    world.need_account("member");
    store::Mail mail(world.store);
    mail.ask_to_confirm("member", "m@example.org", world.clock.now());
    const auto asked = *mail.take(world.clock.now());
    ASSERT_TRUE(mail.confirm(mail.begin_confirmation(asked, world.clock.now()), world.clock.now()));
    mail.accepted(asked, world.clock.now());
    Visitor visitor(world);
    const auto known = send(visitor, "POST", "/password-reset", {{"name", "member"}}, 202);
    const auto unknown = send(visitor, "POST", "/password-reset", {{"name", "nobody"}}, 202);
    EXPECT_EQ(known.body, unknown.body);
    EXPECT_EQ(known.headers, unknown.headers);
    const auto waiting = mail.take(world.clock.now());
    ASSERT_TRUE(waiting);
    EXPECT_EQ(waiting->letter, store::AccountLetter::reset);
    EXPECT_FALSE(mail.take(world.clock.now())) << "there is no letter to nobody";
    const auto token = store::AccountLinks(world.store).begin("member", store::LinkPurpose::reset, "");
    EXPECT_EQ(ask(visitor, "POST", "/password-reset/look", {{"token", token}}).at("name"), "member");
    send(visitor, "POST", "/invitation", {{"token", token}}, 404);
    take_cookies(visitor, send(visitor, "POST", "/password-reset/finish",
                               {{"token", token}, {"password", "caballo correcto"}}));
    EXPECT_EQ(ask(visitor, "GET", "/session").at("account").at("name"), "member");
}

TEST_F(access_accounts, what_happens_is_written_down_without_passwords_tokens_or_addresses) {
    Visitor administrator(world, "administrator");
    world.need_account("coordinator");
    Visitor coordinator(world);
    coordinator.address = "198.51.100.77";
    send(coordinator, "POST", "/session", credentials("coordinator", "wrong wrong"), 401);
    take_cookies(coordinator, send(coordinator, "POST", "/session", credentials("coordinator")));
    send(coordinator, "GET", "/cohorts/wmar-cohort");
    send(coordinator, "GET", "/cohorts/wmar-cohort/revisions");
    send(coordinator, "GET", "/goals/wmar-goal");
    send(coordinator, "DELETE", "/session");
    EXPECT_EQ(logged(), (std::vector<std::string>{"refused", "signed_in", "cohort_read", "signed_out"}));
    const auto log = send(administrator, "GET", "/security-log?account=coordinator").body;
    for (const char* secret : {"wrong wrong", World::password, "198.51"})
        EXPECT_EQ(log.find(secret), std::string::npos);
    EXPECT_NE(log.find("cohort/wmar-cohort"), std::string::npos);
    EXPECT_TRUE(json::parse(log).at("first_broken").is_null());
    EXPECT_EQ(ask(administrator, "GET", "/security-log?kind=refused&from=2014-11-21&until=2014-11-21")
                  .at("items")
                  .as_array()
                  .size(),
              1U);
    EXPECT_EQ(ask(administrator, "GET", "/security-log?until=2014-11-20").at("items").as_array().size(), 0U);
    Visitor steward(world, "steward");
    send(steward, "GET", "/security-log", nullptr, 403);
}

TEST_F(access_accounts, files_that_are_taken_away_and_lists_of_names_are_written_down) {
    Visitor coordinator(world, "coordinator");
    for (const char* path : {"/plans/wmar-plan/tracking.csv", "/region.csv", "/region.xlsx", "/account/held",
                             "/cohorts", "/measurements/wmar-measurement/facts?metric=edits&format=csv"})
        send(coordinator, "GET", path);
    Visitor member(world, "member");
    send(member, "GET", "/cohorts");  // which tells them of none
    Visitor anonymous(world);
    send(anonymous, "GET", "/region.csv");
    std::vector<std::string> told;
    for (const auto& entry : store::SecurityLog(world.store).find({.limit = 100}))
        told.insert(told.begin(), entry.account + ' ' + entry.kind + ' ' + entry.about);
    EXPECT_EQ(told,
              (std::vector<std::string>{
                  "coordinator exported plan/wmar-plan", "coordinator exported /region.csv",
                  "coordinator exported /region.xlsx", "coordinator exported /account/held",
                  "coordinator cohort_read /cohorts", "coordinator exported measurement/wmar-measurement"}));
}

TEST_F(access_accounts, reading_public_pages_writes_nothing_down) {
    Visitor coordinator(world, "coordinator");
    const auto before = logged().size();
    for (const char* path : {"/goals/wmar-goal", "/views/home", "/plans", "/session"})
        send(coordinator, "GET", path);
    EXPECT_EQ(logged().size(), before);
}

}  // namespace
}  // namespace brujula::web
