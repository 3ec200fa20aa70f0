// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace brujula::wiki {

enum class FirstLetter { upper, as_is };

/// A title as MediaWiki keeps it in its tables: Unicode NFC, spaces of every kind as single underscores, none
/// at the ends, marks of writing direction and byte order marks taken out, first letter upper-case unless the
/// wiki says "case-sensitive". No namespace is looked for. Invalid UTF-8 becomes U+FFFD.
std::string normalise_title(std::string_view title, FirstLetter first_letter);

struct PageName {
    int name_space = 0;
    std::string title;  ///< without the namespace, spaces as underscores

    bool operator==(const PageName&) const = default;
};

/// A title as a dump has it ("User talk:Ana B") into namespace and title ("Ana_B").
///
/// `name_space` is what the source says. Where it says nothing, the prefix is looked up in the wiki's
/// `namespaces` (and in MediaWiki's English names); a prefix that is none belongs to the title, in namespace
/// 0. Where the namespace is known the prefix goes if it is its name, or if the wiki's names are not known.
PageName split_title(std::string_view title, std::optional<std::int64_t> name_space,
                     const std::map<int, std::string>& namespaces);

/// "Ana B" of "Usuaria:Ana_B"; empty for a title that is not a user's page. Where the wiki's names are not
/// known any prefix but Special counts as the user namespace.
std::string user_of_title(std::string_view title, const std::map<int, std::string>& namespaces);

}  // namespace brujula::wiki
