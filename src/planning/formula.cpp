// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/formula.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/json.hpp"

namespace brujula::planning {

std::size_t operands_of(const Step& step) {
    switch (step.operation) {
        case Operation::number:
        case Operation::reference:
        case Operation::days:
            return 0;
        case Operation::negate:
        case Operation::is_null:
        case Operation::round:
            return 1;
        case Operation::choose:
        case Operation::ratio:
            return 3;
        case Operation::least:
        case Operation::greatest:
        case Operation::first_non_null:
            return step.operand;
        case Operation::add:
        case Operation::subtract:
        case Operation::multiply:
        case Operation::divide:
        case Operation::less:
        case Operation::at_most:
        case Operation::greater:
        case Operation::at_least:
        case Operation::equal:
        case Operation::not_equal:
            break;
    }
    return 2;
}

Formula::Formula(std::vector<Step> steps, std::vector<Reference> references)
    : m_steps(std::move(steps)), m_references(std::move(references)) {
    std::size_t standing = 0;
    for (const auto& step : m_steps) {
        assert(operands_of(step) <= standing);
        assert(step.operation != Operation::reference || step.operand < m_references.size());
        standing += 1 - operands_of(step);
        m_most_at_once = std::max(m_most_at_once, standing);
    }
    assert(standing == 1);
}

namespace {

/// How tightly an operation binds: a text with less than its place asks for is put in parentheses.
enum class Binding { comparison, sum, product, sign, whole };

struct Printed {
    std::string text;
    Binding binding = Binding::whole;
};

std::string within(const Printed& printed, Binding least) {
    return printed.binding < least ? "(" + printed.text + ")" : printed.text;
}

std::string text_of(const Reference& reference) {
    std::string text = "#{" + reference.indicator + "}";
    if (reference.previous > 0) text += ".previous(" + std::to_string(reference.previous) + ")";
    if (reference.year_to_date) text += ".yearToDate()";
    if (reference.category.empty()) return text;
    text += ".parts(";
    if (!reference.dimension.empty()) text += "\"" + reference.dimension + "\", ";
    return text + "\"" + reference.category + "\")";
}

struct Sign {
    const char* text;
    Binding binding;
};

Sign sign_of(Operation operation) {
    switch (operation) {
        case Operation::add:
            return {" + ", Binding::sum};
        case Operation::subtract:
            return {" - ", Binding::sum};
        case Operation::multiply:
            return {" * ", Binding::product};
        case Operation::divide:
            return {" / ", Binding::product};
        case Operation::less:
            return {" < ", Binding::comparison};
        case Operation::at_most:
            return {" <= ", Binding::comparison};
        case Operation::greater:
            return {" > ", Binding::comparison};
        case Operation::at_least:
            return {" >= ", Binding::comparison};
        case Operation::equal:
            return {" == ", Binding::comparison};
        default:
            return {" != ", Binding::comparison};
    }
}

const char* name_of(Operation operation) {
    switch (operation) {
        case Operation::choose:
            return "if";
        case Operation::least:
            return "min";
        case Operation::greatest:
            return "max";
        case Operation::is_null:
            return "isNull";
        case Operation::first_non_null:
            return "firstNonNull";
        case Operation::round:
            return "round";
        case Operation::ratio:
            return "ratio";
        default:
            return nullptr;
    }
}

Printed call(const Step& step, const std::vector<Printed>& operands) {
    std::string text = std::string{name_of(step.operation)} + "(";
    for (std::size_t i = 0; i < operands.size(); ++i)
        text += (i == 0 ? "" : ", ") + operands[i].text;
    if (step.operation == Operation::round && step.operand > 0) text += ", " + std::to_string(step.operand);
    return {text + ")", Binding::whole};
}

Printed print(const Formula& formula, const Step& step, const std::vector<Printed>& operands) {
    if (step.operation == Operation::number) return {format_number(step.number), Binding::whole};
    if (step.operation == Operation::reference)
        return {text_of(formula.references()[step.operand]), Binding::whole};
    if (step.operation == Operation::days) return {"[days]", Binding::whole};
    if (step.operation == Operation::negate) return {"-" + within(operands[0], Binding::sign), Binding::sign};
    if (name_of(step.operation) != nullptr) return call(step, operands);
    const auto sign = sign_of(step.operation);
    // the same binding on the right is another tree: a - (b - c); comparisons do not follow one another
    const auto tighter = static_cast<Binding>(static_cast<int>(sign.binding) + 1);
    const auto left = sign.binding == Binding::comparison ? tighter : sign.binding;
    return {within(operands[0], left) + sign.text + within(operands[1], tighter), sign.binding};
}

}  // namespace

std::size_t begin_of(const Formula& formula, std::size_t end) {
    std::size_t wanted = 1;
    while (wanted > 0)
        wanted += operands_of(formula.steps()[--end]) - 1;
    return end;
}

Formula part_of(const Formula& formula, std::size_t begin, std::size_t end) {
    std::vector<Step> steps;
    std::vector<Reference> references;
    for (auto i = begin; i < end; ++i) {
        steps.push_back(formula.steps()[i]);
        if (steps.back().operation != Operation::reference) continue;
        const auto& asked = formula.references()[steps.back().operand];
        auto known = std::find(references.begin(), references.end(), asked);
        if (known == references.end()) known = references.insert(known, asked);
        steps.back().operand = static_cast<std::uint32_t>(known - references.begin());
    }
    return {std::move(steps), std::move(references)};
}

std::string formula_text(const Formula& formula) {
    std::vector<Printed> stack;
    for (const auto& step : formula.steps()) {
        const auto first = stack.end() - static_cast<std::ptrdiff_t>(operands_of(step));
        const std::vector<Printed> operands(first, stack.end());
        stack.erase(first, stack.end());
        stack.push_back(print(formula, step, operands));
    }
    return stack.back().text;
}

IndicatorFormula split_ratio(const Formula& formula) {
    const auto& steps = formula.steps();
    auto end = steps.size() - 1;  // without the outermost operation
    double factor = 1;
    if (steps[end].operation == Operation::ratio) {
        --end;
        if (steps[end].operation != Operation::number) return {formula, std::nullopt, 1};
        factor = steps[end].number;
    } else if (steps[end].operation != Operation::divide) {
        return {formula, std::nullopt, 1};
    }
    const auto middle = begin_of(formula, end);
    return {part_of(formula, 0, middle), part_of(formula, middle, end), factor};
}

Result<IndicatorFormula, std::vector<Problem>> parse_formula(const records::Formula& formula) {
    std::vector<Problem> problems;
    const auto numerator = parse_formula(formula.numerator);
    if (!numerator) problems.push_back({"/numerator", numerator.error().message});
    std::optional<Formula> denominator;
    if (!formula.denominator.empty()) {
        const auto read = parse_formula(formula.denominator);
        if (read)
            denominator = *read;
        else
            problems.push_back({"/denominator", read.error().message});
    }
    if (!std::isfinite(formula.factor) || formula.factor == 0)
        problems.push_back({"/factor", {"formula-factor", {}}});
    if (!problems.empty()) return Unexpected{problems};
    if (denominator) return IndicatorFormula{*numerator, denominator, formula.factor};
    auto split = split_ratio(*numerator);
    split.factor *= formula.factor;
    return split;
}

}  // namespace brujula::planning
