// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/newly_registered.hpp"

#include "metrics/registered.hpp"
#include "metrics/selection.hpp"

namespace brujula::metrics {

Period last_days(const Definition& definition, const Settings& settings, Period period) {
    const std::chrono::days length{static_cast<int>(settings.parameters.at("days"))};
    return by_bounds(definition, settings, {period.until - length, period.until});
}

Period from_days_before(const Definition& definition, const Settings& settings, Period period) {
    const std::chrono::days length{static_cast<int>(settings.parameters.at("days"))};
    return by_bounds(definition, settings, {period.from - length, period.until});
}

void write_new_people(Writing& writing, std::string_view condition) {
    writing(
        "SELECT u.event_user_text, arg_min(u.wiki_db, u.registration_timestamp) AS wiki_db, "
        "min(u.registration_timestamp) AS registration_timestamp FROM users u JOIN part t ON t.wiki_db = "
        "u.wiki_db "
        "AND u.registration_timestamp >= t.since AND u.registration_timestamp < t.until WHERE ")(condition)(
        " AND (t.everyone OR EXISTS (SELECT 1 FROM person p WHERE p.part = t.part AND p.user_text = "
        "u.event_user_text AND (p.wiki_db = '' OR p.wiki_db = u.wiki_db))) AND u.event_user_text <> '' GROUP "
        "BY "
        "u.event_user_text");
}

namespace {

facts::Query made_it_themselves(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_scope(writing, definition, settings, scope);
    write_new_people(writing, "u.created_by = 'self'");
    return std::move(writing).query();
}

/// Whoever's first account on the scope's wikis is of these days, made by whomever.
facts::Query first_account(const Definition& definition, const Settings& settings, const Scope& scope) {
    Writing writing;
    write_scope(writing, definition, settings, scope);
    write_new_people(
        writing,
        "NOT EXISTS (SELECT 1 FROM users b JOIN part s ON s.wiki_db = b.wiki_db AND s.part = t.part WHERE "
        "b.event_user_text = u.event_user_text AND b.registration_timestamp < t.since)");
    return std::move(writing).query();
}

}  // namespace

Definition newly_registered_2014() {
    Definition definition;
    definition.id = "global-metrics-2014";
    definition.source =
        "Global Metrics 2014, as computed by Wikimetrics' programme report: NewlyRegistered in the last days";
    definition.bounds = Bounds::from_through;
    definition.deleted = Treatment::counted;
    definition.takes_namespaces = false;
    definition.union_of = UnionOf::people;
    definition.additive = false;
    definition.need = Need::registrations;
    definition.parameters = {{"days", 14, 0, 3'660}};
    definition.window = last_days;
    definition.rows = made_it_themselves;
    definition.columns = {"event_user_text", "wiki_db", "registration_timestamp"};
    definition.value = count_of_rows;
    return definition;
}

Metric newly_registered() {
    const Definition own = newly_registered_2014();

    Definition interval = own;
    interval.id = "wikimetrics.interval";
    interval.source = "Wikimetrics, NewlyRegistered";
    interval.bounds = Bounds::after_through;
    interval.parameters = {};
    interval.window = by_bounds;

    Definition event_metrics = own;
    event_metrics.id = "event-metrics";
    event_metrics.source = "Event Metrics, new-editors";
    event_metrics.window = from_days_before;
    event_metrics.rows = first_account;

    return {"newly-registered", "people", {own, interval, event_metrics}};
}

}  // namespace brujula::metrics
