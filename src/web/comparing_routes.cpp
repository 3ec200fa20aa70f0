// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <memory>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/message.hpp"
#include "evaluating/comparison_group.hpp"
#include "evaluating/retention.hpp"
#include "records/described.hpp"
#include "web/cards.hpp"
#include "web/compared_json.hpp"
#include "web/problem.hpp"
#include "web/readable_records.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
namespace {

json::object period_json(const Period& period) {
    return {{"from", format(period.from)}, {"until", format(period.until)}};
}

json::array outcomes_json(const evaluating::Comparison& comparison) {
    json::array outcomes;
    for (const auto& outcome : comparison.outcomes)
        outcomes.push_back({{"name", outcome.name},
                            {"participants", outcome.participants},
                            {"comparison", outcome.comparison},
                            {"difference", estimate_json(outcome.difference)}});
    return outcomes;
}

json::object rules_json(const evaluating::MatchingRules& rules) {
    return {{"matches", rules.matches},
            {"days", rules.days_after},
            {"retained_from", rules.retained_from},
            {"caliper", rules.caliper},
            {"seed", rules.resampling.seed},
            {"rounds", rules.resampling.rounds},
            {"confidence", rules.resampling.confidence}};
}

json::object comparison_json(const evaluating::Comparison& comparison, const std::string& language) {
    json::array assumptions;
    for (const Message& assumption : evaluating::assumptions_of(comparison))
        assumptions.push_back(message_json(assumption, language));
    const auto& unmatched = comparison.unmatched;
    return {{"rules", rules_json(comparison.rules)},
            {"activity", period_json(comparison.activity)},
            {"after", period_json(comparison.after)},
            {"participants", comparison.participants},
            {"matched", comparison.matched},
            {"comparison", comparison.comparison},
            {"unmatched",
             {{"not_found", unmatched.not_found},
              {"registered_later", unmatched.registered_later},
              {"nobody_alike", unmatched.nobody_alike}}},
            {"earlier_edits",
             {{"participants", number_or_null(comparison.earlier_edits)},
              {"comparison", number_or_null(comparison.earlier_edits_of_comparison)}}},
            {"outcomes", outcomes_json(comparison)},
            {"assumptions", std::move(assumptions)},
            {"reason", reason_json(comparison.reason, language)}};
}

json::value curve_json(const std::optional<statistics::Survival>& curve) {
    if (!curve) return nullptr;
    json::array steps;
    for (const auto& step : curve->steps)
        steps.push_back({{"day", step.time},
                         {"at_risk", step.at_risk},
                         {"ended", step.ended},
                         {"censored", step.censored},
                         {"share", step.survival},
                         {"low", number_or_null(step.low)},
                         {"high", number_or_null(step.high)}});
    return {{"followed", curve->followed},
            {"ended", curve->ended},
            {"median", number_or_null(statistics::median_survival(*curve))},
            {"steps", std::move(steps)}};
}

json::object retention_json(const evaluating::Retention& retention, const std::string& language) {
    return {{"since", evaluating::name_of(retention.rules.since)},
            {"gap", retention.rules.gap_days},
            {"confidence", retention.rules.confidence},
            {"people", retention.people},
            {"without_start", retention.without_start},
            {"too_recent", retention.too_recent},
            {"seen_until",
             retention.seen_until ? json::value(format(*retention.seen_until)) : json::value(nullptr)},
            {"curve", curve_json(retention.curve)},
            {"reason", reason_json(retention.reason, language)}};
}

evaluating::Since since_asked(const Call& call) {
    const std::string name = call.request.parameter("since").value_or("first-edit");
    const auto since = evaluating::since_of(name);
    if (!since) throw Error{ErrorKind::bad_input, {"error-since-unknown", {name}}};
    return *since;
}

// Whose retention is asked for.
constexpr std::string_view everybody_listed = "cohort";
constexpr std::string_view listed_newcomers = "new";  ///< of the cohort, who registered for the activity
constexpr std::string_view newcomers_of_wikis = "new-of-wikis";  ///< everybody who registered then

/// Event Metrics' and the Global Metrics' two weeks.
constexpr std::chrono::days registered_before{14};

std::string who_asked(const Call& call) {
    std::string who = call.request.parameter("who").value_or(std::string(everybody_listed));
    if (who != everybody_listed && who != listed_newcomers && who != newcomers_of_wikis)
        throw Error{ErrorKind::bad_input, {"error-who-unknown", {who}}};
    return who;
}

evaluating::RetentionOfNew newcomers(const facts::Lake& lake, const metrics::ScopePart& part,
                                     const evaluating::RetentionRules& rules, bool only_listed) {
    std::optional<std::vector<std::string>> among;
    if (only_listed) among = metrics::people_of({{part}});
    return evaluating::retention_of_new(
        lake, part.wikis, {part.period.from - registered_before, part.period.until}, rules, among);
}

json::object new_editors_json(const evaluating::NewEditors& found) {
    return {{"registered", found.registered},
            {"new_editors", found.new_editors},
            {"surviving", found.surviving},
            {"too_recent", found.too_recent}};
}

class ComparingRoutes {
public:
    explicit ComparingRoutes(const House& house) : m_house(house) {}

    Response comparison(Call& call) const {
        evaluating::MatchingRules rules;
        rules.matches = static_cast<int>(call.number("matches", rules.matches, 1, 10));
        rules.days_after = static_cast<int>(call.number("days", rules.days_after, 8, 3'660));
        rules.resampling.seed =
            static_cast<std::uint64_t>(call.number("seed", 1, 0, std::numeric_limits<std::int32_t>::max()));
        const auto part = part_of(call);
        const auto names = names_in_cohorts(call.asker);
        const Turnstile::Place place(m_places);
        const auto lake = m_house.lake.open();
        json::object answer = comparison_json(evaluating::compare(*lake, part, names, rules), call.language);
        answer["wikis"] = activity_wikis_json(m_house, *call.record);
        return json_response(200, std::move(answer));
    }

    Response retention(Call& call) const {
        evaluating::RetentionRules rules;
        rules.since = since_asked(call);
        rules.gap_days = static_cast<int>(
            call.number("gap", rules.gap_days, evaluating::least_gap_days, evaluating::most_gap_days));
        const std::string who = who_asked(call);
        const auto part = part_of(call);
        const Turnstile::Place place(m_places);
        const auto lake = m_house.lake.open();
        json::object answer;
        if (who == everybody_listed) {
            answer = retention_json(evaluating::retention_of(*lake, {{part}}, rules), call.language);
            answer["new_editors"] = nullptr;
        } else {
            const auto found = newcomers(*lake, part, rules, who == listed_newcomers);
            answer = retention_json(found.retention, call.language);
            answer["new_editors"] = new_editors_json(found.new_editors);
        }
        answer["who"] = who;
        answer["wikis"] = activity_wikis_json(m_house, *call.record);
        return json_response(200, std::move(answer));
    }

private:
    /// The activity's people on its wikis in its days. Refused where the asker may not read its cohort.
    [[nodiscard]] metrics::ScopePart part_of(const Call& call) const {
        const auto activity = records::from_json<records::Activity>(call.record->body);
        if (!activity.cohort) throw Error{ErrorKind::bad_input, {"reason-needs-a-cohort", {}}};
        if (activity.wikis.empty()) throw Error{ErrorKind::bad_input, {"error-scope-without-wiki", {}}};
        records::MeasuredScope scope;
        scope.activities = {{call.id()}};
        scope.wikis = activity.wikis;
        scope.first_day = activity.first_day;
        scope.last_day = activity.last_day;
        scope.time_zone = activity.time_zone;
        ReadableRecords source(m_house, call.asker);
        return measuring::parts_of(scope, measuring::named_by(scope, source)).at(0).part;
    }

    /// Of the cohorts that the asker may read. Those of others must not change the answer: it would tell,
    /// name by name, who is in them.
    [[nodiscard]] std::vector<std::string> names_in_cohorts(const Asker& asker) const {
        std::vector<std::string> names;
        for (const store::Revision& record : readable(m_house.store, asker, every("cohort")))
            for (const auto& member : records::from_json<records::Cohort>(record.body).members)
                names.push_back(member.user_name);
        return names;
    }

    House m_house;
    mutable Turnstile m_places{1, 8};
};

}  // namespace

void add_comparing_routes(Routes& routes, const House& house) {
    const auto own = std::make_shared<ComparingRoutes>(house);
    routes.add({.method = "GET",
                .pattern = "/activities/{id}/comparison",
                .access = Access::record(Action::measure),
                .handler = [own](Call& call) { return own->comparison(call); },
                .name = "activities-comparison",
                .summary = "Compare an activity's people with similar users after it",
                .kind = house.kinds.find("activity"),
                .query = {"matches", "days", "seed"}});
    routes.add({.method = "GET",
                .pattern = "/activities/{id}/retention",
                .access = Access::record(Action::measure),
                .handler = [own](Call& call) { return own->retention(call); },
                .name = "activities-retention",
                .summary = "How long an activity's people keep editing",
                .kind = house.kinds.find("activity"),
                .query = {"since", "gap", "who"}});
}

}  // namespace brujula::web
