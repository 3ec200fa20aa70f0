// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <functional>
#include <map>
#include <stdexcept>

#include <unistd.h>

#include "measuring/lake_for_tests.hpp"

namespace brujula::measuring {

Instant at(const char* text) {
    const auto instant = parse_instant(text);
    if (!instant) throw std::invalid_argument{text};
    return *instant;
}

namespace {

std::int64_t id_of(const std::string& user) {
    return static_cast<std::int64_t>(std::hash<std::string>{}(user) % 1'000'000'000) + 1;
}

std::vector<wiki::Edit> full_edits(const std::vector<EditForTests>& edits) {
    std::map<std::int64_t, std::int64_t> newest;
    std::vector<wiki::Edit> full;
    std::int64_t revision = 0;
    for (const auto& edit : edits) {
        wiki::Edit one;
        one.revision_id = ++revision;
        one.revision_parent_id = newest[edit.page];
        newest[edit.page] = revision;
        one.event_timestamp = at(edit.time);
        one.event_user_text = edit.user;
        one.event_user_id = id_of(edit.user);
        one.page_id = edit.page;
        one.page_title = "Page_" + std::to_string(edit.page);
        one.revision_text_bytes = edit.bytes;
        full.push_back(std::move(one));
    }
    return full;
}

}  // namespace

LakeForTests::LakeForTests() {
    static std::atomic<int> count{0};
    m_folder = std::filesystem::temp_directory_path() /
               ("brujula-measuring-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    m_lake = std::make_unique<facts::Lake>(m_folder);
}

LakeForTests::~LakeForTests() {
    m_lake.reset();
    std::error_code error;
    std::filesystem::remove_all(m_folder, error);
}

void LakeForTests::load(const std::string& wiki_db, const std::string& snapshot,
                        const std::vector<EditForTests>& edits, const std::vector<AccountForTests>& accounts,
                        bool simulated) {
    facts::LoadOptions options;
    options.wiki_db = wiki_db;
    options.snapshot = snapshot;
    options.simulated = simulated;
    const auto source = wiki_db + "-" + snapshot;
    m_lake->load_from(source, source, options, [&](wiki::HistorySink& sink) {
        for (const auto& edit : full_edits(edits))
            sink.edit(edit);
        for (const auto& account : accounts)
            sink.registration({id_of(account.user), account.user, at(account.time), wiki::CreatedBy::self});
        wiki::ReadReport report{};
        report.edits = edits.size();
        report.registrations = accounts.size();
        report.rows = edits.size() + accounts.size();
        return report;
    });
}

void LakeForTests::load_categories(const std::string& wiki_db, const std::string& snapshot,
                                   const std::vector<std::pair<std::int64_t, std::string>>& links) {
    facts::LoadOptions options;
    options.wiki_db = wiki_db;
    const auto source = wiki_db + "-" + snapshot + "-categorylinks";
    m_lake->load_from(source, source, options, [&](wiki::HistorySink& sink) {
        for (const auto& [page, category] : links)
            sink.category_link({page, {}, category});
        wiki::ReadReport report{};
        report.format = wiki::HistoryFormat::category_links_sql;
        report.category_links = report.rows = links.size();
        return report;
    });
}

}  // namespace brujula::measuring
