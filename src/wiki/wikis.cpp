// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/wikis.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace brujula::wiki {

namespace {

struct Family {
    std::string_view suffix;
    std::string_view family;
    std::string_view domain;
};

// The longer suffixes first; "wiki" ends most names.
constexpr std::array<Family, 8> families{{
    {"wiktionary", "wiktionary", "wiktionary.org"},
    {"wikibooks", "wikibooks", "wikibooks.org"},
    {"wikinews", "wikinews", "wikinews.org"},
    {"wikiquote", "wikiquote", "wikiquote.org"},
    {"wikisource", "wikisource", "wikisource.org"},
    {"wikiversity", "wikiversity", "wikiversity.org"},
    {"wikivoyage", "wikivoyage", "wikivoyage.org"},
    {"wiki", "wikipedia", "wikipedia.org"},
}};

struct Special {
    std::string_view wiki_db;
    std::string_view domain;
};

constexpr std::array<Special, 13> specials{{
    {"commonswiki", "commons.wikimedia.org"},
    {"wikidatawiki", "www.wikidata.org"},
    {"metawiki", "meta.wikimedia.org"},
    {"specieswiki", "species.wikimedia.org"},
    {"incubatorwiki", "incubator.wikimedia.org"},
    {"outreachwiki", "outreach.wikimedia.org"},
    {"mediawikiwiki", "www.mediawiki.org"},
    {"sourceswiki", "wikisource.org"},
    {"foundationwiki", "foundation.wikimedia.org"},
    {"testwiki", "test.wikipedia.org"},
    {"test2wiki", "test2.wikipedia.org"},
    {"wikifunctionswiki", "www.wikifunctions.org"},
    {"betawikiversity", "beta.wikiversity.org"},
}};

bool is_code(std::string_view text) {
    return text.size() >= 2 && text.size() <= 12 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
           });
}

std::string with(std::string text, char from, char to) {
    std::replace(text.begin(), text.end(), from, to);
    return text;
}

}  // namespace

Site site_of(std::string_view wiki_db) {
    Site site;
    site.wiki_db = wiki_db;
    for (const auto& special : specials)
        if (special.wiki_db == wiki_db) {
            site.domain = special.domain;
            site.family = wiki_db.substr(0, wiki_db.rfind("wiki"));
            return site;
        }
    for (const auto& family : families) {
        if (!wiki_db.ends_with(family.suffix)) continue;
        const auto code = wiki_db.substr(0, wiki_db.size() - family.suffix.size());
        if (!is_code(code)) break;
        site.language = with(std::string(code), '_', '-');
        site.family = family.family;
        site.domain = site.language + "." + std::string(family.domain);
        break;
    }
    return site;
}

std::string wiki_db_of_domain(std::string_view domain) {
    if (const auto scheme = domain.find("://"); scheme != std::string_view::npos)
        domain.remove_prefix(scheme + 3);
    domain = domain.substr(0, domain.find('/'));
    std::string plain{domain};
    std::transform(plain.begin(), plain.end(), plain.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (const auto mobile = plain.find(".m."); mobile != std::string::npos) plain.erase(mobile, 2);
    for (const auto& special : specials)
        if (special.domain == plain ||
            (special.domain.starts_with("www.") && special.domain.substr(4) == plain))
            return std::string(special.wiki_db);
    for (const auto& family : families) {
        const auto ending = "." + std::string(family.domain);
        if (!plain.ends_with(ending)) continue;
        const auto code = plain.substr(0, plain.size() - ending.size());
        if (is_code(code)) return with(code, '-', '_') + std::string(family.suffix);
    }
    return {};
}

std::optional<std::string> parse_wiki(std::string_view text) {
    if (text.find('.') != std::string_view::npos) {
        auto found = wiki_db_of_domain(text);
        return found.empty() ? std::nullopt : std::optional{found};
    }
    if (!site_of(text).domain.empty()) return std::string(text);
    if (text == "commons" || text == "wikidata" || text == "meta" || text == "species" || text == "outreach")
        return std::string(text) + "wiki";
    const bool language = is_code(text) && text.size() <= 3;
    return language ? std::optional{std::string(text) + "wiki"} : std::nullopt;
}

CreatedBy created_by_of_action(std::string_view action) {
    if (action == "create" || action == "newusers") return CreatedBy::self;
    if (action == "create2" || action == "byemail") return CreatedBy::peer;
    if (action == "autocreate") return CreatedBy::system;
    return CreatedBy::unknown;
}

}  // namespace brujula::wiki
