// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/indicator_values.hpp"

#include <algorithm>
#include <chrono>

namespace brujula::planning {

using records::Accumulation;
using records::Amount;
using records::Indicator;
using records::IndicatorKind;
using records::Measure;
using records::Observation;

namespace {

Message no_observation(std::string_view id, const Days& days) {
    return {"reason-no-observation", {std::string{id}, format(days.first_day), format(days.last_day)}};
}

Calculated calculated_of(const Combined& combined, std::string_view id, const Days& days) {
    if (combined.value) return {combined.value, std::nullopt, combined.complete()};
    if (!combined.disagreeing.empty()) {
        const auto& shared = combined.disagreeing.front().days;
        return Calculated::none(
            {"reason-values-disagree", {std::string{id}, format(shared.first_day), format(shared.last_day)}});
    }
    return Calculated::none(no_observation(id, days));
}

Combined put_together(const std::vector<SeriesValue>& series, Accumulation accumulation,
                      const FormulaTime& time) {
    return time.year_to_date ? gained(series, accumulation, time.days())
                             : combine(series, accumulation, time.days());
}

/// Only what is said of exactly these days.
std::vector<SeriesValue> of_exactly(std::vector<SeriesValue> series, const Days& days) {
    std::erase_if(series, [&](const auto& one) { return one.days != days; });
    return series;
}

/// The counts behind the percentages, as values of their own; an observation that lacks one has none.
std::vector<SeriesValue> counts_of(const Observations& observations,
                                   std::optional<double> Observation::*count) {
    std::vector<SeriesValue> series;
    for (std::size_t i = 0; i < observations.size(); ++i) {
        const auto& one = *observations[i];
        if (one.numerator && one.denominator)
            series.push_back({{one.first_day, one.last_day}, Amount{*(one.*count)}, i});
    }
    return series;
}

double factor_of(const Indicator& indicator) {
    return indicator.formula ? indicator.formula->factor : 100;
}

Undivided counts(const Observations& observations, const Indicator& indicator, std::string_view id,
                 const FormulaTime& time) {
    const auto part = [&](std::optional<double> Observation::*count) {
        return calculated_of(put_together(counts_of(observations, count), indicator.accumulation, time), id,
                             time.days());
    };
    return {part(&Observation::numerator), part(&Observation::denominator), factor_of(indicator), true};
}

Calculated of_percentage(const Observations& observations, const Indicator& indicator, std::string_view id,
                         const FormulaTime& time) {
    const auto exactly = of_exactly(series_of(observations), time.days());
    if (!exactly.empty())
        return calculated_of(combine(exactly, Accumulation::periodic, time.days()), id, time.days());
    const auto parts = counts(observations, indicator, id, time);
    return ratio(parts.numerator, parts.denominator, parts.factor);
}

Calculated of_observations(const Observations& observations, const Indicator& indicator,
                           const Reference& reference, const FormulaTime& time) {
    const auto& id = reference.indicator;
    const bool whole = reference.category.empty();
    const auto series =
        whole ? series_of(observations) : series_of(observations, reference.dimension, reference.category);
    if (series.empty() && !whole && !series_of(observations).empty())
        return Calculated::none({"reason-no-parts", {id, reference.category}});
    switch (indicator.measure) {
        case Measure::percentage:
            if (whole) return of_percentage(observations, indicator, id, time);
            [[fallthrough]];  // a category's percentage has no counts to put together
        case Measure::ordinal:
        case Measure::qualitative:
            return calculated_of(
                combine(of_exactly(series, time.days()), Accumulation::periodic, time.days()), id,
                time.days());
        case Measure::unit:
            break;
    }
    return calculated_of(put_together(series, indicator.accumulation, time), id, time.days());
}

Calculated too_much_work() {
    return Calculated::none({"reason-too-much-work", {std::to_string(most_formula_values)}});
}

/// Those that share days with `days`: by their last days, which they are in the order of.
Observations sharing(const Observations& all, std::int64_t longest, const Days& days) {
    const auto begin = std::lower_bound(all.begin(), all.end(), days.first_day,
                                        [](const Observation* one, Date day) { return one->last_day < day; });
    const Date last_end = std::chrono::sys_days{days.last_day} + std::chrono::days{longest};
    auto end = begin;
    while (end != all.end() && (*end)->last_day <= last_end)
        ++end;
    return {begin, end};
}

}  // namespace

/// What the outermost question may cost begins anew with each, but for those that are one series.
void IndicatorValues::begin() {
    m_worked_out = 0;
    if (m_in_series) return;
    m_paid = 0;
    m_over.reset();
}

bool IndicatorValues::pay(std::int64_t steps) {
    m_paid += steps;
    if (!m_over && m_paid > most_steps_of_series)
        m_over = Message{"reason-too-many-steps", {std::to_string(most_steps_of_series)}};
    if (!m_budget.take(steps) && !m_over)
        m_over = Message{"reason-answer-spent", {std::to_string(most_steps_of_answer)}};
    return !m_over;
}

const IndicatorValues::Kept& IndicatorValues::kept(const std::string& id) {
    const auto [place, is_new] = m_kept.try_emplace(id);
    if (!is_new) return place->second;
    place->second.all = observations_of(m_network, id);
    for (const auto* one : place->second.all)
        place->second.longest = std::max(place->second.longest, length({one->first_day, one->last_day}));
    pay(static_cast<std::int64_t>(place->second.all.size()));
    return place->second;
}

/// The observations that can make a difference to a value. What a running total gained needs those before,
/// too.
Observations IndicatorValues::observations_for(const std::string& id, const Indicator& indicator,
                                               const FormulaTime& time) {
    const Kept& of = kept(id);
    const bool before = time.year_to_date && indicator.accumulation == Accumulation::cumulative;
    Observations chosen = before ? of.all : sharing(of.all, of.longest, time.days());
    pay(static_cast<std::int64_t>(chosen.size()));
    return chosen;
}

Calculated IndicatorValues::value(std::string_view indicator, const FormulaTime& time) {
    return value(Reference{.indicator = std::string{indicator}, .dimension = {}, .category = {}}, time);
}

Calculated IndicatorValues::value(const Reference& reference, const FormulaTime& time) {
    Asked asked{reference.indicator, time.period, time.year_to_date, reference.dimension, reference.category};
    if (const auto known = m_known.find(asked); known != m_known.end()) return known->second;
    if (m_running == 0) begin();
    if (m_worked_out == most_formula_values) return too_much_work();
    constexpr std::int64_t steps_to_keep = 10;
    if (!pay(steps_to_keep)) return Calculated::none(*m_over);
    ++m_worked_out;
    ++m_running;
    auto calculated = worked_out(reference, time);
    --m_running;
    // what firstNonNull made of a value that was not worked out is no answer, now or for another question
    if (m_worked_out == most_formula_values) return too_much_work();
    if (m_over) return Calculated::none(*m_over);
    m_known.emplace(std::move(asked), calculated);
    return calculated;
}

Calculated IndicatorValues::worked_out(const Reference& reference, const FormulaTime& time) {
    const auto& id = reference.indicator;
    const auto* indicator = m_formulas.find(id);
    if (indicator == nullptr) return Calculated::none({"reason-no-indicator", {id}});
    if (indicator->kind != IndicatorKind::formula)
        return of_observations(observations_for(id, *indicator, time), *indicator, reference, time);
    if (!reference.category.empty()) return Calculated::none({"reason-no-parts", {id, reference.category}});
    return of_formula(id, *indicator, time);
}

Calculated IndicatorValues::of_formula(const std::string& id, const Indicator& indicator,
                                       const FormulaTime& time) {
    if (auto problem = m_formulas.nesting_problem(id)) return Calculated::none(std::move(*problem));
    const auto& formula = *m_formulas.formula_of(id, indicator);
    const std::size_t below = formula.denominator ? formula.denominator->steps().size() : 0;
    if (!pay(static_cast<std::int64_t>(formula.numerator.steps().size() + below)))
        return Calculated::none(*m_over);
    return evaluate(formula, time, *this);
}

Undivided IndicatorValues::undivided(std::string_view indicator, const FormulaTime& time) {
    const Calculated one{Amount{1}, std::nullopt, true};
    const std::string id{indicator};
    const auto* found = m_formulas.find(id);
    if (found != nullptr && found->kind != IndicatorKind::formula && found->measure == Measure::percentage)
        return counts(observations_for(id, *found, time), *found, id, time);
    if (found == nullptr || found->kind != IndicatorKind::formula || m_formulas.nesting_problem(id))
        return {value(indicator, time), one, 1, false};
    const IndicatorFormula& formula = *m_formulas.formula_of(id, *found);
    if (!formula.denominator) return {value(indicator, time), one, 1, false};
    return {evaluate(formula.numerator, time, *this), evaluate(*formula.denominator, time, *this),
            formula.factor, true};
}

std::optional<Observation> IndicatorValues::observation(const std::string& id, const Indicator& of,
                                                        const ReportingPeriod& period) {
    const FormulaTime time{period, false};
    const auto calculated = value(id, time);
    if (!calculated.value) return std::nullopt;
    Observation one;
    one.organisation = of.organisation;
    one.indicator.id = id;
    one.first_day = period.days.first_day;
    one.last_day = period.days.last_day;
    one.value = calculated.value;
    one.parts_incomplete = !calculated.complete;
    const auto parts = undivided(id, time);
    if (!parts.is_ratio || !parts.numerator.value || !parts.denominator.value) return one;
    one.numerator = parts.numerator.value->value;
    one.denominator = parts.denominator.value->value;
    return one;
}

std::vector<Observation> IndicatorValues::observations(std::string_view indicator, const Days& whole,
                                                       int financial_year_from) {
    std::vector<Observation> made;
    begin();
    const auto* found = m_formulas.find(indicator);
    if (found == nullptr) return made;
    const auto type = period_type(found->frequency, financial_year_from);
    m_over = too_many_periods(type, whole);
    if (m_over) return made;
    m_in_series = true;
    const std::string id{indicator};
    for (const auto& period : periods_in(type, whole)) {
        if (auto one = observation(id, *found, period)) made.push_back(std::move(*one));
        if (m_over) break;
    }
    m_in_series = false;
    if (m_over) made.clear();
    return made;
}

RollUp IndicatorValues::roll_up(const std::vector<std::string>& indicators, const FormulaTime& time) {
    std::vector<std::optional<Amount>> values;
    std::vector<RatioParts> ratios;
    std::optional<double> factor;
    for (const auto& id : indicators) {
        const auto parts = undivided(id, time);
        if (!parts.is_ratio) {
            values.push_back(parts.numerator.value);
            continue;
        }
        ratios.push_back({parts.numerator.value, parts.denominator.value});
        if (factor && *factor != parts.factor) return {std::nullopt, 0, indicators.size()};
        factor = parts.factor;
    }
    if (ratios.empty()) return planning::roll_up(values);
    if (!values.empty()) return {std::nullopt, 0, indicators.size()};
    return roll_up_ratio(ratios, *factor);
}

std::optional<Days> days_of(const NetworkRecords& network, const Indicator& indicator) {
    std::optional<Days> days;
    const auto take = [&](Date first, Date last) {
        if (!days) days = Days{first, last};
        days = Days{std::min(days->first_day, first), std::max(days->last_day, last)};
    };
    const auto goal = network.goals.find(indicator.goal.id);
    if (goal != network.goals.end()) take(goal->second.first_day, goal->second.last_day);
    for (const auto& target : indicator.targets)
        take(target.first_day, target.last_day);
    return days;
}

int financial_year_of(const NetworkRecords& network, const Indicator& indicator) {
    const auto owner = network.organisations.find(indicator.organisation.id);
    return owner == network.organisations.end() ? 1 : owner->second.financial_year_from;
}

KnownValues::KnownValues(const NetworkRecords& network, std::string_view indicator, Budget& budget) {
    const auto found = network.indicators.find(indicator);
    if (found != network.indicators.end()) *this = KnownValues{network, found->first, found->second, budget};
}

KnownValues::KnownValues(const NetworkRecords& network, const std::string& id, const Indicator& draft,
                         Budget& budget) {
    if (draft.kind != records::IndicatorKind::formula) {
        all = observations_of(network, id);
        return;
    }
    const auto days = days_of(network, draft);
    if (!days) return;
    IndicatorValues values{network, id, draft, budget};
    m_worked_out = values.observations(id, *days, financial_year_of(network, draft));
    over = values.over();
    for (const auto& one : m_worked_out)
        all.push_back(&one);
}

}  // namespace brujula::planning
