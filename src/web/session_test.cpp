// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

json::value credentials(const std::string& name, const std::string& password = World::password) {
    return {{"name", name}, {"password", password}};
}

std::string key_of(const Response& response) {
    return json::value_to<std::string>(Visitor::json_of(response).at("key"));
}

TEST(session, who_is_not_signed_in_is_told_so_and_what_to_send) {
    World world;
    Visitor visitor(world);
    const json::value session = Visitor::json_of(visitor.get("/api/v1/session"));
    EXPECT_TRUE(session.at("account").is_null());
    EXPECT_EQ(session.at("csrf"), "anonymous");
    EXPECT_EQ(session.at("network"), "iberocoop");
    EXPECT_EQ(session.at("demo"), true);
}

TEST(session, signing_in_gives_a_cookie_that_scripts_cannot_read_and_then_out_again) {
    World world;
    world.need_account("coordinator");
    Visitor visitor(world);
    const Response in = visitor.send("POST", "/api/v1/session", credentials("coordinator"));
    ASSERT_EQ(in.status, 200) << in.body;
    const std::string cookie = in.header("Set-Cookie").value();
    EXPECT_TRUE(cookie.starts_with("brujula="));
    for (const char* part : {"; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=604800"})
        EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
    EXPECT_EQ(cookie.find("Secure"), std::string::npos);

    visitor.token = cookie.substr(8, cookie.find(';') - 8);
    visitor.csrf = json::value_to<std::string>(Visitor::json_of(in).at("csrf"));
    const json::value account = Visitor::json_of(visitor.get("/api/v1/session")).at("account");
    EXPECT_EQ(account.at("name"), "coordinator");
    EXPECT_EQ(account.at("grants"), json::parse(R"([{"organisation":"wmar","role":"coordinator"}])"));

    EXPECT_EQ(visitor.send("DELETE", "/api/v1/session").status, 200);
    EXPECT_TRUE(Visitor::json_of(visitor.get("/api/v1/session")).at("account").is_null());
}

TEST(session, an_unknown_name_and_a_wrong_password_get_the_same_answer) {
    World world;
    world.need_account("member");
    Visitor visitor(world);
    const Response unknown = visitor.send("POST", "/api/v1/session", credentials("nobody"));
    const Response wrong = visitor.send("POST", "/api/v1/session", credentials("member", "not this one"));
    EXPECT_EQ(unknown.status, 401);
    EXPECT_EQ(unknown.body, wrong.body);
    EXPECT_EQ(unknown.headers, wrong.headers);
}

TEST(session, the_sixth_attempt_from_an_address_waits_even_with_the_right_password) {
    World world;
    world.need_account("member");
    Visitor visitor(world);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(visitor.send("POST", "/api/v1/session", credentials("member", "wrong wrong")).status, 401);
    EXPECT_EQ(visitor.send("POST", "/api/v1/session", credentials("member")).status, 429);
    world.clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(visitor.send("POST", "/api/v1/session", credentials("member")).status, 200);
}

TEST(session, behind_a_known_proxy_the_cookie_is_secure_and_the_readers_own_address_counts) {
    World world;
    world.need_account("member");
    Visitor visitor(world);
    visitor.address = "203.0.113.1";
    visitor.headers = {{"x-forwarded-proto", "https"}, {"x-forwarded-for", "6.6.6.6, 198.51.100.7"}};
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(visitor.send("POST", "/api/v1/session", credentials("no " + std::to_string(i))).status,
                  401);
    EXPECT_EQ(visitor.send("POST", "/api/v1/session", credentials("member")).status, 429);
    visitor.headers = {{"x-forwarded-proto", "https"}, {"x-forwarded-for", "198.51.100.8"}};
    const Response in = visitor.send("POST", "/api/v1/session", credentials("member"));
    EXPECT_EQ(in.status, 200);
    EXPECT_NE(in.header("Set-Cookie").value().find("; Secure"), std::string::npos);
    EXPECT_TRUE(in.header("Set-Cookie")->starts_with("__Host-brujula="));
    EXPECT_TRUE(in.header("Strict-Transport-Security").has_value());
}

TEST(session, anybody_elses_forwarded_headers_are_not_believed) {
    World world;
    world.need_account("member");
    Visitor visitor(world);
    visitor.headers = {{"x-forwarded-proto", "https"}, {"x-forwarded-for", "198.51.100.7"}};
    const Response in = visitor.send("POST", "/api/v1/session", credentials("member"));
    EXPECT_EQ(in.header("Set-Cookie").value().find("; Secure"), std::string::npos);
}

TEST(session, a_changing_request_without_the_token_or_with_another_ones_is_refused) {
    World world;
    Visitor coordinator(world, "coordinator");
    Visitor steward(world, "steward");
    for (const std::string& token : {std::string(), std::string("anonymous"), steward.csrf}) {
        coordinator.csrf = token;
        const Response answer = coordinator.send("POST", "/api/v1/goals", {{"data", some_goal("a")}});
        EXPECT_EQ(answer.status, 403);
        EXPECT_EQ(key_of(answer), "error-csrf");
    }
}

TEST(session, a_request_from_another_sites_page_is_refused) {
    World world;
    Visitor visitor(world, "coordinator");
    const json::value body{{"data", some_goal("Un objetivo")}};
    for (const auto& header : {std::pair<std::string, std::string>{"origin", "http://evil.test"},
                               {"origin", "null"},
                               {"origin", "https://brujula.test"},
                               {"origin", "http://brujula.test.evil.test"},
                               {"sec-fetch-site", "cross-site"},
                               {"sec-fetch-site", "same-site"}}) {
        visitor.headers = {header};
        const Response answer = visitor.send("POST", "/api/v1/goals", body);
        EXPECT_EQ(answer.status, 403) << header.second;
        EXPECT_EQ(key_of(answer), "error-other-origin");
    }
    visitor.headers = {{"origin", "http://brujula.test"}, {"sec-fetch-site", "same-origin"}};
    EXPECT_EQ(visitor.send("POST", "/api/v1/goals", body).status, 201);
}

TEST(session, a_session_that_ended_and_a_disabled_account_are_nobody) {
    World world;
    Visitor visitor(world, "coordinator");
    world.clock.advance(std::chrono::hours(24 * 31));
    EXPECT_TRUE(Visitor::json_of(visitor.get("/api/v1/session")).at("account").is_null());
    visitor.token = "made up";
    EXPECT_TRUE(Visitor::json_of(visitor.get("/api/v1/session")).at("account").is_null());
}

TEST(session, the_language_is_the_address_s_then_the_accounts_then_the_browsers) {
    World world;
    Visitor visitor(world);
    const auto title = [&](const std::string& target) {
        return json::value_to<std::string>(Visitor::json_of(visitor.get(target)).at("title"));
    };
    EXPECT_EQ(title("/api/v1/goals/none"), "Not found");
    visitor.headers = {{"accept-language", "fr-CA, pt-BR;q=0.8, es;q=0.5"}};
    EXPECT_EQ(title("/api/v1/goals/none"), "Não encontrado");
    EXPECT_EQ(title("/api/v1/goals/none?uselang=es"), "No se encuentra");
    Visitor member(world, "member");  // whose account says "es"
    EXPECT_EQ(Visitor::json_of(member.get("/api/v1/goals/none")).at("title"), "No se encuentra");
    EXPECT_EQ(member.send("PATCH", "/api/v1/session", {{"language", "pt"}}).status, 200);
    EXPECT_EQ(Visitor::json_of(member.get("/api/v1/goals/none")).at("title"), "Não encontrado");
    EXPECT_EQ(visitor.send("PATCH", "/api/v1/session", {{"language", "pt"}}).status, 401);
}

TEST(session, every_answer_carries_the_browsers_safety_belts) {
    World world;
    Visitor visitor(world);
    for (const char* target :
         {"/", "/api/v1/session", "/api/v1/none", "/assets/none.js", "/healthz", "/api/none"}) {
        const Response answer = visitor.get(target);
        const std::string policy = answer.header("Content-Security-Policy").value_or("");
        EXPECT_NE(policy.find("default-src 'self'"), std::string::npos) << target;
        EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << target;
        EXPECT_EQ(policy.find("unsafe"), std::string::npos) << target;
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff") << target;
        EXPECT_FALSE(answer.header("Access-Control-Allow-Origin").has_value()) << target;
    }
}

}  // namespace
}  // namespace brujula::web
