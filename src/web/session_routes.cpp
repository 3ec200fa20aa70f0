// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "web/begin_session.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

std::string_view name_of(records::Role role) {
    switch (role) {
        case records::Role::none:
            return "none";
        case records::Role::reader:
            return "reader";
        case records::Role::member:
            return "member";
        case records::Role::coordinator:
            return "coordinator";
        case records::Role::steward:
            return "steward";
        case records::Role::administrator:
            return "administrator";
    }
    return "none";
}

json::value account_json(const store::Account& account) {
    json::array grants;
    for (const records::Grant& grant : account.grants)
        grants.push_back({{"organisation", grant.organisation}, {"role", name_of(grant.role)}});
    return {{"name", account.name},
            {"person", account.person},
            {"language", account.language},
            {"grants", std::move(grants)}};
}

class SessionRoutes {
public:
    SessionRoutes(const House& house, SessionParts parts) : m_house(house), m_parts(std::move(parts)) {}

    [[nodiscard]] Response show(const std::optional<store::Account>& account, std::string_view csrf) const {
        return json_response(200, {{"account", account ? account_json(*account) : json::value{}},
                                   {"csrf", csrf},
                                   {"network", m_parts.network.id()},
                                   {"demo", m_parts.demo},
                                   {"version", m_parts.version}});
    }

    Response get(Call& call) const {
        if (!call.asker.signed_in()) return show({}, call.csrf_token);
        return show(m_house.accounts.find(call.asker.actor().person), call.csrf_token);
    }

    /// The same answer and the same time whether the name or the password is wrong.
    Response sign_in(Call& call) const {
        const std::string name = call.text("name");
        const std::string password = call.text("password");
        const auto wrong = [] { return Error{ErrorKind::unauthenticated, {"error-sign-in", {}}}; };
        if (name.size() > 200 || password.size() > 1000) throw wrong();
        m_parts.guard.admit(name, call.address);
        bool matches = false;
        {
            const Turnstile::Place place(m_parts.passwords);
            matches = m_house.accounts.password_matches(name, password);
        }
        const auto account = matches ? m_house.accounts.find(name) : std::nullopt;
        if (!account || account->disabled) throw wrong();
        m_parts.guard.succeeded(name, call.address);
        Response begun;
        const auto session =
            m_house.accounts.find_session(begin_session(m_house, call, account->name, begun));
        Response response = show(account, session ? session->csrf_token : "");
        response.set("Set-Cookie", begun.header("Set-Cookie").value_or(""));
        return response;
    }

    Response sign_out(Call& call) const {
        if (!call.session_token.empty()) m_house.accounts.end_session(call.session_token);
        Response response = show({}, csrf_without_session);
        response.set("Set-Cookie", session_cookie("", call.https, 0));
        return response;
    }

    Response set_language(Call& call) const {
        const std::string language = call.text("language");
        if (language.size() > 20) throw Error{ErrorKind::bad_input, {"error-member-text", {"language"}}};
        m_house.accounts.set_language(call.asker.actor().person, language);
        return get(call);
    }

private:
    House m_house;
    SessionParts m_parts;
};

}  // namespace

void add_session_routes(Routes& routes, const House& house, const SessionParts& parts) {
    const auto own = std::make_shared<SessionRoutes>(house, parts);
    routes.add({.method = "GET",
                .pattern = "/session",
                .access = Access::everyone(),
                .handler = [own](Call& call) { return own->get(call); },
                .name = "session",
                .summary = "Who is signed in, and the token that changing requests carry"});
    routes.add({.method = "POST",
                .pattern = "/session",
                .access = Access::everyone(),
                .handler = [own](Call& call) { return own->sign_in(call); },
                .name = "sign-in",
                .summary = "Sign in with name and password"});
    routes.add({.method = "DELETE",
                .pattern = "/session",
                .access = Access::everyone(),
                .handler = [own](Call& call) { return own->sign_out(call); },
                .name = "sign-out",
                .summary = "Sign out"});
    routes.add({.method = "PATCH",
                .pattern = "/session",
                .access = Access::signed_in(),
                .handler = [own](Call& call) { return own->set_language(call); },
                .name = "session-language",
                .summary = "Choose the language of who is signed in"});
}

}  // namespace brujula::web
