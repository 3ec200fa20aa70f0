// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "base/message.hpp"
#include "planning/formula.hpp"
#include "planning/periods.hpp"

namespace brujula::planning {

/// A value that was worked out, or why there is none: which is not zero.
struct Calculated {
    std::optional<records::Amount> value;
    std::optional<Message> reason;  ///< set where `value` is not
    bool complete = true;           ///< false: made of values for a part of the days or parts only

    static Calculated none(Message why) { return {std::nullopt, std::move(why), false}; }
};

/// The time that a formula is worked out for: a period, or its year up to the period's end.
struct FormulaTime {
    ReportingPeriod period;
    bool year_to_date = false;

    [[nodiscard]] Days days() const { return year_to_date ? planning::year_to_date(period) : period.days; }
};

/// Where the values of a formula's references come from.
class ValueSource {
public:
    virtual ~ValueSource() = default;
    /// The indicator's value (or its part for a category) for that time. The reference's `previous` and
    /// `year_to_date` are in `time` already.
    virtual Calculated value(const Reference& reference, const FormulaTime& time) = 0;
};

/// Works the formula out for one time.
///
/// A missing value makes everything missing that is made of it, but what isNull, firstNonNull and the branch
/// not taken of an `if` pass over. Nothing divided by zero, nothing beyond ±1.8e308 on the way or
/// ±records::greatest_number in the end: no value, with the
/// reason "reason-division-by-zero", "reason-number-too-large"; "reason-no-period" where the periods go back
/// no further. Nothing is rounded but by round(). The quality of values is kept where it says the same of
/// the result (a sum, a maximum, a multiple or share by an exact positive number), else it becomes `about`.
Calculated evaluate(const Formula& formula, const FormulaTime& time, ValueSource& source);
/// Numerator ÷ denominator × factor.
Calculated evaluate(const IndicatorFormula& formula, const FormulaTime& time, ValueSource& source);

/// numerator ÷ denominator × factor by the rules above; what evaluate does with its two results.
Calculated ratio(const Calculated& numerator, const Calculated& denominator, double factor);

/// Works the formula out for many rows at once: `columns[i]` holds the values of formula.references()[i],
/// `days` the days of each row's period, all finite or NaN where there is none; `results` gets NaN for no
/// value. The same numbers as evaluate(), without reasons, qualities and completeness. All spans have the
/// length of `results`; `days` may be empty where the formula does not ask for them. Memory: a few thousand
/// bytes per step, whatever the number of rows.
void evaluate(const Formula& formula, std::span<const std::span<const double>> columns,
              std::span<const double> days, std::span<double> results);

}  // namespace brujula::planning
