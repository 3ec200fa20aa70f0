// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/catalogue.hpp"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "metrics/active_editors.hpp"
#include "metrics/bytes_added.hpp"
#include "metrics/edits.hpp"
#include "metrics/existing_editors.hpp"
#include "metrics/newly_registered.hpp"
#include "metrics/pages_created.hpp"
#include "metrics/pages_edited.hpp"
#include "metrics/pages_improved.hpp"
#include "metrics/participants.hpp"

namespace brujula::metrics {

namespace json = boost::json;

namespace {

template <class Items, class Name>
std::string listed(const Items& items, Name name) {
    std::vector<std::string> names;
    names.reserve(items.size());
    for (const auto& item : items)
        names.push_back(name(item));
    return fmt::format("{}", fmt::join(names, ", "));
}

const char* code(Bounds bounds) {
    switch (bounds) {
        case Bounds::from_until:
            return "from_until";
        case Bounds::after_through:
            return "after_through";
        case Bounds::from_through:
            return "from_through";
    }
    return "";
}

const char* code(Treatment treatment) {
    return treatment == Treatment::counted ? "counted" : "left_out";
}

const char* code(OthersEdits others) {
    return others == OthersEdits::included ? "included" : "left_out";
}

const char* code(UnionOf union_of) {
    switch (union_of) {
        case UnionOf::edits:
            return "distinct_edits";
        case UnionOf::pages:
            return "distinct_pages";
        case UnionOf::people:
            return "distinct_people";
        case UnionOf::pages_a_head:
            return "distinct_pages_a_head";
    }
    return "";
}

json::value namespaces_of(const Definition& definition) {
    if (definition.namespaces.empty()) return "all";
    return json::value_from(definition.namespaces);
}

json::array parameters_of(const Definition& definition) {
    json::array parameters;
    for (const auto& parameter : definition.parameters)
        parameters.push_back({{"name", parameter.name},
                              {"default", parameter.initial},
                              {"least", parameter.least},
                              {"most", parameter.most}});
    return parameters;
}

/// How a definition treats what tools disagree about.
void put_treatment(json::object& object, const Definition& definition) {
    object["bounds"] = code(definition.bounds);
    object["namespaces"] = namespaces_of(definition);
    object["takes_namespaces"] = definition.takes_namespaces;
    object["bots"] = code(definition.bots);
    object["redirects"] = code(definition.redirects);
    object["deleted"] = code(definition.deleted);
    object["others_edits"] = code(definition.others_edits);
    object["union"] = code(definition.union_of);
    object["additive"] = definition.additive;
    object["parameters"] = parameters_of(definition);
}

json::object to_object(const Metric& metric) {
    json::object object{{"name", metric.name}, {"unit", metric.unit}};
    json::array definitions;
    for (const auto& definition : metric.definitions) {
        json::object described{{"id", definition.id},
                               {"full", metric.name + "/" + definition.id},
                               {"source", definition.source}};
        put_treatment(described, definition);
        definitions.push_back(std::move(described));
    }
    object["definitions"] = std::move(definitions);
    put_treatment(object, metric.definitions.front());
    object["computable"] = true;
    return object;
}

}  // namespace

void Catalogue::add(Metric metric) {
    m_metrics.push_back(std::move(metric));
}

Found Catalogue::find(std::string_view name, std::string_view definition) const {
    if (const auto slash = name.find('/'); slash != std::string_view::npos && definition.empty()) {
        definition = name.substr(slash + 1);
        name = name.substr(0, slash);
    }
    const auto metric = std::find_if(m_metrics.begin(), m_metrics.end(),
                                     [&](const Metric& candidate) { return candidate.name == name; });
    if (metric == m_metrics.end())
        throw Error{ErrorKind::not_found,
                    {"error-metric-unknown",
                     {std::string{name}, listed(m_metrics, [](const Metric& m) { return m.name; })}}};
    if (definition.empty()) return {&*metric, &metric->definitions.front()};
    const auto found = std::find_if(metric->definitions.begin(), metric->definitions.end(),
                                    [&](const Definition& candidate) { return candidate.id == definition; });
    if (found == metric->definitions.end())
        throw Error{ErrorKind::not_found,
                    {"error-metric-definition-unknown",
                     {std::string{name}, std::string{definition},
                      listed(metric->definitions, [](const Definition& d) { return d.id; })}}};
    return {&*metric, &*found};
}

void register_metrics(Catalogue& catalogue) {
    catalogue.add(participants());
    catalogue.add(active_editors());
    catalogue.add(newly_registered());
    catalogue.add(existing_editors());
    catalogue.add(edits());
    catalogue.add(bytes_added());
    catalogue.add(pages_created());
    catalogue.add(pages_edited());
    catalogue.add(pages_improved());
}

Catalogue all_metrics() {
    Catalogue catalogue;
    register_metrics(catalogue);
    return catalogue;
}

boost::json::value to_json(const Catalogue& catalogue) {
    json::array metrics;
    for (const auto& metric : catalogue.metrics())
        metrics.push_back(to_object(metric));
    return metrics;
}

}  // namespace brujula::metrics
