// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "facts/categories.hpp"

namespace brujula::metrics {

/// A person of a cohort: a user name as the wikis show it (spaces, capital first letter), on one wiki or on
/// all of the scope. One name is one person on every wiki.
struct Member {
    std::string user_text;
    std::string wiki_db;  ///< empty: every wiki of the part

    auto operator<=>(const Member&) const = default;
};

struct PageKey {
    std::string wiki_db;
    std::int64_t page_id = 0;
};

/// People × wikis × pages × period. Where neither `categories` nor `pages` is given, every page; where both
/// are, the pages of either.
struct ScopePart {
    bool everyone = false;  ///< whoever edited, also anonymous editors and bots; `people` is not looked at
    std::vector<Member> people;
    std::vector<std::string> wikis;  ///< database names
    /// Their direct members, no subcategories. Without a wiki: on every wiki of the part.
    std::vector<facts::CategoryOfWiki> categories;
    std::vector<PageKey> pages;
    Period period;
};

/// Whose and which work: the union of its parts. A person, a page and an edit that several parts share counts
/// once.
struct Scope {
    std::vector<ScopePart> parts;
};

/// Limits on what is asked in one go: Error(too_large) beyond.
constexpr std::size_t most_people = 200'000;
constexpr std::size_t most_wikis = 1'000;
constexpr std::size_t most_parts = 2'000;
constexpr std::size_t most_pages = 200'000;

/// Throws Error(bad_input) where a part has no wiki or its period is empty, Error(too_large) beyond the
/// limits.
void check(const Scope& scope);

/// The scope with each category once a wiki, titled as the lake names it: see facts::category_titles().
Scope with_category_titles(const facts::Lake& lake, Scope scope);

/// The distinct names in the scope; nobody for everyone. Names that no account can have (empty, with control
/// characters) are left out.
std::vector<std::string> people_of(const Scope& scope);

bool has_everyone(const Scope& scope);
/// The wikis of all parts, each once, in order.
std::vector<std::string> wikis_of(const Scope& scope);

}  // namespace brujula::metrics
