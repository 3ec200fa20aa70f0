// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/formula_value.hpp"

#include <cmath>

#include "planning/formula_numbers.hpp"
#include "records/limits.hpp"

namespace brujula::planning {

using records::AmountQuality;

namespace {

/// Why a value on the stack is none: these, or the reason of reference number why - first_reference.
constexpr int is_there = 0;
constexpr int divided_by_zero = 1;
constexpr int too_large = 2;
constexpr int first_reference = 3;

struct Slot {
    double number = 0;
    int why = is_there;
    AmountQuality quality = AmountQuality::exact;
    bool complete = true;

    [[nodiscard]] bool there() const { return why == is_there; }
    [[nodiscard]] bool exact() const { return quality == AmountQuality::exact; }
    [[nodiscard]] bool exactly_positive() const { return exact() && number > 0; }
};

Slot none(int why) {
    return {0, why, AmountQuality::exact, false};
}

Slot of_reference(const Calculated& calculated, std::size_t reference) {
    if (!calculated.value) return none(first_reference + static_cast<int>(reference));
    if (!std::isfinite(calculated.value->value)) return none(too_large);
    return {calculated.value->value, is_there, calculated.value->quality, calculated.complete};
}

AmountQuality quality_of(Operation operation, const Slot& a, const Slot& b) {
    if (a.exact() && b.exact()) return AmountQuality::exact;
    if (operation == Operation::add) return quality_of_sum(a.quality, b.quality);
    if (operation == Operation::subtract && b.exact()) return a.quality;
    if (operation == Operation::divide && b.exactly_positive()) return a.quality;
    if (operation == Operation::multiply && b.exactly_positive()) return a.quality;
    if (operation == Operation::multiply && a.exactly_positive()) return b.quality;
    return AmountQuality::about;
}

Slot two_of(Operation operation, const Slot& a, const Slot& b) {
    if (!a.there() || !b.there()) return none(a.there() ? b.why : a.why);
    if (operation == Operation::divide && b.number == 0) return none(divided_by_zero);
    const double number = combine_numbers(operation, a.number, b.number);
    if (!std::isfinite(number)) return none(too_large);
    return {number, is_there, quality_of(operation, a, b), a.complete && b.complete};
}

Slot negated(Slot slot) {
    slot.number = -slot.number;
    if (!slot.exact()) slot.quality = AmountQuality::about;
    return slot;
}

Slot chosen(const Slot& condition, const Slot& then, const Slot& otherwise) {
    if (!condition.there()) return condition;
    Slot slot = condition.number != 0 ? then : otherwise;
    slot.complete = slot.complete && condition.complete;
    if (slot.there() && !condition.exact()) slot.quality = AmountQuality::about;
    return slot;
}

AmountQuality quality_of_extreme(Operation operation, const Slot& a, const Slot& b) {
    if (a.exact() && b.exact()) return AmountQuality::exact;
    return operation == Operation::greatest ? quality_of_sum(a.quality, b.quality) : AmountQuality::about;
}

Slot extreme(Operation operation, std::span<const Slot> slots) {
    Slot result = slots[0];
    for (const auto& slot : slots.subspan(1)) {
        if (!result.there()) return result;
        if (!slot.there()) return slot;
        const auto quality = quality_of_extreme(operation, result, slot);
        const bool better =
            operation == Operation::greatest ? slot.number > result.number : slot.number < result.number;
        if (better) result.number = slot.number;
        result.quality = quality;
        result.complete = result.complete && slot.complete;
    }
    return result;
}

Slot first_there(std::span<const Slot> slots) {
    for (const auto& slot : slots)
        if (slot.there()) return slot;
    return slots[0];
}

Slot rounded(Slot slot, std::uint32_t decimals) {
    if (slot.there()) slot.number = round_number(slot.number, decimals);
    return slot;
}

Slot applied(const Step& step, std::span<const Slot> operands) {
    switch (step.operation) {
        case Operation::number:
            return {step.number};
        case Operation::negate:
            return negated(operands[0]);
        case Operation::choose:
            return chosen(operands[0], operands[1], operands[2]);
        case Operation::least:
        case Operation::greatest:
            return extreme(step.operation, operands);
        case Operation::is_null:
            return {operands[0].there() ? 0.0 : 1.0};
        case Operation::first_non_null:
            return first_there(operands);
        case Operation::round:
            return rounded(operands[0], step.operand);
        case Operation::ratio:
            return two_of(Operation::multiply, two_of(Operation::divide, operands[0], operands[1]),
                          operands[2]);
        default:
            return two_of(step.operation, operands[0], operands[1]);
    }
}

Message reason_of(int why, const std::vector<Calculated>& values) {
    if (why == divided_by_zero) return {"reason-division-by-zero", {}};
    if (why == too_large) return {"reason-number-too-large", {}};
    return values[static_cast<std::size_t>(why - first_reference)].reason.value_or(
        Message{"reason-no-value", {}});
}

Calculated calculated_of(const Slot& slot, const std::vector<Calculated>& values) {
    if (!slot.there()) return Calculated::none(reason_of(slot.why, values));
    if (std::abs(slot.number) > records::greatest_number)
        return Calculated::none(reason_of(too_large, values));
    return {records::Amount{slot.number, slot.quality}, std::nullopt, slot.complete};
}

Calculated ask(const Reference& reference, const FormulaTime& time, ValueSource& source) {
    FormulaTime then = time;
    then.year_to_date = time.year_to_date || reference.year_to_date;
    if (reference.previous > 0) {
        const auto earlier = offset(time.period, -reference.previous);
        if (!earlier)
            return Calculated::none(
                {"reason-no-period", {reference.indicator, std::to_string(reference.previous)}});
        then.period = *earlier;
    }
    return source.value(reference, then);
}

}  // namespace

Calculated evaluate(const Formula& formula, const FormulaTime& time, ValueSource& source) {
    std::vector<Calculated> values;
    values.reserve(formula.references().size());
    for (const auto& reference : formula.references())
        values.push_back(ask(reference, time, source));
    std::vector<Slot> stack;
    stack.reserve(formula.most_at_once() + 1);
    for (const auto& step : formula.steps()) {
        if (step.operation == Operation::reference) {
            stack.push_back(of_reference(values[step.operand], step.operand));
        } else if (step.operation == Operation::days) {
            stack.push_back({static_cast<double>(length(time.days()))});
        } else {
            const auto below = stack.size() - operands_of(step);
            const Slot result = applied(step, std::span{stack}.subspan(below));
            stack.resize(below);
            stack.push_back(result);
        }
    }
    return calculated_of(stack.back(), values);
}

Calculated ratio(const Calculated& numerator, const Calculated& denominator, double factor) {
    const std::vector<Calculated> values{numerator, denominator};
    const auto divided = two_of(Operation::divide, of_reference(numerator, 0), of_reference(denominator, 1));
    return calculated_of(two_of(Operation::multiply, divided, {factor}), values);
}

Calculated evaluate(const IndicatorFormula& formula, const FormulaTime& time, ValueSource& source) {
    const auto numerator = evaluate(formula.numerator, time, source);
    const auto denominator = formula.denominator ? evaluate(*formula.denominator, time, source)
                                                 : Calculated{records::Amount{1}, std::nullopt, true};
    return ratio(numerator, denominator, formula.factor);
}

}  // namespace brujula::planning
