// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "facts/lake.hpp"

// Histories written by hand, for tests.
namespace brujula::facts::testing_history {

/// "2014-01-01T00:00:00Z"; anything else fails the test.
Instant at(std::string_view text);

/// A folder of its own that goes away.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// What matters of an edit in a test.
struct Row {
    std::int64_t revision_id = 0;
    std::optional<std::int64_t> parent = {};
    std::string_view time = {};
    std::string user = {};
    std::int64_t page = 1;
    std::optional<std::int64_t> bytes = {};
    std::string sha1 = {};
};

/// A source written by hand.
class History {
public:
    void wiki(std::string wiki_db) { m_wiki_db = std::move(wiki_db); }
    void edit(const Row& edit);
    void edit(wiki::Edit edit) { m_edits.push_back(std::move(edit)); }
    void registration(wiki::Registration registration) { m_registrations.push_back(std::move(registration)); }
    /// Makes the source a dump of categorylinks, or of linktarget, whatever else it has.
    void link(wiki::CategoryLink link) { m_links.push_back(std::move(link)); }
    void name(wiki::CategoryName name) { m_names.push_back(std::move(name)); }
    [[nodiscard]] std::vector<wiki::Edit>& edits() { return m_edits; }
    [[nodiscard]] const std::vector<wiki::Edit>& edits() const { return m_edits; }

    wiki::ReadReport feed(wiki::HistorySink& sink) const;
    /// Its checksum is its name.
    LoadReport load_into(Lake& lake, const std::string& source, const LoadOptions& options = {}) const;

private:
    std::string m_wiki_db;
    std::vector<wiki::Edit> m_edits;
    std::vector<wiki::Registration> m_registrations;
    std::vector<wiki::CategoryLink> m_links;
    std::vector<wiki::CategoryName> m_names;
};

/// The answer as text: a line a row, cells joined by one space, NULL as "-".
std::string text_of_rows(const Lake& lake, const std::string& sql);

/// Everything that metrics can see of the lake.
std::string facts_of(const Lake& lake);

/// Page 7: Ana begins it, Beto adds, Ana takes back what Beto did.
History three_edits(const std::string& wiki);

/// Calls `work` and gives the kind, as kind_text has it, and the English text of the Error that it throws.
std::string error_of(const std::function<void()>& work);

/// What error_of begins with.
std::string kind_text(ErrorKind kind);

}  // namespace brujula::facts::testing_history
