// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/answers.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"

namespace brujula::identity {
namespace json = boost::json;

namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t longest_token = 32 * 1024;

std::optional<json::object> parse_object(std::string_view text) {
    try {
        json::value value = parse_json(text);
        if (value.is_object()) return std::move(value.get_object());
    } catch (const Error&) {
    }
    return {};
}

std::string text_of_member(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

bool is_plain(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
}

bool knows_pkce(const json::object& document) {
    const json::value* methods = document.if_contains("code_challenge_methods_supported");
    if (methods == nullptr) return true;
    if (!methods->is_array()) return false;
    const auto& all = methods->get_array();
    return std::find(all.begin(), all.end(), json::value("S256")) != all.end();
}

bool is_true(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_bool() && value->get_bool();
}

std::string subject_of(const json::object& object, const std::string& member) {
    const json::value* value = object.if_contains(member);
    if (value == nullptr) return {};
    if (value->is_int64() && value->get_int64() > 0) return std::to_string(value->get_int64());
    if (value->is_uint64()) return std::to_string(value->get_uint64());
    const std::string text = text_of_member(object, member);
    return text.size() <= longest_name && is_plain(text) && text != "0" ? text : std::string{};
}

/// A token goes into a header: printable ASCII alone.
bool is_token(const std::string& text) {
    return !text.empty() && text.size() <= longest_token &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool same_word(std::string_view a, std::string_view lower) {
    return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char one, char other) {
        return (one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one) == other;
    });
}

}  // namespace

Endpoints configured_endpoints(const Provider& provider) {
    return {provider.authorization_endpoint, provider.token_endpoint, provider.profile_endpoint, "", false};
}

std::optional<Endpoints> parse_discovery(std::string_view text, const Provider& provider) {
    const auto document = parse_object(text);
    if (!document || text_of_member(*document, "issuer") != provider.issuer || !knows_pkce(*document))
        return {};
    Endpoints endpoints{text_of_member(*document, "authorization_endpoint"),
                        text_of_member(*document, "token_endpoint"),
                        text_of_member(*document, "userinfo_endpoint"), text_of_member(*document, "jwks_uri"),
                        is_true(*document, "authorization_response_iss_parameter_supported")};
    if (!endpoints.profile.empty() && !may_ask(provider, endpoints.profile)) return {};
    for (const auto* address : {&endpoints.authorization, &endpoints.token, &endpoints.keys})
        if (!may_ask(provider, *address)) return {};
    return endpoints;
}

std::optional<Tokens> parse_tokens(std::string_view text) {
    const auto object = parse_object(text);
    if (!object || !same_word(text_of_member(*object, "token_type"), "bearer")) return {};
    Tokens tokens{text_of_member(*object, "access_token"), text_of_member(*object, "id_token")};
    if (!is_token(tokens.access_token) || (!tokens.id_token.empty() && !is_token(tokens.id_token))) return {};
    return tokens;
}

std::string parse_token_error(std::string_view text) {
    const auto object = parse_object(text);
    std::string word = object ? text_of_member(*object, "error") : std::string{};
    const bool known =
        !word.empty() && word.size() <= 60 &&
        std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    return known ? word : std::string{};
}

std::optional<Identity> identity_of(const json::object& object, const Provider& provider) {
    Identity identity{provider.issuer, subject_of(object, provider.subject),
                      text_of_member(object, provider.username)};
    if (identity.subject.empty()) return {};
    if (identity.name.empty() || identity.name.size() > longest_name || !is_plain(identity.name))
        identity.name = identity.subject;
    return identity;
}

std::optional<Identity> parse_profile(std::string_view text, const Provider& provider) {
    const auto object = parse_object(text);
    if (!object) return {};
    return identity_of(*object, provider);
}

}  // namespace brujula::identity
