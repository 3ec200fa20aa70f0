// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/run.hpp"

#include <algorithm>
#include <chrono>

#include "metrics/global_metrics_2014.hpp"

namespace brujula::measuring {

using metrics::Coverage;
using metrics::Measured;
using records::MeasuredValue;
using records::Measurement;

namespace {

MeasuredValue as_value(const Measured& measured) {
    MeasuredValue value{measured.metric,
                        measured.definition,
                        measured.unit,
                        measured.value,
                        measured.reason,
                        measured.settings.namespaces,
                        {}};
    for (const auto& [name, number] : measured.settings.parameters)
        value.parameters.push_back({name, number});
    return value;
}

std::vector<MeasuredValue> global_metrics(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                                          const metrics::Scope& scope,
                                          const std::vector<Coverage>& coverage) {
    std::vector<MeasuredValue> values;
    for (const auto& row : metrics::global_metrics_2014(lake, catalogue, scope, coverage))
        values.push_back(as_value(row.measured));
    return values;
}

std::vector<MeasuredValue> values_of(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                                     const std::vector<Asked>& asked, const metrics::Scope& scope) {
    const auto coverage = metrics::coverage_of(lake, metrics::wikis_of(scope));
    if (asked.empty()) return global_metrics(lake, catalogue, scope, coverage);
    std::vector<MeasuredValue> values;
    for (const auto& one : asked) {
        const auto found = catalogue.find(one.metric, one.definition);
        values.push_back(as_value(metrics::measure(lake, found, one.choice, scope, coverage)));
    }
    return values;
}

std::vector<records::SnapshotUsed> snapshots_of(const facts::Lake& lake, const metrics::Scope& scope) {
    std::vector<records::SnapshotUsed> snapshots;
    for (const auto& of_wiki : metrics::coverage_of(lake, metrics::wikis_of(scope)))
        snapshots.push_back({of_wiki.wiki_db, of_wiki.snapshot, of_wiki.simulated});
    return snapshots;
}

std::optional<double> overlap_of(const std::vector<PartNumbers>& parts, std::size_t at,
                                 const std::optional<double>& whole) {
    if (!whole) return std::nullopt;
    double sum = 0;
    for (const auto& part : parts) {
        if (!part.values.at(at)) return std::nullopt;
        sum += *part.values[at];
    }
    return sum - *whole;
}

bool same_parameters(const MeasuredValue& one, const MeasuredValue& other) {
    return std::equal(one.parameters.begin(), one.parameters.end(), other.parameters.begin(),
                      other.parameters.end(),
                      [](const auto& a, const auto& b) { return a.name == b.name && a.value == b.value; });
}

bool same_value_asked(const MeasuredValue& one, const MeasuredValue& other) {
    return one.definition == other.definition && one.namespaces == other.namespaces &&
           same_parameters(one, other);
}

bool same_page(const records::ScopePage& one, const records::ScopePage& other) {
    return one.title == other.title && one.wiki == other.wiki;
}

bool same_scope(const records::MeasuredScope& one, const records::MeasuredScope& other) {
    return one.cohorts == other.cohorts && one.activities == other.activities &&
           one.programme == other.programme && one.organisations == other.organisations &&
           one.wikis == other.wikis && one.categories == other.categories &&
           std::equal(one.pages.begin(), one.pages.end(), other.pages.begin(), other.pages.end(),
                      same_page) &&
           one.first_day == other.first_day && one.last_day == other.last_day &&
           one.time_zone == other.time_zone;
}

}  // namespace

Measurement run(const facts::Lake& lake, const metrics::Catalogue& catalogue, const Request& request,
                const Named& named) {
    const auto begun = std::chrono::steady_clock::now();
    Measurement measurement;
    measurement.organisation = request.organisation;
    measurement.scope = request.scope;
    measurement.scope.left_out.clear();
    measurement.scope.left_out = left_out_of(measurement.scope, named);
    const auto scope = union_of(parts_of(measurement.scope, named));
    measurement.scope.wikis = metrics::wikis_of(scope);
    measurement.scope.people = static_cast<int>(metrics::people_of(scope).size());
    measurement.records = named.used;
    metrics::check(scope);
    measurement.values = values_of(lake, catalogue, request.metrics, scope);
    measurement.snapshots = snapshots_of(lake, scope);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begun;
    measurement.milliseconds = taken.count();
    return measurement;
}

Breakdown break_down(const facts::Lake& lake, const metrics::Catalogue& catalogue, const Request& request,
                     const Named& named, const Measurement& whole) {
    Breakdown breakdown;
    for (const auto& part : parts_of(request.scope, named)) {
        PartNumbers numbers{part.kind, part.id, {}};
        for (const auto& value : values_of(lake, catalogue, request.metrics, {{part.part}}))
            numbers.values.push_back(value.value);
        breakdown.parts.push_back(std::move(numbers));
    }
    for (std::size_t i = 0; i < whole.values.size(); ++i)
        breakdown.overlap.push_back(overlap_of(breakdown.parts, i, whole.values[i].value));
    return breakdown;
}

bool is_same_question(const Measurement& one, const Measurement& other) {
    return one.organisation == other.organisation && same_scope(one.scope, other.scope) &&
           std::equal(one.values.begin(), one.values.end(), other.values.begin(), other.values.end(),
                      same_value_asked);
}

bool says_the_same(const Measurement& one, const Measurement& other) {
    const auto same_state = [](const records::SnapshotUsed& a, const records::SnapshotUsed& b) {
        return a.wiki == b.wiki && a.snapshot == b.snapshot;
    };
    const auto same_number = [](const MeasuredValue& a, const MeasuredValue& b) {
        return a.value == b.value && a.reason == b.reason;
    };
    return is_same_question(one, other) && one.scope.people == other.scope.people &&
           std::equal(one.snapshots.begin(), one.snapshots.end(), other.snapshots.begin(),
                      other.snapshots.end(), same_state) &&
           std::equal(one.values.begin(), one.values.end(), other.values.begin(), other.values.end(),
                      same_number);
}

std::vector<Change> what_changed(const Measurement& older, const Measurement& newer) {
    std::vector<Change> changes;
    for (const auto& after : newer.values) {
        const auto before =
            std::find_if(older.values.begin(), older.values.end(),
                         [&](const MeasuredValue& value) { return same_value_asked(value, after); });
        if (before == older.values.end() || (before->value == after.value && before->reason == after.reason))
            continue;
        changes.push_back({after.definition, before->value, after.value, before->reason, after.reason});
    }
    return changes;
}

Asked question_of(const metrics::Catalogue& catalogue, const MeasuredValue& value) {
    Asked asked;
    asked.metric = value.definition;
    if (catalogue.find(value.definition).definition->takes_namespaces)
        asked.choice.namespaces = value.namespaces;
    for (const auto& parameter : value.parameters)
        asked.choice.parameters.emplace(parameter.name, parameter.value);
    return asked;
}

}  // namespace brujula::measuring
