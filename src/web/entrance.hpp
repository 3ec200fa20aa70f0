// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

#include "store/devices.hpp"
#include "store/security_log.hpp"
#include "web/network.hpp"
#include "web/route.hpp"
#include "web/sign_in.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// The cookie of a session; with the prefix behind https a browser takes it from this host and over TLS
/// alone.
std::string_view session_cookie_name(bool https);
std::string_view device_cookie_name(bool https);

/// What an account must do before it may use its roles; "" for nothing. "password": choose one of its own.
/// "second_factor": add one, since a role of its asks for it.
std::string_view must_first(const store::Store& store, const store::Account& account);

/// The one way to check who somebody is and to begin a session, however somebody came to it.
class Entrance {
public:
    /// All of it outlives the entrance.
    Entrance(const House& house, const Network& network, SignInGuard& guard)
        : m_house(house), m_network(network), m_guard(guard), m_devices(house.store), m_log(house.store) {}

    /// Whether the password is the name's; a wrong one is counted and written down. Takes as long for a name
    /// that is not there. A right one is still counted until passed() or withdrawn(). Throws Error(too_many),
    /// Error(unavailable).
    bool password_is(const Call& call, const std::string& name, const std::string& password);
    /// Counts what else shows who somebody is, such as a code; likewise.
    void admit(const Call& call, const std::string& name) { m_guard.admit(attempt(call, name)); }
    /// Throws Error(unauthenticated) where the code is not the account's second factor's, and writes it down;
    /// also that a recovery code was used. A right one is used up.
    void need_code(const Call& call, const std::string& account, const std::string& code) const;
    void passed(const Call& call, const std::string& name);
    void withdrawn(const Call& call, const std::string& name);
    /// Of what is no password, such as a link: only the address is counted.
    void admit_address(const Call& call) { m_guard.admit_address(call.address); }

    /// A new session for the account in place of the one that the call came with, and a browser that is known
    /// from now on: the cookies are added to the answer, and the call has the new session.
    void begin(Call& call, const std::string& account, Response& response) const;
    /// The session ends, and the cookie with it.
    void end(Call& call, Response& response) const;

    void write_down(const Call& call, std::string_view kind, const std::string& account,
                    const std::string& about = {}) const;

private:
    [[nodiscard]] Attempt attempt(const Call& call, const std::string& name) const;

    House m_house;
    const Network& m_network;
    SignInGuard& m_guard;
    Turnstile m_strangers{2, 8};
    Turnstile m_known{1, 8};  ///< so that strangers who fill theirs keep nobody out who was here before
    store::Devices m_devices;
    mutable store::SecurityLog m_log;
};

/// What `GET /session` tells of an account: docs/api.md.
boost::json::object own_account_json(const House& house, const Network& network,
                                     const store::Account& account);
boost::json::array grants_json(const std::vector<records::Grant>& grants);

}  // namespace brujula::web
