// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/observed.hpp"

#include <algorithm>

#include "base/time.hpp"
#include "measuring/audit.hpp"
#include "measuring/disclosure.hpp"

namespace brujula::measuring {
namespace {

bool is_asked(const records::Indicator& indicator, const records::MeasuredValue& value) {
    if (!indicator.metric) return true;
    const auto& metric = *indicator.metric;
    return value.metric == metric.metric &&
           (metric.definition.empty() || value.definition == metric.metric + "/" + metric.definition) &&
           (metric.namespaces.empty() || value.namespaces == metric.namespaces);
}

/// The values that answer the indicator, as everybody sees them.
struct Answers {
    std::vector<double> told;
    bool some_hidden = false;
};

Answers answers_to(const records::Indicator& indicator, const records::Measurement& measurement) {
    Answers answers;
    for (const auto& value : measurement.values) {
        if (!is_asked(indicator, value) || !value.value) continue;
        if (is_told(measurement, value))
            answers.told.push_back(*value.value);
        else
            answers.some_hidden = true;
    }
    return answers;
}

bool has(const Answers& answers, double value) {
    return std::find(answers.told.begin(), answers.told.end(), value) != answers.told.end();
}

bool has_other_numbers(const records::Observation& observation) {
    return observation.numerator || observation.denominator || !observation.parts.empty();
}

}  // namespace

std::vector<Problem> observed_problems(const records::Observation& observation,
                                       const records::Indicator& indicator,
                                       const records::Measurement& measurement) {
    std::vector<Problem> problems;
    const bool measured = observation.by == records::ObservedBy::measured;
    const auto& scope = measurement.scope;
    if (measured && (observation.first_day != scope.first_day || observation.last_day != scope.last_day))
        problems.push_back(
            {"/first_day", {"problem-measured-days", {format(scope.first_day), format(scope.last_day)}}});
    const auto answers = answers_to(indicator, measurement);
    const bool says_what_is_told = observation.value && has(answers, observation.value->value);
    const bool has_numbers = observation.value || has_other_numbers(observation);
    if (answers.some_hidden && has_numbers && (!says_what_is_told || has_other_numbers(observation)))
        problems.push_back({"/measurement", {"problem-measured-hidden", {std::to_string(least_people)}}});
    else if (measured && observation.value && !says_what_is_told)
        problems.push_back({"/value", {"problem-measured-value", {}}});
    return problems;
}

}  // namespace brujula::measuring
