// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "facts/lake.hpp"

namespace brujula::measuring {

Instant at(const char* text);

/// An edit in as few words as a test needs: the parent is the page's edit before in the list.
struct EditForTests {
    std::string user;
    const char* time;
    std::int64_t page = 1;
    std::int64_t bytes = 100;
};

struct AccountForTests {
    std::string user;
    const char* time;
};

/// A lake in a folder of its own that goes away with it.
class LakeForTests {
public:
    LakeForTests();
    ~LakeForTests();
    LakeForTests(const LakeForTests&) = delete;
    LakeForTests& operator=(const LakeForTests&) = delete;

    void load(const std::string& wiki_db, const std::string& snapshot, const std::vector<EditForTests>& edits,
              const std::vector<AccountForTests>& accounts = {}, bool simulated = false);
    /// As dumps of categorylinks were till 2025: each page with the category that it carries.
    void load_categories(const std::string& wiki_db, const std::string& snapshot,
                         const std::vector<std::pair<std::int64_t, std::string>>& links);
    [[nodiscard]] const facts::Lake& lake() const { return *m_lake; }

private:
    std::filesystem::path m_folder;
    std::unique_ptr<facts::Lake> m_lake;
};

}  // namespace brujula::measuring
