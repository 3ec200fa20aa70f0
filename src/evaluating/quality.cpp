// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/quality.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "evaluating/due.hpp"
#include "planning/aggregation.hpp"
#include "planning/limits.hpp"
#include "planning/periods.hpp"
#include "planning/words.hpp"
#include "statistics/distribution.hpp"

namespace brujula::evaluating {

using planning::EvidenceNumber;
using planning::Finding;
using planning::Fix;
using planning::NetworkRecords;
using records::AmountQuality;
using records::Indicator;
using records::Measure;
using records::Observation;
using records::Severity;

namespace {

struct Value {
    std::string id;
    const Observation* observation;
};

/// Where the rules look at, and where they say what they found.
struct Look {
    const Indicator& indicator;
    const std::vector<Value>& values;  ///< oldest last day first
    const planning::RuleBook& rules;
    std::vector<Finding>& found;

    void say(const char* rule, const std::string& id, const char* field, Message message,
             std::vector<EvidenceNumber> evidence = {}, std::optional<Fix> fix = {}) const {
        const Severity severity = rules.severity(rule, planning::find_rule(rule)->severity);
        if (severity == Severity::off) return;
        found.push_back({rule, severity, "observation", id, field, std::move(message), std::move(evidence),
                         std::move(fix)});
    }
};

/// As it is written: the fewest digits that are this number.
std::string plain(double value) {
    return fmt::format("{}", value);
}

int decimals_of(double value) {
    const std::string text = plain(value);
    const auto point = text.find('.');
    if (point == std::string::npos || text.find('e') != std::string::npos) return 0;
    return static_cast<int>(text.size() - point - 1);
}

double rounded(double value, int decimals) {
    const double scale = std::pow(10, decimals);
    return std::round(value * scale) / scale;
}

// -- D1, D2: a value alone --

void fits_its_kind(const Look& look, const Value& one) {
    const Indicator& indicator = look.indicator;
    const double value = one.observation->value->value;
    if (indicator.measure == Measure::qualitative)
        return look.say("D1", one.id, "/value", {"finding-d1-words", {plain(value)}}, {{"value", value}});
    if (indicator.measure == Measure::ordinal) {
        const auto scores = static_cast<double>(indicator.scores.size());
        if (scores > 0 && (value < 1 || value > scores || value != std::floor(value)))
            look.say("D1", one.id, "/value", {"finding-d1-score", {plain(value), plain(scores)}},
                     {{"value", value}, {"scores", scores}});
        return;
    }
    const bool may_be_negative = indicator.kind != records::IndicatorKind::reported ||
                                 indicator.measure != Measure::unit ||
                                 (indicator.least && indicator.least->value < 0);
    if (value < 0 && !may_be_negative)
        look.say("D1", one.id, "/value", {"finding-d1-negative", {plain(value)}}, {{"value", value}});
}

void in_its_range(const Look& look, const Value& one) {
    const double value = one.observation->value->value;
    const auto& least = look.indicator.least;
    const auto& greatest = look.indicator.greatest;
    if (least && value < least->value)
        look.say("D2", one.id, "/value", {"finding-d2-least", {plain(value), plain(least->value)}},
                 {{"value", value}, {"least", least->value}});
    if (greatest && value > greatest->value)
        look.say("D2", one.id, "/value", {"finding-d2-greatest", {plain(value), plain(greatest->value)}},
                 {{"value", value}, {"greatest", greatest->value}});
}

// -- D3: a value and what it is made of --

/// How far a written value may be from the exact one.
double tolerance_of(const records::Amount& written, double exact) {
    if (written.quality == AmountQuality::about) return std::abs(exact) / 10;
    return 0.5 * std::pow(10, -decimals_of(written.value)) + 1e-9;
}

bool follows(const records::Amount& written, double exact) {
    if (written.quality == AmountQuality::at_least && written.value <= exact) return true;
    return std::abs(written.value - exact) <= tolerance_of(written, exact);
}

/// A percentage may be written as one, whatever its formula's factor is.
std::vector<double> factors_of(const Indicator& indicator) {
    std::vector<double> factors;
    if (indicator.measure == Measure::percentage) factors.push_back(100);
    if (indicator.formula) factors.push_back(indicator.formula->factor);
    if (factors.empty()) factors.push_back(1);
    return factors;
}

void follows_from_counts(const Look& look, const Value& one) {
    const Observation& observation = *one.observation;
    if (!observation.numerator || !observation.denominator) return;
    const double numerator = *observation.numerator;
    const double denominator = *observation.denominator;
    if (denominator == 0) return look.say("D3", one.id, "/denominator", {"finding-d3-denominator", {}});
    const records::Amount& written = *observation.value;
    const auto factors = factors_of(look.indicator);
    const auto exact = [&](double factor) { return numerator / denominator * factor; };
    if (std::any_of(factors.begin(), factors.end(),
                    [&](double factor) { return follows(written, exact(factor)); }))
        return;
    const double right = exact(factors.front());
    const int decimals = decimals_of(written.value);
    const std::string better = plain(rounded(right, decimals));
    look.say(
        "D3", one.id, "/value",
        {"finding-d3-ratio",
         {plain(numerator), plain(denominator), plain(rounded(right, decimals + 1)), plain(written.value)}},
        {{"numerator", numerator},
         {"denominator", denominator},
         {"follows", right},
         {"value", written.value}},
        Fix{"/value/value", better, {"fix-d3", {better}}});
}

Message message_of(const planning::PartsFinding& parts) {
    using planning::PartsFault;
    switch (parts.fault) {
        case PartsFault::below_total:
        case PartsFault::above_total:
            return {"finding-d3-parts", {parts.dimension, plain(parts.parts), plain(parts.total)}};
        case PartsFault::part_above_total:
            return {"finding-d3-part", {parts.category, plain(parts.parts), plain(parts.total)}};
        case PartsFault::category_missing:
            return {"finding-d3-category-missing", {parts.dimension, parts.category}};
        case PartsFault::category_twice:
            return {"finding-d3-category-twice", {parts.dimension, parts.category}};
        case PartsFault::unknown_dimension:
        case PartsFault::unknown_category:
            break;
    }
    return {"finding-d3-category-unknown", {parts.dimension, parts.category}};
}

void adds_up(const Look& look, const Value& one) {
    const Observation& observation = *one.observation;
    for (const auto& fault :
         planning::check_parts(*observation.value, observation.parts, look.indicator.disaggregations,
                               observation.parts_incomplete))
        look.say("D3", one.id, "/parts", message_of(fault), {{"parts", fault.parts}, {"total", fault.total}});
}

bool is_cumulative(const Indicator& indicator) {
    return indicator.accumulation == records::Accumulation::cumulative;
}

void never_falls(const Look& look, const Value& before, const Value& one) {
    const double earlier = before.observation->value->value;
    const double now = one.observation->value->value;
    if (now < earlier)
        look.say("D3", one.id, "/value",
                 {"finding-d3-falls",
                  {plain(earlier), format(before.observation->last_day), plain(now),
                   format(one.observation->last_day)}},
                 {{"before", earlier}, {"value", now}});
}

// -- D4: a value among the others --

struct Step {
    const Value* value;
    double size;
    std::int64_t days;
};

/// The values; of a cumulative indicator, what each adds to the one before.
std::vector<Step> steps_of(const Look& look) {
    std::vector<Step> steps;
    const Value* before = nullptr;
    for (const Value& one : look.values) {
        if (!one.observation->value) continue;
        const Observation& observation = *one.observation;
        const double value = observation.value->value;
        if (!is_cumulative(look.indicator)) {
            steps.push_back({&one, value, planning::length({observation.first_day, observation.last_day})});
        } else if (before != nullptr && value >= before->observation->value->value) {
            const Date from = before->observation->last_day;
            steps.push_back({&one, value - before->observation->value->value,
                             planning::length({from, observation.last_day}) - 1});
        }
        before = &one;
    }
    return steps;
}

/// The sizes of the other steps over times about as long: 28 days and 31 are.
std::vector<double> others_like(const std::vector<Step>& steps, const Step& step) {
    std::vector<double> others;
    for (const Step& other : steps) {
        const auto longer = static_cast<double>(std::max(step.days, other.days));
        const auto shorter = static_cast<double>(std::min(step.days, other.days));
        if (&other != &step && longer <= 1.25 * shorter) others.push_back(other.size);
    }
    return others;
}

void among_the_others(const Look& look) {
    const Measure measure = look.indicator.measure;
    if (measure == Measure::ordinal || measure == Measure::qualitative) return;
    auto steps = steps_of(look);
    if (steps.size() > planning::most_compared)
        steps.erase(steps.begin(), steps.end() - static_cast<std::ptrdiff_t>(planning::most_compared));
    for (const Step& step : steps) {
        const auto others = others_like(steps, step);
        if (others.size() < least_values_for_outliers) continue;
        const auto modified = statistics::modified_z(step.size, others);
        const auto score = modified ? modified : statistics::z_score(step.size, others);
        if (!score || std::abs(*score) <= look.rules.threshold("D4")) continue;
        const double middle = *statistics::median(others);
        look.say("D4", step.value->id, "/value",
                 {is_cumulative(look.indicator) ? "finding-d4-step" : "finding-d4",
                  {plain(step.size), std::to_string(others.size()), plain(middle),
                   plain(rounded(std::abs(*score), 1))}},
                 {{"value", step.size},
                  {"n", static_cast<double>(others.size())},
                  {"median", middle},
                  {modified ? "modified_z" : "z", *score}});
    }
}

// -- D6, D7: what is missing --

/// Words for "not measured", folded, in the order in which they are looked for.
constexpr std::array not_measured{
    "no se midio", "no se midieron", "no medido", "no medida",      "sin medir",    "sin dato",
    "sin datos",   "no hay datos",   "s d",       "no disponible",  "no se conto",  "no se registro",
    "nao medido",  "nao foi medido", "sem dados", "nao disponivel", "nao contado",  "not measured",
    "no data",     "not available",  "n a",       "not counted",    "not recorded",
};

/// The phrase of `text` that says that nothing was measured; empty: none does.
std::string not_measured_in(const LocalizedText& text) {
    for (const auto& [language, words] : text) {
        std::string folded = " ";
        for (const planning::Word& word : planning::words_of(words))
            folded += word.folded + ' ';
        for (const char* phrase : not_measured)
            if (folded.find(' ' + std::string(phrase) + ' ') != std::string::npos) return phrase;
    }
    return "";
}

void missing_is_not_zero(const Look& look, const Value& one) {
    const Observation& observation = *one.observation;
    if (observation.value->value != 0) return;
    const std::string phrase = not_measured_in(observation.note);
    if (!phrase.empty())
        look.say("D7", one.id, "/value", {"finding-d7", {phrase}}, {{"value", 0}},
                 Fix{"/value", "null", {"fix-d7", {}}});
}

void check_one(const Look& look, const Value& one) {
    const Observation& observation = *one.observation;
    if (!observation.value) {
        if (observation.note.empty() && observation.narrative.empty())
            look.say("D6", one.id, "/note", {"finding-d6", {}});
        return;
    }
    fits_its_kind(look, one);
    in_its_range(look, one);
    follows_from_counts(look, one);
    adds_up(look, one);
    missing_is_not_zero(look, one);
}

std::vector<Value> values_of(const NetworkRecords& network, std::string_view indicator) {
    std::vector<Value> values;
    const auto ids = network.observations_of_indicator.find(indicator);
    if (ids == network.observations_of_indicator.end()) return values;
    for (const std::string& id : ids->second)
        if (const auto found = network.observations.find(id); found != network.observations.end())
            values.push_back({id, &found->second});
    std::stable_sort(values.begin(), values.end(), [](const Value& one, const Value& other) {
        return one.observation->last_day < other.observation->last_day;
    });
    return values;
}

void add_late(const NetworkRecords& network, std::string_view organisation, Date today,
              const planning::RuleBook& rules, std::vector<Finding>& found) {
    const Severity severity = rules.severity("D5", planning::find_rule("D5")->severity);
    if (severity == Severity::off) return;
    for (const Due& due : due(network, organisation, today))
        if (due.what == DueWhat::value && due.day < today)
            found.push_back({"D5",
                             severity,
                             "indicator",
                             due.id,
                             "",
                             {"finding-d5", {std::to_string(due.missing), format(due.day)}},
                             {{"periods", static_cast<double>(due.missing)}},
                             {}});
}

}  // namespace

std::vector<Finding> check_values(const NetworkRecords& network, std::string_view indicator,
                                  const planning::RuleBook& rules) {
    std::vector<Finding> found;
    const auto known = network.indicators.find(indicator);
    if (known == network.indicators.end()) return found;
    const auto values = values_of(network, indicator);
    const Look look{known->second, values, rules, found};
    const Value* before = nullptr;
    for (const Value& one : values) {
        check_one(look, one);
        if (!one.observation->value) continue;
        if (before != nullptr && is_cumulative(known->second)) never_falls(look, *before, one);
        before = &one;
    }
    among_the_others(look);
    std::map<std::string_view, std::size_t> places;
    for (const Value& value : values)
        places.emplace(value.id, places.size());
    const auto place = [&](const Finding& finding) {
        return std::pair{places.at(finding.id), std::string_view{finding.rule}};
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const Finding& one, const Finding& other) { return place(one) < place(other); });
    return found;
}

std::vector<Finding> check_data(const NetworkRecords& network, std::string_view organisation, Date today,
                                const planning::RuleBook& rules) {
    std::vector<Finding> found;
    for (const auto& [id, indicator] : network.indicators) {
        if (!organisation.empty() && indicator.organisation.id != organisation) continue;
        auto of_indicator = check_values(network, id, rules);
        std::move(of_indicator.begin(), of_indicator.end(), std::back_inserter(found));
    }
    add_late(network, organisation, today, rules, found);
    std::stable_sort(found.begin(), found.end(), [](const Finding& one, const Finding& other) {
        return std::tuple{-static_cast<int>(one.severity), one.id} <
               std::tuple{-static_cast<int>(other.severity), other.id};
    });
    return found;
}

}  // namespace brujula::evaluating
