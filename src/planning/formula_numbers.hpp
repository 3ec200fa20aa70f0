// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>

#include "planning/formula.hpp"

// The arithmetic that a formula has for one value and for columns of them alike.
namespace brujula::planning {

/// The operation of two numbers on two numbers; a division by 0 is the caller's.
inline double combine_numbers(Operation operation, double a, double b) {
    switch (operation) {
        case Operation::add:
            return a + b;
        case Operation::subtract:
            return a - b;
        case Operation::multiply:
            return a * b;
        case Operation::divide:
            return a / b;
        case Operation::less:
            return a < b ? 1 : 0;
        case Operation::at_most:
            return a <= b ? 1 : 0;
        case Operation::greater:
            return a > b ? 1 : 0;
        case Operation::at_least:
            return a >= b ? 1 : 0;
        case Operation::equal:
            return a == b ? 1 : 0;
        default:
            return a != b ? 1 : 0;
    }
}

/// Halves away from zero, of the number as it is stored: 1.005 is a little less and becomes 1.00. What is too
/// large to have such decimals stays.
inline double round_number(double number, std::uint32_t decimals) {
    const double scale = std::pow(10.0, decimals);
    const double scaled = std::round(number * scale);
    return std::isfinite(scaled) ? scaled / scale : number;
}

/// What a sum of two qualities is: `about` where either is, since it claims least.
inline records::AmountQuality quality_of_sum(records::AmountQuality a, records::AmountQuality b) {
    using records::AmountQuality;
    if (a == AmountQuality::about || b == AmountQuality::about) return AmountQuality::about;
    return a == AmountQuality::exact ? b : a;
}

}  // namespace brujula::planning
