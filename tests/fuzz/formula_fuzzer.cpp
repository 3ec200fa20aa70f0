// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "planning/formula_units.hpp"
#include "planning/formula_value.hpp"

namespace {

using namespace brujula;
using namespace brujula::planning;

/// A value for most indicators, made of the name.
class AnyValues final : public ValueSource {
public:
    Calculated value(const Reference& reference, const FormulaTime&) override {
        const auto size = reference.indicator.size() + reference.category.size();
        if (size % 5 == 0) return Calculated::none({"reason-no-value", {}});
        return {records::Amount{static_cast<double>(size) - 2}, std::nullopt, true};
    }
};

void hold(bool condition) {
    if (!condition) std::abort();
}

/// The same formula over a few rows in columns: numbers or nothing.
void hold_columns(const Formula& formula) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> values{0, -1, 2.5, 1e200, nothing};
    const std::vector<std::span<const double>> columns(formula.references().size(), values);
    std::vector<double> results(values.size());
    evaluate(formula, columns, values, results);
    for (const double result : results)
        hold(!std::isinf(result));
}

}  // namespace

/// What is read reads the same once printed, and is worked out to a number or a reason; what is not read has
/// a place within the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto formula = parse_formula(text);
    if (!formula) {
        hold(formula.error().position <= size && !formula.error().message.key.empty());
        return 0;
    }
    const auto printed = formula_text(*formula);
    if (printed.size() <= most_formula_bytes) {
        const auto again = parse_formula(printed);
        hold(again && *again == *formula);
    }
    const auto split = split_ratio(*formula);
    AnyValues values;
    const FormulaTime time{*period_of_year({records::Frequency::monthly, 1}, 2014, 5), false};
    const auto calculated = evaluate(*formula, time, values);
    hold(calculated.value.has_value() != calculated.reason.has_value());
    hold(!calculated.value || std::isfinite(calculated.value->value));
    evaluate(split, time, values);
    hold_columns(*formula);
    check_units(split, [](const std::string& id) { return std::optional{id.substr(0, 1)}; });
    return 0;
}
