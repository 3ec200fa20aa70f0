// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiki/history.hpp"

namespace brujula::wiki {

/// What a database name tells: "eswiki" → es.wikipedia.org, wikipedia, es; "zh_classicalwiki" →
/// zh-classical.wikipedia.org; "mxwikimedia" → mx.wikimedia.org, wikimedia, ""; "commonswiki" →
/// commons.wikimedia.org, commons, "". Domain, family and language are empty for a name that follows no rule
/// of Wikimedia's.
Site site_of(std::string_view wiki_db);

/// True for a name in Wikimedia's list of 2026, closed wikis among them.
bool is_wikimedia_wiki(std::string_view wiki_db);

/// "es.wikipedia.org", "es.m.wikipedia.org", "https://es.wikipedia.org/wiki/…" → "eswiki"; empty where it is
/// none of Wikimedia's list.
std::string wiki_db_of_domain(std::string_view domain);

/// What people write for a wiki: a database name, a domain or address, a language code ("es" → "eswiki"),
/// "commons", "wikidata" …; case and spaces around do not matter. Nothing where it is none of these: codes
/// and domains must be of Wikimedia's list, database names must only look like one ("simulatedwiki").
std::optional<std::string> parse_wiki(std::string_view text);

/// "es.wikipedia.org" of "https://es.wikipedia.org/wiki/Portada" or "//es.wikipedia.org", in small letters;
/// the text itself where it is no address.
std::string domain_of_url(std::string_view url);

/// Fills in from the database name or else the domain what is empty of database name, domain, language and
/// family. What the source says stays.
void complete(Site& site);

}  // namespace brujula::wiki
