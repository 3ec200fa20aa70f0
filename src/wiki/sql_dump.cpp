// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/sql_dump.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "wiki/byte_cursor.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t longest_value = 16 * 1024 * 1024;
constexpr std::size_t longest_word = 1024;
constexpr std::size_t most_columns = 4096;

bool is_space(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_word(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-' || c == '+' || c == '$' || c >= 0x80;
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

class DumpReader {
public:
    DumpReader(ChunkStream& text, std::string_view table, const std::function<void(const SqlRow&)>& take)
        : m_cursor(text), m_table(table), m_take(take) {}

    bool read() {
        while (skip_blank(), m_cursor.peek() != end_of_text)
            statement();
        if (m_must_be_completed && !m_completed) refuse("error-sql-truncated");
        return m_table_seen;
    }

private:
    [[noreturn]] void refuse(const char* key = "error-sql-dump") const {
        const auto at = m_cursor.place();
        throw Error{ErrorKind::bad_input, {key, {std::to_string(at.position), std::to_string(at.line)}}};
    }

    void skip_spaces() {
        while (is_space(m_cursor.peek()))
            m_cursor.get();
    }

    /// Spaces and comments.
    void skip_blank() {
        while (true) {
            skip_spaces();
            if (m_cursor.peek() == '#')
                line_comment();
            else if (m_cursor.peek() == '-')
                dash_comment();
            else if (m_cursor.peek() == '/')
                block_comment();
            else
                return;
        }
    }

    void line_comment() {
        std::string comment;
        for (int c = m_cursor.get(); c != '\n' && c != end_of_text; c = m_cursor.get())
            if (comment.size() < longest_word) comment += static_cast<char>(c);
        m_must_be_completed |= comment.starts_with("- MySQL dump") || comment.starts_with("- MariaDB dump");
        m_completed |= comment.starts_with("- Dump completed");
        constexpr std::string_view mark = "Database: ";
        const auto at = comment.find(mark);
        if (at == std::string::npos || !m_database.empty()) return;
        const auto name = std::string_view(comment).substr(at + mark.size());
        m_database = name.substr(0, name.find_first_of(" \t\r"));
    }

    void dash_comment() {
        m_cursor.get();
        if (m_cursor.peek() != '-') refuse();
        line_comment();
    }

    /// Version comments /*!40101 … */ are passed over like any other.
    void block_comment() {
        m_cursor.get();
        if (m_cursor.get() != '*') refuse();
        for (int last = 0, c = m_cursor.get();; last = c, c = m_cursor.get()) {
            if (c == end_of_text) refuse("error-sql-truncated");
            if (last == '*' && c == '/') return;
        }
    }

    void statement() {
        if (m_cursor.peek() == ';') {
            m_cursor.get();
            return;
        }
        const std::string verb = upper(word());
        if (verb == "CREATE" && upper(word()) == "TABLE")
            create_table();
        else if (verb == "INSERT" || verb == "REPLACE")
            insert();
        else
            skip_statement();
    }

    /// A bare word; empty where something else stands.
    std::string word() {
        skip_blank();
        return word_here();
    }
    std::string word_here() {
        std::string result;
        while (is_word(m_cursor.peek())) {
            if (result.size() >= longest_word) refuse();
            result += static_cast<char>(m_cursor.get());
        }
        return result;
    }

    /// A name, bare or between back quotes.
    std::string name() {
        skip_blank();
        if (m_cursor.peek() != '`') return word();
        m_cursor.get();
        std::string result;
        while (true) {
            const int c = m_cursor.get();
            if (c == end_of_text) refuse("error-sql-truncated");
            if (c == '`' && m_cursor.peek() != '`') return result;
            if (c == '`') m_cursor.get();
            if (result.size() >= longest_word) refuse();
            result += static_cast<char>(c);
        }
    }

    /// The table's name after CREATE TABLE [IF NOT EXISTS] or INSERT [IGNORE] [INTO], without its database.
    std::string table_name() {
        std::string result;
        do {
            result = name();
        } while (result == "IF" || result == "NOT" || result == "EXISTS" || result == "INTO" ||
                 result == "IGNORE");
        skip_blank();
        if (m_cursor.peek() == '.') {
            m_cursor.get();
            result = name();
        }
        return result;
    }

    void create_table() {
        if (table_name() != m_table) return skip_statement();
        m_table_seen = true;
        m_created.clear();
        expect('(');
        while (true) {
            skip_blank();
            // a column's name stands in back quotes; keys and constraints begin with a bare word
            if (m_cursor.peek() == '`') add_column(m_created, name());
            const int c = skip_definition();
            if (c == ')') break;
        }
        skip_statement();
    }

    void add_column(std::vector<std::string>& columns, std::string column) {
        if (columns.size() >= most_columns) refuse();
        columns.push_back(std::move(column));
    }

    /// Up to and with the comma or parenthesis that ends a definition; gives which.
    int skip_definition() {
        for (int depth = 0;;) {
            const int c = m_cursor.get();
            if (c == end_of_text) refuse("error-sql-truncated");
            if (c == '\'' || c == '"' || c == '`') skip_quoted(c);
            if (c == '(') ++depth;
            if (depth == 0 && (c == ',' || c == ')')) return c;
            if (c == ')') --depth;
        }
    }

    void skip_statement() {
        while (true) {
            m_cursor.run_until(";'\"`");
            const int c = m_cursor.get();
            if (c == ';' || c == end_of_text) return;
            // a piece may have ended before any of these
            if (c == '\'' || c == '"' || c == '`') skip_quoted(c);
        }
    }

    void skip_quoted(int quote) {
        while (true) {
            const int c = m_cursor.get();
            if (c == end_of_text) refuse("error-sql-truncated");
            if (c == '\\' && quote != '`') m_cursor.get();
            if (c == quote) return;
        }
    }

    void expect(int wanted) {
        skip_blank();
        const int c = m_cursor.peek();
        if (c == end_of_text) refuse("error-sql-truncated");
        if (c != wanted) refuse();
        m_cursor.get();
    }

    void insert() {
        if (table_name() != m_table) return skip_statement();
        m_table_seen = true;
        std::vector<std::string> named;
        skip_blank();
        if (m_cursor.peek() == '(') named = column_list();
        const std::string keyword = upper(word());
        if (keyword != "VALUES" && keyword != "VALUE") refuse();
        const auto& columns = named.empty() ? m_created : named;
        if (columns.empty()) refuse("error-sql-columns");
        while (true) {
            row(columns);
            skip_blank();
            const int c = m_cursor.get();
            if (c == ';') return;
            if (c == end_of_text) refuse("error-sql-truncated");
            if (c != ',') refuse();
        }
    }

    std::vector<std::string> column_list() {
        std::vector<std::string> columns;
        expect('(');
        while (true) {
            add_column(columns, name());
            skip_blank();
            if (m_cursor.peek() == ')') break;
            expect(',');
        }
        expect(')');
        return columns;
    }

    void row(const std::vector<std::string>& columns) {
        skip_blank();
        const Place place = m_cursor.place();
        expect('(');
        std::size_t count = 0;
        while (true) {
            if (count >= most_columns) refuse();
            if (count == m_values.size()) m_values.emplace_back();
            value(m_values[count++]);
            skip_blank();
            if (m_cursor.peek() == ')') break;
            expect(',');
        }
        m_cursor.get();
        m_values.resize(count);
        m_take({columns, m_values, place, m_database});
    }

    // No comments here: a minus may begin a number.
    void value(SqlValue& to) {
        to.is_null = false;
        to.text.clear();
        skip_spaces();
        const int c = m_cursor.peek();
        if (c == '\'' || c == '"') return quoted(to.text);
        to.text = word_here();
        skip_spaces();
        if (m_cursor.peek() == '\'') return introduced(to);
        if (to.text.empty()) refuse(c == end_of_text ? "error-sql-truncated" : "error-sql-dump");
        if (upper(to.text) == "NULL") {
            to.is_null = true;
            to.text.clear();
        } else if (to.text.starts_with("0x")) {
            to.text = from_hex(std::string_view(to.text).substr(2));
        }
    }

    /// A string with something before it: _binary 'x', _utf8mb4 'x', X'6869'.
    void introduced(SqlValue& to) {
        const std::string before = std::move(to.text);
        to.text.clear();
        quoted(to.text);
        if (before == "x" || before == "X")
            to.text = from_hex(to.text);
        else if (!before.starts_with('_'))
            refuse();
    }

    [[nodiscard]] std::string from_hex(std::string_view digits) const {
        const auto value_of = [this](char c) -> unsigned {
            if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
            if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
            if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
            refuse();
        };
        if (digits.size() % 2 != 0) refuse();
        std::string bytes;
        for (std::size_t i = 0; i < digits.size(); i += 2)
            bytes += static_cast<char>(value_of(digits[i]) << 4 | value_of(digits[i + 1]));
        return bytes;
    }

    void quoted(std::string& to) {
        const int quote = m_cursor.get();
        while (true) {
            to += m_cursor.run_until(quote == '\'' ? "'\\" : "\"\\");
            if (to.size() > longest_value) refuse("error-sql-value-long");
            const int c = m_cursor.peek();
            if (c == end_of_text) refuse("error-sql-truncated");
            if (c == '\\') {
                m_cursor.get();
                escape(to);
            } else if (c == quote) {
                m_cursor.get();
                if (m_cursor.peek() != quote) return;
                to += static_cast<char>(m_cursor.get());
            }
        }
    }

    void escape(std::string& to) {
        const int c = m_cursor.get();
        switch (c) {
            case end_of_text:
                refuse("error-sql-truncated");
            case '0':
                to += '\0';
                break;
            case 'b':
                to += '\b';
                break;
            case 'n':
                to += '\n';
                break;
            case 'r':
                to += '\r';
                break;
            case 't':
                to += '\t';
                break;
            case 'Z':
                to += '\x1a';
                break;
            default:
                to += static_cast<char>(c);
        }
    }

    ByteCursor m_cursor;
    std::string_view m_table;
    const std::function<void(const SqlRow&)>& m_take;
    std::string m_database;
    bool m_table_seen = false;
    bool m_must_be_completed = false;
    bool m_completed = false;
    std::vector<std::string> m_created;
    std::vector<SqlValue> m_values;
};

}  // namespace

const SqlValue* SqlRow::find(std::string_view column) const {
    for (std::size_t i = 0; i < columns.size() && i < values.size(); ++i)
        if (columns[i] == column) return &values[i];
    return nullptr;
}

std::string_view SqlRow::text(std::string_view column) const {
    const auto* value = find(column);
    return value && !value->is_null ? std::string_view(value->text) : std::string_view();
}

std::optional<std::int64_t> SqlRow::number(std::string_view column) const {
    const auto digits = text(column);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

void SqlRow::require(std::string_view table, std::initializer_list<std::string_view> needed) const {
    for (const auto column : needed)
        if (std::find(columns.begin(), columns.end(), column) == columns.end())
            throw Error{ErrorKind::bad_input,
                        {"error-sql-column", {std::string(table), std::string(column)}}};
}

bool read_sql_rows(ChunkStream& text, std::string_view table,
                   const std::function<void(const SqlRow&)>& take) {
    return DumpReader(text, table, take).read();
}

std::string_view first_sql_table(std::string_view begin) {
    auto first = std::string_view::npos;
    std::string_view table;
    for (const std::string_view verb : {"CREATE TABLE `", "INSERT INTO `"}) {
        const auto at = begin.find(verb);
        if (at == std::string_view::npos || at >= first) continue;
        first = at;
        table = begin.substr(at + verb.size());
        table = table.substr(0, table.find('`'));
    }
    return table;
}

}  // namespace brujula::wiki
