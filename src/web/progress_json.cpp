// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/progress_json.hpp"

#include <algorithm>
#include <tuple>

#include <boost/json.hpp>

#include "planning/progress.hpp"
#include "records/described.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

std::string_view name_of(planning::ProgressStatus status) {
    switch (status) {
        case planning::ProgressStatus::met:
            return "met";
        case planning::ProgressStatus::on_course:
            return "on_course";
        case planning::ProgressStatus::behind:
            return "behind";
        case planning::ProgressStatus::missed:
            return "missed";
        case planning::ProgressStatus::not_measured:
            return "not_measured";
        case planning::ProgressStatus::collecting_baseline:
            return "collecting_baseline";
        case planning::ProgressStatus::no_target:
            return "no_target";
    }
    return "not_measured";
}

std::string_view name_of(records::AmountQuality quality) {
    switch (quality) {
        case records::AmountQuality::exact:
            return "exact";
        case records::AmountQuality::at_least:
            return "at_least";
        case records::AmountQuality::about:
            return "about";
    }
    return "exact";
}

json::value day_json(const std::optional<Date>& day) {
    return day ? json::value(format(*day)) : nullptr;
}

json::value number_json(const std::optional<double>& number) {
    return number ? json::value(*number) : nullptr;
}

json::value by_json(const std::optional<records::ObservedBy>& by) {
    if (!by) return nullptr;
    return json::value(*by == records::ObservedBy::measured ? "measured" : "reported");
}

}  // namespace

json::value amount_json(const std::optional<records::Amount>& amount) {
    if (!amount) return nullptr;
    return {{"value", amount->value}, {"quality", name_of(amount->quality)}};
}

void sort_by_last_day(std::vector<store::Revision>& observations) {
    std::sort(observations.begin(), observations.end(), [](const auto& a, const auto& b) {
        return std::tuple(text_in(a, "last_day"), a.id) < std::tuple(text_in(b, "last_day"), b.id);
    });
}

json::object progress_json(const planning::Progress& progress, const std::string& observation) {
    return {{"status", name_of(progress.status)},
            {"baseline", amount_json(progress.baseline)},
            {"actual", amount_json(progress.actual)},
            {"actual_day", day_json(progress.actual_day)},
            {"target", amount_json(progress.target)},
            {"target_day", day_json(progress.target_day)},
            {"agreed_target", amount_json(progress.agreed_target)},
            {"expected", number_json(progress.expected)},
            {"share", number_json(progress.share)},
            {"observation", observation.empty() ? json::value{} : json::value(observation)},
            {"by", by_json(progress.by)},
            {"reason", progress.reason ? json::value(in_all_languages(*progress.reason)) : json::value{}}};
}

json::object progress_json(const store::Revision& indicator, const std::vector<store::Revision>& observations,
                           Date today) {
    std::vector<records::Observation> values;
    values.reserve(observations.size());
    for (const store::Revision& observation : observations)
        values.push_back(records::from_json<records::Observation>(observation.body));
    const planning::Progress progress =
        planning::progress_of(records::from_json<records::Indicator>(indicator.body), values, today);
    return progress_json(progress, progress.observation ? observations[*progress.observation].id : "");
}

}  // namespace brujula::web
