// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiki/history.hpp"

namespace brujula::wiki {

/// What a database name tells: "eswiki" → es.wikipedia.org, wikipedia, es; "commonswiki" →
/// commons.wikimedia.org, commons, "". Domain, family and language are empty for a name that follows no rule
/// of Wikimedia's.
Site site_of(std::string_view wiki_db);

/// "es.wikipedia.org", "https://es.wikipedia.org/wiki/…" → "eswiki"; empty where it is not one of
/// Wikimedia's.
std::string wiki_db_of_domain(std::string_view domain);

/// What people write for a wiki: a database name, a domain, a language code ("es" → "eswiki"), "commons",
/// "wikidata". Nothing where it is none of these.
std::optional<std::string> parse_wiki(std::string_view text);

/// Of an action in the newusers log: create, newusers → self; create2, byemail → peer; autocreate → system.
CreatedBy created_by_of_action(std::string_view action);

}  // namespace brujula::wiki
