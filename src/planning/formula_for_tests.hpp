// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "planning/formula.hpp"
#include "planning/formula_value.hpp"

// Formulas made at random, and values said outright, for the tests of the language.
namespace brujula::planning::for_tests {

/// A value for each indicator, whatever the time; none for what is not in it.
class FixedValues final : public ValueSource {
public:
    explicit FixedValues(std::map<std::string, double> values) : m_values(std::move(values)) {}

    Calculated value(const Reference& reference, const FormulaTime&) override {
        const auto found = m_values.find(reference.indicator);
        if (found == m_values.end()) return Calculated::none({"reason-no-value", {}});
        return {records::Amount{found->second}, std::nullopt, true};
    }

private:
    std::map<std::string, double> m_values;
};

/// A number from 0, as likely small as large at the first try as at the last.
inline int below(int end) {
    return *rc::gen::resize(100, rc::gen::inRange(0, end));
}

inline std::string one_of(std::vector<std::string> texts) {
    return *rc::gen::elementOf(std::move(texts));
}

inline std::string random_leaf() {
    return one_of({"0", "1", "2.5", "1e3", "0.125", "[days]", "#{a}", "#{b}", "#{c}", "#{ a }", "#{no-value}",
                   "#{a}.previous(2)", "#{b}.yearToDate()", "#{c}.parts(\"mujeres\")",
                   "#{a}.parts(\"género\", \"mujeres\").previous(1)"});
}

inline std::string random_formula(int depth);

inline std::string random_condition(int depth) {
    if (below(4) == 0) return "isNull(" + random_formula(depth) + ")";
    return random_formula(depth) + one_of({"<", "<=", "≤", ">", ">=", "==", "!=", " ≠ "}) +
           random_formula(depth);
}

inline std::string random_list(int depth) {
    std::string list = random_formula(depth);
    for (int more = below(3); more > 0; --more)
        list += ", " + random_formula(depth);
    return list;
}

inline std::string random_call(int depth) {
    switch (below(4)) {
        case 0:
            return "if(" + random_condition(depth) + ", " + random_formula(depth) + "," +
                   random_formula(depth) + ")";
        case 1:
            return "round(" + random_formula(depth) + one_of({"", ", 0", ",2"}) + ")";
        case 2:
            return "ratio(" + random_formula(depth) + ", " + random_formula(depth) +
                   one_of({")", ", 100)", ", #{a})"});
        default:
            return one_of({"min(", "max(", "firstNonNull("}) + random_list(depth) + ")";
    }
}

/// A formula's text, at most `depth` operations within each other.
inline std::string random_formula(int depth) {
    if (depth <= 0) return random_leaf();
    switch (below(6)) {
        case 0:
            return random_leaf();
        case 1:
            return one_of({"-", "- ", "−"}) + "(" + random_formula(depth - 1) + ")";
        case 2:
            return "(" + random_formula(depth - 1) + ")";
        case 3:
            return random_call(depth - 1);
        default:
            return random_formula(depth - 1) + one_of({"+", " - ", "*", " / ", "×", " − "}) +
                   random_formula(depth - 1);
    }
}

}  // namespace brujula::planning::for_tests
