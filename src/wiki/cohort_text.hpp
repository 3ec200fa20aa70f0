// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace brujula::wiki {

/// One person of a cohort as pasted.
struct CohortEntry {
    std::string user_text;               ///< as MediaWiki keeps names
    std::optional<std::string> wiki_db;  ///< where the line names a wiki
    std::size_t line = 0;                ///< from 1
};

/// A line that gave nobody, or not all it seems to say.
struct CohortNote {
    std::size_t line = 0;
    std::string raw;  ///< its first 300 bytes
    std::string key;  ///< message: "cohort-duplicate", "cohort-name-too-long", "cohort-name-forbidden",
                      ///< "cohort-name-empty", "cohort-address", "cohort-mail-address", "cohort-not-text"
};

struct CohortText {
    std::vector<CohortEntry> entries;
    std::vector<CohortNote> notes;
};

/// Reads participants as people have them (docs/formats/cohort-text.md): one name a line (LF, CRLF or CR; a
/// byte order mark; blank lines), or `name,wiki` (also with a tab or semicolon): the last one separates, and
/// only where a wiki's database name, domain or language code follows, since names hold commas. A line in
/// double quotes is CSV. A heading ("user,project") is passed over; list marks, [[links]], "User:",
/// "Usuario:", "Usuária:" … and the addresses of user pages are taken off. The same name and wiki twice is
/// told and taken once. Throws Error(too_large) beyond 1 MB or 20,000 lines.
CohortText parse_cohort(std::string_view text);

}  // namespace brujula::wiki
