// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// The cookie that a session's token is kept in; 0 seconds take it away.
std::string session_cookie(const std::string& token, bool https, long seconds);

/// Signs the browser in as the account, whoever it was before: its cookie is set in the answer. Gives the
/// token.
std::string begin_session(const House& house, const Call& call, const std::string& account,
                          Response& response);

}  // namespace brujula::web
