// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "store/second_factor.hpp"
#include "store/totp.hpp"
#include "web/entrance.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace security = store::security;
namespace {

Response private_answer(const json::value& value) {
    Response response = json_response(200, value);
    response.set("Cache-Control", "no-store");
    return response;
}

/// "2014-11-21T09:00:00Z", to the hour: enough to know oneself by.
std::string coarse(Instant t) {
    return format(std::chrono::floor<std::chrono::hours>(t));
}

json::object session_json(const store::Session& session, bool this_one) {
    const auto slash = session.device.find('/');
    return {{"id", session.id},
            {"this", this_one},
            {"browser", session.device.substr(0, slash)},
            {"system", slash == std::string::npos ? "" : session.device.substr(slash + 1)},
            {"begun", coarse(session.begun)},
            {"used", coarse(session.used)},
            {"expires", coarse(session.expires)}};
}

json::array texts_json(const std::vector<std::string>& texts) {
    json::array list;
    for (const auto& text : texts)
        list.emplace_back(text);
    return list;
}

class MeRoutes {
public:
    MeRoutes(const House& house, Entrance& entrance, const Network& network)
        : m_house(house), m_entrance(entrance), m_network(network), m_factors(house.store) {}

    Response show(Call& call) const {
        const auto account = own(call);
        json::object answer = own_account_json(m_house, m_network, account);
        answer["recovery_codes_left"] = m_factors.recovery_codes_left(account.name);
        return private_answer(answer);
    }

    Response set_language(Call& call) const {
        const std::string language = call.text("language");
        if (language.size() > 20) throw Error{ErrorKind::bad_input, {"error-member-text", {"language"}}};
        m_house.accounts.set_language(name_of(call), language);
        return show(call);
    }

    /// Every session ends, this one goes on under another token.
    Response set_password(Call& call) const {
        const auto name = name_of(call);
        const std::string chosen = call.text("new");
        needs_password(call, "old");
        if (chosen == call.text("old")) throw Error{ErrorKind::bad_input, {"error-password-same", {}}};
        m_house.accounts.set_password(name, chosen);
        m_entrance.write_down(call, security::password_changed, name, name);
        return renewed(call, {});
    }

    Response sessions(Call& call) const {
        const auto present = m_house.accounts.find_session(call.session_token);
        json::array list;
        for (const auto& session : m_house.accounts.sessions(name_of(call)))
            list.push_back(session_json(session, present && present->id == session.id));
        return private_answer({{"items", std::move(list)}});
    }

    Response end_session(Call& call) const {
        if (!m_house.accounts.end_session_of(name_of(call), call.id()))
            throw Error{ErrorKind::not_found, {"error-no-such-session", {}}};
        m_entrance.write_down(call, security::sessions_ended, name_of(call), name_of(call));
        return sessions(call);
    }

    Response end_other_sessions(Call& call) const {
        m_house.accounts.end_sessions(name_of(call), call.session_token);
        m_entrance.write_down(call, security::sessions_ended, name_of(call), name_of(call));
        return sessions(call);
    }

    Response begin_second_factor(Call& call) const {
        needs_password(call, "password");
        store::SecondFactors factors(m_house.store);
        const auto secret = factors.begin(name_of(call));
        return private_answer(
            {{"secret", secret}, {"address", store::totp_address(secret, name_of(call), "Brújula")}});
    }

    Response confirm_second_factor(Call& call) const {
        store::SecondFactors factors(m_house.store);
        const auto codes = factors.confirm(name_of(call), call.text("code"));
        m_house.accounts.end_sessions(name_of(call));
        m_entrance.write_down(call, security::second_factor_added, name_of(call), name_of(call));
        return renewed(call, {{"recovery_codes", texts_json(codes)}});
    }

    Response remove_second_factor(Call& call) const {
        store::SecondFactors factors(m_house.store);
        needs_password(call, "password");
        needs_code(call, factors);
        factors.remove(name_of(call));
        m_house.accounts.end_sessions(name_of(call));
        m_entrance.write_down(call, security::second_factor_removed, name_of(call), name_of(call));
        return renewed(call, {});
    }

    Response renew_recovery_codes(Call& call) const {
        store::SecondFactors factors(m_house.store);
        if (!factors.has(name_of(call))) throw Error{ErrorKind::bad_input, {"error-second-factor-none", {}}};
        needs_password(call, "password");
        needs_code(call, factors);
        const auto codes = factors.renew_recovery_codes(name_of(call));
        m_entrance.write_down(call, security::recovery_codes_made, name_of(call), name_of(call));
        return private_answer({{"recovery_codes", texts_json(codes)}});
    }

private:
    static std::string name_of(const Call& call) { return call.asker.actor().person; }

    [[nodiscard]] store::Account own(const Call& call) const {
        auto account = m_house.accounts.find(name_of(call));
        if (!account) call.asker.refuse();
        return std::move(*account);
    }

    /// Who found a browser open does not know it.
    void needs_password(Call& call, std::string_view member) const {
        const std::string password = call.text(member);
        if (password.size() > 1000 || !m_entrance.password_is(call, name_of(call), password))
            throw Error{ErrorKind::bad_input, {"error-old-password", {}}};
        m_entrance.passed(call, name_of(call));
    }

    void needs_code(const Call& call, store::SecondFactors& factors) const {
        m_entrance.admit(call, name_of(call));
        if (factors.take(name_of(call), call.text("code")) == store::CodeIs::wrong) {
            m_entrance.write_down(call, security::refused, name_of(call), "code");
            throw Error{ErrorKind::bad_input, {"error-second-factor-wrong", {}}};
        }
        m_entrance.passed(call, name_of(call));
    }

    /// What `GET /me` says, with a new session's token.
    Response renewed(Call& call, json::object more) const {
        Response response = private_answer(nullptr);
        m_entrance.begin(call, name_of(call), response);
        json::object answer = own_account_json(m_house, m_network, own(call));
        answer["csrf"] = call.csrf_token;
        answer["recovery_codes_left"] = m_factors.recovery_codes_left(name_of(call));
        for (auto& [name, value] : more)
            answer[name] = std::move(value);
        response.body = json::serialize(answer);
        return response;
    }

    House m_house;
    Entrance& m_entrance;
    const Network& m_network;
    store::SecondFactors m_factors;
};

}  // namespace

void add_me_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network) {
    const auto own = std::make_shared<MeRoutes>(house, entrance, network);
    const auto add = [&](const char* method, const std::string& pattern,
                         Response (MeRoutes::*handler)(Call&) const, const std::string& name,
                         const std::string& summary) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = Access::own_account(),
                    .handler = [own, handler](Call& call) { return ((*own).*handler)(call); },
                    .name = name,
                    .summary = summary});
    };
    add("GET", "/me", &MeRoutes::show, "me", "One's own account");
    add("PATCH", "/me", &MeRoutes::set_language, "me-change", "Choose one's language");
    add("POST", "/me/password", &MeRoutes::set_password, "me-password", "Choose another password");
    add("GET", "/me/sessions", &MeRoutes::sessions, "me-sessions", "Where one is signed in");
    add("DELETE", "/me/sessions", &MeRoutes::end_other_sessions, "me-sessions-end",
        "Sign out everywhere else");
    add("DELETE", "/me/sessions/{id}", &MeRoutes::end_session, "me-session-end", "Sign out in one place");
    add("POST", "/me/second-factor", &MeRoutes::begin_second_factor, "me-second-factor",
        "Begin to add a second factor");
    add("POST", "/me/second-factor/confirm", &MeRoutes::confirm_second_factor, "me-second-factor-confirm",
        "Add it, with its first code");
    add("DELETE", "/me/second-factor", &MeRoutes::remove_second_factor, "me-second-factor-remove",
        "Remove the second factor");
    add("POST", "/me/recovery-codes", &MeRoutes::renew_recovery_codes, "me-recovery-codes",
        "New recovery codes in place of the earlier ones");
}

}  // namespace brujula::web
