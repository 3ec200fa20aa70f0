// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/hidden_numbers.hpp"

#include <optional>

#include <boost/json.hpp>

#include "records/withheld.hpp"
#include "store/revisions.hpp"

namespace brujula::store {
namespace json = boost::json;

namespace {

const json::value* member(const json::value& of, const char* name) {
    return of.is_object() ? of.get_object().if_contains(name) : nullptr;
}

std::optional<double> number_in(const json::value& of, const char* name) {
    const auto* number = member(of, name);
    return number != nullptr && number->is_number() ? std::optional{number->to_number<double>()}
                                                    : std::nullopt;
}

std::string_view text_in(const json::value& of, const char* name) {
    const auto* text = member(of, name);
    return text != nullptr && text->is_string() ? std::string_view{text->get_string()} : std::string_view{};
}

bool withholds(const json::value& measurement, double number) {
    const auto* values = member(measurement, "values");
    if (values == nullptr || !values->is_array()) return false;
    bool hidden = false;
    for (const auto& value : values->get_array()) {
        if (number_in(value, "value") != number) continue;
        if (records::withheld_by(text_in(value, "reason")).empty()) return false;
        hidden = true;
    }
    return hidden;
}

}  // namespace

void refuse_hidden_number(Connection& connection, const Revision& revision) {
    if (revision.kind != "observation") return;
    const auto measurement = text_in(revision.body, "measurement");
    const auto* amount = member(revision.body, "value");
    const auto number = amount != nullptr ? number_in(*amount, "value") : std::nullopt;
    if (measurement.empty() || !number) return;
    const auto measured = find_revision(connection, "measurement", measurement, 1);
    if (measured && withholds(measured->body, *number))
        throw InvalidRecord({{"/value/value", {"problem-hidden-number", {}}}});
}

}  // namespace brujula::store
