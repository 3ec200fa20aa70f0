// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "planning/advice_parts.hpp"
#include "planning/formula.hpp"
#include "planning/indicator_values.hpp"

// M: can it be measured, and is what was measured sound. The rules' words and sources: docs/rules.md.
namespace brujula::planning {

using records::Accumulation;
using records::Direction;
using records::GoalType;
using records::Indicator;
using records::IndicatorKind;
using records::Measure;
using records::Observation;

namespace {

bool is_number(const Indicator& indicator) {
    return indicator.measure != Measure::qualitative;
}

bool says_change(GoalType type) {
    return type == GoalType::increase || type == GoalType::decrease;
}

std::optional<double> baseline_value(const Indicator& indicator) {
    if (!indicator.baseline || !indicator.baseline->value) return std::nullopt;
    return indicator.baseline->value->value;
}

void unit(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    if (indicator.measure == Measure::unit && indicator.unit.empty() && !indicator.metric)
        say(look, about_indicator(advised, "M2", "/unit", {"finding-m2", {}}));
}

void target(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    if (!is_number(indicator) || !indicator.targets.empty()) return;
    if (look.goal().type == GoalType::collect_baseline) return;
    auto finding = about_indicator(advised, "M3", "/targets", {"finding-m3", {}});
    if (look.reading.quantity && look.reading.quantity->kind == Quantity::Kind::absolute &&
        look.goal().first_day.ok() && look.goal().last_day.ok()) {
        const auto value = plain(look.reading.quantity->value);
        finding.fix = Fix{"/targets",
                          R"([{"first_day":")" + format(look.goal().first_day) + R"(","last_day":")" +
                              format(look.goal().last_day) + R"(","value":{"value":)" + value +
                              R"(,"quality":"exact"}}])",
                          {"fix-m3", {value, format(look.goal().last_day)}}};
    }
    say(look, std::move(finding));
}

/// From the organisation's latest own value of the same kind.
std::optional<Fix> baseline_fix(const Look& look, const AdvisedIndicator& advised) {
    const auto known = achievability_of(look.network, advised.id, advised.indicator, look.today, look.budget);
    if (known.own.empty()) return std::nullopt;
    const auto& last = known.own.back();
    return Fix{"/baseline",
               R"({"value":{"value":)" + plain(last.value) + R"(,"quality":"exact"},"date":")" +
                   format(last.day) + R"(","source":")" + last.indicator + R"("})",
               {"fix-m4", {plain(last.value), format(last.day)}}};
}

void baseline(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    if (!is_number(indicator) || baseline_value(indicator)) return;
    const auto& given = indicator.baseline;
    if (given && given->collect_by && !given->collect_how.empty()) {
        say(look,
            about_indicator(advised, "M4", "/baseline/value",
                            {"finding-m4-planned", {format(*given->collect_by)}}),
            Severity::warning);
        return;
    }
    const bool half = given && given->collect_by;
    auto finding = about_indicator(advised, "M4", half ? "/baseline/collect_how" : "/baseline",
                                   {half ? "finding-m4-how" : "finding-m4", {}});
    finding.fix = baseline_fix(look, advised);
    say(look, std::move(finding));
}

void ratio(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    if (indicator.measure != Measure::percentage) return;
    const auto& formula = indicator.formula;
    if (formula && indicator.kind == IndicatorKind::formula)  // "ratio(a, b)" has both
        if (const auto read = parse_formula(*formula); read && read->denominator) return;
    const bool top = formula && !(formula->numerator.empty() && formula->numerator_means.empty());
    const bool bottom = formula && !(formula->denominator.empty() && formula->denominator_means.empty());
    if (top && bottom) return;
    say(look,
        about_indicator(advised, "M5", "/formula", {top ? "finding-m5-denominator" : "finding-m5", {}}));
}

void direction(Look& look, const AdvisedIndicator& advised) {
    if (!advised.direction_given)
        return say(look, about_indicator(advised, "M6", "/direction", {"finding-m6", {}}));
}

void side_of_baseline(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    const auto* last = last_target(indicator);
    const auto from = baseline_value(indicator);
    if (last == nullptr || !from || look.goal().type == GoalType::maintain) return;
    const double to = last->value.value;
    const bool rising = indicator.direction == Direction::increasing;
    const bool wrong = rising ? to < *from : to > *from;
    const std::vector<EvidenceNumber> evidence{{"baseline", *from}, {"target", to}};
    const std::string field = "/targets/" + std::to_string(last - indicator.targets.data()) + "/value";
    if (wrong) {
        auto finding = about_indicator(
            advised, "M7", field,
            {rising ? "finding-m7-below" : "finding-m7-above", {plain(to), plain(*from)}}, evidence);
        finding.fix = Fix{"/direction",
                          rising ? "\"decreasing\"" : "\"increasing\"",
                          {rising ? "fix-m7-decreasing" : "fix-m7-increasing", {}}};
        say(look, std::move(finding));
    } else if (to == *from && says_change(look.goal().type)) {
        say(look, about_indicator(advised, "M7", field, {"finding-m7-equal", {plain(to)}}, evidence));
    }
}

void verification(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    if (indicator.kind == IndicatorKind::reported && indicator.means_of_verification.empty())
        say(look, about_indicator(advised, "M8", "/means_of_verification", {"finding-m8", {}}));
}

void disaggregation(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    if (indicator.kind == IndicatorKind::measured || !indicator.disaggregations.empty()) return;
    if (!counts_people(look.lexica, indicator)) return;
    say(look, about_indicator(advised, "M9", "/disaggregations", {"finding-m9", {}}));
}

/// In how many periods that are over there was nothing to divide by.
double zero_denominators(const Look& look, const AdvisedIndicator& advised) {
    double zeros = 0;
    if (advised.indicator.kind != IndicatorKind::formula) {
        for (const auto* observation : observations_of(look.network, advised.id))
            if (observation->denominator && *observation->denominator == 0) ++zeros;
        return zeros;
    }
    const auto days = days_of(look.network, advised.indicator);
    if (!days) return zeros;
    IndicatorValues values{look.network, advised.id, advised.indicator, look.budget};
    const auto type =
        period_type(advised.indicator.frequency, financial_year_of(look.network, advised.indicator));
    if (too_many_periods(type, *days)) return zeros;
    for (const auto& period : periods_in(type, *days)) {
        if (period.days.last_day > look.today || look.budget.is_spent()) break;
        const auto parts = values.undivided(advised.id, {period, false});
        if (parts.is_ratio && parts.denominator.value && parts.denominator.value->value == 0) ++zeros;
    }
    return zeros;
}

void denominators(Look& look, const AdvisedIndicator& advised) {
    if (advised.indicator.measure != Measure::percentage) return;
    const auto& formula = advised.indicator.formula;
    if (formula && formula->denominator == "0")
        say(look, about_indicator(advised, "M10", "/formula/denominator", {"finding-m10-always", {}}));
    const double zeros = zero_denominators(look, advised);
    if (zeros > 0)
        say(look, about_indicator(advised, "M10", "/formula/denominator", {"finding-m10", {plain(zeros)}},
                                  {{"periods", zeros}}));
}

/// How many of the last due periods have no value, from the latest one back.
int periods_without(const Look& look, const AdvisedIndicator& advised) {
    std::vector<Date> ends;
    for (const auto& target : advised.indicator.targets)
        if (target.last_day < look.today) ends.push_back(target.last_day);
    std::sort(ends.rbegin(), ends.rend());
    const KnownValues known{look.network, advised.id, advised.indicator, look.budget};
    int missing = 0;
    for (const Date end : ends) {
        const bool seen = std::any_of(known.all.begin(), known.all.end(),
                                      [&](const Observation* o) { return o->value && o->last_day >= end; });
        if (seen) break;
        ++missing;
    }
    return missing;
}

void measured_lately(Look& look, const AdvisedIndicator& advised) {
    const int missing = periods_without(look, advised);
    if (missing < look.rules.threshold("M11")) return;
    say(look, about_indicator(advised, "M11", "/targets", {"finding-m11", {std::to_string(missing)}},
                              {{"periods", static_cast<double>(missing)}}));
}

/// A formula whose quotient is not multiplied gives shares of 1, whatever the target is written in.
void share_and_percent(Look& look, const AdvisedIndicator& advised, const records::Target& last) {
    const auto& indicator = advised.indicator;
    if (indicator.kind != IndicatorKind::formula || !indicator.formula || last.value.value <= 1) return;
    const auto read = parse_formula(*indicator.formula);
    if (!read || !read->denominator || read->factor != 1) return;
    auto finding =
        about_indicator(advised, "M13", "/formula/factor", {"finding-m13-factor", {plain(last.value.value)}},
                        {{"factor", 1}, {"target", last.value.value}});
    if (!indicator.formula->denominator.empty())
        finding.fix = Fix{"/formula/factor", "100", {"fix-m13-factor", {}}};
    say(look, std::move(finding));
}

void scale(Look& look, const AdvisedIndicator& advised) {
    const auto& indicator = advised.indicator;
    const auto from = baseline_value(indicator);
    const auto* last = last_target(indicator);
    if (indicator.measure == Measure::percentage && from && last != nullptr) {
        const bool share = *from > 0 && *from <= 1 && last->value.value > 1;
        if (share)
            say(look, about_indicator(advised, "M13", "/baseline/value",
                                      {"finding-m13-share", {plain(*from, 4), plain(last->value.value)}},
                                      {{"baseline", *from}, {"target", last->value.value}}));
    }
    if (indicator.measure == Measure::percentage && last != nullptr) share_and_percent(look, advised, *last);
    if (indicator.measure != Measure::ordinal || indicator.scores.empty()) return;
    const auto most = static_cast<double>(indicator.scores.size());
    for (std::size_t i = 0; i < indicator.targets.size(); ++i) {
        const double value = indicator.targets[i].value.value;
        if (value < 1 || value > most)
            say(look, about_indicator(advised, "M13", "/targets/" + std::to_string(i) + "/value",
                                      {"finding-m13-score", {plain(value), plain(most)}},
                                      {{"target", value}, {"scores", most}}));
    }
}

void falling(Look& look, const AdvisedIndicator& advised) {
    if (advised.indicator.accumulation != Accumulation::cumulative) return;
    const Observation* before = nullptr;
    const KnownValues known{look.network, advised.id, advised.indicator, look.budget};
    for (const auto* observation : known.all) {
        if (!observation->value) continue;
        if (before != nullptr && observation->value->value < before->value->value)
            say(look,
                about_indicator(advised, "M14", "/accumulation",
                                {"finding-m14",
                                 {plain(before->value->value), format(before->last_day),
                                  plain(observation->value->value), format(observation->last_day)}},
                                {{"before", before->value->value}, {"after", observation->value->value}}));
        before = observation;
    }
}

std::map<std::string, double> sums_by_dimension(const std::vector<records::Part>& parts) {
    std::map<std::string, double> sums;
    for (const auto& part : parts)
        sums[part.dimension] += part.value.value;
    return sums;
}

void parts(Look& look, const AdvisedIndicator& advised) {
    const auto complete = [&](const std::string& dimension) {
        const auto& all = advised.indicator.disaggregations;
        return std::none_of(all.begin(), all.end(),
                            [&](const auto& d) { return d.key == dimension && !d.complete; });
    };
    const auto compare = [&](const std::vector<records::Part>& list, double total, Date day,
                             const std::string& field) {
        constexpr double tolerance = 1e-9;
        for (const auto& [dimension, sum] : sums_by_dimension(list))
            if (complete(dimension) && std::abs(sum - total) > tolerance * std::max(1.0, std::abs(total)))
                say(look, about_indicator(advised, "M15", field,
                                          {"finding-m15", {dimension, plain(sum), plain(total), format(day)}},
                                          {{"parts", sum}, {"total", total}}));
    };
    for (const auto* observation : observations_of(look.network, advised.id))
        if (observation->value && !observation->parts_incomplete)
            compare(observation->parts, observation->value->value, observation->last_day, "/disaggregations");
    for (std::size_t i = 0; i < advised.indicator.targets.size(); ++i) {
        const auto& one = advised.indicator.targets[i];
        compare(one.parts, one.value.value, one.last_day, "/targets/" + std::to_string(i) + "/parts");
    }
}

/// What the statement's verb says against what the goal says of itself.
void type_and_verb(Look& look) {
    const auto& read = look.reading.type;
    const auto type = look.goal().type;
    if (!read || *read == type || type == GoalType::collect_baseline) return;
    if (*read == GoalType::reach || type == GoalType::reach) return;
    static const std::map<GoalType, const char*> names{
        {GoalType::increase, "increase"}, {GoalType::decrease, "decrease"}, {GoalType::maintain, "maintain"}};
    auto finding = about_goal("M16", "/type", {"finding-m16", {names.at(*read), names.at(type)}});
    finding.fix = Fix{"/type", "\"" + std::string(names.at(*read)) + "\"", {"fix-m16", {names.at(*read)}}};
    say(look, std::move(finding));
}

}  // namespace

bool counts_people(const Lexica& lexica, const Indicator& indicator) {
    static const std::vector<std::string> core{"participants", "individuals",     "editors",
                                               "new_editors",  "active_editors",  "volunteers",
                                               "organizers",   "retained_editors"};
    if (std::find(core.begin(), core.end(), indicator.core_metric) != core.end()) return true;
    return std::any_of(indicator.unit.begin(), indicator.unit.end(),
                       [&](const auto& unit) { return lexica.names_people(unit.second, unit.first); });
}

void advise_measurable(Look& look) {
    const auto& indicators = look.draft.indicators;
    if (indicators.empty()) say(look, about_goal("M1", "", {"finding-m1", {}}));
    const auto most = static_cast<std::size_t>(look.rules.threshold("M12"));
    if (indicators.size() > most)
        say(look,
            about_goal("M12", "", {"finding-m12", {std::to_string(indicators.size()), std::to_string(most)}},
                       {{"indicators", static_cast<double>(indicators.size())}}));
    type_and_verb(look);
    for (const auto& indicator : indicators)
        for (const auto& rule : {unit, target, baseline, ratio, direction, side_of_baseline, verification,
                                 disaggregation, denominators, measured_lately, scale, falling, parts})
            rule(look, indicator);
}

}  // namespace brujula::planning
