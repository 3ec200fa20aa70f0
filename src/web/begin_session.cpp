// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/begin_session.hpp"

namespace brujula::web {

std::string session_cookie(const std::string& token, bool https, long seconds) {
    return "brujula=" + token + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
           (https ? "; Secure" : "");
}

std::string begin_session(const House& house, const Call& call, const std::string& account,
                          Response& response) {
    constexpr long thirty_days = 30L * 24 * 3600;
    if (!call.session_token.empty()) house.accounts.end_session(call.session_token);
    std::string token = house.accounts.begin_session(account);
    response.set("Set-Cookie", session_cookie(token, call.https, thirty_days));
    return token;
}

}  // namespace brujula::web
