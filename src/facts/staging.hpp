// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "facts/table_writer.hpp"
#include "wiki/history.hpp"

namespace brujula::facts {

/// Puts what a reader finds into loading.staged, .registered, .category_links and .category_names as it is.
/// Memory does not grow with it.
class StagingSink final : public wiki::HistorySink {
public:
    /// `wiki_db`: of the load's options, may be empty.
    StagingSink(const Connection& connection, std::string wiki_db);

    void site(const wiki::Site& site) override;
    void page(std::int64_t page_id, int page_namespace, const std::string& page_title,
              bool is_redirect) override;
    void edit(const wiki::Edit& edit) override;
    void registration(const wiki::Registration& registration) override;
    void category_link(const wiki::CategoryLink& link) override;
    void category_name(const wiki::CategoryName& name) override;
    /// After the last row.
    void finish();

    /// Throws Error(bad_input) where neither the source nor the options name the wiki.
    [[nodiscard]] std::string wiki_db() const;
    [[nodiscard]] const std::optional<wiki::Site>& found_site() const { return m_site; }
    [[nodiscard]] std::uint64_t edits() const { return m_edits; }
    [[nodiscard]] std::uint64_t registrations() const { return m_registrations; }
    [[nodiscard]] std::uint64_t pages() const { return m_pages; }
    /// said_parents and said_bytes_diff, where any row of the source has them.
    [[nodiscard]] int said() const { return m_said; }

private:
    std::string m_wiki_db;
    std::optional<wiki::Site> m_site;
    TableWriter m_staged;
    TableWriter m_registered;
    TableWriter m_category_links;
    TableWriter m_category_names;
    std::uint64_t m_edits = 0;
    std::uint64_t m_registrations = 0;
    std::uint64_t m_pages = 0;
    int m_said = 0;

    void require_wiki() const;
    void write_user(const wiki::Edit& edit);
    void write_page(const wiki::Edit& edit);
    void write_text(const wiki::Edit& edit);
    void write_reverts(const wiki::Edit& edit);
};

/// A name that a wiki's database can have: 1 to 64 letters, digits, and . _ -
bool is_wiki_db(std::string_view name);

}  // namespace brujula::facts
