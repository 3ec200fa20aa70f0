// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/retention_routes.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include <boost/json.hpp>

#include "base/text.hpp"
#include "store/retention.hpp"
#include "store/security_log.hpp"
#include "web/problem.hpp"
#include "web/sign_in.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
namespace {

constexpr std::chrono::days told_before{60};
constexpr std::size_t most_told = 200;

Response private_answer(const json::value& value) {
    Response response = json_response(200, value);
    response.set("Cache-Control", "no-store");
    return response;
}

json::value months_json(std::optional<int> months) {
    return months ? json::value(*months) : json::value{};
}

json::object periods_json(const store::RetentionPeriods& periods) {
    return {{"cohort_months", months_json(periods.cohorts)},
            {"removed_months", months_json(periods.removed)}};
}

/// Null: for ever.
std::optional<int> months_in(const Call& call, const char* name) {
    const json::value* given = call.body.if_contains(name);
    if (given == nullptr) throw Error{ErrorKind::bad_input, {"error-member-missing", {name}}};
    if (given->is_null()) return {};
    return static_cast<int>(std::clamp<std::int64_t>(call.number(name), 0, 100'000));
}

class RetentionRoutes {
public:
    explicit RetentionRoutes(const House& house) : m_house(house) {}

    Response get(Call&) const {
        return private_answer(periods_json(store::retention_periods(m_house.store)));
    }

    Response set(Call& call) const {
        const store::RetentionPeriods wanted{months_in(call, "cohort_months"),
                                             months_in(call, "removed_months")};
        store::set_retention_periods(m_house.store, wanted);
        store::SecurityLog{m_house.store}.add({store::security::settings_changed, call.asker.actor().person,
                                               "retention\n" + json::serialize(periods_json(wanted)),
                                               network_of(call.address)});
        return get(call);
    }

    Response due(Call& call) const {
        const auto organisation = call.request.parameter("organisation").value_or("");
        const Date until{std::chrono::floor<std::chrono::days>(m_house.clock.now()) + told_before};
        json::array items;
        for (const auto& one :
             store::retained_until(m_house.store, store::retention_periods(m_house.store), until)) {
            if (items.size() == most_told) break;
            if (auto item = item_json(call, one, organisation)) items.push_back(std::move(*item));
        }
        return private_answer({{"items", std::move(items)}});
    }

private:
    /// Nothing of what the asker may not read, or is another organisation's than the one asked for.
    [[nodiscard]] std::optional<json::object> item_json(const Call& call, const store::Retained& one,
                                                        const std::string& organisation) const {
        const auto record = m_house.store.find(one.kind, one.id);
        const bool told =
            record ? call.asker.may(Action::read, *record) : call.asker.may_in(Action::manage_accounts, "");
        if (!told || (!organisation.empty() && record && record->owner != organisation)) return {};
        json::object item{{"end", store::name_of(one.end)},
                          {"kind", one.kind},
                          {"id", one.id},
                          {"day", format(one.day)},
                          {"title", json::object{}}};
        if (record) item["title"] = json::value_from(m_house.kinds.find(one.kind)->title(record->body));
        return item;
    }

    House m_house;
};

}  // namespace

void add_retention_routes(Routes& routes, const House& house) {
    const auto own = std::make_shared<RetentionRoutes>(house);
    const auto add = [&](const char* method, const std::string& pattern, Access access,
                         Response (RetentionRoutes::*handler)(Call&) const, const std::string& name,
                         const std::string& summary) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = access,
                    .handler = [own, handler](Call& call) { return ((*own).*handler)(call); },
                    .name = name,
                    .summary = summary});
    };
    add("GET", "/retention", Access::network(Action::operate), &RetentionRoutes::get, "retention",
        "How long names in cohorts and words of removed records stay");
    add("PUT", "/retention", Access::network(Action::operate), &RetentionRoutes::set, "retention-change",
        "Choose how long they stay");
    routes.add({.method = "GET",
                .pattern = "/retention/due",
                .access = Access::signed_in(),
                .handler = [own](Call& call) { return own->due(call); },
                .name = "retention-due",
                .summary = "Whose names and which words go within 60 days",
                .query = {"organisation"}});
}

}  // namespace brujula::web
