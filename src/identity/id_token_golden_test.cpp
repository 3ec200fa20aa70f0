// SPDX-License-Identifier: GPL-3.0-or-later
// tests/cases/identity: what a case changes in a good token, and whether it is believed. Keys are made for
// the run.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "identity/id_token.hpp"
#include "identity/keys_for_tests.hpp"

namespace brujula::identity {
namespace {
namespace json = boost::json;
namespace fs = std::filesystem;

const fs::path cases = fs::path{BRUJULA_SOURCE_DIR} / "tests/cases/identity";
const Instant now{std::chrono::seconds{1'416'571'200}};  // 21 November 2014, noon

const TestKey& key_named(const std::string& name) {
    if (name == "small") return test_key(name, "RSA 1024");
    if (name == "curve") return test_key(name, "P-256");
    if (name == "long-curve") return test_key(name, "P-384");
    return test_key(name, "RSA 2048");
}

/// Members of null are taken away, the others put in.
json::object changed(json::object object, const json::value* changes) {
    if (changes == nullptr) return object;
    for (const auto& [name, value] : changes->as_object())
        if (value.is_null())
            object.erase(name);
        else
            object[name] = value;
    return object;
}

json::object good_claims() {
    return {{"iss", "https://login.example.org"},   {"aud", "brujula"},     {"sub", "4711"},
            {"nonce", "the nonce of this sign-in"}, {"iat", 1'416'571'190}, {"exp", 1'416'571'500},
            {"preferred_username", "Ana Prueba"}};
}

std::string token_of(const json::object& given) {
    if (const auto* whole = given.if_contains("token")) return std::string{whole->as_string()};
    const std::string by =
        given.contains("signed by") ? std::string{given.at("signed by").as_string()} : "first";
    const auto header = changed({{"alg", "RS256"}, {"kid", "first"}}, given.if_contains("header"));
    const auto claims = changed(good_claims(), given.if_contains("claims"));
    const auto* payload = given.if_contains("payload");
    std::string token = signed_token(
        header, payload ? std::string{payload->as_string()} : json::serialize(claims), key_named(by));
    if (!given.contains("afterwards")) return token;
    const auto first = token.find('.');
    const auto second = token.rfind('.');
    const auto other = changed(claims, given.if_contains("afterwards"));
    return token.substr(0, first + 1) + base64url(json::serialize(other)) + token.substr(second);
}

std::vector<Key> keys_of(const json::object& given) {
    json::array all;
    const json::array usual{"first", "curve"};
    const auto* named = given.if_contains("keys");
    for (const auto& name : named ? named->as_array() : usual) {
        const json::value* change = given.if_contains("key");
        all.push_back(changed(key_named(std::string{name.as_string()}).shown, change));
    }
    return parse_keys(json::serialize(json::object{{"keys", std::move(all)}}));
}

TEST(id_token, each_case_is_believed_or_not_as_it_says) {
    std::size_t seen = 0;
    for (const auto& folder : fs::directory_iterator(cases)) {
        std::ifstream file(folder.path() / "case.json");
        const auto given = json::parse(std::string{std::istreambuf_iterator<char>(file), {}}).as_object();
        SCOPED_TRACE(folder.path().filename().string());
        const auto claims =
            verified_claims(token_of(given), keys_of(given),
                            {"https://login.example.org", "brujula", "the nonce of this sign-in", now});
        EXPECT_EQ(claims ? "believed" : std::string{name_of(claims.error())},
                  std::string{given.at("it is").as_string()});
        ++seen;
    }
    EXPECT_GE(seen, 30U);
}

}  // namespace
}  // namespace brujula::identity
