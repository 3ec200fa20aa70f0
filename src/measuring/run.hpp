// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "measuring/parts.hpp"
#include "metrics/catalogue.hpp"

namespace brujula::measuring {

/// One number that is asked for.
struct Asked {
    std::string metric;      ///< "edits", or with its definition "edits/wikimetrics"
    std::string definition;  ///< empty: the metric's own
    metrics::Choice choice;
};

struct Request {
    records::Ref<"organisation"> organisation;
    records::MeasuredScope scope;  ///< `people` and `left_out` are not looked at
    std::vector<Asked> metrics;    ///< empty: the Global Metrics of 2014, in the rows of their table
};

/// Runs what is asked on the lake as it is now. The same lake gives the same numbers. A number that facts
/// cannot give has a reason and no value. Throws Error(not_found) for an unknown metric or record,
/// Error(bad_input) for a scope or choice that means nothing.
records::Measurement run(const facts::Lake& lake, const metrics::Catalogue& catalogue, const Request& request,
                         const Named& named);

/// The numbers of each part alone beside the union, so that the overlap can be seen.
struct PartNumbers {
    std::string kind;
    std::string id;
    std::vector<std::optional<double>> values;  ///< in the order of the measurement's
};

struct Breakdown {
    std::vector<PartNumbers> parts;
    /// Sum of the parts minus the union: what would have been counted twice. Empty where a part has no
    /// number.
    std::vector<std::optional<double>> overlap;
};

/// Runs every value of `whole` (a measurement of the same request) for each part. Costs one run a part.
Breakdown break_down(const facts::Lake& lake, const metrics::Catalogue& catalogue, const Request& request,
                     const Named& named, const records::Measurement& whole);

/// True where both ask the same: the same scope and definitions with the same parameters, on whatever facts.
bool is_same_question(const records::Measurement& one, const records::Measurement& other);

/// True where a second run need not be kept: the same question on the same facts, with as many people and the
/// same numbers.
bool says_the_same(const records::Measurement& one, const records::Measurement& other);

/// A number that a newer measurement gives differently.
struct Change {
    std::string definition;
    std::optional<double> before;
    std::optional<double> after;
    std::string reason_before;
    std::string reason_after;
};

/// The values of two measurements of one question that differ, in the newer one's order; none where nothing
/// changed.
std::vector<Change> what_changed(const records::Measurement& older, const records::Measurement& newer);

/// The question that a value of a measurement answered: for opening it, and for running it again. Throws
/// Error(not_found) for a row that nothing computes ("individuals").
Asked question_of(const metrics::Catalogue& catalogue, const records::MeasuredValue& value);

}  // namespace brujula::measuring
