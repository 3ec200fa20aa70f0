// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/needs_reason.hpp"

#include <boost/json.hpp>

namespace brujula::planning {
namespace json = boost::json;
namespace {

std::vector<std::string_view> agreed_members(std::string_view kind) {
    if (kind == "goal") return {"plan", "statement", "target_group", "type", "first_day", "last_day"};
    if (kind == "indicator") return {"goal", "baseline", "targets", "metric", "formula", "direction"};
    if (kind == "objective") return {"plan", "title"};
    return {};
}

json::object only(const json::value& body, const std::vector<std::string_view>& members) {
    json::object part;
    for (const std::string_view member : members)
        if (const json::value* value = body.get_object().if_contains(member)) part[member] = *value;
    return part;
}

}  // namespace

std::vector<records::Change> agreed_changes(std::string_view kind, const json::value& before,
                                            const json::value& after) {
    const auto members = agreed_members(kind);
    if (members.empty()) return {};
    if (!before.is_object() && !after.is_object()) return {};
    if (!before.is_object()) return {{"", nullptr, only(after, members)}};
    if (!after.is_object()) return {{"", only(before, members), nullptr}};
    return records::diff(only(before, members), only(after, members));
}

bool needs_reason(std::string_view kind, const json::value& before, const json::value& after) {
    return !agreed_changes(kind, before, after).empty();
}

}  // namespace brujula::planning
