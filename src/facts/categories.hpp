// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "facts/lake.hpp"

namespace brujula::facts {

class Connection;

/// Adds what is staged to the wiki's links and names; what is there already stays once.
void put_category_links(Connection& connection, const std::string& wiki_db);
void put_category_names(Connection& connection, const std::string& wiki_db);

struct CategoryCounts {
    std::uint64_t links = 0;
    std::uint64_t unnamed = 0;  ///< whose category's name is not loaded
};

/// Makes the wiki's category_members and category_counts anew from its links and names. Without any loaded
/// links the wiki has no row in category_counts.
CategoryCounts derive_category_members(Connection& connection, const std::string& wiki_db);

/// A category on a wiki.
struct CategoryOfWiki {
    std::string wiki_db;
    std::string category;  ///< as people write it, or as category_members has it

    auto operator<=>(const CategoryOfWiki&) const = default;
};

/// The categories as category_members names them, in the same order: underscores, the first letter by the
/// wiki's case, and without a prefix that names the category namespace in the wiki's own words or in English
/// ("Categoría:Museos de Córdoba" → "Museos_de_Córdoba"). Of a wiki whose namespaces are not loaded only the
/// English prefix is known.
std::vector<CategoryOfWiki> category_titles(const Lake& lake, std::vector<CategoryOfWiki> categories);

}  // namespace brujula::facts
