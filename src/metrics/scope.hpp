// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "facts/categories.hpp"
#include "facts/titles.hpp"

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

/// People × wikis × pages × period. Where none of `categories`, `titles` and `pages` is given, every page;
/// where several are, the pages of any.
struct ScopePart {
    bool everyone = false;  ///< whoever edited, also anonymous editors and bots; `people` is not looked at
    std::vector<Member> people;
    std::vector<std::string> wikis;  ///< database names
    /// Their direct members, no subcategories. Without a wiki: on every wiki of the part.
    std::vector<facts::CategoryOfWiki> categories;
    std::vector<facts::PageOfWiki> titles = {};  ///< without a wiki: on every wiki of the part
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

/// The scope with each category once a wiki, titled as the lake names it (facts::category_titles()), and the
/// pages that the titles name (facts::page_ids()) among its pages. A title that nothing has names no page.
Scope resolved(const facts::Lake& lake, Scope scope);

/// The titles of the scope that name no page on the wikis they are looked for on.
std::vector<facts::PageOfWiki> unknown_titles(const facts::Lake& lake, const Scope& scope);

/// The distinct names in the scope; nobody for everyone. Names that no account can have (empty, with control
/// characters) are left out.
std::vector<std::string> people_of(const Scope& scope);

bool has_everyone(const Scope& scope);
/// The wikis of all parts, each once, in order.
std::vector<std::string> wikis_of(const Scope& scope);

}  // namespace brujula::metrics
