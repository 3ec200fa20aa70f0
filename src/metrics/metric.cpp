// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"

namespace brujula::metrics {

Period by_bounds(const Definition& definition, const Settings& /*settings*/, Period period) {
    using std::chrono::seconds;
    switch (definition.bounds) {
        case Bounds::from_until:
            return period;
        case Bounds::after_through:
            return {period.from + seconds{1}, period.until + seconds{1}};
        case Bounds::from_through:
            return {period.from, period.until + seconds{1}};
    }
    return period;
}

Settings settle(const Definition& definition, const Choice& choice) {
    Settings settings;
    settings.namespaces = definition.namespaces;
    if (choice.namespaces) {
        if (!definition.takes_namespaces)
            throw Error{ErrorKind::bad_input, {"error-metric-takes-no-namespaces", {definition.id}}};
        settings.namespaces = *choice.namespaces;
    }
    for (const auto& parameter : definition.parameters)
        settings.parameters[parameter.name] = parameter.initial;
    for (const auto& [name, value] : choice.parameters) {
        const auto known =
            std::find_if(definition.parameters.begin(), definition.parameters.end(),
                         [&name = name](const Parameter& parameter) { return parameter.name == name; });
        if (known == definition.parameters.end())
            throw Error{ErrorKind::bad_input, {"error-metric-parameter-unknown", {definition.id, name}}};
        if (!(known->least <= value && value <= known->most))
            throw Error{ErrorKind::bad_input,
                        {"error-metric-parameter-range",
                         {name, format_number(known->least), format_number(known->most)}}};
        settings.parameters[name] = value;
    }
    return settings;
}

facts::Query rows_query(const Definition& definition, const Settings& settings, const Scope& scope) {
    check(scope);
    return definition.rows(definition, settings, scope);
}

facts::Query value_query(const Definition& definition, const Settings& settings, const Scope& scope) {
    auto query = rows_query(definition, settings, scope);
    query.sql = "SELECT " + definition.value + " AS value FROM (" + query.sql + ")";
    return query;
}

}  // namespace brujula::metrics
