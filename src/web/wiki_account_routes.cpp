// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/log.hpp"
#include "identity/providers.hpp"
#include "store/second_factor.hpp"
#include "store/wiki_accounts.hpp"
#include "web/entrance.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;

namespace {

constexpr std::size_t longest_path = 500;
constexpr long said_lasts = 120;

/// A path of this site: no browser takes it for another's address.
bool is_own_path(const std::string& path) {
    const bool plain =
        std::all_of(path.begin(), path.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
    return plain && path.size() <= longest_path && path.starts_with('/') && !path.starts_with("//") &&
           !path.starts_with("/api/");
}

/// A cookie of the way to a provider and back. Behind TLS only this very host can set it.
std::string cookie_name(const char* name, bool https) {
    return std::string{https ? "__Host-" : ""} + name;
}
std::string way_cookie(const char* name, const std::string& value, bool https, long seconds) {
    return cookie_name(name, https) + '=' + value +
           "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) + (https ? "; Secure" : "");
}
std::string way_cookie_of(const Call& call, const char* name) {
    return cookie_of(call.request.header("cookie").value_or(""), cookie_name(name, call.https));
}

constexpr const char* browser_cookie = "brujula-way";  ///< binds a sign-in to the browser that began it
constexpr const char* code_cookie = "brujula-code";    ///< the second step: "state.browser"
constexpr const char* said_cookie = "brujula-said";    ///< what became of it: "key.provider.word"

/// What is said on the next page, as it is kept in a cookie: no link can make it up.
std::string said_of(const Message& message, const std::string& provider) {
    std::string word;
    if (message.parameters.size() > 1) word = message.parameters[1];
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    return message.key + '.' + provider + '.' + (plain ? word : "");
}

/// The secrets of a sign-in that waits for its code, as the browser has them.
store::PendingSecrets waiting_secrets(const Call& call) {
    const std::string value = way_cookie_of(call, code_cookie);
    const auto dot = value.find('.');
    if (dot == std::string::npos) return {};
    return {value.substr(0, dot), value.substr(dot + 1)};
}

/// Where a browser goes on within this site, and what is told there.
struct Onward {
    std::string path;
    std::string said = {};
};

class WikiAccountRoutes {
public:
    WikiAccountRoutes(const House& house, SessionParts parts, identity::Providers* providers)
        : m_house(house), m_parts(std::move(parts)), m_providers(providers) {}

    /// What was said before is told once.
    Response providers(Call& call) const {
        json::array items;
        if (m_providers != nullptr)
            for (const auto& provider : m_providers->all())
                items.push_back({{"id", provider.id}, {"name", provider.name}});
        const std::string said = way_cookie_of(call, said_cookie);
        Response response = private_response({{"providers", std::move(items)},
                                              {"said", said_json(said, call.language)},
                                              {"code_asked", waiting(call).has_value()}});
        if (!said.empty())
            response.headers.emplace_back("Set-Cookie", way_cookie(said_cookie, "", call.https, 0));
        return response;
    }

    Response begin(Call& call) const {
        return send_there(call, provider_of(call.text("provider")), store::WikiPurpose::sign_in, "");
    }

    /// The code that the account's second factor shows, after the provider has said who it is: limited as
    /// codes after a password are.
    Response enter_code(Call& call) const {
        const auto pending = waiting(call);
        if (!pending) throw Error{ErrorKind::unauthenticated, {"error-wiki-state", {}}};
        m_parts.entrance.admit(call, pending->account);
        const auto account = m_house.accounts.find(pending->account);
        if (!account || account->disabled) throw Error{ErrorKind::forbidden, {"error-wiki-nobody", {}}};
        m_parts.entrance.need_code(call, account->name, call.text("code"));
        m_parts.entrance.passed(call, account->name);
        store::WikiAccounts(m_house.store).take(waiting_secrets(call), m_house.clock.now());
        Response response = private_response({{"path", pending->path}});
        enter(call, account->name, response);
        response.headers.emplace_back("Set-Cookie", way_cookie(code_cookie, "", call.https, 0));
        return response;
    }

    Response list(Call& call) const {
        json::array items;
        for (const auto& wiki : store::WikiAccounts(m_house.store).of(call.asker.actor().person))
            items.push_back(
                {{"id", wiki.id},
                 {"provider", provider_name(wiki.issuer)},
                 {"name", wiki.name},
                 {"linked", format(wiki.linked)},
                 {"used", wiki.used == Instant{} ? json::value{} : json::value(format(wiki.used))}});
        return private_response({{"items", std::move(items)}});
    }

    Response begin_link(Call& call) const {
        const auto& provider = provider_of(call.text("provider"));
        check_password(call);
        return send_there(call, provider, store::WikiPurpose::link, call.asker.actor().person);
    }

    Response unlink(Call& call) const {
        check_password(call);
        if (!store::WikiAccounts(m_house.store).unlink(call.asker.actor().person, call.id()))
            throw Error{ErrorKind::not_found, {"error-wiki-not-linked", {}}};
        return list(call);
    }

    /// The browser comes back from a provider.
    Response come_back(Call& call) const {
        const std::string& id = call.parts.find("provider")->second;
        const auto pending =
            store::WikiAccounts(m_house.store)
                .take({call.request.parameter("state").value_or(""), way_cookie_of(call, browser_cookie)},
                      m_house.clock.now());
        Response response;
        if (!pending || pending->purpose == store::WikiPurpose::code)
            go_on(call, "/sign-in", said_of({"error-wiki-state", {}}, ""), response);
        else
            finish(call, id, *pending, response);
        response.headers.emplace_back("Set-Cookie", way_cookie(browser_cookie, "", call.https, 0));
        return response;
    }

private:
    /// The sign-in of this browser that waits for its code.
    [[nodiscard]] std::optional<store::PendingSignIn> waiting(const Call& call) const {
        const auto found =
            store::WikiAccounts(m_house.store).find(waiting_secrets(call), m_house.clock.now());
        return found && found->purpose == store::WikiPurpose::code ? found : std::nullopt;
    }

    static Response private_response(const json::value& value) {
        Response response = json_response(200, value);
        response.set("Cache-Control", "no-store");
        return response;
    }

    [[nodiscard]] const identity::Provider& provider_of(const std::string& id) const {
        if (m_providers == nullptr)
            throw Error{ErrorKind::not_found, {"error-wiki-no-provider", {id.substr(0, 80)}}};
        return m_providers->get(id);
    }

    /// The issuer itself where its provider is not among the settings any more.
    [[nodiscard]] std::string provider_name(const std::string& issuer) const {
        if (m_providers != nullptr)
            for (const auto& provider : m_providers->all())
                if (provider.issuer == issuer) return provider.name;
        return issuer;
    }

    [[nodiscard]] std::string name_of_provider(const std::string& id) const {
        if (m_providers != nullptr)
            for (const auto& provider : m_providers->all())
                if (provider.id == id) return provider.name;
        return id;
    }

    [[nodiscard]] json::value said_json(const std::string& said, const std::string& language) const {
        const auto first = said.find('.');
        const auto second = said.find('.', first + 1);
        if (first == std::string::npos || second == std::string::npos) return nullptr;
        const std::string key = said.substr(0, first);
        const bool good = key == "wiki-linked-now";
        if ((!good && !key.starts_with("error-wiki-")) || !has_message(key)) return nullptr;
        const std::string provider =
            name_of_provider(said.substr(first + 1, second - first - 1).substr(0, 80));
        return {{"good", good},
                {"key", key},
                {"text", text_of({key, {provider, said.substr(second + 1).substr(0, 60)}}, language)}};
    }

    /// As for signing in: limited, and as slow for a wrong one.
    void check_password(Call& call) const {
        const std::string password = call.text("password");
        const std::string& name = call.asker.actor().person;
        if (password.size() > 1000 || !m_parts.entrance.password_is(call, name, password))
            throw Error{ErrorKind::bad_input, {"error-wiki-password", {}}};
        m_parts.entrance.passed(call, name);
    }

    Response send_there(Call& call, const identity::Provider& provider, store::WikiPurpose purpose,
                        const std::string& account) const {
        const std::string wanted = call.text_or("path", "/");
        const auto secrets = identity::new_secrets();
        const std::string path = is_own_path(wanted) ? wanted : "/";
        const auto sent = store::WikiAccounts(m_house.store)
                              .begin({provider.id, purpose, account, secrets.nonce, secrets.verifier, path},
                                     call.address, m_house.clock.now());
        Response response =
            private_response({{"address", m_providers->way_there(provider, sent.state, secrets)}});
        const auto seconds = std::chrono::seconds{store::sign_in_lasts}.count();
        response.set("Set-Cookie", way_cookie(browser_cookie, sent.browser, call.https, seconds));
        return response;
    }

    /// Sends the browser on within this site; `said` is told there.
    static void go_on(const Call& call, const std::string& path, const std::string& said,
                      Response& response) {
        response.status = 303;
        response.set("Location", path);
        response.set("Cache-Control", "no-store");
        if (!said.empty())
            response.headers.emplace_back("Set-Cookie",
                                          way_cookie(said_cookie, said, call.https, said_lasts));
    }

    static std::string sign_in_page(const store::PendingSignIn& pending) {
        return "/sign-in?next=" + identity::encoded(pending.path);
    }

    void finish(Call& call, const std::string& provider, const store::PendingSignIn& pending,
                Response& response) const {
        const bool linking = pending.purpose == store::WikiPurpose::link;
        try {
            const auto who = identify(call, provider, pending);
            const auto onward = linking ? Onward{pending.path, link(call, pending, who)}
                                        : sign_in(call, pending, who, response);
            go_on(call, onward.path, onward.said, response);
        } catch (const Error& wrong) {
            go_on(call, linking ? pending.path : sign_in_page(pending), said_of(wrong.message(), provider),
                  response);
        }
    }

    [[nodiscard]] identity::Identity identify(Call& call, const std::string& id,
                                              const store::PendingSignIn& pending) const {
        const auto& provider = provider_of(pending.provider);
        if (id != pending.provider)
            throw Error{ErrorKind::forbidden, {"error-wiki-mixed-up", {provider.name}}};
        const auto& request = call.request;
        return m_providers->who(provider,
                                {request.parameter("code").value_or(""), request.parameter("iss"),
                                 request.parameter("error").value_or("")},
                                {pending.nonce, pending.verifier});
    }

    /// Only who is still signed in as they were gets the link.
    std::string link(const Call& call, const store::PendingSignIn& pending,
                     const identity::Identity& who) const {
        if (!call.asker.signed_in() || call.asker.actor().person != pending.account)
            throw Error{ErrorKind::forbidden, {"error-wiki-session", {}}};
        store::WikiAccounts(m_house.store)
            .link(pending.account, {"", who.issuer, who.subject, who.name, m_house.clock.now(), {}});
        return said_of({"wiki-linked-now", {}}, pending.provider);
    }

    /// Nobody gets in, and no account is made, by a wiki account that no one has linked.
    /// Who has a second factor shows it next, unless the provider's is enough.
    Onward sign_in(Call& call, const store::PendingSignIn& pending, const identity::Identity& who,
                   Response& response) const {
        const auto name =
            store::WikiAccounts(m_house.store).use(who.issuer, who.subject, who.name, m_house.clock.now());
        const auto account = name ? m_house.accounts.find(*name) : std::nullopt;
        if (!account || account->disabled) throw Error{ErrorKind::forbidden, {"error-wiki-nobody", {}}};
        if (account->second_factor && !provider_of(pending.provider).second_factor_enough)
            return ask_code(call, pending, account->name, response);
        enter(call, account->name, response);
        return {pending.path};
    }

    void enter(Call& call, const std::string& account, Response& response) const {
        m_parts.entrance.begin(call, account, response);
        m_parts.entrance.write_down(call, store::security::signed_in, account, "wiki account");
    }

    Onward ask_code(const Call& call, const store::PendingSignIn& pending, const std::string& account,
                    Response& response) const {
        const auto secrets =
            store::WikiAccounts(m_house.store)
                .begin({pending.provider, store::WikiPurpose::code, account, "", "", pending.path},
                       call.address, m_house.clock.now());
        const auto seconds = std::chrono::seconds{store::sign_in_lasts}.count();
        response.headers.emplace_back(
            "Set-Cookie",
            way_cookie(code_cookie, secrets.state + '.' + secrets.browser, call.https, seconds));
        return {sign_in_page(pending)};
    }

    House m_house;
    SessionParts m_parts;
    identity::Providers* m_providers;
};

}  // namespace

void add_wiki_account_routes(Routes& routes, const House& house, const SessionParts& parts,
                             identity::Providers* providers) {
    const auto own = std::make_shared<WikiAccountRoutes>(house, parts, providers);
    const auto add = [&](const char* method, const std::string& pattern, Access access,
                         Response (WikiAccountRoutes::*handler)(Call&) const, const std::string& name,
                         const std::string& summary) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = access,
                    .handler = [own, handler](Call& call) { return ((*own).*handler)(call); },
                    .name = name,
                    .summary = summary});
    };
    add("GET", "/sign-in/providers", Access::everyone(), &WikiAccountRoutes::providers, "sign-in-providers",
        "Where one may sign in with a wiki account, and what became of doing so just now");
    add("POST", "/sign-in/wiki-accounts", Access::everyone(), &WikiAccountRoutes::begin, "wiki-sign-in",
        "Begin to sign in with a wiki account: the provider's address to go to");
    add("POST", "/sign-in/wiki-accounts/code", Access::everyone(), &WikiAccountRoutes::enter_code,
        "wiki-sign-in-code", "The second factor's code, after the provider has said who it is");
    add("GET", "/sign-in/callback/{provider}", Access::everyone(), &WikiAccountRoutes::come_back,
        "wiki-sign-in-callback", "Where a provider sends the browser back to");
    add("GET", "/me/wiki-accounts", Access::signed_in(), &WikiAccountRoutes::list, "my-wiki-accounts",
        "The wiki accounts that one has linked");
    add("POST", "/me/wiki-accounts", Access::signed_in(), &WikiAccountRoutes::begin_link,
        "my-wiki-account-link", "Begin to link a wiki account: the provider's address to go to");
    add("DELETE", "/me/wiki-accounts/{id}", Access::signed_in(), &WikiAccountRoutes::unlink,
        "my-wiki-account-unlink", "Undo the link with a wiki account");
}

}  // namespace brujula::web
