// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/plan_guard.hpp"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "planning/needs_reason.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

std::string plan_of(const store::Store& store, std::string_view kind, const json::value& body) {
    if (kind == "indicator") {
        const auto goal = store.find("goal", text_in(body, "goal"));
        return goal ? text_in(*goal, "plan") : std::string{};
    }
    return text_in(body, "plan");
}

/// The states of the plans that a write touches: of the one the record is in, and the one it goes to.
std::set<std::string> states_of(const store::Store& store, const PlanWrite& write) {
    std::set<std::string> states;
    if (write.kind == "plan") {
        if (write.before.is_object()) states.insert(text_in(write.before, "state"));
        return states;
    }
    const bool is_part = write.kind == "axis" || write.kind == "objective" || write.kind == "goal" ||
                         write.kind == "indicator";
    if (!is_part) return states;
    for (const json::value* body : {&write.before, &write.after})
        if (const auto plan = store.find("plan", plan_of(store, write.kind, *body)))
            states.insert(text_in(*plan, "state"));
    return states;
}

/// A member that only moving the plan may change.
void keep_member(const PlanWrite& write, const char* member, const json::value& otherwise,
                 std::vector<Problem>& problems) {
    const auto value = [&](const json::value& body) {
        const json::value* found = body.is_object() ? body.get_object().if_contains(member) : nullptr;
        return found && !found->is_null() ? *found : otherwise;
    };
    if (value(write.before) != value(write.after))
        problems.push_back({std::string{"/"} + member, {"problem-plan-by-hand", {}}});
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::vector<records::Change> changes_of_agreed(const store::Store& store, const PlanWrite& write) {
    auto changes = planning::agreed_changes(write.kind, write.before, write.after);
    if (changes.empty() || states_of(store, write).contains("agreed")) return changes;
    return {};
}

bool is_of_closed_plan(const store::Store& store, const PlanWrite& write) {
    return states_of(store, write).contains("closed");
}

void check_plan_rules(const store::Store& store, const PlanWrite& write) {
    if (is_of_closed_plan(store, write)) throw Error{ErrorKind::bad_input, {"error-plan-closed", {}}};
    std::vector<Problem> problems;
    if (write.kind == "plan" && write.after.is_object()) {
        keep_member(write, "state", "draft", problems);
        keep_member(write, "agreed_versions", json::array{}, problems);
    }
    if (is_blank(write.comment) && !changes_of_agreed(store, write).empty())
        problems.push_back({"/comment", {"problem-reason-needed", {}}});
    if (!problems.empty()) throw store::InvalidRecord(std::move(problems));
}

}  // namespace brujula::web
