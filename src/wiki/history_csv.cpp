// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/history_csv.hpp"

#include <array>
#include <charconv>

#include "wiki/line_reader.hpp"
#include "wiki/page_title.hpp"
#include "wiki/user_name.hpp"

namespace brujula::wiki {

namespace {

constexpr std::string_view header =
    "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes";

constexpr std::size_t columns = 8;
constexpr std::size_t most_lines_of_a_row = 100;

enum Column { page_id, page_title, page_ns, revision_id, timestamp, contributor_id, contributor_name, bytes };

using Row = std::array<std::string, columns>;

/// Cuts rows of lines; a field may be quoted and then hold commas, newlines, and doubled quotes for a quote.
/// The quote is the bar or ", whichever the first quoted field begins with: no title and no name can begin
/// with a bar, and what begins with " is itself quoted.
class RowCutter {
public:
    void begin() {
        m_count = 0;
        m_quoted = false;
        m_field.clear();
    }
    /// False where the row goes on in the next line.
    bool take(std::string_view line, Row& row) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const char c = line[i];
            if (m_quote == none && m_field.empty() && (c == '|' || c == '"')) m_quote = c;
            if (c == m_quote && m_quoted && i + 1 < line.size() && line[i + 1] == m_quote) {
                m_field += c;
                ++i;
            } else if (c == m_quote && (m_quoted || m_field.empty())) {
                m_quoted = !m_quoted;
            } else if (c == ',' && !m_quoted) {
                end_field(row);
            } else {
                m_field += c;
            }
        }
        if (m_quoted) {
            m_field += '\n';
            return false;
        }
        end_field(row);
        return true;
    }
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    static constexpr char none = '\0';

    void end_field(Row& row) {
        if (m_count < columns) row[m_count] = m_field;
        ++m_count;
        m_field.clear();
    }

    std::size_t m_count = 0;
    char m_quote = none;
    bool m_quoted = false;
    std::string m_field;
};

std::string_view without_cr(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::optional<std::int64_t> number(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

class CsvHistory {
public:
    CsvHistory(HistorySink& sink, ReadReport& report) : m_sink(sink), m_report(report) {}

    void row(const Row& row, std::size_t count, Place place, std::string_view first_line) {
        ++m_report.rows;
        const char* problem = count == columns ? edit_of(row) : "bad-row-columns";
        if (problem) return note_bad_row(m_report, place, problem, first_line);
        ++m_report.edits;
        m_sink.edit(m_edit);
    }
    void unclosed(Place place, std::string_view first_line) {
        ++m_report.rows;
        note_bad_row(m_report, place, "bad-row-quote", first_line);
    }

private:
    /// Fills m_edit; gives the message key of what is wrong, or null.
    const char* edit_of(const Row& row) {
        const auto page = number(row[page_id]);
        const auto name_space = number(row[page_ns]);
        const auto revision = number(row[revision_id]);
        const auto time = parse_instant(row[timestamp]);
        if (!revision || *revision <= 0) return "bad-row-revision-id";
        if (!page || *page <= 0) return "bad-row-page-id";
        if (!name_space) return "bad-row-namespace";
        if (!time) return "bad-row-timestamp";
        m_edit.revision_text_bytes = number(row[bytes]);
        if (!m_edit.revision_text_bytes && !row[bytes].empty()) return "bad-row-bytes";
        m_edit.revision_id = *revision;
        m_edit.event_timestamp = *time;
        const auto name = split_title(row[page_title], name_space, {});
        m_edit.page_id = *page;
        m_edit.page_namespace = name.name_space;
        m_edit.page_title = name.title;
        user(row[contributor_id], row[contributor_name]);
        return nullptr;
    }

    void user(const std::string& id, const std::string& name) {
        m_edit.event_user_id.reset();
        const bool by_address = is_address(id);
        m_edit.event_user_is_anonymous = by_address || is_address(name) || is_temporary_account(name) ||
                                         (name == "Anonymous" && (id.empty() || id == "0"));
        m_edit.event_user_text = by_address ? id : name;
        if (!m_edit.event_user_is_anonymous) m_edit.event_user_id = number(id);
        m_edit.event_user_is_hidden = name.empty() && !by_address;
    }

    HistorySink& m_sink;
    ReadReport& m_report;
    Edit m_edit;
};

}  // namespace

bool is_history_csv_header(std::string_view line) {
    std::string plain{without_cr(line)};
    std::erase(plain, '"');
    return plain == header;
}

void read_history_csv(ChunkStream& text, HistorySink& sink, ReadReport& report) {
    LineReader lines(text);
    CsvHistory history(sink, report);
    RowCutter cutter;
    Row row;
    std::string_view line;
    if (!lines.next(line)) return;  // the header, by which the format was told
    while (lines.next(line)) {
        const Place place = lines.place();
        const std::string first_line{line};
        cutter.begin();
        bool complete = cutter.take(without_cr(line), row);
        for (std::size_t more = 1; !complete && more < most_lines_of_a_row && lines.next(line); ++more)
            complete = cutter.take(without_cr(line), row);
        complete ? history.row(row, cutter.count(), place, first_line) : history.unclosed(place, first_line);
    }
}

}  // namespace brujula::wiki
