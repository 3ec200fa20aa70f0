// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "facts/lake.hpp"
#include "wiki/page_title.hpp"

namespace brujula::facts {

/// What a wiki's titles follow.
struct TitleRules {
    wiki::FirstLetter first_letter = wiki::FirstLetter::upper;
    std::map<int, std::string> namespaces;  ///< their names in the wiki's own words; empty: not loaded
};

/// Of every wiki whose metadata are loaded, by its database name.
std::map<std::string, TitleRules> title_rules(const Lake& lake);

/// A page on a wiki.
struct PageOfWiki {
    std::string wiki_db;
    std::string title;  ///< as people write it: "Usuaria:Ana B"

    auto operator<=>(const PageOfWiki&) const = default;
};

/// The ids of the pages with each title as titles are now, in the order given: none for one that no loaded
/// edit knows, several where pages of one title were deleted and made again. Redirects are not followed.
std::vector<std::vector<std::int64_t>> page_ids(const Lake& lake, const std::vector<PageOfWiki>& pages);

}  // namespace brujula::facts
