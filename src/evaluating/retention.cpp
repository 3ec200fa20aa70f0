// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/retention.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "evaluating/known_facts.hpp"
#include "metrics/selection.hpp"

namespace brujula::evaluating {
namespace {

using std::chrono::days;

struct Career {
    Instant start;
    Instant last;  ///< edit before the first gap; `start` where none came in time
};

/// The people of all parts on their wikis, whenever before `until`.
metrics::Scope whenever(metrics::Scope scope, Instant until) {
    for (metrics::ScopePart& part : scope.parts) {
        part.categories.clear();
        part.titles.clear();
        part.pages.clear();
        part.period = {Instant{}, until};
    }
    return scope;
}

/// After `began` (user_text, start) and `work`: each one's start and last edit before the first gap.
void write_careers(metrics::Writing& writing, const RetentionRules& rules) {
    writing(
        ", moment AS (SELECT user_text, start, start AS t FROM began UNION ALL SELECT b.user_text, b.start, "
        "w.event_timestamp FROM work w JOIN began b ON b.user_text = w.event_user_text AND w.event_timestamp "
        ">= b.start), "
        "paced AS (SELECT user_text, start, t, lead(t) OVER (PARTITION BY user_text ORDER BY t) AS next FROM "
        "moment) "
        "SELECT any_value(start) AS start, min(t) AS last FROM paced WHERE next IS NULL OR next - t > "
        "to_days(CAST(? AS INTEGER)) GROUP BY user_text",
        {static_cast<std::int64_t>(rules.gap_days)});
}

facts::Query careers_query(const metrics::Scope& scope, const RetentionRules& rules) {
    const metrics::Definition definition = every_edit();
    const metrics::Settings settings = metrics::settle(definition, {});
    metrics::Writing writing;
    metrics::write_work(writing, definition, settings, scope);
    if (rules.since == Since::first_edit)
        writing(
            ", began AS (SELECT event_user_text AS user_text, min(event_timestamp) AS start FROM work GROUP "
            "BY "
            "1)");
    else
        writing(
            ", began AS (SELECT u.event_user_text AS user_text, min(u.registration_timestamp) AS start FROM "
            "users u JOIN part t ON t.wiki_db = u.wiki_db AND u.registration_timestamp < t.until JOIN person "
            "p "
            "ON p.part = t.part AND p.user_text = u.event_user_text AND (p.wiki_db = '' OR p.wiki_db = "
            "u.wiki_db) GROUP BY 1)");
    write_careers(writing, rules);
    return std::move(writing).query();
}

std::vector<Career> careers_of(const facts::Lake& lake, const facts::Query& query) {
    std::vector<Career> careers;
    for (const auto& row : lake.query(query).rows)
        careers.push_back({std::get<Instant>(row.at(0)), std::get<Instant>(row.at(1))});
    return careers;
}

double whole_days_between(Instant from, Instant until) {
    return static_cast<double>(std::chrono::floor<days>(until - from).count());
}

void require_gap(const RetentionRules& rules) {
    if (rules.gap_days < least_gap_days || rules.gap_days > most_gap_days)
        throw Error{ErrorKind::bad_input,
                    {"error-metric-parameter-range",
                     {"gap", std::to_string(least_gap_days), std::to_string(most_gap_days)}}};
}

void require_sense(const metrics::Scope& scope, const RetentionRules& rules) {
    if (metrics::has_everyone(scope)) throw Error{ErrorKind::bad_input, {"reason-needs-a-cohort", {}}};
    require_gap(rules);
}

void draw_curve(Retention& retention, const std::vector<Career>& careers) {
    std::vector<statistics::Followed> followed;
    for (const Career& career : careers) {
        if (career.start > *retention.seen_until) {
            ++retention.too_recent;
            continue;
        }
        const bool ended = career.last <= *retention.seen_until;
        followed.push_back(
            {whole_days_between(career.start, ended ? career.last : *retention.seen_until), ended});
    }
    retention.curve = statistics::survival(followed, retention.rules.confidence);
    if (!retention.curve) retention.reason = "reason-nobody-to-follow";
}

// -- who registered in some days --

std::string in_one_text(const std::vector<std::string>& items) {
    return fmt::format("{}", fmt::join(items, "\n"));
}

/// `began` and `work` of who registered then.
void write_new(metrics::Writing& writing, const std::vector<std::string>& wikis, const Period& registered,
               Instant until, const std::optional<std::vector<std::string>>& among) {
    writing(
        "WITH wiki AS MATERIALIZED (SELECT unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS wiki_db), "
        "among AS MATERIALIZED (SELECT unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS user_text), ",
        {in_one_text(wikis), in_one_text(among.value_or(std::vector<std::string>{}))});
    writing(
        "began AS MATERIALIZED (SELECT u.event_user_text AS user_text, min(u.registration_timestamp) AS "
        "start "
        "FROM users u JOIN wiki k ON k.wiki_db = u.wiki_db WHERE u.created_by = 'self' AND u.event_user_text "
        "<> '' AND u.registration_timestamp >= CAST(? AS TIMESTAMP) AND u.registration_timestamp < CAST(? AS "
        "TIMESTAMP) AND NOT EXISTS (SELECT 1 FROM edits e WHERE e.wiki_db = u.wiki_db AND e.event_user_text "
        "= "
        "u.event_user_text AND (e.event_user_is_bot_by_name OR e.event_user_is_bot_by_group))",
        {registered.from, registered.until});
    if (among) writing(" AND EXISTS (SELECT 1 FROM among a WHERE a.user_text = u.event_user_text)");
    writing(
        " GROUP BY 1), work AS MATERIALIZED (SELECT e.event_user_text, e.event_timestamp FROM edits e JOIN "
        "wiki k ON k.wiki_db = e.wiki_db JOIN began b ON b.user_text = e.event_user_text WHERE NOT "
        "coalesce(e.event_user_is_anonymous, false) AND e.event_timestamp < CAST(? AS TIMESTAMP))",
        {until});
}

constexpr days first_day{1};
constexpr days trial{30};
constexpr days seen_for{60};

NewEditors new_editors_of(const facts::Lake& lake, metrics::Writing writing, Instant until) {
    writing(
        ", done AS (SELECT b.start, coalesce(bool_or(w.event_timestamp >= b.start AND w.event_timestamp < "
        "b.start + to_days(CAST(? AS INTEGER))), false) AS activated, coalesce(bool_or(w.event_timestamp >= "
        "b.start + to_days(CAST(? AS INTEGER)) AND w.event_timestamp < b.start + to_days(CAST(? AS "
        "INTEGER))), false) AS survived FROM began b LEFT JOIN work w ON w.event_user_text = b.user_text "
        "GROUP BY b.user_text, b.start) SELECT count(*), count(*) FILTER (start <= CAST(? AS TIMESTAMP) AND "
        "activated), count(*) FILTER (start <= CAST(? AS TIMESTAMP) AND activated AND survived), count(*) "
        "FILTER (start > CAST(? AS TIMESTAMP)) FROM done",
        {std::int64_t{first_day.count()}, std::int64_t{trial.count()}, std::int64_t{seen_for.count()},
         until - seen_for, until - seen_for, until - seen_for});
    const auto table = lake.query(std::move(writing).query());
    const auto number = [&](std::size_t column) {
        return static_cast<int>(std::get<std::int64_t>(table.rows.at(0).at(column)));
    };
    return {number(0), number(1), number(2), number(3)};
}

}  // namespace

std::string_view name_of(Since since) {
    return since == Since::first_edit ? "first-edit" : "registration";
}

std::optional<Since> since_of(std::string_view name) {
    for (const Since since : {Since::first_edit, Since::registration})
        if (name == name_of(since)) return since;
    return std::nullopt;
}

Retention retention_of(const facts::Lake& lake, const metrics::Scope& scope, const RetentionRules& rules) {
    require_sense(scope, rules);
    Retention retention;
    retention.rules = rules;
    retention.people = static_cast<int>(metrics::people_of(scope).size());
    const KnownFacts known = known_facts(lake, metrics::wikis_of(scope), rules.since == Since::registration);
    retention.reason = known.reason;
    if (!known.edits) return retention;
    retention.seen_until = known.edits->until - days{rules.gap_days};
    const auto careers = careers_of(lake, careers_query(whenever(scope, known.edits->until), rules));
    retention.without_start = retention.people - static_cast<int>(careers.size());
    draw_curve(retention, careers);
    return retention;
}

RetentionOfNew retention_of_new(const facts::Lake& lake, const std::vector<std::string>& wikis,
                                const Period& registered, const RetentionRules& rules,
                                const std::optional<std::vector<std::string>>& among) {
    require_gap(rules);
    RetentionOfNew found;
    Retention& retention = found.retention;
    retention.rules = rules;
    retention.rules.since = Since::registration;
    const KnownFacts known = known_facts(lake, wikis, true);
    retention.reason = known.reason;
    if (!known.edits) return found;
    retention.seen_until = known.edits->until - days{rules.gap_days};
    metrics::Writing writing;
    write_new(writing, wikis, registered, known.edits->until, among);
    found.new_editors = new_editors_of(lake, writing, known.edits->until);
    retention.people = found.new_editors.registered;
    write_careers(writing, rules);
    draw_curve(retention, careers_of(lake, std::move(writing).query()));
    return found;
}

}  // namespace brujula::evaluating
