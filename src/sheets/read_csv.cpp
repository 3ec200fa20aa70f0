// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "base/error.hpp"
#include "sheets/read.hpp"
#include "sheets/table_builder.hpp"
#include "sheets/text_encoding.hpp"

namespace brujula::sheets {
namespace {

/// Takes a text apart record by record. A quote that is never closed ends with the text.
class Records {
public:
    Records(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

    [[nodiscard]] bool ended() const { return m_at >= m_text.size(); }

    std::vector<std::string> next() {
        std::vector<std::string> fields;
        do {
            auto value = field();
            // One past the limit is enough to be refused; empty ones at a line's end are nothing.
            if (fields.size() <= most_columns || !value.empty()) fields.push_back(std::move(value));
        } while (separated());
        skip_line_end();
        return fields;
    }

private:
    std::string field() {
        if (m_at < m_text.size() && m_text[m_at] == '"') return quoted();
        const auto begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] != m_separator && m_text[m_at] != '\n' &&
               m_text[m_at] != '\r')
            ++m_at;
        return std::string{m_text.substr(begin, m_at - begin)};
    }

    /// With what follows the closing quote up to the next separator, as spreadsheets read it too.
    std::string quoted() {
        std::string value;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] != '"') {
                value += m_text[m_at];
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '"') {
                value += '"';
                ++m_at;
            } else {
                ++m_at;
                break;
            }
        }
        while (m_at < m_text.size() && m_text[m_at] != m_separator && m_text[m_at] != '\n' &&
               m_text[m_at] != '\r')
            value += m_text[m_at++];
        return value;
    }

    bool separated() {
        if (m_at >= m_text.size() || m_text[m_at] != m_separator) return false;
        ++m_at;
        return true;
    }

    void skip_line_end() {
        if (m_at < m_text.size() && m_text[m_at] == '\r') ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '\n') ++m_at;
    }

    std::string_view m_text;
    char m_separator;
    std::size_t m_at = 0;
};

/// How many fields most of the first records have by a separator, and how many of the records have that many.
std::pair<std::size_t, std::size_t> agreement(std::string_view text, char separator) {
    constexpr std::size_t looked_at = 50;
    std::map<std::size_t, std::size_t> counts;
    Records records(text.substr(0, std::size_t{256} << 10U), separator);
    for (std::size_t n = 0; n < looked_at && !records.ended(); ++n)
        ++counts[records.next().size()];
    std::pair<std::size_t, std::size_t> best{1, 0};
    for (const auto& [fields, times] : counts)
        if (fields > 1 && times >= best.second) best = {fields, times};
    return best;
}

char separator_of(std::string_view text) {
    char best = ',';
    std::pair<std::size_t, std::size_t> best_agreement{1, 0};
    for (const char separator : {'\t', ';', ',', '|'}) {
        const auto [fields, times] = agreement(text, separator);
        if (times > best_agreement.second ||
            (times == best_agreement.second && fields > best_agreement.first)) {
            best = separator;
            best_agreement = {fields, times};
        }
    }
    return best;
}

/// "sep=;" on a line of its own before everything else, as Excel writes and reads it.
std::optional<char> separator_said(std::string_view& text) {
    if (!text.starts_with("sep=") || text.size() < 6 || (text[5] != '\n' && text[5] != '\r'))
        return std::nullopt;
    const char separator = text[4];
    text.remove_prefix(text[5] == '\r' && text.size() > 6 && text[6] == '\n' ? 7 : 6);
    return separator;
}

}  // namespace

Workbook read_csv(std::string_view bytes) {
    const auto [content, encoding] = decoded(bytes);
    std::string_view text = content;
    const auto said = separator_said(text);
    const char separator = said.value_or(separator_of(text));
    Budget budget;
    TableBuilder builder("", budget);
    Records records(text, separator);
    for (std::size_t row = 0; !records.ended(); ++row) {
        auto fields = records.next();
        for (std::size_t column = 0; column < fields.size(); ++column)
            builder.put({row, column}, {text_cell(std::move(fields[column])), false, {}, {}});
        if (row > most_rows * 10)
            throw Error{ErrorKind::too_large, {"error-table-rows", {std::to_string(most_rows)}}};
    }
    Workbook read{"csv", std::string(1, separator), encoding, {}, {}};
    auto table = builder.finished();
    if (!table.rows.empty()) read.tables.push_back(std::move(table));
    return read;
}

}  // namespace brujula::sheets
