// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/read.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "base/error.hpp"
#include "wiki/categories_sql.hpp"
#include "wiki/decompress.hpp"
#include "wiki/history_csv.hpp"
#include "wiki/history_tsv.hpp"
#include "wiki/history_xml.hpp"
#include "wiki/logging_sql.hpp"
#include "wiki/sql_dump.hpp"
#include "wiki/tally.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t enough_to_tell = 64 * 1024;

/// Counts, tells the progress, and gives the beginning again that was looked at.
class WatchedText final : public ChunkStream {
public:
    WatchedText(HistoryFile& file, const ReadOptions& options) : m_file(file), m_options(options) {
        std::string chunk;
        while (m_begin.size() < enough_to_tell && m_file.next(chunk))
            m_begin += chunk;
    }

    [[nodiscard]] std::string_view begin() const { return m_begin; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

    bool next(std::string& chunk) override {
        tell();
        if (!m_begin.empty()) {
            chunk = std::move(m_begin);
            m_begin.clear();
        } else if (!m_file.next(chunk)) {
            return false;
        }
        m_bytes += chunk.size();
        return true;
    }

private:
    void tell() {
        using namespace std::chrono_literals;
        if (!m_options.progress) return;
        const auto now = std::chrono::steady_clock::now();
        if (m_told && now - *m_told < 100ms) return;
        m_told = now;
        m_options.progress(m_file.done(), m_file.size());
    }

    HistoryFile& m_file;
    const ReadOptions& m_options;
    std::string m_begin;
    std::uint64_t m_bytes = 0;
    std::optional<std::chrono::steady_clock::time_point> m_told;
};

bool looks_like_sql(std::string_view begin) {
    constexpr std::string_view starts[] = {"--", "/*", "DROP TABLE", "CREATE TABLE", "INSERT INTO", "SET "};
    return std::ranges::any_of(starts, [&](std::string_view start) { return begin.starts_with(start); });
}

HistoryFormat sql_format_of(std::string_view begin) {
    const auto table = first_sql_table(begin);
    if (table.empty() || table == "logging") return HistoryFormat::logging_sql;
    if (table == "categorylinks") return HistoryFormat::category_links_sql;
    if (table == "linktarget") return HistoryFormat::category_names_sql;
    throw Error{ErrorKind::bad_input,
                {"error-sql-table-unknown", {std::string(cut_at_character(table, 64))}}};
}

HistoryFormat format_of(std::string_view begin, const std::string& file) {
    if (begin.starts_with("\xef\xbb\xbf")) begin.remove_prefix(3);
    const auto line = begin.substr(0, begin.find('\n'));
    const auto tabs = static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
    if (is_history_column_count(tabs + 1)) return HistoryFormat::history_tsv;
    if (is_history_csv_header(line)) return HistoryFormat::history_csv;
    begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
    if (begin.starts_with('<')) return HistoryFormat::xml_export;
    if (looks_like_sql(begin)) return sql_format_of(begin);
    if (tabs >= 20) throw Error{ErrorKind::bad_input, {"error-tsv-columns", {std::to_string(tabs + 1)}}};
    throw Error{ErrorKind::bad_input, {"error-format-unknown", {file}}};
}

void read_as(HistoryFormat format, ChunkStream& text, HistorySink& sink, ReadReport& report) {
    switch (format) {
        case HistoryFormat::xml_export:
            return read_history_xml(text, sink, report);
        case HistoryFormat::history_tsv:
            return read_history_tsv(text, sink, report);
        case HistoryFormat::history_csv:
            return read_history_csv(text, sink, report);
        case HistoryFormat::logging_sql:
            return read_logging_sql(text, sink, report);
        case HistoryFormat::category_links_sql:
            return read_category_links_sql(text, sink, report);
        case HistoryFormat::category_names_sql:
            return read_category_names_sql(text, sink, report);
    }
}

}  // namespace

ReadReport read_history(const std::filesystem::path& file, HistorySink& sink, const ReadOptions& options) {
    HistoryFile history(file, options.threads);
    WatchedText text(history, options);
    ReadReport report;
    report.format = format_of(text.begin(), file.filename().string());
    read_as(report.format, text, sink, report);
    check_bad_rows(report, options);
    report.bytes = text.bytes();
    report.compressed_bytes = history.size();
    report.sha256 = history.sha256();
    if (options.progress) options.progress(history.size(), history.size());
    return report;
}

}  // namespace brujula::wiki
