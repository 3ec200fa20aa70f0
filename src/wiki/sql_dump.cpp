// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/sql_dump.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "wiki/report.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t longest_value = 4 * 1024 * 1024;

/// A source, a character at a time.
class Characters {
public:
    explicit Characters(ByteSource& source) : m_source(source) {}
    /// -1 at the end.
    int peek() {
        if (m_at == m_chunk.size()) {
            m_chunk = m_source.next();
            m_at = 0;
            if (m_chunk.empty()) return -1;
        }
        return static_cast<unsigned char>(m_chunk[m_at]);
    }
    int take() {
        const int c = peek();
        if (c >= 0) {
            ++m_at;
            ++m_position;
        }
        return c;
    }
    [[nodiscard]] std::uint64_t position() const { return m_position; }

private:
    ByteSource& m_source;
    std::string_view m_chunk;
    std::size_t m_at = 0;
    std::uint64_t m_position = 0;
};

class DumpReader {
public:
    DumpReader(ByteSource& text,
               const std::function<void(const SqlTable&, const SqlRow&, std::uint64_t)>& take)
        : m_text(text), m_take(take) {}

    void read() {
        std::string line;
        while (read_until_tuple_or_line_end(line)) {
        }
        if (m_table.name.empty()) fail();
    }

private:
    [[noreturn]] void fail() const {
        throw Error{ErrorKind::bad_input, {"error-sql-dump", {std::to_string(m_text.position())}}};
    }

    /// Reads one line; an INSERT's tuples are taken as they come, since its line can be a megabyte.
    bool read_until_tuple_or_line_end(std::string& line) {
        line.clear();
        while (true) {
            const int c = m_text.take();
            if (c < 0 || c == '\n') {
                take_line(line);
                return c >= 0;
            }
            line += static_cast<char>(c);
            if (line.size() > longest_value) fail();
            if (line.starts_with("INSERT INTO ") && line.ends_with(" VALUES ")) {
                if (m_table.columns.empty()) fail();
                read_tuples();
                line.clear();
            }
        }
    }

    /// CREATE TABLE `logging` ( … one column a line, its name in backticks … )
    void take_line(const std::string& line) {
        const auto first = line.find('`');
        const auto second = first == std::string::npos ? first : line.find('`', first + 1);
        if (second == std::string::npos) {
            if (line.starts_with(")")) m_in_create = false;
            return;
        }
        const auto name = line.substr(first + 1, second - first - 1);
        if (line.starts_with("CREATE TABLE")) {
            m_table = {name, {}};
            m_in_create = true;
        } else if (m_in_create && line.find_first_not_of(' ') == first) {
            m_table.columns.push_back(name);
        }
    }

    void read_tuples() {
        while (true) {
            const auto position = m_text.position();
            skip_spaces();
            if (m_text.take() != '(') fail();
            read_tuple();
            if (m_row.size() != m_table.columns.size()) fail();
            m_take(m_table, m_row, position);
            skip_spaces();
            const int c = m_text.take();
            if (c == ';') return;
            if (c != ',') fail();
        }
    }

    void skip_spaces() {
        while (m_text.peek() == ' ' || m_text.peek() == '\n' || m_text.peek() == '\r')
            m_text.take();
    }

    void read_tuple() {
        m_row.clear();
        while (true) {
            m_row.push_back(read_value());
            const int c = m_text.take();
            if (c == ')') return;
            if (c != ',' || m_row.size() > 200) fail();
        }
    }

    std::optional<std::string> read_value() {
        std::string value;
        while (m_text.peek() >= 0 && m_text.peek() != ',' && m_text.peek() != ')' && m_text.peek() != '\'') {
            value += static_cast<char>(m_text.take());
            if (value.size() > 100) fail();
        }
        if (m_text.peek() == '\'') return read_string();
        if (value == "NULL") return {};
        return value;
    }

    std::string read_string() {
        m_text.take();
        std::string value;
        while (true) {
            int c = m_text.take();
            if (c < 0 || value.size() > longest_value) fail();
            if (c == '\'') {
                if (m_text.peek() != '\'') return value;
                c = m_text.take();
            } else if (c == '\\') {
                c = unescaped(m_text.take());
            }
            value += static_cast<char>(c);
        }
    }

    int unescaped(int c) const {
        if (c < 0) fail();
        if (c == 'n') return '\n';
        if (c == 'r') return '\r';
        if (c == 't') return '\t';
        if (c == '0') return '\0';
        if (c == 'Z') return 26;
        return c;
    }

    Characters m_text;
    const std::function<void(const SqlTable&, const SqlRow&, std::uint64_t)>& m_take;
    SqlTable m_table;
    SqlRow m_row;
    bool m_in_create = false;
};

class LoggingReader {
public:
    LoggingReader(HistorySink& sink, ReadReport& report) : m_sink(sink), m_report(report) {}

    void take(const SqlTable& table, const SqlRow& row, std::uint64_t position) {
        if (!m_known) find_columns(table);
        ++m_report.rows;
        if (row[m_type].value_or("") != "newusers") return;
        const auto timestamp = parse_instant(row[m_timestamp].value_or(""));
        const auto name = normalise_user_name(row[m_title].value_or(""));
        if (!timestamp || name.empty()) {
            note_bad_row(m_report, position, 0, timestamp ? "bad-row-user" : "bad-row-timestamp", name);
            return;
        }
        ++m_report.registrations;
        m_sink.registration({0, name, *timestamp, created_by_of_action(row[m_action].value_or(""))});
    }

private:
    void find_columns(const SqlTable& table) {
        const auto needed = [&](const char* name) {
            const auto place = table.place(name);
            if (!place) throw Error{ErrorKind::bad_input, {"error-sql-column", {table.name, name}}};
            return *place;
        };
        m_type = needed("log_type");
        m_action = needed("log_action");
        m_timestamp = needed("log_timestamp");
        m_title = needed("log_title");
        m_known = true;
    }

    HistorySink& m_sink;
    ReadReport& m_report;
    bool m_known = false;
    std::size_t m_type = 0, m_action = 0, m_timestamp = 0, m_title = 0;
};

}  // namespace

std::optional<std::size_t> SqlTable::place(std::string_view column) const {
    const auto found = std::find(columns.begin(), columns.end(), column);
    return found == columns.end() ? std::nullopt
                                  : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

void read_sql_dump(ByteSource& text,
                   const std::function<void(const SqlTable&, const SqlRow&, std::uint64_t)>& take) {
    DumpReader{text, take}.read();
}

void read_logging_sql(ByteSource& text, HistorySink& sink, ReadReport& report) {
    LoggingReader reader{sink, report};
    read_sql_dump(text, [&](const SqlTable& table, const SqlRow& row, std::uint64_t position) {
        report.bytes = position;
        reader.take(table, row, position);
    });
}

}  // namespace brujula::wiki
