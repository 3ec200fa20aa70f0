// SPDX-License-Identifier: GPL-3.0-or-later
// What needs no provider; with one: tests/provider.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "identity/providers.hpp"
#include "store/second_factor.hpp"
#include "store/totp.hpp"
#include "store/wiki_accounts.hpp"
#include "web/problem.hpp"
#include "web/server.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

identity::Settings settings() {
    identity::Provider provider;
    provider.id = "wiki";
    provider.name = "Meta";
    provider.way = identity::Way::profile;
    provider.issuer = "https://meta.example.org";
    provider.authorization_endpoint = "https://meta.example.org/authorize";
    return {"https://brujula.example.org", "", {provider}};
}

std::string key_of(const Response& response) {
    return json::value_to<std::string>(Visitor::json_of(response).at("key"));
}

class WikiAccountRoutesTest : public testing::Test {
protected:
    WikiAccountRoutesTest() {
        world.site = std::make_unique<Site>(
            House{world.store, world.accounts, world.kinds, world.clock, world.lake, world.metrics},
            SiteOptions{.ui = world.folder / "ui",
                        .demo = true,
                        .version = "0.1.0",
                        .proxies = {"192.0.2.9"},
                        .mail = {},
                        .wiki_accounts = &providers});
    }

    json::value said(const std::string& cookie) {
        Visitor visitor(world);
        visitor.headers.emplace_back("cookie", "brujula-said=" + cookie);
        return Visitor::json_of(visitor.get("/api/v1/sign-in/providers?uselang=en")).at("said");
    }

    World world;
    identity::Providers providers{settings(), world.clock, "0.1.0"};
};

TEST_F(WikiAccountRoutesTest, the_way_there_is_bound_to_the_browser_by_a_cookie) {
    Visitor visitor(world);
    const auto answer = visitor.send("POST", "/api/v1/sign-in/wiki-accounts", {{"provider", "wiki"}});
    ASSERT_EQ(answer.status, 200) << answer.body;
    const std::string cookie = answer.header("Set-Cookie").value();
    EXPECT_TRUE(cookie.starts_with("brujula-way=")) << cookie;
    for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age=600"})
        EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
    const auto address = json::value_to<std::string>(Visitor::json_of(answer).at("address"));
    EXPECT_TRUE(address.starts_with("https://meta.example.org/authorize?response_type=code")) << address;
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

TEST_F(WikiAccountRoutesTest, behind_tls_only_this_host_can_set_the_cookie) {
    Visitor visitor(world);
    visitor.address = "192.0.2.9";
    visitor.headers.emplace_back("x-forwarded-proto", "https");
    const auto answer = visitor.send("POST", "/api/v1/sign-in/wiki-accounts", {{"provider", "wiki"}});
    const std::string cookie = answer.header("Set-Cookie").value();
    EXPECT_TRUE(cookie.starts_with("__Host-brujula-way=")) << cookie;
    EXPECT_TRUE(cookie.ends_with("; Secure")) << cookie;
}

TEST_F(WikiAccountRoutesTest, without_a_token_against_forgery_nothing_begins) {
    Visitor visitor(world);
    visitor.csrf = "another";
    EXPECT_EQ(visitor.send("POST", "/api/v1/sign-in/wiki-accounts", {{"provider", "wiki"}}).status, 403);
}

TEST_F(WikiAccountRoutesTest, an_unknown_state_leads_to_the_sign_in_page) {
    Visitor visitor(world);
    const auto answer = visitor.get("/api/v1/sign-in/callback/wiki?code=a&state=b");
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.header("Location"), "/sign-in");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

TEST_F(WikiAccountRoutesTest, only_what_the_program_itself_says_is_told) {
    EXPECT_NE(json::value_to<std::string>(said("error-wiki-away.wiki.").at("text")).find("Meta"),
              std::string::npos);
    EXPECT_TRUE(said("wiki-linked-now.wiki.").at("good").as_bool());
    EXPECT_NE(json::value_to<std::string>(said("error-wiki-most.wiki.10").at("text")).find("10"),
              std::string::npos);
    for (const char* other :
         {"error-internal.wiki.x", "error-wiki-none.wiki.", "error-wiki-away", "", "a.b.c"})
        EXPECT_TRUE(said(other).is_null()) << other;
}

TEST_F(WikiAccountRoutesTest, a_link_is_begun_and_undone_with_the_password_alone) {
    Visitor visitor(world, "member");
    const auto wrong = visitor.send("POST", "/api/v1/me/wiki-accounts",
                                    {{"provider", "wiki"}, {"password", "not this one"}});
    EXPECT_EQ(key_of(wrong), "error-wiki-password");
    EXPECT_EQ(
        visitor
            .send("POST", "/api/v1/me/wiki-accounts", {{"provider", "wiki"}, {"password", World::password}})
            .status,
        200);
    store::WikiAccounts(world.store)
        .link("member", {"", "https://meta.example.org", "1", "Ana", world.clock.now(), {}});
    const auto items = Visitor::json_of(visitor.get("/api/v1/me/wiki-accounts")).at("items");
    ASSERT_EQ(items.as_array().size(), 1U);
    EXPECT_EQ(items.at(0).at("provider"), "Meta");
    const std::string target =
        "/api/v1/me/wiki-accounts/" + json::value_to<std::string>(items.at(0).at("id"));
    Visitor other(world, "coordinator");
    EXPECT_EQ(other.send("DELETE", target, {{"password", World::password}}).status, 404);
    EXPECT_EQ(visitor.send("DELETE", target, {{"password", World::password}}).status, 200);
}

TEST_F(WikiAccountRoutesTest, guessing_the_password_here_is_slowed_down_as_at_the_sign_in) {
    Visitor visitor(world, "member");
    const json::value guess{{"provider", "wiki"}, {"password", "a guess of mine"}};
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(visitor.send("POST", "/api/v1/me/wiki-accounts", guess).status, 400);
    EXPECT_EQ(visitor.send("POST", "/api/v1/me/wiki-accounts", guess).status, 429);
}

/// A provider on this machine that takes every code for Ana's, and a member of the site who has linked that
/// wiki account and has a second factor.
class WikiSecondFactorTest : public testing::Test {
protected:
    WikiSecondFactorTest() {
        world.need_account("member");
        store::WikiAccounts(world.store)
            .link("member", {"", "https://meta.example.org", "41", "Ana", world.clock.now(), {}});
        store::SecondFactors factors(world.store);
        const auto secret = factors.begin("member");
        recovery_codes = factors.confirm("member", store::totp_code(secret, world.clock.now()));
    }

    static Response provider_answer(const Request& request) {
        if (request.path == "/token")
            return json_response(200, {{"access_token", "abc"}, {"token_type", "Bearer"}});
        return json_response(200, {{"sub", 41}, {"username", "Ana"}});
    }
    [[nodiscard]] identity::Settings settings_here(bool second_factor_enough) const {
        const std::string host = "127.0.0.1:" + std::to_string(provider.port());
        auto chosen = settings();
        auto& wiki = chosen.providers.front();
        wiki.token_endpoint = "http://" + host + "/token";
        wiki.profile_endpoint = "http://" + host + "/profile";
        wiki.hosts = {"meta.example.org", host};
        wiki.subject = "sub";
        wiki.username = "username";
        wiki.second_factor_enough = second_factor_enough;
        return chosen;
    }
    static std::string cookie_value(const Response& answer, const std::string& name) {
        for (const auto& [header, value] : answer.headers)
            if (header == "Set-Cookie" && value.starts_with(name + "="))
                return value.substr(name.size() + 1, value.find(';') - name.size() - 1);
        return {};
    }
    /// A browser that came back from the provider, and enters a code.
    Response enter_code(const Response& came_back, const std::string& code) {
        Visitor visitor(world);
        visitor.headers.emplace_back("cookie", "brujula-code=" + cookie_value(came_back, "brujula-code"));
        return visitor.send("POST", "/api/v1/sign-in/wiki-accounts/code", {{"code", code}});
    }

    /// The answer to the browser that comes back from the provider.
    Response sign_in(bool second_factor_enough) {
        providers.emplace(settings_here(second_factor_enough), world.clock, "0.1.0");
        SiteOptions options;
        options.ui = world.folder / "ui";
        options.wiki_accounts = &*providers;
        world.site = std::make_unique<Site>(
            House{world.store, world.accounts, world.kinds, world.clock, world.lake, world.metrics}, options);
        Visitor visitor(world);
        const auto begun = visitor.send("POST", "/api/v1/sign-in/wiki-accounts", {{"provider", "wiki"}});
        const auto address = json::value_to<std::string>(Visitor::json_of(begun).at("address"));
        const auto state =
            address.substr(address.find("state=") + 6,
                           address.find('&', address.find("state=")) - address.find("state=") - 6);
        visitor.headers.emplace_back("cookie", "brujula-way=" + cookie_value(begun, "brujula-way"));
        return visitor.get("/api/v1/sign-in/callback/wiki?code=good&state=" + state);
    }

    World world;
    Server provider{{}, provider_answer, [](int status) { return json_response(status, nullptr); }};
    std::optional<identity::Providers> providers;
    std::vector<std::string> recovery_codes;
};

TEST_F(WikiSecondFactorTest, a_wiki_account_alone_lets_nobody_in_who_has_a_second_factor) {
    const auto answer = sign_in(false);
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.header("Location"), "/sign-in?next=%2F");
    EXPECT_EQ(cookie_value(answer, "brujula-said"), "");
    EXPECT_EQ(cookie_value(answer, "brujula"), "");
    Visitor visitor(world);
    visitor.headers.emplace_back("cookie", "brujula-code=" + cookie_value(answer, "brujula-code"));
    EXPECT_EQ(Visitor::json_of(visitor.get("/api/v1/sign-in/providers")).at("code_asked"), true);
    EXPECT_EQ(Visitor::json_of(Visitor(world).get("/api/v1/sign-in/providers")).at("code_asked"), false);
}

TEST_F(WikiSecondFactorTest, the_code_after_the_wiki_account_lets_them_in_once) {
    const auto back = sign_in(false);
    EXPECT_EQ(key_of(enter_code(back, "000000")), "error-second-factor-wrong");
    const auto entered = enter_code(back, recovery_codes.front());
    EXPECT_EQ(entered.status, 200);
    EXPECT_EQ(Visitor::json_of(entered).at("path"), "/");
    Visitor visitor(world);
    visitor.token = cookie_value(entered, "brujula");
    EXPECT_EQ(Visitor::json_of(visitor.get("/api/v1/session")).at("account").at("name"), "member");
    EXPECT_EQ(key_of(enter_code(back, recovery_codes.back())), "error-wiki-state");
}

TEST_F(WikiSecondFactorTest, guessing_the_code_is_slowed_down) {
    const auto back = sign_in(false);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(enter_code(back, "000000").status, 401);
    EXPECT_EQ(enter_code(back, recovery_codes.front()).status, 429);
}

TEST_F(WikiSecondFactorTest, a_sign_in_that_waits_for_its_code_ends_after_ten_minutes_and_goes_no_other_way) {
    const auto back = sign_in(false);
    const auto value = cookie_value(back, "brujula-code");
    Visitor visitor(world);
    visitor.headers.emplace_back("cookie", "brujula-way=" + value.substr(value.find('.') + 1));
    const auto answer =
        visitor.get("/api/v1/sign-in/callback/wiki?code=good&state=" + value.substr(0, value.find('.')));
    EXPECT_TRUE(cookie_value(answer, "brujula-said").starts_with("error-wiki-state"));
    EXPECT_EQ(key_of(enter_code(back, recovery_codes.front())), "error-wiki-state");

    const auto other = sign_in(false);
    world.clock.advance(store::sign_in_lasts);
    EXPECT_EQ(key_of(enter_code(other, recovery_codes.front())), "error-wiki-state");
}

TEST_F(WikiSecondFactorTest, the_way_to_a_provider_is_no_sign_in_that_waits_for_its_code) {
    sign_in(false);
    Visitor visitor(world);
    const auto begun = visitor.send("POST", "/api/v1/sign-in/wiki-accounts", {{"provider", "wiki"}});
    const auto address = json::value_to<std::string>(Visitor::json_of(begun).at("address"));
    const auto from = address.find("state=") + 6;
    const auto state = address.substr(from, address.find('&', from) - from);
    visitor.headers.emplace_back("cookie",
                                 "brujula-code=" + state + "." + cookie_value(begun, "brujula-way"));
    const auto answer =
        visitor.send("POST", "/api/v1/sign-in/wiki-accounts/code", {{"code", recovery_codes.front()}});
    EXPECT_EQ(key_of(answer), "error-wiki-state");
}

TEST_F(WikiSecondFactorTest, a_provider_whose_second_factor_the_operator_takes_for_enough_lets_them_in) {
    const auto answer = sign_in(true);
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.header("Location"), "/");
    EXPECT_EQ(cookie_value(answer, "brujula-said"), "");
    Visitor visitor(world);
    visitor.token = cookie_value(answer, "brujula");
    EXPECT_EQ(Visitor::json_of(visitor.get("/api/v1/session")).at("account").at("name"), "member");
}

}  // namespace
}  // namespace brujula::web
