// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "sheets/html_text.hpp"
#include "sheets/read.hpp"
#include "sheets/table_builder.hpp"
#include "sheets/text_encoding.hpp"

namespace brujula::sheets {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// Takes out what lies between `begin` and `end`, both of them too; an end that never comes: to the end of
/// the text.
std::string without(std::string_view text, std::string_view begin, std::string_view end) {
    std::string out;
    while (true) {
        const auto at = text.find(begin);
        out += text.substr(0, at);
        if (at == std::string_view::npos) return out;
        const auto stop = text.find(end, at + begin.size());
        if (stop == std::string_view::npos) return out;
        text.remove_prefix(stop + end.size());
    }
}

/// Footnotes: "<ref>…</ref>" and "<ref name=a />".
std::string without_notes(std::string_view text) {
    std::string out;
    bool unclosed = false;  // no end comes any more: nothing is looked for twice
    for (std::size_t at = 0; at < text.size();) {
        const auto tag = tag_at(text, at);
        if (tag.name != "ref") {
            out += text[at++];
            continue;
        }
        const bool closed = trimmed(tag.attributes).ends_with('/');
        const auto end = closed || unclosed ? std::string_view::npos : text.find("</ref>", tag.end);
        unclosed = unclosed || (!closed && end == std::string_view::npos);
        at = end == std::string_view::npos ? tag.end : end + 6;
    }
    return out;
}

/// "[[Commons:Museo|museo]]" → "museo"; "[https://… the page]" → "the page".
std::string link_text(std::string_view inside, bool internal) {
    const auto cut = internal ? inside.rfind('|') : inside.find(' ');
    return std::string{cut == std::string_view::npos ? inside : inside.substr(cut + 1)};
}

bool is_web_link(std::string_view text) {
    return text.starts_with("[http://") || text.starts_with("[https://");
}

std::string without_links(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        const bool internal = rest.starts_with("[[");
        const bool link = internal || is_web_link(rest);
        const auto end = link ? rest.find(internal ? "]]" : "]") : std::string_view::npos;
        if (link && end == std::string_view::npos) return out + std::string{rest};
        if (!link) {
            out += text[at++];
            continue;
        }
        const std::size_t skip = internal ? 2 : 1;
        out += link_text(rest.substr(skip, end - skip), internal);
        at += end + skip;
    }
    return out;
}

/// Tags go but for line breaks; of bold and italic the words stay.
std::string without_markup(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto tag = tag_at(text, at);
        if (!tag.name.empty()) {
            if (tag.name == "br" || tag.name == "/p" || tag.name == "/li") out += '\n';
            at = tag.end;
        } else if (text.substr(at).starts_with("''")) {
            while (at < text.size() && text[at] == '\'')
                ++at;
        } else {
            out += text[at++];
        }
    }
    return without_references(out);
}

std::string words_of(std::string_view cell) {
    return without_markup(without_links(without_notes(cell)));
}

/// The place of a separator outside of links and templates; npos where there is none.
std::size_t outside(std::string_view text, std::string_view separator) {
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto two = text.substr(at, 2);
        if (two == "[[" || two == "{{") {
            ++depth;
            ++at;
        } else if ((two == "]]" || two == "}}") && depth > 0) {
            --depth;
            ++at;
        } else if (depth == 0 && text.substr(at).starts_with(separator)) {
            return at;
        }
    }
    return std::string_view::npos;
}

class WikitextTables {
public:
    explicit WikitextTables(std::string_view text) : m_text(text) {}

    std::vector<Table> all() {
        while (!m_text.empty()) {
            const auto end = m_text.find('\n');
            const auto line = m_text.substr(0, end);
            m_text.remove_prefix(end == std::string_view::npos ? m_text.size() : end + 1);
            take(line);
        }
        end_table();
        return std::move(m_tables);
    }

private:
    void take(std::string_view line) {
        auto trimmed_line = trimmed(line);
        while (trimmed_line.starts_with(':'))
            trimmed_line = trimmed(trimmed_line.substr(1));
        if (trimmed_line.starts_with("{|")) return begin_table();
        if (!m_rows) return;
        if (trimmed_line.starts_with("|}") && !trimmed_line.starts_with("|}}")) return leave_table();
        const bool nested = m_depth > 1 || m_open_templates > 0;
        if (nested) return more(line);
        if (trimmed_line.starts_with("|-")) return new_row();
        if (trimmed_line.starts_with("|+")) return caption(trimmed_line.substr(2));
        if (trimmed_line.starts_with('|')) return cells(trimmed_line.substr(1), false);
        if (trimmed_line.starts_with('!')) return cells(trimmed_line.substr(1), true);
        more(line);
    }

    void begin_table() {
        if (m_rows) {
            ++m_depth;
            return;
        }
        m_rows.emplace("", m_budget);
        m_depth = 1;
        m_open_templates = 0;
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

    void new_row() {
        end_cell();
        m_rows->begin_row();
    }

    void caption(std::string_view text) {
        end_cell();
        const auto bar = outside(text, "|");
        m_rows->table().name = words_of(trimmed(bar == std::string_view::npos ? text : text.substr(bar + 1)));
    }

    /// "a || b", and for headers "a !! b" too.
    void cells(std::string_view line, bool header) {
        while (true) {
            const auto bars = outside(line, "||");
            const auto marks = header ? outside(line.substr(0, bars), "!!") : std::string_view::npos;
            const auto end = std::min(bars, marks);
            begin_cell(line.substr(0, end));
            if (end == std::string_view::npos) return;
            line.remove_prefix(end + 2);
        }
    }

    /// "rowspan=2 | text"
    void begin_cell(std::string_view cell) {
        end_cell();
        const auto bar = outside(cell, "|");
        const auto attributes = bar == std::string_view::npos ? std::string_view{} : cell.substr(0, bar);
        m_down = span_in(attributes, "rowspan");
        m_across = span_in(attributes, "colspan");
        m_in_cell = true;
        m_cell = bar == std::string_view::npos ? cell : cell.substr(bar + 1);
        count_templates(m_cell);
    }

    /// A line that goes on with the cell before it.
    void more(std::string_view line) {
        if (!m_in_cell) return;
        m_cell += '\n';
        m_cell += line;
        count_templates(line);
    }

    /// Lines of a template begin with bars, which are no cells.
    void count_templates(std::string_view text) {
        for (std::size_t at = 0; at + 1 < text.size(); ++at) {
            const auto two = text.substr(at, 2);
            if (two == "{{") ++m_open_templates;
            if (two == "}}" && m_open_templates > 0) --m_open_templates;
            if (two == "{{" || two == "}}") ++at;
        }
    }

    void end_cell() {
        m_open_templates = 0;
        if (!m_in_cell) return;
        m_rows->add(words_of(m_cell), m_down, m_across);
        m_cell.clear();
        m_in_cell = false;
    }

    std::string_view m_text;
    Budget m_budget;
    std::optional<SpannedRows> m_rows;
    std::size_t m_depth = 0;
    int m_open_templates = 0;
    bool m_in_cell = false;
    std::string m_cell;
    std::size_t m_down = 1;
    std::size_t m_across = 1;
    std::vector<Table> m_tables;
};

}  // namespace

Workbook read_wikitext(std::string_view bytes) {
    const auto [content, encoding] = decoded(bytes);
    const auto text = without(content, "<!--", "-->");
    return {"wikitext", {}, encoding, WikitextTables(text).all(), {}};
}

}  // namespace brujula::sheets
