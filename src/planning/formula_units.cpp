// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/formula_units.hpp"

#include <span>
#include <utility>

namespace brujula::planning {

namespace {

/// What is known of the unit of a part.
struct Known {
    enum class Kind { unit, constant, unknown } kind = Kind::constant;
    Unit unit;
    std::size_t first_step = 0;  ///< where the part begins in the formula
};

using Kind = Known::Kind;

void times(Unit& unit, const Unit& other, int sign) {
    for (const auto& [name, power] : other)
        if ((unit[name] += sign * power) == 0) unit.erase(name);
}

Known combined(const Known& a, const Known& b, int sign) {
    Known result{Kind::unit, a.unit, a.first_step};
    if (a.kind == Kind::unknown || b.kind == Kind::unknown) return {Kind::unknown, {}, a.first_step};
    if (a.kind == Kind::constant && b.kind == Kind::constant) return {Kind::constant, {}, a.first_step};
    times(result.unit, b.unit, sign);
    return result;
}

const char* message_of(Operation operation) {
    switch (operation) {
        case Operation::add:
        case Operation::subtract:
            return "formula-units-added";
        case Operation::choose:
        case Operation::least:
        case Operation::greatest:
        case Operation::first_non_null:
            return "formula-units-chosen";
        default:
            return "formula-units-compared";
    }
}

class Units {
public:
    Units(const Formula& formula, const UnitOf& unit_of) : m_formula(formula), m_unit_of(unit_of) {}

    CheckedUnits operator()() {
        std::vector<Known> stack;
        for (std::size_t i = 0; i < m_formula.steps().size(); ++i) {
            const auto below = stack.size() - operands_of(m_formula.steps()[i]);
            Known known = of_step(i, std::span<const Known>{stack}.subspan(below));
            known.first_step = below < stack.size() ? stack[below].first_step : i;
            stack.resize(below);
            stack.push_back(std::move(known));
        }
        m_checked.unit = stack.back().kind == Kind::unit ? std::optional{stack.back().unit} : std::nullopt;
        return std::move(m_checked);
    }

private:
    Known of_step(std::size_t place, std::span<const Known> operands) {
        const auto& step = m_formula.steps()[place];
        switch (step.operation) {
            case Operation::number:
            case Operation::is_null:
                return {};
            case Operation::days:
                return {Kind::unit, {{unit_of_days, 1}}};
            case Operation::reference:
                return of_reference(m_formula.references()[step.operand]);
            case Operation::negate:
            case Operation::round:
                return operands[0];
            case Operation::multiply:
                return combined(operands[0], operands[1], 1);
            case Operation::divide:
                return combined(operands[0], operands[1], -1);
            case Operation::ratio:
                return combined(combined(operands[0], operands[1], -1), operands[2], 1);
            case Operation::choose:
                return same(place, operands.subspan(1));
            case Operation::add:
            case Operation::subtract:
            case Operation::least:
            case Operation::greatest:
            case Operation::first_non_null:
                return same(place, operands);
            default:  // comparisons
                same(place, operands);
                return {};
        }
    }

    Known of_reference(const Reference& reference) {
        const auto unit = m_unit_of(reference.indicator);
        if (!unit) return {Kind::unknown, {}};
        return {Kind::unit, {{*unit, 1}}};
    }

    /// All operands must have one unit: the first that is known.
    Known same(std::size_t place, std::span<const Known> operands) {
        Known found = operands[0];
        for (const auto& operand : operands.subspan(1)) {
            if (operand.kind == Kind::constant) continue;
            if (found.kind != Kind::unit)
                found = operand.kind == Kind::unit || found.kind == Kind::constant ? operand : found;
            else if (operand.kind == Kind::unit && operand.unit != found.unit)
                disagree(place, operands[0].first_step, found.unit, operand.unit);
        }
        return found;
    }

    void disagree(std::size_t place, std::size_t begin, const Unit& first, const Unit& second) {
        const auto* key = message_of(m_formula.steps()[place].operation);
        const auto part = formula_text(part_of(m_formula, begin_of_part(place, begin), place + 1));
        m_checked.findings.push_back({first, second, {key, {unit_text(first), unit_text(second), part}}});
    }

    /// Of an `if` the condition stands before the operands that must agree.
    [[nodiscard]] std::size_t begin_of_part(std::size_t place, std::size_t begin) const {
        return m_formula.steps()[place].operation == Operation::choose ? begin_of(m_formula, place + 1)
                                                                       : begin;
    }

    const Formula& m_formula;
    const UnitOf& m_unit_of;
    CheckedUnits m_checked;
};

std::string power_of(const std::string& name, int power) {
    if (power == 1) return name;
    return name + (power == 2 ? "²" : power == 3 ? "³" : "^" + std::to_string(power));
}

}  // namespace

std::string unit_text(const Unit& unit) {
    std::string above;
    std::string below;
    for (const auto& [name, power] : unit) {
        if (power > 0)
            above += (above.empty() ? "" : "·") + power_of(name, power);
        else
            below += "/" + power_of(name, -power);
    }
    return (above.empty() ? "1" : above) + below;
}

CheckedUnits check_units(const Formula& formula, const UnitOf& unit_of) {
    return Units{formula, unit_of}();
}

CheckedUnits check_units(const IndicatorFormula& formula, const UnitOf& unit_of) {
    auto checked = check_units(formula.numerator, unit_of);
    if (!formula.denominator) return checked;
    const auto below = check_units(*formula.denominator, unit_of);
    checked.findings.insert(checked.findings.end(), below.findings.begin(), below.findings.end());
    const auto known = [](const CheckedUnits& part, const Formula& of) {
        return part.unit.has_value() || of.references().empty();
    };
    if (!known(checked, formula.numerator) || !known(below, *formula.denominator)) {
        checked.unit.reset();
    } else if (below.unit) {
        if (!checked.unit) checked.unit.emplace();
        times(*checked.unit, *below.unit, -1);
    }
    return checked;
}

}  // namespace brujula::planning
