// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "web/route.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// An account as who keeps it may see it (docs/api.md): its roles in organisations that the asker's role
/// reaches, and how many there are elsewhere. Never a mail address.
boost::json::object account_json(const House& house, const Asker& asker, const store::Account& account);

/// The body's `grants`, as the account would have them: what the asker may not give stays as it is. Throws
/// Error(bad_input) for what is no list of roles in organisations that are there, Error(forbidden) where it
/// gives or takes a role that the asker may not give.
std::vector<records::Grant> wanted_grants(const House& house, const Call& call,
                                          const std::vector<records::Grant>& present);

}  // namespace brujula::web
