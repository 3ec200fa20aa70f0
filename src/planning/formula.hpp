// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/result.hpp"
#include "records/planning_kinds.hpp"

// The language of indicators' formulas: docs/formats/formulas.md.
namespace brujula::planning {

/// What a formula asks for: "#{talleres}.previous(1).parts("gender", "women")".
struct Reference {
    std::string indicator;  ///< its id
    int previous = 0;       ///< periods back
    bool year_to_date = false;
    std::string dimension;  ///< of the category; empty: whichever has it
    std::string category;   ///< empty: the whole value

    auto operator<=>(const Reference&) const = default;
};

enum class Operation : std::uint8_t {
    number,     ///< pushes Step::number
    reference,  ///< pushes reference number Step::operand
    days,       ///< pushes the days in the period
    negate,
    add,
    subtract,
    multiply,
    divide,
    less,
    at_most,
    greater,
    at_least,
    equal,
    not_equal,
    choose,          ///< if(condition, then, otherwise)
    least,           ///< min of Step::operand values
    greatest,        ///< max
    is_null,         ///< true where there is no value
    first_non_null,  ///< the first of Step::operand values that there is
    round,           ///< to Step::operand decimals, halves away from zero
    ratio,           ///< numerator, denominator, factor
};

/// One step of a formula in postfix order: takes its operands from the stack, leaves one value. Conditions
/// are 1 and 0.
struct Step {
    Operation operation = Operation::number;
    std::uint32_t operand = 0;
    double number = 0;

    bool operator==(const Step&) const = default;
};

/// How many values the step takes from the stack.
std::size_t operands_of(const Step& step);

/// A formula that was understood: a tree in postfix order. A value; made by parse_formula.
class Formula {
public:
    /// The steps leave exactly one value, and refer to `references` only.
    Formula(std::vector<Step> steps, std::vector<Reference> references);

    [[nodiscard]] const std::vector<Step>& steps() const { return m_steps; }
    /// Each one once, in the order of their first appearance.
    [[nodiscard]] const std::vector<Reference>& references() const { return m_references; }
    /// The most values that stand on the stack at once.
    [[nodiscard]] std::size_t most_at_once() const { return m_most_at_once; }

    bool operator==(const Formula&) const = default;

private:
    std::vector<Step> m_steps;
    std::vector<Reference> m_references;
    std::size_t m_most_at_once = 0;
};

/// Why a text is no formula.
struct FormulaProblem {
    std::size_t position = 0;  ///< bytes from the beginning; the message says the character, counted from 1
    Message message;

    bool operator==(const FormulaProblem&) const = default;
};

constexpr std::size_t most_formula_bytes = 4096;
constexpr std::size_t most_formula_steps = 1000;
constexpr int most_formula_depth = 64;      ///< of parentheses, functions and signs within each other
constexpr int most_periods_back = 1000;     ///< of .previous(n)
constexpr std::size_t most_arguments = 32;  ///< of min, max and firstNonNull

/// Reads a formula; the first thing that is wrong with it otherwise. Takes − × · ÷ ≤ ≥ ≠ too. Whether the
/// indicators are there is not asked. Cost: linear in the text.
Result<Formula, FormulaProblem> parse_formula(std::string_view text);

/// The formula as text that reads back as the same: as few parentheses as that takes, one space around signs.
std::string formula_text(const Formula& formula);

/// Where the part of the formula begins whose last step is the one before `end`.
std::size_t begin_of(const Formula& formula, std::size_t end);
/// The part of steps [begin, end) as a formula; they leave exactly one value.
Formula part_of(const Formula& formula, std::size_t begin, std::size_t end);

/// An indicator's formula: numerator ÷ denominator × factor, or the numerator alone. It is kept apart since a
/// network's ratio is the sum of its members' numerators over the sum of their denominators.
struct IndicatorFormula {
    Formula numerator;
    std::optional<Formula> denominator;
    double factor = 1;

    bool operator==(const IndicatorFormula&) const = default;
};

/// Divides a formula whose outermost operation is ratio(…) with a number as its factor, or a division; any
/// other is a numerator alone.
IndicatorFormula split_ratio(const Formula& formula);

/// What stands in a record. A numerator that is itself a ratio, without a denominator, is divided as above.
/// Problems have the fields "/numerator", "/denominator" and "/factor". An empty numerator is a problem here:
/// a percentage counted by hand has nothing to calculate.
Result<IndicatorFormula, std::vector<Problem>> parse_formula(const records::Formula& formula);

}  // namespace brujula::planning
