// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <mutex>
#include <sstream>

#include <boost/json.hpp>

#include "base/id.hpp"
#include "measuring/deciding.hpp"
#include "measuring/disclosure.hpp"
#include "measuring/facts_behind.hpp"
#include "measuring/run.hpp"
#include "records/described.hpp"
#include "store/ever.hpp"
#include "store/security_log.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/readable_records.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
namespace {

constexpr std::size_t most_metrics = 50;
constexpr std::size_t csv_rows_a_part = 20'000;

records::MeasuredScope scope_of(const Call& call) {
    const json::value* given = call.body.if_contains("scope");
    if (!given) throw Error{ErrorKind::bad_input, {"error-member-missing", {"scope"}}};
    std::vector<Problem> problems;
    auto scope = records::from_json<records::MeasuredScope>(*given, problems);
    for (Problem& problem : problems)
        problem.field.insert(0, "/scope");
    if (!problems.empty()) throw store::InvalidRecord{std::move(problems)};
    return scope;
}

/// A name, "edits" or "edits/wikimetrics", or a choice as indicators have it.
measuring::Asked asked_of(const json::value& given, const std::string& at) {
    measuring::Asked asked;
    if (given.is_string()) {
        asked.metric = std::string(given.get_string());
        return asked;
    }
    std::vector<Problem> problems;
    const auto choice = records::from_json<records::MetricChoice>(given, problems);
    for (Problem& problem : problems)
        problem.field.insert(0, at);
    if (!problems.empty()) throw store::InvalidRecord{std::move(problems)};
    asked.metric = choice.metric;
    asked.definition = choice.definition;
    if (!choice.namespaces.empty()) asked.choice.namespaces = choice.namespaces;
    return asked;
}

std::vector<measuring::Asked> metrics_of(const Call& call) {
    const json::value* given = call.body.if_contains("metrics");
    if (!given || given->is_null()) return {};
    if (!given->is_array()) throw Error{ErrorKind::bad_input, {"error-member-missing", {"metrics"}}};
    const json::array& list = given->get_array();
    if (list.size() > most_metrics)
        throw Error{ErrorKind::too_large, {"error-metrics-many", {std::to_string(most_metrics)}}};
    std::vector<measuring::Asked> asked;
    for (std::size_t i = 0; i < list.size(); ++i)
        asked.push_back(asked_of(list[i], "/metrics/" + std::to_string(i)));
    return asked;
}

bool wants_saving(const Call& call) {
    const json::value* save = call.body.if_contains("save");
    return save == nullptr || *save != false;
}

json::value number_json(const std::optional<double>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

std::string new_id(const std::string& organisation, Instant now) {
    return organisation.substr(0, 50) + '-' + format(now).substr(0, 10) + '-' + random_id(6);
}

class MeasuringRoutes {
public:
    explicit MeasuringRoutes(const House& house) : m_house(house) {}

    Response run(Call& call) const {
        measuring::Request request;
        request.organisation.id = call.text("organisation");
        request.scope = scope_of(call);
        request.metrics = metrics_of(call);
        const measuring::Named named = named_for(call, request.scope);
        records::Measurement measurement = run_when_there_is_room(request, named);
        if (!wants_saving(call))
            return json_response(200, {{"kind", "measurement"}, {"data", records::to_json(measurement)}});
        return save(call, std::move(measurement));
    }

    /// What each cohort and activity of the measurement gives alone, on the facts as they are now, beside the
    /// union of now.
    Response parts(Call& call) const {
        const auto measurement = records::from_json<records::Measurement>(call.record->body);
        measuring::Request request{measurement.organisation, measurement.scope, {}};
        for (const records::MeasuredValue& value : measurement.values)
            if (value.value) request.metrics.push_back(measuring::question_of(m_house.metrics, value));
        if (request.metrics.empty()) throw Error{ErrorKind::not_found, {"error-no-value", {call.id(), "*"}}};
        const measuring::Named named = named_for(call, measurement);
        const Turnstile::Place place(m_runs);
        const auto lake = m_house.lake.open();
        const auto whole = measuring::run(*lake, m_house.metrics, request, named);
        const auto breakdown = measuring::break_down(*lake, m_house.metrics, request, named, whole);
        return json_response(200, parts_json(call, whole, breakdown));
    }

    Response facts(Call& call) const {
        const auto measurement = records::from_json<records::Measurement>(call.record->body);
        const records::MeasuredValue value = chosen_value(call, measurement);
        const measuring::Asked asked = measuring::question_of(m_house.metrics, value);
        measuring::Named named = named_for(call, measurement);
        metrics::PageOfRows page;
        page.sort = call.request.parameter("sort").value_or("");
        page.order = call.request.parameter("order") == "desc" ? metrics::Order::descending
                                                               : metrics::Order::ascending;
        if (call.request.parameter("format") == "csv")
            return csv(call.record->id + '-' + value.metric, measurement.scope, std::move(named), asked,
                       page);
        page.offset = static_cast<std::size_t>(call.number("offset", 0, 0, 1'000'000'000));
        page.limit = static_cast<std::size_t>(call.number("limit", 100, 1, 10'000));
        const Turnstile::Place place(m_runs);
        return json_response(
            200, measuring::to_json(measuring::facts_behind(*m_house.lake.open(), m_house.metrics,
                                                            measurement.scope, named, asked, page)));
    }

private:
    template <class Asked>
    [[nodiscard]] measuring::Named named_for(const Call& call, const Asked& asked) const {
        ReadableRecords records(m_house, call.asker);
        return measuring::named_by(asked, records);
    }

    records::Measurement run_when_there_is_room(const measuring::Request& request,
                                                const measuring::Named& named) const {
        const Turnstile::Place place(m_runs);
        return measuring::run(*m_house.lake.open(), m_house.metrics, request, named);
    }

    /// A run that says the same as an earlier one of its question is that one; else a new one that names the
    /// one it replaces.
    Response save(const Call& call, records::Measurement measurement) const {
        const std::lock_guard one_at_a_time(m_saving);
        std::optional<store::Revision> newest_same;
        const std::string& organisation = measurement.organisation.id;
        for (store::Revision& older :
             readable(m_house.store, call.asker, owned("measurement", organisation))) {
            const auto before = measuring::as_run(records::from_json<records::Measurement>(older.body));
            if (!measuring::is_same_question(before, measurement)) continue;
            if (measuring::says_the_same(before, measurement))
                return json_response(200, envelope(older, call.asker));
            if (!newest_same || newest_same->time < older.time) newest_same = std::move(older);
        }
        if (newest_same) measurement.replaces.emplace().id = newest_same->id;
        withhold(measurement);
        store::Write write;
        write.kind = "measurement";
        write.id = new_id(organisation, m_house.clock.now());
        write.author = call.asker.actor().person;
        write.comment = call.text_or("comment", "");
        write.body = records::to_json(measurement);
        const store::Revision written = m_house.store.write(write);
        Response response = json_response(201, envelope(written, call.asker));
        response.set("Location", "/api/v1/measurements/" + written.id);
        return response;
    }

    /// What everybody may not see of it, beside every measurement that ever was. It does not depend on who
    /// asks.
    void withhold(records::Measurement& measurement) const {
        std::vector<records::Measurement> before;
        for (const store::Revision& record : store::ever_written(m_house.store, "measurement"))
            try {
                before.push_back(records::from_json<records::Measurement>(record.body));
            } catch (const Error&) {  // damaged or erased: its numbers are told no more
                continue;
            }
        const std::string network = "*";
        const Asker all({"", {{network, records::Role::administrator}}, network}, m_house.kinds);
        ReadableRecords source(m_house, all);
        const Turnstile::Place place(m_runs);
        measuring::withhold(*m_house.lake.open(), m_house.metrics, measurement, before, source);
    }

    [[nodiscard]] json::object parts_json(const Call& call, const records::Measurement& whole,
                                          const measuring::Breakdown& breakdown) const {
        Cards cards(m_house, call.asker);
        json::array values;
        for (std::size_t i = 0; i < whole.values.size(); ++i) {
            values.push_back(records::to_json(whole.values[i]));
            values.back().get_object()["overlap"] = number_json(breakdown.overlap[i]);
        }
        json::array parts;
        for (const auto& part : breakdown.parts) {
            json::array numbers;
            for (const auto& number : part.values)
                numbers.push_back(number_json(number));
            json::value titled = part.kind.empty() ? json::value{} : cards.titled(part.kind, part.id);
            parts.push_back({{"part", std::move(titled)}, {"values", std::move(numbers)}});
        }
        return {{"values", std::move(values)}, {"parts", std::move(parts)}};
    }

    /// The value that `metric` of the address names: "edits" or "edits/wikimetrics"; the first without it.
    static records::MeasuredValue chosen_value(const Call& call, const records::Measurement& measurement) {
        const std::string name = call.request.parameter("metric").value_or("");
        for (const records::MeasuredValue& value : measurement.values)
            if (name.empty() || value.metric == name || value.definition == name) return value;
        throw Error{ErrorKind::not_found, {"error-no-value", {call.id(), name}}};
    }

    /// All rows, a part at a time.
    Response csv(const std::string& name, const records::MeasuredScope& scope, measuring::Named named,
                 const measuring::Asked& asked, metrics::PageOfRows page) const {
        Response response;
        response.set("Content-Type", "text/csv; charset=utf-8");
        response.set("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        page.limit = csv_rows_a_part;
        response.stream = [lake = m_house.lake.open(), house = m_house, scope, named = std::move(named),
                           asked, page](std::string& part) mutable {
            const auto behind = measuring::facts_behind(*lake, house.metrics, scope, named, asked, page);
            std::ostringstream text;
            measuring::write_csv(text, behind.rows);
            part = text.str();
            if (page.offset > 0) part.erase(0, part.find("\r\n") + 2);  // the heading, once
            page.offset += behind.rows.rows.size();
            return !behind.rows.rows.empty() && page.offset < behind.total;
        };
        return response;
    }

    House m_house;
    mutable Turnstile m_runs{2, 8};
    mutable std::mutex m_saving;
};

}  // namespace

void add_measuring_routes(Routes& routes, const House& house) {
    const auto own = std::make_shared<MeasuringRoutes>(house);
    routes.add({.method = "POST",
                .pattern = "/measurements/run",
                .access = Access::organisation(Action::measure),
                .handler = [own](Call& call) { return own->run(call); },
                .name = "measurements-run",
                .summary = "Measure a scope on the facts as they are now"});
    routes.add({.method = "GET",
                .pattern = "/measurements/{id}/parts",
                .access = Access::record(Action::measure),
                .handler = [own](Call& call) { return own->parts(call); },
                .name = "measurements-parts",
                .summary = "What each part of a union gives alone, and what the union counts once",
                .kind = house.kinds.find("measurement")});
    routes.add({.method = "GET",
                .pattern = "/measurements/{id}/facts",
                .access = Access::record(Action::measure),
                .handler = [own](Call& call) { return own->facts(call); },
                .name = "measurements-facts",
                .summary = "List what a measured number counted",
                .kind = house.kinds.find("measurement"),
                .query = {"metric", "sort", "order", "offset", "limit", "format"},
                .logged = store::security::cohort_read});
}

}  // namespace brujula::web
