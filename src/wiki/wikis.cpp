// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/wikis.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace brujula::wiki {

namespace {

constexpr std::string_view wiki_names[] = {
#include "wiki/wiki_names.inc"
};

struct Special {
    std::string_view wiki_db, domain, language, family;
};

/// Wikis whose names do not follow from their database name.
constexpr Special specials[] = {
    {"abstractwiki", "abstract.wikipedia.org", "", "abstract"},
    {"be_x_oldwiki", "be-tarask.wikipedia.org", "be-tarask", "wikipedia"},
    {"betawikiversity", "beta.wikiversity.org", "", "wikiversity"},
    {"chapcomwiki", "affcom.wikimedia.org", "", "wikimedia"},
    {"commonswiki", "commons.wikimedia.org", "", "commons"},
    {"foundationwiki", "foundation.wikimedia.org", "", "foundation"},
    {"incubatorwiki", "incubator.wikimedia.org", "", "incubator"},
    {"labswiki", "wikitech.wikimedia.org", "", "wikitech"},
    {"mediawikiwiki", "www.mediawiki.org", "", "mediawiki"},
    {"metawiki", "meta.wikimedia.org", "", "meta"},
    {"nostalgiawiki", "nostalgia.wikipedia.org", "", "wikipedia"},
    {"ombudsmenwiki", "ombuds.wikimedia.org", "", "wikimedia"},
    {"otrs_wikiwiki", "vrt-wiki.wikimedia.org", "", "wikimedia"},
    {"outreachwiki", "outreach.wikimedia.org", "", "outreach"},
    {"sourceswiki", "wikisource.org", "", "wikisource"},
    {"specieswiki", "species.wikimedia.org", "", "species"},
    {"tenwiki", "ten.wikipedia.org", "", "wikipedia"},
    {"test2wiki", "test2.wikipedia.org", "", "wikipedia"},
    {"testcommonswiki", "test-commons.wikimedia.org", "", "commons"},
    {"testwiki", "test.wikipedia.org", "", "wikipedia"},
    {"testwikidatawiki", "test.wikidata.org", "", "wikidata"},
    {"thankyouwiki", "thankyou.wikipedia.org", "", "wikipedia"},
    {"wg_enwiki", "wg-en.wikipedia.org", "", "wikipedia"},
    {"wikidatawiki", "www.wikidata.org", "", "wikidata"},
    {"wikifunctionswiki", "www.wikifunctions.org", "", "wikifunctions"},
};

/// Names of wikis that belong to no language and lie at <name>.wikimedia.org. Arbitration committees' at
/// wikipedia.org.
constexpr std::string_view without_language[] = {
    "advisors", "advisory",  "auditcom",  "boardgovcom", "board",         "chair",       "checkuser",
    "collab",   "conduct",   "donate",    "electcom",    "exec",          "fdc",         "grants",
    "iegcom",   "internal",  "legalteam", "login",       "movementroles", "office",      "projectcom",
    "quality",  "searchcom", "spcom",     "steward",     "strategy",      "techconduct", "transitionteam",
    "u4c",      "usability", "vote",
};

constexpr std::string_view families[] = {"wiktionary",  "wikibooks",  "wikinews",  "wikiquote", "wikisource",
                                         "wikiversity", "wikivoyage", "wikimedia", "wiki"};

std::string with(std::string_view text, char from, char to) {
    std::string changed{text};
    std::replace(changed.begin(), changed.end(), from, to);
    return changed;
}

std::string lower(std::string_view text) {
    std::string changed{text};
    for (char& c : changed)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return changed;
}

std::string_view trim(std::string_view text) {
    const auto from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

const Special* find_special(std::string_view wiki_db) {
    for (const auto& special : specials)
        if (special.wiki_db == wiki_db) return &special;
    return nullptr;
}

bool is_word(std::string_view text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// "es" and "wikibooks" of "eswikibooks"; nothing for a name that ends with no family's.
std::optional<std::pair<std::string_view, std::string_view>> split_name(std::string_view wiki_db) {
    for (const auto family : families)
        if (wiki_db.ends_with(family) && is_word(wiki_db.substr(0, wiki_db.size() - family.size())))
            return std::pair{wiki_db.substr(0, wiki_db.size() - family.size()), family};
    return std::nullopt;
}

bool has_no_language(std::string_view code) {
    return code.starts_with("wikimania") ||
           std::find(std::begin(without_language), std::end(without_language), code) !=
               std::end(without_language);
}

/// By the rules of Wikimedia's domains.
void fill_by_rule(Site& site, std::string_view code, std::string_view family) {
    const std::string host = with(code, '_', '-');
    site.family = family == "wiki" ? "wikipedia" : family;
    site.language = host;
    if (family == "wikimedia" || (family == "wiki" && has_no_language(code))) {
        site.family = "wikimedia";
        site.language.clear();
    }
    if (family == "wiki" && (code.starts_with("arbcom_") || code.starts_with("sysop_")))
        site.language.clear();
    site.domain = host + "." + site.family + ".org";
}

/// The database name at <code>.<family>.org.
std::string name_of_host(std::string_view code, std::string_view family) {
    return with(code, '-', '_') + std::string(family == "wikipedia" ? "wiki" : family);
}

}  // namespace

Site site_of(std::string_view wiki_db) {
    Site site;
    site.wiki_db = wiki_db;
    if (const auto* special = find_special(wiki_db)) {
        site.domain = special->domain;
        site.language = special->language;
        site.family = special->family;
    } else if (const auto parts = split_name(wiki_db)) {
        fill_by_rule(site, parts->first, parts->second);
    }
    return site;
}

bool is_wikimedia_wiki(std::string_view wiki_db) {
    return std::binary_search(std::begin(wiki_names), std::end(wiki_names), wiki_db);
}

std::string wiki_db_of_domain(std::string_view domain) {
    std::string plain = domain_of_url(domain);
    if (const auto mobile = plain.find(".m."); mobile != std::string::npos) plain.erase(mobile, 2);
    if (plain.starts_with("m.")) plain.erase(0, 2);
    for (const auto& special : specials)
        if (plain == special.domain || "www." + plain == special.domain ||
            plain == "www." + std::string(special.domain))
            return std::string(special.wiki_db);
    const auto dot = plain.find('.');
    if (dot == std::string::npos || !plain.ends_with(".org") || dot + 5 > plain.size()) return {};
    const auto code = std::string_view(plain).substr(0, dot);
    const auto family = std::string_view(plain).substr(dot + 1, plain.size() - dot - 5);
    for (const auto& name : {name_of_host(code, family), name_of_host(code, "wikipedia")})
        if (is_wikimedia_wiki(name) && site_of(name).domain == plain) return name;
    return {};
}

std::optional<std::string> parse_wiki(std::string_view text) {
    const std::string plain = lower(trim(text));
    if (plain.empty() || plain.size() > 255) return std::nullopt;
    if (plain.find('.') != std::string::npos) {
        auto name = wiki_db_of_domain(plain);
        return name.empty() ? std::nullopt : std::optional{name};
    }
    if (find_special(plain) || split_name(plain)) return plain;
    if (plain == "be-tarask") return "be_x_oldwiki";
    auto by_code = with(plain, '-', '_') + "wiki";
    return is_wikimedia_wiki(by_code) ? std::optional{by_code} : std::nullopt;
}

std::string domain_of_url(std::string_view url) {
    if (const auto scheme = url.find("//"); scheme != std::string_view::npos) url.remove_prefix(scheme + 2);
    return lower(url.substr(0, url.find_first_of("/?#:")));
}

void complete(Site& site) {
    if (site.wiki_db.empty()) site.wiki_db = wiki_db_of_domain(site.domain);
    const Site known = site_of(site.wiki_db);
    if (site.domain.empty()) site.domain = known.domain;
    if (site.language.empty()) site.language = known.language;
    if (site.family.empty()) site.family = known.family;
}

}  // namespace brujula::wiki
