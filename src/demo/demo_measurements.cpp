// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_measurements.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "demo/demo_files.hpp"
#include "measuring/deciding.hpp"
#include "measuring/naming.hpp"
#include "measuring/run.hpp"
#include "records/described.hpp"

namespace brujula::demo {

namespace json = boost::json;

namespace {

/// Every record: the demo is made by who may read all of it.
class AllRecords : public measuring::RecordSource {
public:
    explicit AllRecords(const store::Store& store) : m_store(store) {}

    measuring::KeptRecord get(const std::string& kind, const std::string& id,
                              std::optional<int> revision) override {
        const auto record = revision ? m_store.find(kind, id, *revision) : m_store.find(kind, id);
        if (!record) throw Error{ErrorKind::bad_input, {"error-demo-file", {id}}};
        return kept(*record);
    }

    std::vector<measuring::KeptRecord> linked(const std::string& kind, const std::string& link,
                                              const std::string& target_kind,
                                              const std::string& id) override {
        return all({.kind = kind,
                    .links = {{link, target_kind, id}},
                    .organisation = {},
                    .limit = 1000,
                    .after = ""});
    }

    std::vector<measuring::KeptRecord> owned(const std::string& kind,
                                             const std::string& organisation) override {
        return all({.kind = kind, .links = {}, .organisation = organisation, .limit = 1000, .after = ""});
    }

private:
    static measuring::KeptRecord kept(const store::Revision& record) {
        return {record.id, static_cast<int>(record.number), record.body};
    }

    [[nodiscard]] std::vector<measuring::KeptRecord> all(const store::ListQuery& query) const {
        std::vector<measuring::KeptRecord> records;
        for (const auto& record : m_store.list(query).records)
            records.push_back(kept(record));
        return records;
    }

    const store::Store& m_store;
};

measuring::Request request_of(const json::value& from) {
    measuring::Request request;
    request.organisation.id = text_at(from, "organisation");
    request.scope = records::from_json<records::MeasuredScope>(from.at("scope"));
    for (const auto& metric : from.at("metrics").as_array()) {
        const auto choice = records::from_json<records::MetricChoice>(metric);
        request.metrics.push_back({choice.metric, choice.definition, {}});
        if (!choice.namespaces.empty()) request.metrics.back().choice.namespaces = choice.namespaces;
    }
    return request;
}

double value_of(const records::Measurement& measurement, const std::string& definition) {
    for (const auto& value : measurement.values)
        if (value.definition == definition && value.value) return *value.value;
    throw Error{ErrorKind::bad_input, {"error-demo-file", {definition}}};
}

store::Write observation_of(const json::value& observed, const records::Measurement& measurement,
                            const std::string& run) {
    records::Observation observation;
    observation.organisation = measurement.organisation;
    observation.indicator.id = text_at(observed, "indicator");
    observation.first_day = measurement.scope.first_day;
    observation.last_day = measurement.scope.last_day;
    observation.value = records::Amount{value_of(measurement, text_at(observed, "value"))};
    observation.by = records::ObservedBy::measured;
    observation.measurement = records::Ref<"measurement">{run};
    if (const auto* activity = observed.as_object().if_contains("activity"))
        observation.activity = records::Ref<"activity">{std::string(activity->as_string())};
    observation.check = records::Check::demo;
    return write_of("observation", observation.indicator.id + "-measured", records::to_json(observation));
}

}  // namespace

void measure_demo(store::Store& store, const facts::Lake& lake, const std::filesystem::path& file) {
    const auto catalogue = metrics::all_metrics();
    AllRecords all(store);
    std::vector<store::Write> writes;
    std::vector<records::Measurement> measured;
    const auto asked = read_json(file);
    for (const auto& one : asked.as_array()) {
        const auto request = request_of(one);
        auto measurement = measuring::run(lake, catalogue, request, measuring::named_by(request.scope, all));
        measuring::withhold(lake, catalogue, measurement, measured, all);
        const auto id = text_at(one, "id");
        writes.push_back(write_of("measurement", id, records::to_json(measurement)));
        for (const auto& observed : one.at("observed").as_array())
            writes.push_back(observation_of(observed, measurement, id));
        measured.push_back(std::move(measurement));
    }
    store.write_all(writes);
}

}  // namespace brujula::demo
