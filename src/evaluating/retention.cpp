// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/retention.hpp"

#include <algorithm>

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
    writing(
        ", moment AS (SELECT user_text, start, start AS t FROM began UNION ALL SELECT b.user_text, b.start, "
        "w.event_timestamp FROM work w JOIN began b ON b.user_text = w.event_user_text AND w.event_timestamp "
        ">= b.start), "
        "paced AS (SELECT user_text, start, t, lead(t) OVER (PARTITION BY user_text ORDER BY t) AS next FROM "
        "moment) "
        "SELECT any_value(start) AS start, min(t) AS last FROM paced WHERE next IS NULL OR next - t > "
        "to_days(CAST(? AS INTEGER)) GROUP BY user_text",
        {static_cast<std::int64_t>(rules.gap_days)});
    return std::move(writing).query();
}

std::vector<Career> careers_of(const facts::Lake& lake, const metrics::Scope& scope,
                               const RetentionRules& rules) {
    std::vector<Career> careers;
    for (const auto& row : lake.query(careers_query(scope, rules)).rows)
        careers.push_back({std::get<Instant>(row.at(0)), std::get<Instant>(row.at(1))});
    return careers;
}

double whole_days_between(Instant from, Instant until) {
    return static_cast<double>(std::chrono::floor<days>(until - from).count());
}

void require_sense(const metrics::Scope& scope, const RetentionRules& rules) {
    if (metrics::has_everyone(scope)) throw Error{ErrorKind::bad_input, {"reason-needs-a-cohort", {}}};
    if (rules.gap_days < least_gap_days || rules.gap_days > most_gap_days)
        throw Error{ErrorKind::bad_input,
                    {"error-metric-parameter-range",
                     {"gap", std::to_string(least_gap_days), std::to_string(most_gap_days)}}};
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
    const auto careers = careers_of(lake, whenever(scope, known.edits->until), rules);
    retention.without_start = retention.people - static_cast<int>(careers.size());
    draw_curve(retention, careers);
    return retention;
}

}  // namespace brujula::evaluating
