// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/compared_json.hpp"

#include <boost/json.hpp>

#include "records/described.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

json::value change_or_null(const std::optional<evaluating::Change>& change) {
    if (!change) return nullptr;
    return change_json(*change);
}

json::array metrics_json(const std::vector<evaluating::ComparedMetric>& metrics) {
    json::array list;
    for (const auto& metric : metrics)
        list.push_back({{"metric", metric.metric},
                        {"definition", metric.definition},
                        {"unit", metric.unit},
                        {"whole_periods", metric.whole_periods},
                        {"trend", trend_json(metric.trend)}});
    return list;
}

json::array numbers_json(const std::vector<evaluating::PeriodNumber>& numbers, const std::string& language) {
    json::array list;
    for (const auto& number : numbers)
        list.push_back({{"value", number_or_null(number.value)},
                        {"reason", reason_json(number.reason, language)},
                        {"of_wikis", number_or_null(number.of_wikis)},
                        {"change", change_or_null(number.change)},
                        {"wikis_change", change_or_null(number.wikis_change)}});
    return list;
}

json::array periods_json(const std::vector<evaluating::ComparedPeriod>& periods,
                         const std::string& language) {
    json::array list;
    for (const auto& period : periods)
        list.push_back({{"first_day", format(period.when.days.first_day)},
                        {"last_day", format(period.when.days.last_day)},
                        {"days", planning::length(period.when.days)},
                        {"back", period.when.back},
                        {"year_before", period.when.year_before},
                        {"people", period.people},
                        {"reason", reason_json(period.reason, language)},
                        {"numbers", numbers_json(period.numbers, language)}});
    return list;
}

json::value pairs_json(const std::optional<evaluating::Pairs>& pairs) {
    if (!pairs) return nullptr;
    json::array numbers;
    for (const auto& number : pairs->numbers)
        numbers.push_back({{"name", number.name},
                           {"before", number.before},
                           {"after", number.after},
                           {"difference", estimate_json(number.difference)}});
    return {{"people", pairs->people},
            {"edited_before", pairs->edited_before},
            {"edited_after", pairs->edited_after},
            {"numbers", std::move(numbers)}};
}

}  // namespace

json::value number_or_null(const std::optional<double>& number) {
    return number ? json::value(*number) : json::value(nullptr);
}

json::object message_json(const Message& message, const std::string& language) {
    return {{"key", message.key}, {"text", text_of(message, language)}};
}

json::value reason_json(const std::string& key, const std::string& language) {
    if (key.empty()) return nullptr;
    return message_json({key, {}}, language);
}

json::value estimate_json(const std::optional<statistics::Estimate>& estimate) {
    if (!estimate) return nullptr;
    return {{"value", estimate->value}, {"low", estimate->low}, {"high", estimate->high}};
}

json::object change_json(const evaluating::Change& change) {
    return {{"difference", change.difference}, {"ratio", number_or_null(change.ratio)}};
}

json::value trend_json(const std::optional<statistics::Forecast>& trend) {
    if (!trend) return nullptr;
    return {{"value", trend->value}, {"low", trend->low}, {"high", trend->high}};
}

json::object before_after_json(const evaluating::BeforeAfter& compared, const std::string& language) {
    json::array assumptions;
    for (const Message& assumption : evaluating::assumptions_of(compared))
        assumptions.push_back(message_json(assumption, language));
    json::array snapshots;
    for (const auto& snapshot : compared.snapshots)
        snapshots.push_back(records::to_json(snapshot));
    const auto& question = compared.question;
    return {{"rules",
             {{"before", question.before},
              {"least_periods", evaluating::least_periods_for_trend},
              {"seed", question.resampling.seed},
              {"rounds", question.resampling.rounds},
              {"confidence", question.resampling.confidence}}},
            {"time_zone", question.scope.time_zone},
            {"metrics", metrics_json(compared.metrics)},
            {"periods", periods_json(compared.periods, language)},
            {"pairs", pairs_json(compared.pairs)},
            {"assumptions", std::move(assumptions)},
            {"snapshots", std::move(snapshots)}};
}

}  // namespace brujula::web
