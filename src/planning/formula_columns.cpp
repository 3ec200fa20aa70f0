// SPDX-License-Identifier: GPL-3.0-or-later
// A block of rows goes through all steps while it is in the processor's nearest memory: the step is decided
// once for the block, and each loop is one without branches that the compiler turns into vector instructions.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "planning/formula_numbers.hpp"
#include "planning/formula_value.hpp"
#include "records/limits.hpp"

namespace brujula::planning {

namespace {

constexpr std::size_t block = 512;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool is_none(double number) {
    return number != number;
}
double kept_finite(double number) {
    return number - number == 0 ? number : none;
}

/// Not beyond what a record may hold.
double kept_tellable(double number) {
    return std::abs(number) <= records::greatest_number ? number : none;
}

/// A value on the stack: rows of a column, of a constant, or of the place's own buffer.
using Rows = const double*;

template <class Operate>
void map(Rows from, double* to, std::size_t count, Operate operate) {
    for (std::size_t i = 0; i < count; ++i)
        to[i] = operate(from[i]);
}

template <class Operate>
void each(Rows a, Rows b, double* to, std::size_t count, Operate operate) {
    for (std::size_t i = 0; i < count; ++i)
        to[i] = operate(a[i], b[i]);
}

/// 0, or nothing for nothing: added to a number it takes the number away where `x` is none. Values are
/// finite.
double nothing_of(double x) {
    return x - x;
}

template <class Compare>
void compare(Rows a, Rows b, double* to, std::size_t count, Compare compare_two) {
    each(a, b, to, count, [&](double x, double y) {
        const double answer = compare_two(x, y) ? 1.0 : 0.0;
        return answer + nothing_of(x) + nothing_of(y);
    });
}

void divide(Rows a, Rows b, double* to, std::size_t count) {
    each(a, b, to, count, [](double x, double y) { return kept_finite(x / y); });  // x / 0 is not finite
}

void multiply(Rows a, Rows b, double* to, std::size_t count) {
    each(a, b, to, count, [](double x, double y) { return kept_finite(x * y); });
}

void two_of(Operation operation, Rows a, Rows b, double* to, std::size_t count) {
    switch (operation) {
        case Operation::add:
            return each(a, b, to, count, [](double x, double y) { return kept_finite(x + y); });
        case Operation::subtract:
            return each(a, b, to, count, [](double x, double y) { return kept_finite(x - y); });
        case Operation::multiply:
            return multiply(a, b, to, count);
        case Operation::divide:
            return divide(a, b, to, count);
        case Operation::less:
            return compare(a, b, to, count, [](double x, double y) { return x < y; });
        case Operation::at_most:
            return compare(a, b, to, count, [](double x, double y) { return x <= y; });
        case Operation::greater:
            return compare(a, b, to, count, [](double x, double y) { return x > y; });
        case Operation::at_least:
            return compare(a, b, to, count, [](double x, double y) { return x >= y; });
        case Operation::equal:
            return compare(a, b, to, count, [](double x, double y) { return x == y; });
        default:
            return compare(a, b, to, count, [](double x, double y) { return x != y; });
    }
}

/// All operands of a step folded into `to`, the second to the last in turn.
void fold_all(Operation operation, std::span<const Rows> operands, double* to, std::size_t count) {
    if (to != operands[0]) std::copy_n(operands[0], count, to);
    for (const Rows next : operands.subspan(1)) {
        if (operation == Operation::first_non_null)
            each(to, next, to, count, [](double x, double y) { return is_none(x) ? y : x; });
        else if (operation == Operation::least)
            each(to, next, to, count, [](double x, double y) { return (y < x ? y : x) + nothing_of(y); });
        else
            each(to, next, to, count, [](double x, double y) { return (y > x ? y : x) + nothing_of(y); });
    }
}

void choose(std::span<const Rows> operands, double* to, std::size_t count) {
    const Rows condition = operands[0];
    const Rows then = operands[1];
    const Rows otherwise = operands[2];
    for (std::size_t i = 0; i < count; ++i) {
        const double one = then[i];
        const double other = otherwise[i];
        to[i] = (condition[i] != 0 ? one : other) + nothing_of(condition[i]);
    }
}

void apply(const Step& step, std::span<const Rows> operands, double* to, std::size_t count) {
    switch (step.operation) {
        case Operation::negate:
            return map(operands[0], to, count, [](double x) { return -x; });
        case Operation::is_null:
            return map(operands[0], to, count, [](double x) { return is_none(x) ? 1.0 : 0.0; });
        case Operation::round:
            return map(operands[0], to, count, [&](double x) { return round_number(x, step.operand); });
        case Operation::choose:
            return choose(operands, to, count);
        case Operation::least:
        case Operation::greatest:
        case Operation::first_non_null:
            return fold_all(step.operation, operands, to, count);
        case Operation::ratio:
            divide(operands[0], operands[1], to, count);
            return multiply(to, operands[2], to, count);
        default:
            return two_of(step.operation, operands[0], operands[1], to, count);
    }
}

class Columns {
public:
    Columns(const Formula& formula, std::span<const std::span<const double>> columns,
            std::span<const double> days)
        : m_formula(formula), m_columns(columns), m_days(days), m_buffers(formula.most_at_once() * block) {
        for (const auto& step : formula.steps())
            if (step.operation == Operation::number)
                m_constants.insert(m_constants.end(), block, step.number);
        m_stack.reserve(formula.most_at_once() + 1);
    }

    /// Rows [begin, begin + count) into `results`.
    void rows(std::size_t begin, std::size_t count, double* results) {
        m_stack.clear();
        const double* constant = m_constants.data();
        for (const auto& step : m_formula.steps()) {
            if (step.operation == Operation::number) {
                m_stack.push_back(constant);
                constant += block;
            } else if (step.operation == Operation::reference) {
                m_stack.push_back(m_columns[step.operand].data() + begin);
            } else if (step.operation == Operation::days) {
                m_stack.push_back(m_days.data() + begin);
            } else {
                reduce(step, count);
            }
        }
        map(m_stack.back(), results, count, kept_tellable);
    }

private:
    void reduce(const Step& step, std::size_t count) {
        const auto below = m_stack.size() - operands_of(step);
        double* to = m_buffers.data() + below * block;
        apply(step, std::span<const Rows>{m_stack}.subspan(below), to, count);
        m_stack.resize(below);
        m_stack.push_back(to);
    }

    const Formula& m_formula;
    std::span<const std::span<const double>> m_columns;
    std::span<const double> m_days;
    std::vector<double> m_buffers;    ///< a block for each place on the stack
    std::vector<double> m_constants;  ///< a block for each number of the formula, in their order
    std::vector<Rows> m_stack;
};

}  // namespace

void evaluate(const Formula& formula, std::span<const std::span<const double>> columns,
              std::span<const double> days, std::span<double> results) {
    assert(columns.size() == formula.references().size());
    Columns evaluator{formula, columns, days};
    for (std::size_t begin = 0; begin < results.size(); begin += block)
        evaluator.rows(begin, std::min(block, results.size() - begin), results.data() + begin);
}

}  // namespace brujula::planning
