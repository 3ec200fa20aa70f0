// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <memory>
#include <sstream>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "evaluating/before_after.hpp"
#include "evaluating/reported_before.hpp"
#include "records/described.hpp"
#include "web/cards.hpp"
#include "web/compared_json.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/readable_records.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::NetworkRecords;
using records::Action;
using std::chrono::days;
using std::chrono::sys_days;
namespace {

constexpr std::size_t most_metrics = 10;
constexpr std::int64_t most_days = 3'660;

std::optional<Date> day_asked(const Call& call, const char* name) {
    const auto text = call.request.parameter(name);
    if (!text || text->empty()) return std::nullopt;
    const auto day = parse_date(*text);
    if (!day) throw Error{ErrorKind::bad_input, {"error-before-after-days", {}}};
    return day;
}

/// "edits,bytes-added/brujula.added"
std::vector<measuring::Asked> metrics_asked(const Call& call) {
    std::istringstream names(call.request.parameter("metrics").value_or(""));
    std::vector<measuring::Asked> asked;
    for (std::string name; std::getline(names, name, ',');)
        asked.push_back({name, "", {}});
    if (asked.size() > most_metrics)
        throw Error{ErrorKind::too_large, {"error-metrics-many", {std::to_string(most_metrics)}}};
    return asked;
}

class BeforeAfterRoutes {
public:
    BeforeAfterRoutes(const House& house, const NetworkMemory& memory) : m_house(house), m_memory(memory) {}

    Response of_activity(Call& call) const {
        const auto activity = records::from_json<records::Activity>(call.record->body);
        if (!activity.cohort) throw Error{ErrorKind::bad_input, {"reason-needs-a-cohort", {}}};
        if (activity.wikis.empty()) throw Error{ErrorKind::bad_input, {"error-scope-without-wiki", {}}};
        evaluating::BeforeAfterQuestion question = question_of(call);
        question.scope.cohorts = {{activity.cohort->id}};
        question.scope.wikis = activity.wikis;
        question.scope.time_zone = activity.time_zone;
        const days length{call.number("days", 90, 8, most_days)};
        question.scope.first_day = Date{sys_days{activity.last_day} + days{1}};
        question.scope.last_day = Date{sys_days{activity.last_day} + length};
        question.until = Date{sys_days{activity.first_day} - days{1}};
        question.pairs = true;
        return json_response(200, compared(call, question));
    }

    Response of_organisation(Call& call) const {
        evaluating::BeforeAfterQuestion question = question_of(call);
        if (const auto programme = call.request.parameter("programme"); programme && !programme->empty())
            question.scope.programme.emplace().id = programme_of(call, *programme);
        else
            question.scope.organisations = {{call.id()}};
        set_period(question, call);
        json::object answer = compared(call, question);
        answer["reported"] = reported(call.id(), question.scope.last_day);
        return json_response(200, std::move(answer));
    }

private:
    static evaluating::BeforeAfterQuestion question_of(const Call& call) {
        evaluating::BeforeAfterQuestion question;
        question.metrics = metrics_asked(call);
        question.before =
            static_cast<int>(call.number("before", question.before, 0, evaluating::most_periods_before));
        question.resampling.seed =
            static_cast<std::uint64_t>(call.number("seed", 1, 0, std::numeric_limits<std::int32_t>::max()));
        return question;
    }

    json::object compared(const Call& call, const evaluating::BeforeAfterQuestion& question) const {
        ReadableRecords source(m_house, call.asker);
        const Turnstile::Place place(m_places);
        const auto lake = m_house.lake.open();
        return before_after_json(evaluating::before_after(*lake, m_house.metrics, question,
                                                          [&](const records::MeasuredScope& scope) {
                                                              return measuring::named_by(scope, source);
                                                          }),
                                 call.language);
    }

    [[nodiscard]] std::string programme_of(const Call& call, const std::string& id) const {
        const auto found = m_house.store.find("programme", id);
        if (!found || records::from_json<records::Programme>(found->body).organisation.id != call.id())
            throw Error{ErrorKind::not_found, {"error-no-record", {"programme", id}}};
        return id;
    }

    /// The days asked for; without them the calendar year of the newest activity that has begun.
    void set_period(evaluating::BeforeAfterQuestion& question, const Call& call) const {
        const Date today = date_in(m_house.clock.now(), "UTC");
        const auto newest = newest_activity(call, question.scope.programme, today);
        const auto year = newest ? newest->first_day.year() : today.year();
        auto& scope = question.scope;
        scope.first_day = day_asked(call, "first_day").value_or(Date{year / std::chrono::January / 1});
        scope.last_day = day_asked(call, "last_day").value_or(Date{year / std::chrono::December / 31});
        if (newest) scope.time_zone = newest->time_zone;
        const auto length = planning::length({scope.first_day, scope.last_day});
        if (length < 1 || length > most_days)
            throw Error{ErrorKind::bad_input, {"error-before-after-days", {}}};
        question.until = Date{sys_days{scope.first_day} - days{1}};
    }

    [[nodiscard]] std::optional<records::Activity> newest_activity(
        const Call& call, const std::optional<records::Ref<"programme">>& programme, Date today) const {
        std::optional<records::Activity> newest;
        for (const store::Revision& record :
             readable(m_house.store, call.asker, owned("activity", call.id()))) {
            auto activity = records::from_json<records::Activity>(record.body);
            const bool counts =
                activity.first_day <= today && (!programme || activity.programme == programme);
            if (counts && (!newest || newest->first_day < activity.first_day)) newest = std::move(activity);
        }
        return newest;
    }

    [[nodiscard]] json::array reported(const std::string& organisation, Date until) const {
        return m_memory.read([&](const NetworkRecords& network) {
            json::array list;
            for (const auto& series : evaluating::reported_before(network, organisation, until)) {
                json::array values;
                for (const auto& value : series.values)
                    values.push_back(
                        {{"indicator", value.indicator}, {"day", format(value.day)}, {"value", value.value}});
                const auto& name = network.indicators.find(series.indicator)->second.name;
                list.push_back(
                    {{"key", series.key},
                     {"indicator",
                      {{"kind", "indicator"}, {"id", series.indicator}, {"title", localized_json(name)}}},
                     {"values", std::move(values)},
                     {"change", change_json(series.change)},
                     {"trend", trend_json(series.trend)}});
            }
            return list;
        });
    }

    House m_house;
    const NetworkMemory& m_memory;
    mutable Turnstile m_places{1, 8};
};

}  // namespace

void add_before_after_routes(Routes& routes, const House& house, const NetworkMemory& memory) {
    const auto own = std::make_shared<BeforeAfterRoutes>(house, memory);
    routes.add({.method = "GET",
                .pattern = "/activities/{id}/before-after",
                .access = Access::record(Action::measure),
                .handler = [own](Call& call) { return own->of_activity(call); },
                .name = "activities-before-after",
                .summary = "An activity's people after it beside before it",
                .kind = house.kinds.find("activity"),
                .query = {"days", "before", "metrics", "seed"}});
    routes.add({.method = "GET",
                .pattern = "/organisations/{id}/before-after",
                .access = Access::record(Action::measure),
                .handler = [own](Call& call) { return own->of_organisation(call); },
                .name = "organisations-before-after",
                .summary = "An organisation's period beside its earlier ones",
                .kind = house.kinds.find("organisation"),
                .query = {"first_day", "last_day", "programme", "before", "metrics"}});
}

}  // namespace brujula::web
