// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/id_token.hpp"

#include <algorithm>
#include <optional>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"

namespace brujula::identity {
namespace json = boost::json;

namespace {

constexpr std::size_t longest_token = 32 * 1024;
constexpr std::size_t longest_subject = 255;

/// A token taken apart; nothing of it is believed yet.
struct Parts {
    std::string_view signed_text;  ///< header and payload as they were signed
    json::object header;
    std::string payload;
    std::string signature;
};

std::string text_of_member(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

std::optional<json::object> parse_object(std::string_view text) {
    try {
        json::value value = parse_json(text);
        if (value.is_object()) return std::move(value.get_object());
    } catch (const Error&) {
    }
    return {};
}

/// Of three parts in base64 (RFC 7515 7.1).
std::optional<Parts> taken_apart(std::string_view token) {
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    if (token.size() > longest_token || first == std::string_view::npos || first == last) return {};
    const auto header = base64url_decoded(token.substr(0, first));
    auto payload = base64url_decoded(token.substr(first + 1, last - first - 1));
    auto signature = base64url_decoded(token.substr(last + 1));
    if (!header || !payload || !signature) return {};
    auto object = parse_object(*header);
    if (!object) return {};
    return Parts{token.substr(0, last), std::move(*object), std::move(*payload), std::move(*signature)};
}

bool fits(const Key& key, const Algorithm& algorithm, const std::string& id) {
    return key.type == algorithm.key_type && key.curve == algorithm.curve && (id.empty() || key.id == id) &&
           (key.algorithm.empty() || key.algorithm == algorithm.name);
}

/// The one key that fits; of several none, so that no token may choose.
const Key* find_key(const std::vector<Key>& keys, const Algorithm& algorithm, const std::string& id) {
    const Key* found = nullptr;
    for (const Key& key : keys) {
        if (!fits(key, algorithm, id)) continue;
        if (found != nullptr) return nullptr;
        found = &key;
    }
    return found;
}

std::optional<TokenFault> signature_fault(const Parts& parts, const std::vector<Key>& keys) {
    const Algorithm* algorithm = find_algorithm(text_of_member(parts.header, "alg"));
    if (algorithm == nullptr || parts.header.contains("crit")) return TokenFault::algorithm;
    const Key* key = find_key(keys, *algorithm, text_of_member(parts.header, "kid"));
    if (key == nullptr) return TokenFault::key;
    if (!is_signed_by(*key, *algorithm, parts.signed_text, parts.signature)) return TokenFault::signature;
    return {};
}

/// Seconds since 1970; a fraction is cut off. Nothing where there is no such number.
std::optional<Instant> moment(const json::object& claims, std::string_view name) {
    constexpr double latest = 253'402'300'799;  // the year 9999
    const json::value* value = claims.if_contains(name);
    if (value == nullptr || !value->is_number()) return {};
    const auto seconds = value->to_number<double>();
    if (!(seconds >= 0 && seconds <= latest)) return {};
    return Instant{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

bool is_for(const json::object& claims, const std::string& client_id) {
    const json::value* audience = claims.if_contains("aud");
    const json::value us(client_id);  // braces would make it a list
    if (audience == nullptr) return false;
    const json::value* party = claims.if_contains("azp");
    if (party != nullptr && *party != us) return false;
    if (!audience->is_array()) return *audience == us;
    const auto& all = audience->get_array();
    return !all.empty() &&
           std::all_of(all.begin(), all.end(), [&](const json::value& one) { return one == us; });
}

std::optional<TokenFault> time_fault(const json::object& claims, const Expected& expected) {
    const auto expires = moment(claims, "exp");
    const auto issued = moment(claims, "iat");
    if (!expires || !issued || *expires + expected.skew <= expected.now) return TokenFault::expired;
    if (*issued > expected.now + expected.skew) return TokenFault::too_new;
    if (claims.contains("nbf")) {
        const auto from = moment(claims, "nbf");
        if (!from || *from > expected.now + expected.skew) return TokenFault::too_new;
    }
    return {};
}

std::optional<TokenFault> claims_fault(const json::object& claims, const Expected& expected) {
    if (text_of_member(claims, "iss") != expected.issuer) return TokenFault::issuer;
    if (!is_for(claims, expected.client_id)) return TokenFault::audience;
    if (const auto fault = time_fault(claims, expected)) return fault;
    if (expected.nonce.empty() || text_of_member(claims, "nonce") != expected.nonce) return TokenFault::nonce;
    const std::string subject = text_of_member(claims, "sub");
    if (subject.empty() || subject.size() > longest_subject) return TokenFault::subject;
    return {};
}

}  // namespace

const char* name_of(TokenFault fault) {
    switch (fault) {
        case TokenFault::unreadable:
            return "unreadable";
        case TokenFault::algorithm:
            return "algorithm";
        case TokenFault::key:
            return "key";
        case TokenFault::signature:
            return "signature";
        case TokenFault::issuer:
            return "issuer";
        case TokenFault::audience:
            return "audience";
        case TokenFault::expired:
            return "expired";
        case TokenFault::too_new:
            return "too-new";
        case TokenFault::nonce:
            return "nonce";
        case TokenFault::subject:
            return "subject";
    }
    return "unreadable";
}

Result<json::object, TokenFault> verified_claims(const std::string& token, const std::vector<Key>& keys,
                                                 const Expected& expected) {
    const auto parts = taken_apart(token);
    if (!parts) return Unexpected{TokenFault::unreadable};
    if (const auto fault = signature_fault(*parts, keys)) return Unexpected{*fault};
    auto claims = parse_object(parts->payload);
    if (!claims) return Unexpected{TokenFault::unreadable};
    if (const auto fault = claims_fault(*claims, expected)) return Unexpected{*fault};
    return std::move(*claims);
}

}  // namespace brujula::identity
