// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/entrance.hpp"

#include <optional>

#include <boost/json.hpp>

#include "records/account_access.hpp"
#include "store/access_settings.hpp"
#include "store/second_factor.hpp"
#include "web/user_agent.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace security = store::security;
namespace {

constexpr long a_year = 365L * 24 * 3600;

std::string cookie(std::string_view name, const std::string& value, bool https, long seconds) {
    return std::string{name} + "=" + value +
           "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) + (https ? "; Secure" : "");
}

std::string device_cookie(const Call& call) {
    return cookie_of(call.request.header("cookie").value_or(""), device_cookie_name(call.https));
}

}  // namespace

std::string_view session_cookie_name(bool https) {
    return https ? "__Host-brujula" : "brujula";
}

std::string_view device_cookie_name(bool https) {
    return https ? "__Host-brujula-device" : "brujula-device";
}

std::string_view must_first(const store::Store& store, const store::Account& account) {
    if (account.must_change) return "password";
    return store::lacks_second_factor(store, account) ? "second_factor" : "";
}

Attempt Entrance::attempt(const Call& call, const std::string& name) const {
    return {name, call.address, m_devices.known(name, device_cookie(call))};
}

bool Entrance::password_is(const Call& call, const std::string& name, const std::string& password) {
    const auto tried = attempt(call, name);
    m_guard.admit(tried);
    bool right = false;
    {
        const Turnstile::Place place(tried.device.empty() ? m_strangers : m_known);
        right = m_house.accounts.password_matches(name, password);
    }
    if (!right) write_down(call, security::refused, name, "password");
    return right;
}

void Entrance::need_code(const Call& call, const std::string& account, const std::string& code) const {
    const auto found = store::SecondFactors(m_house.store).take(account, code);
    if (found == store::CodeIs::wrong) {
        write_down(call, security::refused, account, "code");
        throw Error{ErrorKind::unauthenticated, {"error-second-factor-wrong", {}}};
    }
    if (found == store::CodeIs::recovery) write_down(call, security::recovery_code_used, account);
}

void Entrance::passed(const Call& call, const std::string& name) {
    m_guard.succeeded(attempt(call, name));
}

void Entrance::withdrawn(const Call& call, const std::string& name) {
    m_guard.withdrawn(attempt(call, name));
}

void Entrance::begin(Call& call, const std::string& account, Response& response) const {
    if (!call.session_token.empty()) m_house.accounts.end_session(call.session_token);
    const auto token =
        m_house.accounts.begin_session(account, device_of(call.request.header("user-agent").value_or("")));
    const auto session = m_house.accounts.find_session(token);
    if (!session) throw Error{ErrorKind::unauthenticated, {"error-sign-in", {}}};
    const auto most = (session->expires - session->begun).count();
    response.headers.emplace_back(
        "Set-Cookie", cookie(session_cookie_name(call.https), token, call.https, static_cast<long>(most)));
    response.headers.emplace_back(
        "Set-Cookie", cookie(device_cookie_name(call.https),
                             m_devices.remembering(account, device_cookie(call)), call.https, a_year));
    call.session_token = token;
    call.csrf_token = session->csrf_token;
}

void Entrance::end(Call& call, Response& response) const {
    if (!call.session_token.empty()) m_house.accounts.end_session(call.session_token);
    response.headers.emplace_back("Set-Cookie", cookie(session_cookie_name(call.https), "", call.https, 0));
    call.session_token.clear();
}

void Entrance::write_down(const Call& call, std::string_view kind, const std::string& account,
                          const std::string& about) const {
    m_log.add({kind, account, about, network_of(call.address)});
}

json::array grants_json(const std::vector<records::Grant>& grants) {
    json::array list;
    for (const records::Grant& grant : grants)
        list.push_back({{"organisation", grant.organisation}, {"role", store::name_of(grant.role)}});
    return list;
}

json::object own_account_json(const House& house, const Network& network, const store::Account& account) {
    const auto must = must_first(house.store, account);
    const records::Actor actor{account.name, account.grants, network.id()};
    const bool all = records::may(actor, records::Action::manage_accounts, "", "", {});
    return {{"name", account.name},
            {"person", account.person},
            {"language", account.language},
            {"grants", grants_json(account.grants)},
            {"must", must.empty() ? json::value{} : json::value(must)},
            {"second_factor", account.second_factor},
            {"keeps_accounts", all                             ? "all"
                               : records::sees_accounts(actor) ? "some"
                                                               : "none"}};
}

}  // namespace brujula::web
