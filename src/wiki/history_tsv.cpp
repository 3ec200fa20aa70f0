// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/history_tsv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/error.hpp"
#include "wiki/line_reader.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

/// The columns that are read, in the order of the 78; the values are their places there.
enum class Column : unsigned char {
    wiki_db = 0,
    event_log_id = 1,
    event_entity = 2,
    event_type = 3,
    event_timestamp = 4,
    event_user_id = 6,
    event_user_central_id = 7,
    event_user_text_historical = 8,
    event_user_text = 9,
    event_user_is_bot_by_historical = 14,
    event_user_is_anonymous = 19,
    event_user_is_temporary = 20,
    event_user_is_permanent = 21,
    event_user_is_cross_wiki = 22,
    page_id = 28,
    page_title_historical = 29,
    page_title = 30,
    page_namespace_historical = 31,
    page_namespace = 33,
    page_is_redirect = 35,
    user_id = 41,
    user_central_id = 42,
    user_text_historical = 43,
    user_text = 44,
    user_is_created_by_self = 51,
    user_is_created_by_system = 52,
    user_is_created_by_peer = 53,
    user_creation_timestamp = 58,
    user_is_temporary = 55,
    user_is_permanent = 56,
    revision_id = 60,
    revision_parent_id = 61,
    revision_minor_edit = 62,
    revision_deleted_parts = 63,
    revision_text_bytes = 65,
    revision_text_bytes_diff = 66,
    revision_text_sha1 = 67,
    revision_is_deleted_by_page_deletion = 70,
    revision_is_identity_reverted = 72,
    revision_first_identity_reverting_revision_id = 73,
    revision_seconds_to_identity_revert = 74,
    revision_is_identity_revert = 75,
    revision_tags = 77,
};

constexpr std::size_t all_columns = 78;

/// Each step that the format took, newest first: how many columns it had before, and which came.
struct Step {
    std::size_t before;
    std::array<Column, 4> came;
    std::size_t count;
};
constexpr std::array<Step, 4> steps{{
    {77, {Column::event_log_id}, 1},
    {76, {Column::event_user_is_cross_wiki}, 1},
    {74, {Column::event_user_central_id, Column::user_central_id}, 2},
    {70,
     {Column::event_user_is_temporary, Column::event_user_is_permanent, Column::user_is_temporary,
      Column::user_is_permanent},
     4},
}};

/// Where each of the 78 columns is in rows of another width; -1 where it is not.
using Layout = std::array<signed char, all_columns>;

Layout layout_of(std::size_t columns) {
    std::array<bool, all_columns> present;
    present.fill(true);
    for (const auto& step : steps)
        if (columns <= step.before)
            for (std::size_t i = 0; i < step.count; ++i)
                present[static_cast<std::size_t>(step.came[i])] = false;
    Layout layout;
    signed char at = 0;
    for (std::size_t i = 0; i < all_columns; ++i)
        layout[i] = present[i] ? at++ : static_cast<signed char>(-1);
    return layout;
}

using Fields = std::array<std::string_view, all_columns>;

/// How many fields `line` has; those beyond 78 are only counted.
std::size_t split(std::string_view line, Fields& fields) {
    std::size_t count = 0;
    std::size_t from = 0;
    // Most fields are empty or a few bytes: a call of find() for each would cost more than this loop.
    for (std::size_t at = 0; at <= line.size(); ++at) {
        if (at < line.size() && line[at] != '\t') continue;
        if (count < all_columns) fields[count] = line.substr(from, at - from);
        ++count;
        from = at + 1;
    }
    return count;
}

/// For each item of an array: items are joined by commas, a comma inside one is \,.
template <class Take>
void for_each_item(std::string_view field, std::string& item, Take&& take) {
    if (field.empty()) return;
    item.clear();
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '\\' && i + 1 < field.size() && field[i + 1] == ',') {
            item += ',';
            ++i;
        } else if (field[i] == ',') {
            take(item);
            item.clear();
        } else {
            item += field[i];
        }
    }
    take(item);
}

class TsvHistory {
public:
    TsvHistory(HistorySink& sink, ReadReport& report) : m_sink(sink), m_report(report) {}

    /// Takes the number of columns and the wiki from the first row.
    bool begin(std::string_view line) {
        m_columns = split(line, m_fields);
        if (!is_history_column_count(m_columns)) return false;
        m_layout = layout_of(m_columns);
        return true;
    }

    void row(std::string_view line, Place place) {
        ++m_report.rows;
        m_problem = nullptr;
        if (split(line, m_fields) != m_columns)
            m_problem = "bad-row-columns";
        else if (tell_wiki())
            event();
        if (m_problem) note_bad_row(m_report, place, m_problem, line);
    }

private:
    [[nodiscard]] std::string_view get(Column column) const {
        const auto at = m_layout[static_cast<std::size_t>(column)];
        return at < 0 ? std::string_view() : m_fields[static_cast<std::size_t>(at)];
    }

    /// Empty for an empty field; a field that is no number makes the row bad.
    std::optional<std::int64_t> number(Column column) {
        const auto field = get(column);
        if (field.empty()) return std::nullopt;
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
        if (error != std::errc{} || end != field.data() + field.size()) m_problem = "bad-row-number";
        return value;
    }

    std::optional<bool> truth(Column column) {
        const auto field = get(column);
        if (field == "true") return true;
        if (field == "false") return false;
        if (!field.empty()) m_problem = "bad-row-truth";
        return std::nullopt;
    }
    bool is_true(Column column) { return truth(column).value_or(false); }

    /// The field of `now`, or of `then` where it is empty.
    void text(Column now, Column then, std::string& to) const {
        const auto field = get(now);
        to = field.empty() ? get(then) : field;
    }

    Instant time() {
        const auto instant = parse_instant(get(Column::event_timestamp));
        if (!instant) m_problem = "bad-row-timestamp";
        return instant.value_or(Instant{});
    }

    /// Tells the site where it is not that of the row before; false for a row that names none.
    bool tell_wiki() {
        const auto wiki_db = get(Column::wiki_db);
        if (wiki_db.empty()) m_problem = "bad-row-wiki";
        if (wiki_db != m_wiki_db && !wiki_db.empty()) {
            m_wiki_db = wiki_db;
            m_sink.site(site_of(m_wiki_db));
        }
        return !m_problem;
    }

    void event() {
        const auto entity = get(Column::event_entity);
        const bool creates = get(Column::event_type) == "create";
        if (entity == "revision") {
            if (creates) revision();
        } else if (entity == "user") {
            if (creates) registration();
        } else if (entity != "page") {
            m_problem = "bad-row-entity";
        }
    }

    void revision() {
        m_edit.revision_id = number(Column::revision_id).value_or(0);
        if (m_edit.revision_id <= 0) m_problem = "bad-row-revision-id";
        m_edit.revision_parent_id = number(Column::revision_parent_id);
        m_edit.event_timestamp = time();
        m_edit.revision_minor_edit = is_true(Column::revision_minor_edit);
        m_edit.revision_text_bytes = number(Column::revision_text_bytes);
        m_edit.revision_text_bytes_diff = number(Column::revision_text_bytes_diff);
        m_edit.revision_text_sha1 = get(Column::revision_text_sha1);
        user();
        page();
        reverts();
        m_edit.revision_tags.clear();
        for_each_item(get(Column::revision_tags), m_item,
                      [this](const std::string& tag) { m_edit.revision_tags.push_back(tag); });
        if (m_problem) return;
        ++m_report.edits;
        m_sink.edit(m_edit);
    }

    void user() {
        m_edit.event_user_id = number(Column::event_user_id);
        text(Column::event_user_text, Column::event_user_text_historical, m_edit.event_user_text);
        m_edit.event_user_is_hidden = m_edit.event_user_text.empty();
        for_each_item(get(Column::revision_deleted_parts), m_item,
                      [this](const std::string& part) { m_edit.event_user_is_hidden |= part == "user"; });
        if (m_edit.event_user_is_hidden) {
            m_edit.event_user_text.clear();
            m_edit.event_user_id.reset();
        }
        m_edit.event_user_is_anonymous = is_true(Column::event_user_is_anonymous) ||
                                         is_true(Column::event_user_is_temporary) ||
                                         is_temporary_account(m_edit.event_user_text);
        m_edit.event_user_is_bot_by_name = m_edit.event_user_is_bot_by_group = false;
        for_each_item(get(Column::event_user_is_bot_by_historical), m_item, [this](const std::string& by) {
            m_edit.event_user_is_bot_by_name |= by == "name";
            m_edit.event_user_is_bot_by_group |= by == "group";
        });
    }

    void page() {
        m_edit.page_id = number(Column::page_id).value_or(0);
        auto name_space = number(Column::page_namespace);
        if (!name_space) name_space = number(Column::page_namespace_historical);
        m_edit.page_namespace = static_cast<int>(name_space.value_or(0));
        text(Column::page_title, Column::page_title_historical, m_edit.page_title);
        std::replace(m_edit.page_title.begin(), m_edit.page_title.end(), ' ', '_');
        m_edit.page_is_redirect = is_true(Column::page_is_redirect);
        m_edit.page_is_deleted = is_true(Column::revision_is_deleted_by_page_deletion);
    }

    void reverts() {
        m_edit.revision_is_identity_reverted = truth(Column::revision_is_identity_reverted);
        m_edit.revision_first_identity_reverting_revision_id =
            number(Column::revision_first_identity_reverting_revision_id);
        m_edit.revision_seconds_to_identity_revert = number(Column::revision_seconds_to_identity_revert);
        m_edit.revision_is_identity_revert = truth(Column::revision_is_identity_revert);
    }

    /// Accounts from before the log have no time of their event.
    Instant registered_at() {
        const auto created = get(Column::event_timestamp).empty()
                                 ? parse_instant(get(Column::user_creation_timestamp))
                                 : std::nullopt;
        return created ? *created : time();
    }

    void registration() {
        m_registration.user_id = number(Column::user_id).value_or(0);
        text(Column::user_text, Column::user_text_historical, m_registration.user_text);
        if (m_registration.user_text.empty()) m_problem = "bad-row-user";
        if (is_true(Column::user_is_temporary) || is_temporary_account(m_registration.user_text)) return;
        m_registration.timestamp = registered_at();
        m_registration.created_by = is_true(Column::user_is_created_by_self)     ? CreatedBy::self
                                    : is_true(Column::user_is_created_by_system) ? CreatedBy::system
                                    : is_true(Column::user_is_created_by_peer)   ? CreatedBy::peer
                                                                                 : CreatedBy::unknown;
        if (m_problem) return;
        ++m_report.registrations;
        m_sink.registration(m_registration);
    }

    HistorySink& m_sink;
    ReadReport& m_report;
    Fields m_fields;
    Layout m_layout{};
    std::size_t m_columns = 0;
    std::string m_wiki_db;
    const char* m_problem = nullptr;
    Edit m_edit;
    Registration m_registration;
    std::string m_item;
};

}  // namespace

bool is_history_column_count(std::size_t columns) {
    return columns == all_columns ||
           std::any_of(steps.begin(), steps.end(), [&](const Step& step) { return step.before == columns; });
}

void read_history_tsv(ChunkStream& text, HistorySink& sink, ReadReport& report) {
    LineReader lines(text);
    TsvHistory history(sink, report);
    std::string_view line;
    if (!lines.next(line)) return;
    if (!history.begin(line)) {
        const auto columns = std::count(line.begin(), line.end(), '\t') + 1;
        throw Error{ErrorKind::bad_input, {"error-tsv-columns", {std::to_string(columns)}}};
    }
    do {
        history.row(line, lines.place());
    } while (lines.next(line));
}

}  // namespace brujula::wiki
