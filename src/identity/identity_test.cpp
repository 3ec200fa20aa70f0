// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdlib.h>

#include "base/error.hpp"
#include "identity/answers.hpp"
#include "identity/id_token.hpp"
#include "identity/keys_for_tests.hpp"
#include "identity/outgoing.hpp"
#include "identity/providers.hpp"

namespace brujula::identity {
namespace {
namespace json = boost::json;
namespace fs = std::filesystem;

const std::string here = "https://brujula.example.org";

/// A folder with a secret in it.
struct SettingsTest : testing::Test {
    SettingsTest() { std::ofstream(folder / "secret") << "a secret\nmore\n"; }
    ~SettingsTest() override { fs::remove_all(folder); }

    [[nodiscard]] Settings parsed(const std::string& text, const std::string& address = here) const {
        return parse_settings(text, folder, address);
    }
    [[nodiscard]] Message refused(const std::string& text, const std::string& address = here) const {
        try {
            static_cast<void>(parsed(text, address));
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::bad_input);
            return error.message();
        }
        return {"taken", {}};
    }

    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-identity-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
};

std::string one(const std::string& more) {
    return R"({"providers":[{"id":"one","client_id":"brujula","client_secret_file":"secret",)" + more + "}]}";
}

const std::string openid = R"("way":"openid","issuer":"https://login.example.org/realm")";

TEST_F(SettingsTest, wikimedia_needs_no_more_than_a_client) {
    const auto settings = parsed(one(R"("way":"wikimedia","name":"Wikimedia")"));
    const Provider& provider = settings.providers.at(0);
    EXPECT_EQ(provider.way, Way::profile);
    EXPECT_EQ(provider.issuer, "https://meta.wikimedia.org");
    EXPECT_EQ(provider.authorization_endpoint, "https://meta.wikimedia.org/w/rest.php/oauth2/authorize");
    EXPECT_EQ(provider.token_endpoint, "https://meta.wikimedia.org/w/rest.php/oauth2/access_token");
    EXPECT_EQ(provider.profile_endpoint, "https://meta.wikimedia.org/w/rest.php/oauth2/resource/profile");
    EXPECT_EQ(provider.client_secret, "a secret");
    EXPECT_EQ(provider.username, "username");
    EXPECT_FALSE(provider.second_factor_enough);
    EXPECT_EQ(settings.public_address, here);
}

TEST_F(SettingsTest, an_empty_list_needs_no_address) {
    EXPECT_TRUE(parsed(R"({"providers":[]})", "").providers.empty());
    EXPECT_TRUE(read_settings("", "").providers.empty());
}

TEST_F(SettingsTest, what_is_wrong_is_named) {
    EXPECT_EQ(refused(one(openid)).key, "taken");
    EXPECT_EQ(refused(one(openid), "").key, "error-identity-public-address");
    EXPECT_EQ(refused(one(openid), "http://brujula.example.org").key, "error-identity-public-address");
    EXPECT_EQ(refused(one(openid), "https://brujula.example.org/below").key, "error-identity-public-address");
    EXPECT_EQ(refused(one(openid), "http://127.0.0.1:8014").key, "taken");
    EXPECT_EQ(refused(one(openid + R"(,"clientid":"x")")),
              (Message{"error-identity-unknown", {"one", "clientid"}}));
    EXPECT_EQ(refused(one(R"("way":"openid")")), (Message{"error-identity-missing", {"one", "issuer"}}));
    EXPECT_EQ(refused(one(R"("way":"saml","issuer":"https://a.example")")),
              (Message{"error-identity-value", {"one", "way", "saml"}}));
    EXPECT_EQ(refused(R"({"providers":[{"id":"one","client_id":"x",)" + openid + "}]}"),
              (Message{"error-identity-missing", {"one", "client_secret_file"}}));
    EXPECT_EQ(refused(R"({"providers":[{"id":"No id"}]})"),
              (Message{"error-identity-value", {"#1", "id", "No id"}}));
    EXPECT_EQ(refused(R"({"providers":{}})").key, "error-identity-missing");
    EXPECT_EQ(refused(R"({"provider":[]})").key, "error-identity-unknown");
    EXPECT_EQ(refused(one(openid + R"(,"second_factor":"none")")).key, "error-identity-value");
    EXPECT_EQ(refused(one(openid + R"(,"hosts":["https://a.example"])")).key, "error-identity-value");
}

TEST_F(SettingsTest, addresses_are_encrypted_but_with_this_machine_itself) {
    for (const char* address :
         {"http://login.example.org", "https://me@login.example.org", "login.example.org",
          "ftp://login.example.org", "https://login.example.org/#a", "https://a b.example", "https://",
          "javascript:alert(1)", "http://127.0.0.1.example.org@x"})
        EXPECT_EQ(refused(one(R"("way":"openid","issuer":")" + std::string{address} + '"')).key,
                  "error-identity-address")
            << address;
    EXPECT_EQ(refused(one(R"("way":"openid","issuer":"http://127.0.0.1:4000")")).key, "taken");
}

TEST_F(SettingsTest, a_secret_that_is_not_there_is_named_with_its_file) {
    const auto wrong = refused(
        R"({"providers":[{"id":"one","client_id":"x","client_secret_file":"nowhere",)" + openid + "}]}");
    EXPECT_EQ(wrong.key, "error-identity-secret-file");
    EXPECT_EQ(wrong.parameters.at(1), (folder / "nowhere").string());
}

TEST_F(SettingsTest, two_providers_share_neither_id_nor_issuer) {
    const std::string first =
        R"({"id":"one","client_id":"x","secret_sent":"none","way":"openid","issuer":"https://a.example"})";
    const std::string again =
        R"({"id":"two","client_id":"x","secret_sent":"none","way":"openid","issuer":"https://a.example"})";
    EXPECT_EQ(refused("{\"providers\":[" + first + "," + first + "]}").parameters.at(0), "id");
    EXPECT_EQ(refused("{\"providers\":[" + first + "," + again + "]}").parameters.at(0), "issuer");
}

TEST_F(SettingsTest, an_error_in_a_file_names_the_file) {
    std::ofstream(folder / "wiki.json") << "{";
    try {
        static_cast<void>(read_settings(folder / "wiki.json", here));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.message().key, "error-identity-in-file");
        EXPECT_EQ(error.message().parameters.at(0), (folder / "wiki.json").string());
    }
    EXPECT_THROW(static_cast<void>(read_settings(folder / "none.json", here)), Error);
}

Provider some_provider() {
    Provider provider;
    provider.id = "one";
    provider.name = "One";
    provider.issuer = "https://login.example.org";
    provider.hosts = {"login.example.org", "tokens.example.org:444"};
    provider.subject = "sub";
    provider.username = "username";
    provider.client_id = "brujula";
    return provider;
}

json::object discovery() {
    return {{"issuer", "https://login.example.org"},
            {"authorization_endpoint", "https://login.example.org/there"},
            {"token_endpoint", "https://tokens.example.org:444/token"},
            {"jwks_uri", "https://login.example.org/keys"},
            {"code_challenge_methods_supported", {"S256"}},
            {"authorization_response_iss_parameter_supported", true}};
}

TEST(answers, discovery_gives_the_addresses_of_the_hosts_that_the_settings_allow) {
    const auto found = parse_discovery(json::serialize(discovery()), some_provider());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->token, "https://tokens.example.org:444/token");
    EXPECT_TRUE(found->names_itself);
    EXPECT_TRUE(found->profile.empty());
    for (const auto& [name, value] :
         json::object{{"issuer", "https://login.example.org/"},
                      {"token_endpoint", "https://attacker.example/token"},
                      {"jwks_uri", "http://login.example.org/keys"},
                      {"authorization_endpoint", "https://login.example.org:444/there"},
                      {"userinfo_endpoint", "file:///etc/passwd"},
                      {"code_challenge_methods_supported", {"plain"}}}) {
        json::object wrong = discovery();
        wrong[name] = value;
        EXPECT_FALSE(parse_discovery(json::serialize(wrong), some_provider())) << name;
    }
}

TEST(answers, tokens_are_bearer_tokens) {
    EXPECT_EQ(parse_tokens(R"({"access_token":"a.b","token_type":"Bearer"})")->access_token, "a.b");
    EXPECT_EQ(parse_tokens(R"({"access_token":"a","token_type":"bearer","id_token":"t"})")->id_token, "t");
    for (const char* wrong : {"", "[]", "{}", R"({"access_token":"a","token_type":"mac"})",
                              R"({"access_token":"","token_type":"bearer"})",
                              R"({"access_token":"a\r\nCookie: b","token_type":"bearer"})",
                              R"({"token_type":"bearer"})", R"({"access_token":7,"token_type":"bearer"})"})
        EXPECT_FALSE(parse_tokens(wrong)) << wrong;
}

TEST(answers, an_errors_word_is_a_word) {
    EXPECT_EQ(parse_token_error(R"({"error":"invalid_grant","error_description":"x"})"), "invalid_grant");
    EXPECT_EQ(parse_token_error(R"({"error":"<script>"})"), "");
    EXPECT_EQ(parse_token_error("<html>"), "");
}

// What Special:OAuth's profile says: the fields of Extension:OAuth's UserStatementProvider.
TEST(answers, mediawikis_profile_names_the_global_account) {
    const auto who = parse_profile(
        R"({"sub":28121,"username":"Ana Prueba","editcount":12,"confirmed_email":true,"blocked":false,
            "registered":"20141121090000","groups":["*","user"],"rights":["read"],"grants":["mwoauth-authonly"]})",
        some_provider());
    ASSERT_TRUE(who);
    EXPECT_EQ(who->subject, "28121");
    EXPECT_EQ(who->name, "Ana Prueba");
    EXPECT_EQ(who->issuer, "https://login.example.org");
}

TEST(answers, nobody_is_told_by_no_subject) {
    for (const char* nobody :
         {R"({"sub":false,"username":"Ana"})", R"({"sub":0,"username":"Ana"})",
          R"({"sub":"0","username":"Ana"})", R"({"sub":-1})", R"({"sub":1.5})", R"({"sub":""})",
          R"({"username":"Ana"})", R"({"sub":null})", R"({"sub":["1"]})", R"({"sub":"a\u0000b"})", "[]", ""})
        EXPECT_FALSE(parse_profile(nobody, some_provider())) << nobody;
    EXPECT_EQ(parse_profile(R"({"sub":"7","username":"a\nb"})", some_provider())->name, "7");
}

TEST(secrets, the_challenge_is_that_of_rfc_7636) {
    EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
              "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    const auto secrets = new_secrets();
    EXPECT_EQ(secrets.verifier.size(), 43U);
    EXPECT_NE(secrets.verifier, secrets.nonce);
    EXPECT_NE(secrets.verifier, new_secrets().verifier);
}

TEST(secrets, what_goes_into_an_address_or_a_header_is_encoded) {
    EXPECT_EQ(encoded("a b&c=ñ/~-._"), "a%20b%26c%3D%C3%B1%2F~-._");
    EXPECT_EQ(basic_credentials("id:1", "pass word"), "Basic aWQlM0ExOnBhc3MlMjB3b3Jk");
}

TEST(providers, the_way_there_carries_state_challenge_and_the_way_back) {
    Settings settings;
    settings.public_address = here;
    settings.providers.push_back(some_provider());
    settings.providers[0].way = Way::profile;
    settings.providers[0].authorization_endpoint = "https://login.example.org/there";
    const SystemClock clock;
    Providers providers(settings, clock, "0");
    const auto address = providers.way_there(providers.get("one"), "a state", {"a nonce", "verifier"});
    EXPECT_EQ(address,
              "https://login.example.org/there?response_type=code&client_id=brujula&redirect_uri="
              "https%3A%2F%2Fbrujula.example.org%2Fapi%2Fv1%2Fsign-in%2Fcallback%2Fone&state=a%20state"
              "&code_challenge=" +
                  challenge_of("verifier") + "&code_challenge_method=S256");
    EXPECT_THROW(static_cast<void>(providers.get("two")), Error);
}

TEST(outgoing, only_http_and_https_are_asked) {
    const auto soon = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    EXPECT_FALSE(ask({"file:///etc/hostname", {}, {}}, {soon}, "", "test"));
    EXPECT_FALSE(ask({"http://127.0.0.1:1/", {}, {}}, {soon}, "", "test")) << "nobody listens there";
    EXPECT_FALSE(ask({"http://127.0.0.1:1/", {}, {}}, {{}}, "", "test")) << "no time left";
}

// Whatever bytes of a good token are changed: it is not believed, and nothing breaks.
RC_GTEST_PROP(id_token, a_token_with_a_byte_changed_is_not_believed, ()) {
    const TestKey& key = test_key("first", "RSA 2048");
    const auto keys = parse_keys(json::serialize(json::object{{"keys", json::array{key.shown}}}));
    const Instant now{std::chrono::seconds{1000}};
    const json::object claims{{"iss", "https://a.example"},
                              {"aud", "b"},
                              {"sub", "s"},
                              {"nonce", "n"},
                              {"iat", 1000},
                              {"exp", 1100}};
    const Expected expected{"https://a.example", "b", "n", now};
    static const std::string good =
        signed_token({{"alg", "RS256"}, {"kid", "first"}}, json::serialize(claims), key);
    RC_ASSERT(verified_claims(good, keys, expected).has_value());
    std::string token = good;
    const auto at = *rc::gen::inRange<std::size_t>(0, token.size());
    const char other = *rc::gen::elementOf(std::string{"ABCxyz019-_.=\n"});
    RC_PRE(token[at] != other);
    token[at] = other;
    RC_ASSERT(!verified_claims(token, keys, expected).has_value());
}

}  // namespace
}  // namespace brujula::identity
