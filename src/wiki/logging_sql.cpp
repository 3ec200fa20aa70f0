// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/logging_sql.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "wiki/newusers.hpp"
#include "wiki/sql_dump.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

constexpr std::int64_t user_namespace = 2;
constexpr std::int64_t hidden_target = 1;  // LogPage::DELETED_ACTION

class LoggingRows {
public:
    LoggingRows(HistorySink& sink, ReadReport& report) : m_sink(sink), m_report(report) {}

    void take(const SqlRow& row) {
        if (m_report.rows++ == 0) begin(row);
        if (row.values.size() != row.columns.size())
            return note_bad_row(m_report, row.place, "bad-row-columns", row.text("log_title"));
        if (row.text("log_type") == "newusers") new_user(row);
    }

private:
    void begin(const SqlRow& row) {
        row.require("logging", {"log_type", "log_action", "log_timestamp", "log_title"});
        if (!row.database.empty()) m_sink.site(site_of(row.database));
    }

    void new_user(const SqlRow& row) {
        const auto deleted = row.number("log_deleted").value_or(0);
        if ((deleted & hidden_target) != 0) return;
        const auto title = row.text("log_title");
        const auto timestamp = parse_instant(row.text("log_timestamp"));
        if (!timestamp) return note_bad_row(m_report, row.place, "bad-row-timestamp", title);
        const auto name_space = row.number("log_namespace");
        const bool is_user = name_space == user_namespace || !row.find("log_namespace");
        std::string target{is_user ? title : std::string_view()};
        std::replace(target.begin(), target.end(), '_', ' ');
        const auto registration = registration_of({.action = row.text("log_action"),
                                                   .timestamp = *timestamp,
                                                   .performer_id = row.number("log_user"),
                                                   .performer = row.text("log_user_text"),
                                                   .target = target,
                                                   .params = row.text("log_params")});
        if (!registration) return note_bad_row(m_report, row.place, "bad-row-user", title);
        if (is_temporary_account(registration->user_text)) return;
        ++m_report.registrations;
        m_sink.registration(*registration);
    }

    HistorySink& m_sink;
    ReadReport& m_report;
};

}  // namespace

void read_logging_sql(ChunkStream& text, HistorySink& sink, ReadReport& report) {
    LoggingRows rows(sink, report);
    const bool seen = read_sql_rows(text, "logging", [&](const SqlRow& row) { rows.take(row); });
    if (!seen) throw Error{ErrorKind::bad_input, {"error-sql-table", {"logging"}}};
}

}  // namespace brujula::wiki
