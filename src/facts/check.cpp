// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/check.hpp"

#include <string>

#include "base/error.hpp"

namespace brujula::facts {
namespace {

/// Each row of `sql` is a finding: a wiki, and how many.
void find(std::vector<Message>& findings, const Lake& lake, const char* key, const char* sql) {
    for (const auto& row : lake.query({sql, {}}).rows)
        findings.push_back(
            {key, {std::get<std::string>(row.at(0)), std::to_string(std::get<std::int64_t>(row.at(1)))}});
}

/// Throws where a row cannot be read: the engine looks at the checksum of each block that it reads.
void read_all(const Lake& lake) {
    for (const char* table : {"edits", "registrations", "users", "category_links", "category_names",
                              "category_counts", "category_members", "wikis", "namespaces", "manifest"})
        static_cast<void>(lake.query({std::string{"SELECT bit_xor(hash(t)) FROM "} + table + " t", {}}));
}

}  // namespace

std::vector<Message> check(const std::filesystem::path& folder) {
    try {
        return check(Lake(folder));
    } catch (const Error& error) {
        const Message& said = error.message();
        // What the engine says of a file does not tell which folder it is in, nor what to do.
        const bool by_engine = said.key == "error-lake-disk" || said.key == "error-lake-engine";
        return {by_engine ? Message{"check-lake-destroyed", {folder.string(), said.parameters.at(0)}} : said};
    }
}

std::vector<Message> check(const Lake& lake) {
    read_all(lake);
    std::vector<Message> findings;
    find(findings, lake, "check-lake-without-source",
         "SELECT wiki_db, count(*) FROM (SELECT wiki_db FROM edits UNION ALL SELECT wiki_db FROM users UNION "
         "ALL "
         "SELECT wiki_db FROM category_members) f WHERE wiki_db NOT IN (SELECT wiki_db FROM manifest) GROUP "
         "BY "
         "wiki_db ORDER BY wiki_db");
    find(findings, lake, "check-lake-revision-twice",
         "SELECT wiki_db, count(*) - count(DISTINCT revision_id) AS twice FROM edits GROUP BY wiki_db "
         "HAVING twice > 0 ORDER BY wiki_db");
    find(
        findings, lake, "check-lake-count",
        "SELECT m.wiki_db, coalesce(e.found, 0) FROM (SELECT wiki_db, sum(revisions) AS brought "
        "FROM "
        "manifest WHERE kind = 'edits' GROUP BY wiki_db) m LEFT JOIN (SELECT wiki_db, count(*) AS found FROM "
        "edits GROUP BY wiki_db) e USING (wiki_db) WHERE coalesce(e.found, 0) > m.brought OR (e.found IS "
        "NULL AND m.brought > 0) "
        "ORDER BY m.wiki_db");
    find(findings, lake, "check-lake-user-missing",
         "SELECT wiki_db, count(DISTINCT event_user_text) FROM edits e WHERE event_user_text <> '' AND NOT "
         "coalesce(event_user_is_anonymous, false) AND NOT EXISTS (SELECT 1 FROM users u WHERE u.wiki_db = "
         "e.wiki_db AND u.event_user_text = e.event_user_text) GROUP BY wiki_db ORDER BY wiki_db");
    return findings;
}

}  // namespace brujula::facts
