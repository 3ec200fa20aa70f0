// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "facts/history_for_tests.hpp"

namespace brujula::facts::testing_history {

Instant at(std::string_view text) {
    const auto instant = parse_instant(text);
    if (!instant) throw std::invalid_argument{std::string{text}};
    return *instant;
}

Folder::Folder() {
    static std::atomic<int> count{0};
    m_path = std::filesystem::temp_directory_path() / fmt::format("brujula-lake-{}-{}", getpid(), ++count);
    std::filesystem::create_directories(m_path);
}

Folder::~Folder() {
    std::error_code error;
    std::filesystem::remove_all(m_path, error);
}

void History::edit(const Row& edit) {
    wiki::Edit full;
    full.revision_id = edit.revision_id;
    full.revision_parent_id = edit.parent;
    full.event_timestamp = at(edit.time);
    full.event_user_text = edit.user;
    full.page_id = edit.page;
    full.page_title = "Page_" + std::to_string(edit.page);
    full.revision_text_bytes = edit.bytes;
    full.revision_text_sha1 = edit.sha1;
    m_edits.push_back(std::move(full));
}

wiki::ReadReport History::feed(wiki::HistorySink& sink) const {
    wiki::Site site;
    site.wiki_db = m_wiki_db;
    sink.site(site);
    for (const wiki::Edit& edit : m_edits)
        sink.edit(edit);
    for (const wiki::Registration& registration : m_registrations)
        sink.registration(registration);
    for (const wiki::CategoryLink& link : m_links)
        sink.category_link(link);
    for (const wiki::CategoryName& name : m_names)
        sink.category_name(name);
    wiki::ReadReport report{};
    if (!m_links.empty()) report.format = wiki::HistoryFormat::category_links_sql;
    if (!m_names.empty()) report.format = wiki::HistoryFormat::category_names_sql;
    report.category_links = m_links.size();
    report.category_names = m_names.size();
    report.edits = m_edits.size();
    report.registrations = m_registrations.size();
    report.rows = m_edits.size() + m_registrations.size() + m_links.size() + m_names.size();
    return report;
}

LoadReport History::load_into(Lake& lake, const std::string& source, const LoadOptions& options) const {
    return lake.load_from(source, source, options, [this](wiki::HistorySink& sink) { return feed(sink); });
}

namespace {

std::string text_of(const Value& value) {
    struct Writer {
        std::string operator()(std::monostate) const { return "-"; }
        std::string operator()(bool v) const { return v ? "true" : "false"; }
        std::string operator()(std::int64_t v) const { return std::to_string(v); }
        std::string operator()(double v) const { return fmt::format("{}", v); }
        std::string operator()(const std::string& v) const { return v; }
        std::string operator()(Instant v) const { return format(v); }
    };
    return std::visit(Writer{}, value);
}

}  // namespace

std::string text_of_rows(const Lake& lake, const std::string& sql) {
    std::string text;
    for (const std::vector<Value>& row : lake.query({sql, {}}).rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += (i ? " " : "") + text_of(row[i]);
        text += '\n';
    }
    return text;
}

std::string facts_of(const Lake& lake) {
    return text_of_rows(lake, "SELECT e::VARCHAR FROM edits e ORDER BY 1") +
           text_of_rows(lake, "SELECT u::VARCHAR FROM users u ORDER BY 1") +
           text_of_rows(lake, "SELECT w::VARCHAR FROM wikis w ORDER BY 1");
}

History three_edits(const std::string& wiki) {
    History history;
    history.wiki(wiki);
    history.edit({.revision_id = 1,
                  .parent = 0,
                  .time = "2014-01-01T00:00:00Z",
                  .user = "Ana",
                  .page = 7,
                  .bytes = 100,
                  .sha1 = "aaa"});
    history.edit({.revision_id = 2,
                  .parent = 1,
                  .time = "2014-01-02T00:00:00Z",
                  .user = "Beto",
                  .page = 7,
                  .bytes = 130,
                  .sha1 = "bbb"});
    history.edit({.revision_id = 3,
                  .parent = 2,
                  .time = "2014-01-02T00:01:00Z",
                  .user = "Ana",
                  .page = 7,
                  .bytes = 100,
                  .sha1 = "aaa"});
    return history;
}

std::string error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return kind_text(error.kind()) + error.what();
    }
    return "no error";
}

std::string kind_text(ErrorKind kind) {
    return std::to_string(static_cast<int>(kind)) + ' ';
}

}  // namespace brujula::facts::testing_history
