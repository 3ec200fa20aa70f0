// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/retention.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <string_view>
#include <tuple>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/message.hpp"
#include "store/database.hpp"
#include "store/erasure.hpp"
#include "store/security_log.hpp"

namespace brujula::store {

namespace {

constexpr int shortest = 1;
constexpr int longest = 240;
constexpr const char* cohorts_setting = "retention_cohorts_months";
constexpr const char* removed_setting = "retention_removed_months";
constexpr const char* noticed_setting = "retention_chosen";
constexpr std::chrono::days notice{60};
constexpr const char* keeper = "#retention";

std::optional<int> months_setting(Connection& connection, std::string_view name) {
    auto row = connection.prepare("SELECT value FROM settings WHERE name = ?");
    if (!row.bind(name).step()) return {};
    const std::string value = row.text(0);
    int months = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), months);
    return read.ec == std::errc{} ? std::optional{months} : std::nullopt;
}

void check_months(std::optional<int> months) {
    if (months && (*months < shortest || *months > longest))
        throw Error{ErrorKind::bad_input,
                    {"error-retention-months", {std::to_string(shortest), std::to_string(longest)}}};
}

/// The first day on which anything goes: what was chosen is told for so long before.
Date first_day(Connection& connection) {
    auto row = connection.prepare("SELECT value FROM settings WHERE name = ?");
    const auto chosen = row.bind(noticed_setting).step() ? parse_date(row.text(0)) : std::nullopt;
    return chosen ? Date{std::chrono::sys_days{*chosen} + notice} : Date{};
}

void put_months(Connection& connection, std::string_view name, std::optional<int> months) {
    connection.prepare("DELETE FROM settings WHERE name = ?").bind(name).run();
    if (months)
        connection.prepare("INSERT INTO settings (name, value) VALUES (?, ?)")
            .bind(name, std::to_string(*months))
            .run();
}

/// The day after so many months; the month's last day where it has none of that number.
Date months_after(Date day, int months) {
    const Date later = day + std::chrono::months{months};
    return later.ok() ? later : Date{later.year() / later.month() / std::chrono::last};
}

Date day_of(std::int64_t seconds) {
    return Date{std::chrono::floor<std::chrono::days>(Instant{std::chrono::seconds{seconds}})};
}

/// "#" and a number stands in a name's place.
constexpr const char* cohorts_with_names =
    "SELECT h.id, r.time,"
    " (SELECT max(CASE WHEN json_valid(ar.body) THEN json_extract(ar.body, '$.last_day') END)"
    "  FROM links l JOIN heads ah ON ah.kind = 'activity' AND ah.id = l.from_id AND ah.removed = 0"
    "  JOIN revisions ar ON ar.kind = ah.kind AND ar.id = ah.id AND ar.number = ah.number"
    "  WHERE l.from_kind = 'activity' AND l.to_kind = 'cohort' AND l.to_id = h.id)"
    " FROM heads h JOIN revisions r USING (kind, id, number)"
    " WHERE h.kind = 'cohort' AND EXISTS"
    " (SELECT 1 FROM revisions x, json_each(CASE WHEN json_valid(x.body) THEN x.body ELSE 'null' END,"
    "  '$.members') m WHERE x.kind = 'cohort' AND x.id = h.id"
    "  AND NOT (json_extract(m.value, '$.user_name') GLOB '#[0-9]*'"
    "   AND ltrim(substr(json_extract(m.value, '$.user_name'), 2), '0123456789') = ''))";

void add_cohorts(Connection& connection, int months, std::vector<Retained>& found) {
    auto rows = connection.prepare(cohorts_with_names);
    while (rows.step()) {
        const auto last = parse_date(rows.text(2)).value_or(day_of(rows.integer(1)));
        found.push_back({RetentionEnd::aggregate, "cohort", rows.text(0), months_after(last, months)});
    }
}

void add_removed(Connection& connection, int months, std::vector<Retained>& found) {
    auto rows = connection.prepare(
        "SELECT h.kind, h.id, r.time FROM heads h JOIN revisions r USING (kind, id, number)"
        " WHERE h.removed = 1 AND r.body <> 'null'");
    while (rows.step())
        found.push_back(
            {RetentionEnd::erase, rows.text(0), rows.text(1), months_after(day_of(rows.integer(2)), months)});
}

void end_one(Erasures& erasures, const Retained& one) {
    const Erasing by_rule{keeper, text_of({"retention-reason", {format(one.day)}})};
    if (one.end == RetentionEnd::aggregate)
        erasures.take_names(one.id, by_rule);
    else
        erasures.erase_record(one.kind, one.id, by_rule);
}

}  // namespace

const char* name_of(RetentionEnd end) {
    return end == RetentionEnd::aggregate ? "aggregate" : "erase";
}

RetentionPeriods retention_periods(const Store& store) {
    auto reader = store.database().read();
    return {months_setting(*reader, cohorts_setting), months_setting(*reader, removed_setting)};
}

void set_retention_periods(Store& store, const RetentionPeriods& periods) {
    check_months(periods.cohorts);
    check_months(periods.removed);
    store.database().write([&](Connection& connection) {
        connection.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)")
            .bind(noticed_setting, format(day_of(store.clock().now().time_since_epoch().count())))
            .run();
        put_months(connection, cohorts_setting, periods.cohorts);
        put_months(connection, removed_setting, periods.removed);
    });
}

std::vector<Retained> retained_until(const Store& store, const RetentionPeriods& periods, Date until) {
    auto reader = store.database().read();
    std::vector<Retained> found;
    if (periods.cohorts) add_cohorts(*reader, *periods.cohorts, found);
    if (periods.removed) add_removed(*reader, *periods.removed, found);
    for (auto& one : found)
        one.day = std::max(one.day, first_day(*reader));
    std::erase_if(found, [&](const Retained& one) { return one.day > until; });
    std::sort(found.begin(), found.end(), [](const Retained& a, const Retained& b) {
        return std::tie(a.day, a.kind, a.id) < std::tie(b.day, b.kind, b.id);
    });
    return found;
}

std::size_t end_retention(Store& store, const records::Kinds& kinds, Date today) {
    Erasures erasures{store, kinds};
    std::size_t ended = 0;
    for (const auto& one : retained_until(store, retention_periods(store), today))
        try {
            end_one(erasures, one);
            SecurityLog{store}.add({security::erased, keeper, one.kind + "/" + one.id});
            ++ended;
        } catch (const std::exception& error) {
            log_warning("store: " + one.kind + ' ' + one.id + " outlives its period: " + error.what());
        }
    return ended;
}

}  // namespace brujula::store
