// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "sheets/html_text.hpp"
#include "sheets/read.hpp"
#include "sheets/table_builder.hpp"
#include "sheets/text_encoding.hpp"

namespace brujula::sheets {
namespace {

/// The tables of a page, as a browser would see them without its mending of wrong nesting: a cell ends where
/// the next one, a row or the table's end begins.
class HtmlTables {
public:
    explicit HtmlTables(std::string_view text) : m_text(text) {}

    std::vector<Table> all() {
        while (m_at < m_text.size())
            step();
        end_table();
        return std::move(m_tables);
    }

private:
    void step() {
        if (m_text.substr(m_at).starts_with("<!--")) return skip_past("-->");
        const auto tag = tag_at(m_text, m_at);
        if (tag.name.empty()) {
            if (m_in_cell) m_cell += m_text[m_at];
            ++m_at;
            return;
        }
        m_at = tag.end;
        if (tag.name == "script" || tag.name == "style") return skip_to("</" + tag.name);
        take(tag);
    }

    void skip_to(const std::string& end) {
        // Ends are looked for in any case; a copy in small letters is made once.
        if (m_small.empty()) m_small = lower(m_text);
        m_at = std::min(m_small.find(end, m_at), m_text.size());
    }

    void skip_past(const std::string& end) {
        skip_to(end);
        m_at = std::min(m_at + end.size(), m_text.size());
    }

    void take(const Tag& tag) {
        if (tag.name == "table") return begin_table();
        if (!m_rows) return;
        if (tag.name == "/table") return leave_table();
        if (m_depth > 1) return space();
        if (tag.name == "tr") {
            end_cell();
            m_rows->begin_row();
        } else if (tag.name == "td" || tag.name == "th") {
            end_cell();
            m_in_cell = true;
            m_down = span_in(tag.attributes, "rowspan");
            m_across = span_in(tag.attributes, "colspan");
        } else if (tag.name == "/td" || tag.name == "/th" || tag.name == "/tr") {
            end_cell();
        } else if (tag.name == "br" || tag.name == "/p" || tag.name == "/div" || tag.name == "/li") {
            if (m_in_cell) m_cell += '\n';
        }
    }

    void begin_table() {
        if (m_rows) {
            ++m_depth;
            return space();
        }
        m_rows.emplace("", m_budget);
        m_depth = 1;
    }

    void leave_table() {
        if (--m_depth == 0) end_table();
    }

    void end_table() {
        if (!m_rows) return;
        end_cell();
        auto table = m_rows->finished();
        if (!table.rows.empty()) m_tables.push_back(std::move(table));
        m_rows.reset();
    }

    void end_cell() {
        if (!m_in_cell) return;
        m_rows->add(words_of(m_cell), m_down, m_across);
        m_cell.clear();
        m_in_cell = false;
    }

    void space() {
        if (m_in_cell) m_cell += ' ';
    }

    /// White space as a browser shows it: one space, but where a line was broken by a tag.
    static std::string words_of(std::string_view text) {
        std::string out;
        for (const char c : text) {
            const bool space = c == ' ' || c == '\t' || c == '\r';
            if (space && (out.empty() || out.back() == ' ' || out.back() == '\n')) continue;
            out += space ? ' ' : c;
        }
        return without_references(out);
    }

    std::string_view m_text;
    std::string m_small;
    std::size_t m_at = 0;
    Budget m_budget;
    std::optional<SpannedRows> m_rows;
    std::size_t m_depth = 0;
    bool m_in_cell = false;
    std::string m_cell;
    std::size_t m_down = 1;
    std::size_t m_across = 1;
    std::vector<Table> m_tables;
};

/// Line breaks of the source are spaces in HTML.
std::string in_one_line(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r') c = ' ';
    return text;
}

}  // namespace

Workbook read_html(std::string_view bytes) {
    const auto [content, encoding] = decoded(bytes);
    const auto text = in_one_line(content);
    return {"html", {}, encoding, HtmlTables(text).all(), {}};
}

}  // namespace brujula::sheets
