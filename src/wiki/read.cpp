// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/read.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/message.hpp"
#include "wiki/report.hpp"

namespace brujula::wiki {

namespace {

/// The text's first bytes once more, and then the rest; tells the progress on the way.
class Watched final : public ByteSource {
public:
    Watched(std::unique_ptr<ByteSource> text, const FileSource& file, const ReadOptions& options)
        : m_text(std::move(text)), m_file(file), m_options(options), m_first(m_text->next()) {}
    [[nodiscard]] std::string_view first() const { return m_first; }
    std::string_view next() override {
        tell();
        if (m_given) return m_text->next();
        m_given = true;
        return m_first;
    }

private:
    void tell() {
        const auto now = std::chrono::steady_clock::now();
        if (!m_options.progress || now - m_told < std::chrono::milliseconds{100}) return;
        m_told = now;
        m_options.progress(m_file.position(), m_file.size());
    }
    std::unique_ptr<ByteSource> m_text;
    const FileSource& m_file;
    const ReadOptions& m_options;
    std::string m_first;
    bool m_given = false;
    std::chrono::steady_clock::time_point m_told{};
};

std::string_view without_mark_and_space(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const auto first = text.find_first_not_of(" \t\r\n");
    return text.substr(first == std::string_view::npos ? text.size() : first);
}

std::optional<HistoryFormat> format_of(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    const auto bare = without_mark_and_space(text);
    if (bare.starts_with("<")) return HistoryFormat::xml_export;
    if (without_mark_and_space(line).starts_with(
            "page_id,page_title,page_ns,revision_id,timestamp,contributor_id"))
        return HistoryFormat::history_csv;
    if (std::count(line.begin(), line.end(), '\t') >= 20) return HistoryFormat::history_tsv;
    if (bare.starts_with("--") || bare.starts_with("/*") || bare.starts_with("CREATE TABLE"))
        return HistoryFormat::logging_sql;
    return {};
}

void read_as(HistoryFormat format, ByteSource& text, HistorySink& sink, ReadReport& report) {
    switch (format) {
        case HistoryFormat::xml_export:
            return read_xml(text, sink, report);
        case HistoryFormat::history_tsv:
            return read_history_tsv(text, sink, report);
        case HistoryFormat::history_csv:
            return read_history_csv(text, sink, report);
        case HistoryFormat::logging_sql:
            return read_logging_sql(text, sink, report);
    }
}

void refuse_too_many_bad_rows(const ReadReport& report, const ReadOptions& options) {
    const double allowed = std::max(static_cast<double>(options.bad_rows_always_allowed),
                                    options.bad_row_share * static_cast<double>(report.rows));
    if (static_cast<double>(report.bad_rows) <= allowed) return;
    const auto& first = report.bad_row_samples.front();
    throw Error{ErrorKind::bad_input,
                {"error-too-many-bad-rows",
                 {std::to_string(report.bad_rows), std::to_string(report.rows), std::to_string(first.line),
                  std::to_string(first.position), text_of({first.reason, {}}), first.excerpt}}};
}

}  // namespace

ReadReport read_history(const std::filesystem::path& path, HistorySink& sink, const ReadOptions& options) {
    FileSource file{path};
    ReadReport report;
    {
        Watched text{decompressed(file, path, options.threads), file, options};
        const auto format = format_of(text.first());
        if (!format) throw Error{ErrorKind::bad_input, {"error-format-unknown", {path.filename().string()}}};
        report.format = *format;
        read_as(*format, text, sink, report);
    }
    report.compressed_bytes = file.size();
    report.sha256 = file.sha256();
    refuse_too_many_bad_rows(report, options);
    return report;
}

}  // namespace brujula::wiki
