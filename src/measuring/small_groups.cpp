// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/small_groups.hpp"

namespace brujula::measuring {
namespace {

bool is_few(double people) {
    return people > 0 && people < least_people;
}

}  // namespace

records::Measurement for_everybody(records::Measurement measurement) {
    const bool few_looked_at = is_few(measurement.scope.people);
    for (auto& value : measurement.values) {
        if (!value.value) continue;
        const bool few_counted = value.unit == "people" && is_few(*value.value);
        if (!few_looked_at && !few_counted) continue;
        value.value.reset();
        value.reason = "reason-small-group";
    }
    if (few_looked_at) measurement.scope.people = 0;
    return measurement;
}

}  // namespace brujula::measuring
