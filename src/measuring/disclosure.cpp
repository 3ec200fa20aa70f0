// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/disclosure.hpp"

#include <boost/json.hpp>

#include "measuring/audit.hpp"
#include "records/withheld.hpp"

namespace brujula::measuring {

namespace json = boost::json;

namespace {

json::value* member(json::value& of, const char* name) {
    return of.is_object() ? of.get_object().if_contains(name) : nullptr;
}

double number_in(json::value& of, const char* name) {
    const auto* found = member(of, name);
    return found != nullptr && found->is_number() ? found->to_number<double>() : 0;
}

std::string_view text_in(json::value& of, const char* name) {
    const auto* found = member(of, name);
    return found != nullptr && found->is_string() ? std::string_view{found->get_string()}
                                                  : std::string_view{};
}

bool are_few(double people) {
    return people > 0 && people < static_cast<double>(least_people);
}

/// Why everybody may not see a number; empty: they may.
std::string_view withheld_by(std::string_view reason, std::string_view unit, double number, double listed) {
    if (const auto key = records::withheld_by(reason); !key.empty()) return key;
    const bool few = are_few(listed) || (unit == "people" && are_few(number));
    return few ? records::reason_small_group : std::string_view{};
}

void withhold(json::value& value, double listed) {
    if (!value.is_object() || !value.get_object().contains("value")) return;
    const auto key =
        withheld_by(text_in(value, "reason"), text_in(value, "unit"), number_in(value, "value"), listed);
    if (key.empty()) return;
    value.get_object().erase("value");
    value.get_object()["reason"] = key;
}

}  // namespace

bool is_told(const records::Measurement& measurement, const records::MeasuredValue& value) {
    return value.value &&
           withheld_by(value.reason, value.unit, *value.value, measurement.scope.people).empty();
}

records::Measurement as_run(records::Measurement measurement) {
    for (auto& value : measurement.values)
        value.reason = std::string{records::reason_beside(value.reason)};
    return measurement;
}

Published for_everybody(json::value data) {
    auto* scope = member(data, "scope");
    auto* values = member(data, "values");
    if (scope == nullptr) return Published(std::move(data));
    const double listed = number_in(*scope, "people");
    if (values != nullptr && values->is_array())
        for (auto& value : values->get_array())
            withhold(value, listed);
    if (listed > 0) scope->get_object().erase("people");
    return Published(std::move(data));
}

}  // namespace brujula::measuring
