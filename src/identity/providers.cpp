// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/providers.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/log.hpp"
#include "identity/id_token.hpp"
#include "identity/outgoing.hpp"

namespace brujula::identity {

namespace {

constexpr std::chrono::seconds longest_sign_in{10};
constexpr std::chrono::hours found_lasts{1};
constexpr std::chrono::seconds between_fetches{10};
constexpr std::size_t longest_code = 8 * 1024;
constexpr unsigned most_at_once = 3;
constexpr unsigned most_in_all = 6;

/// What was found of a provider, and when.
struct Found {
    Endpoints endpoints;
    Instant at;
    std::vector<Key> keys;
    Instant keys_at;
    Instant keys_anew_at;  ///< the last time that an unknown key was the reason
};

[[noreturn]] void fail(ErrorKind kind, const char* key, const Provider& provider, std::string more = {}) {
    log_warning("identity: " + provider.id + ": " + key + (more.empty() ? "" : " " + more));
    std::vector<std::string> parameters{provider.name};
    if (!more.empty()) parameters.push_back(std::move(more));
    throw Error{kind, {key, std::move(parameters)}};
}

/// A provider's answer "no", in our words.
[[noreturn]] void fail_with(const std::string& code, const Provider& provider) {
    if (code == "access_denied") fail(ErrorKind::forbidden, "error-wiki-denied", provider);
    if (code == "invalid_grant") fail(ErrorKind::forbidden, "error-wiki-code", provider);
    constexpr std::array ours{"invalid_client",  "unauthorized_client",       "invalid_scope",
                              "invalid_request", "unsupported_response_type", "unsupported_grant_type"};
    if (std::find(ours.begin(), ours.end(), code) != ours.end())
        fail(ErrorKind::unavailable, "error-wiki-settings", provider, code);
    fail(ErrorKind::unavailable, "error-wiki-answer", provider);
}

std::string with_query(const std::string& address,
                       const std::vector<std::pair<const char*, std::string>>& values) {
    std::string result = address;
    char before = address.find('?') == std::string::npos ? '?' : '&';
    for (const auto& [name, value] : values) {
        if (value.empty()) continue;
        result += before + std::string{name} + '=' + encoded(value);
        before = '&';
    }
    return result;
}

std::string form_of(const std::vector<std::pair<const char*, std::string>>& values) {
    return with_query("", values).substr(1);
}

/// How many ask which provider now.
class Crowd {
public:
    bool enter(const std::string& provider) {
        const std::lock_guard lock(m_mutex);
        if (m_all >= most_in_all || m_by_provider[provider] >= most_at_once) return false;
        ++m_all;
        ++m_by_provider[provider];
        return true;
    }
    void leave(const std::string& provider) {
        const std::lock_guard lock(m_mutex);
        --m_all;
        --m_by_provider[provider];
    }

private:
    std::mutex m_mutex;
    unsigned m_all = 0;
    std::map<std::string, unsigned> m_by_provider;
};

class PlaceInCrowd {
public:
    PlaceInCrowd(Crowd& crowd, const Provider& provider) : m_crowd(crowd), m_provider(provider.id) {
        if (!crowd.enter(provider.id)) fail(ErrorKind::unavailable, "error-wiki-busy", provider);
    }
    ~PlaceInCrowd() { m_crowd.leave(m_provider); }
    PlaceInCrowd(const PlaceInCrowd&) = delete;
    PlaceInCrowd& operator=(const PlaceInCrowd&) = delete;

private:
    Crowd& m_crowd;
    std::string m_provider;
};

}  // namespace

struct Providers::State {
    State(Settings given, const Clock& c, const std::string& version)
        : settings(std::move(given)),
          clock(c),
          agent("Brujula/" + version + " (" + settings.public_address + ")") {}

    Settings settings;
    const Clock& clock;
    std::string agent;
    Crowd crowd;
    std::mutex mutex;
    std::map<std::string, Found> found;

    [[nodiscard]] std::string asked(const Provider& provider, Question question,
                                    const Allowance& allowance) const;
    [[nodiscard]] std::optional<Found> kept(const Provider& provider);
    [[nodiscard]] Endpoints endpoints(const Provider& provider, const Allowance& allowance);
    [[nodiscard]] std::vector<Key> keys(const Provider& provider, const Endpoints& where,
                                        const Allowance& allowance, bool anew);
    [[nodiscard]] Tokens exchanged(const Provider& provider, const std::string& way_back,
                                   const Endpoints& where, const std::string& code, const Secrets& secrets,
                                   const Allowance& allowance) const;
    [[nodiscard]] Identity profile(const Provider& provider, const Endpoints& where, const Tokens& tokens,
                                   const Allowance& allowance) const;
    [[nodiscard]] boost::json::object claims(const Provider& provider, const Endpoints& where,
                                             const Tokens& tokens, const Secrets& secrets,
                                             const Allowance& allowance);
    [[nodiscard]] Identity openid(const Provider& provider, const Endpoints& where, const Tokens& tokens,
                                  const Secrets& secrets, const Allowance& allowance);
};

/// The body of an answer 200.
std::string Providers::State::asked(const Provider& provider, Question question,
                                    const Allowance& allowance) const {
    const auto answer = ask(question, allowance, settings.trusted, agent);
    if (!answer) fail(ErrorKind::unavailable, "error-wiki-away", provider);
    if (answer->status >= 500) fail(ErrorKind::unavailable, "error-wiki-away", provider);
    if (answer->status != 200) fail_with(parse_token_error(answer->body), provider);
    return answer->body;
}

std::optional<Found> Providers::State::kept(const Provider& provider) {
    const std::lock_guard lock(mutex);
    const auto known = found.find(provider.id);
    if (known == found.end()) return {};
    return known->second;
}

Endpoints Providers::State::endpoints(const Provider& provider, const Allowance& allowance) {
    if (provider.way == Way::profile) return configured_endpoints(provider);
    const auto known = kept(provider);
    const Instant now = clock.now();
    if (known && now < known->at + found_lasts) return known->endpoints;
    std::string address = provider.issuer;
    if (address.ends_with('/')) address.pop_back();
    const auto answered = parse_discovery(
        asked(provider, {address + "/.well-known/openid-configuration", {}, {}}, allowance), provider);
    if (!answered) fail(ErrorKind::unavailable, "error-wiki-answer", provider, "discovery");
    const std::lock_guard lock(mutex);
    Found& entry = found[provider.id];
    entry.endpoints = *answered;
    entry.at = now;
    return *answered;
}

std::vector<Key> Providers::State::keys(const Provider& provider, const Endpoints& where,
                                        const Allowance& allowance, bool anew) {
    const auto known = kept(provider);
    const Instant now = clock.now();
    const bool young = known && !known->keys.empty() && now < known->keys_at + found_lasts;
    if (young && (!anew || now < known->keys_anew_at + between_fetches)) return known->keys;
    std::vector<Key> fetched;
    try {
        fetched = parse_keys(asked(provider, {where.keys, {}, {}}, allowance));
    } catch (const Error& wrong) {
        if (wrong.kind() != ErrorKind::bad_input) throw;
        fail(ErrorKind::unavailable, "error-wiki-answer", provider, "keys");
    }
    const std::lock_guard lock(mutex);
    Found& entry = found[provider.id];
    entry.keys = fetched;
    entry.keys_at = now;
    if (anew) entry.keys_anew_at = now;
    return fetched;
}

Tokens Providers::State::exchanged(const Provider& provider, const std::string& way_back,
                                   const Endpoints& where, const std::string& code, const Secrets& secrets,
                                   const Allowance& allowance) const {
    std::vector<std::pair<const char*, std::string>> values{{"grant_type", "authorization_code"},
                                                            {"code", code},
                                                            {"redirect_uri", way_back},
                                                            {"code_verifier", secrets.verifier}};
    Question question{where.token, {}, {}};
    if (provider.secret_sent == SecretSent::basic)
        question.headers.push_back("Authorization: " +
                                   basic_credentials(provider.client_id, provider.client_secret));
    else
        values.emplace_back("client_id", provider.client_id);
    if (provider.secret_sent == SecretSent::post)
        values.emplace_back("client_secret", provider.client_secret);
    question.form = form_of(values);
    const auto tokens = parse_tokens(asked(provider, question, allowance));
    if (!tokens) fail(ErrorKind::unavailable, "error-wiki-answer", provider, "token");
    return *tokens;
}

Identity Providers::State::profile(const Provider& provider, const Endpoints& where, const Tokens& tokens,
                                   const Allowance& allowance) const {
    const Question question{where.profile, {}, {"Authorization: Bearer " + tokens.access_token}};
    auto identity = parse_profile(asked(provider, question, allowance), provider);
    if (!identity) fail(ErrorKind::forbidden, "error-wiki-profile", provider);
    return *identity;
}

boost::json::object Providers::State::claims(const Provider& provider, const Endpoints& where,
                                             const Tokens& tokens, const Secrets& secrets,
                                             const Allowance& allowance) {
    const Expected expected{provider.issuer, provider.client_id, secrets.nonce, clock.now()};
    auto claims = verified_claims(tokens.id_token, keys(provider, where, allowance, false), expected);
    if (!claims && claims.error() == TokenFault::key)  // the provider may have turned to a new key
        claims = verified_claims(tokens.id_token, keys(provider, where, allowance, true), expected);
    if (!claims) fail(ErrorKind::forbidden, "error-wiki-proof", provider, name_of(claims.error()));
    return *claims;
}

Identity Providers::State::openid(const Provider& provider, const Endpoints& where, const Tokens& tokens,
                                  const Secrets& secrets, const Allowance& allowance) {
    const auto told = claims(provider, where, tokens, secrets, allowance);
    auto identity = identity_of(told, provider);
    if (!identity) fail(ErrorKind::forbidden, "error-wiki-proof", provider, name_of(TokenFault::subject));
    if (told.contains(provider.username) || where.profile.empty()) return *identity;
    const Identity shown = profile(provider, where, tokens, allowance);
    if (shown.subject != identity->subject)
        fail(ErrorKind::forbidden, "error-wiki-proof", provider, name_of(TokenFault::subject));
    return shown;
}

Providers::Providers(Settings settings, const Clock& clock, const std::string& version)
    : m_state(std::make_unique<State>(std::move(settings), clock, version)) {}
Providers::~Providers() = default;

const std::vector<Provider>& Providers::all() const {
    return m_state->settings.providers;
}

const Provider& Providers::get(std::string_view id) const {
    for (const Provider& provider : all())
        if (provider.id == id) return provider;
    throw Error{ErrorKind::not_found, {"error-wiki-no-provider", {std::string{id}.substr(0, 80)}}};
}

std::string Providers::way_back(const Provider& provider) const {
    return m_state->settings.public_address + "/api/v1/sign-in/callback/" + provider.id;
}

std::string Providers::way_there(const Provider& provider, const std::string& state, const Secrets& secrets) {
    const PlaceInCrowd place(m_state->crowd, provider);
    const Allowance allowance{std::chrono::steady_clock::now() + longest_sign_in};
    const Endpoints where = m_state->endpoints(provider, allowance);
    const bool openid = provider.way == Way::openid;
    return with_query(where.authorization, {{"response_type", "code"},
                                            {"client_id", provider.client_id},
                                            {"redirect_uri", way_back(provider)},
                                            {"scope", provider.scope},
                                            {"state", state},
                                            {"nonce", openid ? secrets.nonce : ""},
                                            {"code_challenge", challenge_of(secrets.verifier)},
                                            {"code_challenge_method", "S256"}});
}

Identity Providers::who(const Provider& provider, const Returned& returned, const Secrets& secrets) {
    const PlaceInCrowd place(m_state->crowd, provider);
    const Allowance allowance{std::chrono::steady_clock::now() + longest_sign_in};
    const Endpoints where = m_state->endpoints(provider, allowance);
    if (returned.issuer ? *returned.issuer != provider.issuer : where.names_itself)
        fail(ErrorKind::forbidden, "error-wiki-mixed-up", provider);
    if (!returned.error.empty()) fail_with(returned.error, provider);
    if (returned.code.empty() || returned.code.size() > longest_code)
        fail(ErrorKind::forbidden, "error-wiki-answer", provider, "code");
    const Tokens tokens =
        m_state->exchanged(provider, way_back(provider), where, returned.code, secrets, allowance);
    if (provider.way == Way::profile) return m_state->profile(provider, where, tokens, allowance);
    return m_state->openid(provider, where, tokens, secrets, allowance);
}

}  // namespace brujula::identity
