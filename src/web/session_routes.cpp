// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "web/entrance.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

class SessionRoutes {
public:
    SessionRoutes(const House& house, SessionParts parts) : m_house(house), m_parts(std::move(parts)) {}

    [[nodiscard]] Response show(const std::optional<store::Account>& account, std::string_view csrf) const {
        Response response = json_response(
            200, {{"account", account ? json::value(own_account_json(m_house, m_parts.network, *account))
                                      : json::value{}},
                  {"csrf", csrf},
                  {"network", m_parts.network.id()},
                  {"demo", m_parts.demo},
                  {"version", m_parts.version}});
        response.set("Cache-Control", "no-store");
        return response;
    }

    Response get(Call& call) const {
        if (!call.asker.signed_in()) return show({}, call.csrf_token);
        return show(m_house.accounts.find(call.asker.actor().person), call.csrf_token);
    }

    /// The same answer and the same time whether the name or the password is wrong. Only who has the password
    /// is told that a code is asked for.
    Response sign_in(Call& call) const {
        const std::string name = call.text("name");
        const std::string password = call.text("password");
        const auto wrong = [] { return Error{ErrorKind::unauthenticated, {"error-sign-in", {}}}; };
        if (name.size() > 200 || password.size() > 1000) throw wrong();
        if (!m_parts.entrance.password_is(call, name, password)) throw wrong();
        const auto account = m_house.accounts.find(name);
        if (!account || account->disabled) throw wrong();
        if (account->second_factor) check_code(call, name);
        m_parts.entrance.passed(call, name);
        Response response = json_response(200, nullptr);
        m_parts.entrance.begin(call, name, response);
        m_parts.entrance.write_down(call, store::security::signed_in, name, "password");
        response.body = show(account, call.csrf_token).body;
        response.set("Cache-Control", "no-store");
        return response;
    }

    void check_code(const Call& call, const std::string& name) const {
        const std::string code = call.text_or("code", "");
        if (code.empty()) {
            m_parts.entrance.withdrawn(call, name);
            throw Error{ErrorKind::unauthenticated, {"error-second-factor-needed", {}}};
        }
        m_parts.entrance.need_code(call, name, code);
    }

    Response sign_out(Call& call) const {
        if (call.asker.signed_in())
            m_parts.entrance.write_down(call, store::security::signed_out, call.asker.actor().person);
        Response response = show({}, csrf_without_session);
        m_parts.entrance.end(call, response);
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
                .access = Access::own_account(),
                .handler = [own](Call& call) { return own->set_language(call); },
                .name = "session-language",
                .summary = "Choose the language of who is signed in"});
}

}  // namespace brujula::web
