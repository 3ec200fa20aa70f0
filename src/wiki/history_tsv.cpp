// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/error.hpp"
#include "wiki/report.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

/// The columns of the newest layout, in its order, and the number of columns of the first layout that has
/// each.
struct Column {
    std::string_view name;
    int since;
};
constexpr std::array<Column, 78> columns{{
    {"wiki_db", 70},
    {"event_log_id", 78},
    {"event_entity", 70},
    {"event_type", 70},
    {"event_timestamp", 70},
    {"event_comment", 70},
    {"event_user_id", 70},
    {"event_user_central_id", 76},
    {"event_user_text_historical", 70},
    {"event_user_text", 70},
    {"event_user_blocks_historical", 70},
    {"event_user_blocks", 70},
    {"event_user_groups_historical", 70},
    {"event_user_groups", 70},
    {"event_user_is_bot_by_historical", 70},
    {"event_user_is_bot_by", 70},
    {"event_user_is_created_by_self", 70},
    {"event_user_is_created_by_system", 70},
    {"event_user_is_created_by_peer", 70},
    {"event_user_is_anonymous", 70},
    {"event_user_is_temporary", 74},
    {"event_user_is_permanent", 74},
    {"event_user_is_cross_wiki", 77},
    {"event_user_registration_timestamp", 70},
    {"event_user_creation_timestamp", 70},
    {"event_user_first_edit_timestamp", 70},
    {"event_user_revision_count", 70},
    {"event_user_seconds_since_previous_revision", 70},
    {"page_id", 70},
    {"page_title_historical", 70},
    {"page_title", 70},
    {"page_namespace_historical", 70},
    {"page_namespace_is_content_historical", 70},
    {"page_namespace", 70},
    {"page_namespace_is_content", 70},
    {"page_is_redirect", 70},
    {"page_is_deleted", 70},
    {"page_creation_timestamp", 70},
    {"page_first_edit_timestamp", 70},
    {"page_revision_count", 70},
    {"page_seconds_since_previous_revision", 70},
    {"user_id", 70},
    {"user_central_id", 76},
    {"user_text_historical", 70},
    {"user_text", 70},
    {"user_blocks_historical", 70},
    {"user_blocks", 70},
    {"user_groups_historical", 70},
    {"user_groups", 70},
    {"user_is_bot_by_historical", 70},
    {"user_is_bot_by", 70},
    {"user_is_created_by_self", 70},
    {"user_is_created_by_system", 70},
    {"user_is_created_by_peer", 70},
    {"user_is_anonymous", 70},
    {"user_is_temporary", 74},
    {"user_is_permanent", 74},
    {"user_registration_timestamp", 70},
    {"user_creation_timestamp", 70},
    {"user_first_edit_timestamp", 70},
    {"revision_id", 70},
    {"revision_parent_id", 70},
    {"revision_minor_edit", 70},
    {"revision_deleted_parts", 70},
    {"revision_deleted_parts_are_suppressed", 70},
    {"revision_text_bytes", 70},
    {"revision_text_bytes_diff", 70},
    {"revision_text_sha1", 70},
    {"revision_content_model", 70},
    {"revision_content_format", 70},
    {"revision_is_deleted_by_page_deletion", 70},
    {"revision_deleted_by_page_deletion_timestamp", 70},
    {"revision_is_identity_reverted", 70},
    {"revision_first_identity_reverting_revision_id", 70},
    {"revision_seconds_to_identity_revert", 70},
    {"revision_is_identity_revert", 70},
    {"revision_is_from_before_page_creation", 70},
    {"revision_tags", 70},
}};

constexpr std::size_t most_columns = columns.size();

/// One row's fields by the names of the newest layout.
class Row {
public:
    /// False for a count of columns that no layout has.
    bool set_layout(std::size_t count) {
        if (count != 70 && count != 74 && count != 76 && count != 77 && count != 78) return false;
        m_count = count;
        int next = 0;
        for (std::size_t i = 0; i < columns.size(); ++i)
            m_place[i] = columns[i].since <= static_cast<int>(count) ? next++ : -1;
        return true;
    }

    /// False where the row has another count of columns.
    bool split(std::string_view line) {
        std::size_t count = 0;
        const char* at = line.data();
        const char* const end = at + line.size();
        while (true) {
            const auto* tab =
                static_cast<const char*>(std::memchr(at, '\t', static_cast<std::size_t>(end - at)));
            const char* const stop = tab == nullptr ? end : tab;
            if (count < most_columns) m_fields[count] = {at, static_cast<std::size_t>(stop - at)};
            ++count;
            if (tab == nullptr) break;
            at = tab + 1;
        }
        return count == m_count;
    }

    [[nodiscard]] std::string_view get(std::size_t column) const {
        const int place = m_place[column];
        return place < 0 ? std::string_view{} : m_fields[static_cast<std::size_t>(place)];
    }

private:
    std::size_t m_count = 0;
    std::array<int, columns.size()> m_place{};
    std::array<std::string_view, most_columns> m_fields;
};

constexpr std::size_t column(std::string_view name) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].name == name) return i;
    throw "no such column";  // fails the build: called in constant expressions only
}
#define COLUMN(name) (std::integral_constant<std::size_t, column(name)>::value)

std::size_t count_columns(std::string_view line) {
    return 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t'));
}

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
    return whole ? std::optional{value} : std::nullopt;
}

bool yes(std::string_view text) {
    return text == "true";
}

std::optional<bool> maybe(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional{yes(text)};
}

/// \t \n \r and \\ as the dumper writes them.
std::string unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char next = text[++i];
        if (next == 't')
            out += '\t';
        else if (next == 'n')
            out += '\n';
        else if (next == 'r')
            out += '\r';
        else if (next == '\\' || next == ',')
            out += next;
        else
            (out += '\\') += next;
    }
    return out;
}

/// Elements of an array: cut at commas that no backslash protects.
std::vector<std::string> elements(std::string_view text) {
    std::vector<std::string> found;
    if (text.empty()) return found;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '\\') {
            ++i;
        } else if (i == text.size() || text[i] == ',') {
            found.push_back(unescaped(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    if (begin <= text.size() && found.empty()) found.push_back(unescaped(text));
    return found;
}

bool holds(std::string_view list, std::string_view wanted) {
    if (list.empty()) return false;
    const auto all = elements(list);
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

std::string_view either(std::string_view now, std::string_view historical) {
    return now.empty() ? historical : now;
}

class TsvReader {
public:
    TsvReader(HistorySink& sink, ReadReport& report) : m_sink(sink), m_report(report) {}

    void read(ByteSource& text) {
        Lines lines{text};
        std::string_view line;
        while (lines.next(line)) {
            if (m_report.rows == 0 && !m_row.set_layout(count_columns(line)))
                throw Error{ErrorKind::bad_input,
                            {"error-tsv-columns", {std::to_string(count_columns(line))}}};
            ++m_report.rows;
            m_report.bytes = lines.position() + line.size();
            const char* reason = m_row.split(line) ? take() : "bad-row-columns";
            if (reason != nullptr) note_bad_row(m_report, lines.position(), lines.number(), reason, line);
        }
    }

private:
    /// Why the row cannot be taken; nullptr when it was, or is of no interest here.
    const char* take() {
        if (const auto wiki = m_row.get(COLUMN("wiki_db")); wiki != m_wiki) {
            if (wiki.empty()) return "bad-row-wiki";
            m_wiki = wiki;
            m_sink.site(site_of(m_wiki));
        }
        const auto entity = m_row.get(COLUMN("event_entity"));
        const auto type = m_row.get(COLUMN("event_type"));
        if (entity == "revision") return type == "create" ? take_edit() : nullptr;
        if (entity == "user") return type == "create" ? take_registration() : nullptr;
        return entity == "page" ? nullptr : "bad-row-entity";
    }

    const char* take_edit() {
        const auto id = number(m_row.get(COLUMN("revision_id")));
        const auto timestamp = parse_instant(m_row.get(COLUMN("event_timestamp")));
        if (!id || *id <= 0) return "bad-row-revision-id";
        if (!timestamp) return "bad-row-timestamp";
        m_edit.revision_id = *id;
        m_edit.event_timestamp = *timestamp;
        m_edit.revision_parent_id = number(m_row.get(COLUMN("revision_parent_id")));
        fill_user();
        fill_page();
        fill_text();
        ++m_report.edits;
        m_sink.edit(m_edit);
        return nullptr;
    }

    void fill_user() {
        const auto name =
            either(m_row.get(COLUMN("event_user_text")), m_row.get(COLUMN("event_user_text_historical")));
        m_edit.event_user_text = unescaped(name);
        m_edit.event_user_id = number(m_row.get(COLUMN("event_user_id")));
        m_edit.event_user_is_anonymous = yes(m_row.get(COLUMN("event_user_is_anonymous"))) ||
                                         yes(m_row.get(COLUMN("event_user_is_temporary"))) ||
                                         is_temporary_account(name);
        m_edit.event_user_is_hidden = name.empty();
        const auto bot_by = m_row.get(COLUMN("event_user_is_bot_by_historical"));
        m_edit.event_user_is_bot_by_name = holds(bot_by, "name");
        m_edit.event_user_is_bot_by_group = holds(bot_by, "group");
    }

    void fill_page() {
        m_edit.page_id = number(m_row.get(COLUMN("page_id"))).value_or(0);
        const auto ns =
            either(m_row.get(COLUMN("page_namespace")), m_row.get(COLUMN("page_namespace_historical")));
        m_edit.page_namespace = static_cast<int>(number(ns).value_or(0));
        m_edit.page_title =
            unescaped(either(m_row.get(COLUMN("page_title")), m_row.get(COLUMN("page_title_historical"))));
        m_edit.page_is_redirect = yes(m_row.get(COLUMN("page_is_redirect")));
        m_edit.page_is_deleted = yes(m_row.get(COLUMN("revision_is_deleted_by_page_deletion")));
    }

    void fill_text() {
        m_edit.revision_minor_edit = yes(m_row.get(COLUMN("revision_minor_edit")));
        m_edit.revision_text_bytes = number(m_row.get(COLUMN("revision_text_bytes")));
        m_edit.revision_text_bytes_diff = number(m_row.get(COLUMN("revision_text_bytes_diff")));
        m_edit.revision_text_sha1 = m_row.get(COLUMN("revision_text_sha1"));
        m_edit.revision_is_identity_reverted = maybe(m_row.get(COLUMN("revision_is_identity_reverted")));
        m_edit.revision_first_identity_reverting_revision_id =
            number(m_row.get(COLUMN("revision_first_identity_reverting_revision_id")));
        m_edit.revision_seconds_to_identity_revert =
            number(m_row.get(COLUMN("revision_seconds_to_identity_revert")));
        m_edit.revision_is_identity_revert = maybe(m_row.get(COLUMN("revision_is_identity_revert")));
        m_edit.revision_tags = elements(m_row.get(COLUMN("revision_tags")));
    }

    const char* take_registration() {
        const auto name = either(m_row.get(COLUMN("user_text")), m_row.get(COLUMN("user_text_historical")));
        if (name.empty()) return "bad-row-user";
        if (yes(m_row.get(COLUMN("user_is_temporary"))) || is_temporary_account(name)) return nullptr;
        auto timestamp = parse_instant(m_row.get(COLUMN("event_timestamp")));
        if (!timestamp) timestamp = parse_instant(m_row.get(COLUMN("user_creation_timestamp")));
        if (!timestamp) return "bad-row-timestamp";
        auto created_by = CreatedBy::unknown;
        if (yes(m_row.get(COLUMN("user_is_created_by_self")))) created_by = CreatedBy::self;
        if (yes(m_row.get(COLUMN("user_is_created_by_system")))) created_by = CreatedBy::system;
        if (yes(m_row.get(COLUMN("user_is_created_by_peer")))) created_by = CreatedBy::peer;
        ++m_report.registrations;
        m_sink.registration(
            {number(m_row.get(COLUMN("user_id"))).value_or(0), unescaped(name), *timestamp, created_by});
        return nullptr;
    }

    HistorySink& m_sink;
    ReadReport& m_report;
    Row m_row;
    std::string m_wiki;
    Edit m_edit;
};

}  // namespace

void read_history_tsv(ByteSource& text, HistorySink& sink, ReadReport& report) {
    TsvReader{sink, report}.read(text);
}

}  // namespace brujula::wiki
