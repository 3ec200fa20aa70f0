// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include <boost/json.hpp>

#include "store/access_settings.hpp"
#include "web/entrance.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace security = store::security;
using records::Action;
namespace {

constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();

Response private_answer(const json::value& value) {
    Response response = json_response(200, value);
    response.set("Cache-Control", "no-store");
    return response;
}

/// The day's first moment; with `days` of the day so many later. Nothing without the parameter.
std::optional<Instant> day_in(const Call& call, std::string_view name, std::chrono::days later) {
    const auto given = call.request.parameter(name);
    if (!given || given->empty()) return {};
    const auto day = parse_date(*given);
    if (!day) throw Error{ErrorKind::bad_input, {"error-not-a-day", {given->substr(0, 100)}}};
    return Instant{std::chrono::sys_days{*day} + later};
}

json::object entry_json(const store::SecurityEntry& entry) {
    const auto line = entry.about.find('\n');
    return {{"number", entry.number},
            {"time", format(entry.time)},
            {"kind", entry.kind},
            {"account", entry.account},
            {"about", entry.about.substr(0, line)},
            {"detail", line == std::string::npos ? "" : entry.about.substr(line + 1)},
            {"source", entry.source}};
}

json::object settings_json(const store::AccessSettings& settings) {
    json::array roles;
    for (const auto role : settings.second_factor_roles)
        roles.emplace_back(store::name_of(role));
    return {{"second_factor_roles", std::move(roles)}, {"security_log_days", settings.log_kept.count()}};
}

class SecurityRoutes {
public:
    SecurityRoutes(const House& house, Entrance& entrance)
        : m_store(house.store), m_log(house.store), m_entrance(entrance) {}

    Response settings(Call&) const { return private_answer(settings_json(store::access_settings(m_store))); }

    Response set_settings(Call& call) const {
        store::AccessSettings wanted;
        const json::value* roles = call.body.if_contains("second_factor_roles");
        if (roles == nullptr || !roles->is_array() || roles->get_array().size() > 10)
            throw Error{ErrorKind::bad_input, {"error-member-missing", {"second_factor_roles"}}};
        for (const auto& name : roles->get_array()) {
            const auto role =
                name.is_string() ? store::role_named(std::string{name.get_string()}) : records::Role::none;
            if (role == records::Role::none)
                throw Error{ErrorKind::bad_input, {"error-no-such-role", {json::serialize(name)}}};
            wanted.second_factor_roles.push_back(role);
        }
        wanted.log_kept =
            std::chrono::days(std::clamp<std::int64_t>(call.number("security_log_days"), 0, 100'000));
        store::set_access_settings(m_store, wanted);
        m_entrance.write_down(call, security::settings_changed, call.asker.actor().person,
                              "access\n" + json::serialize(settings_json(wanted)));
        return settings(call);
    }

    Response list(Call& call) const {
        const auto limit = static_cast<std::size_t>(call.number("limit", 50, 1, 200));
        store::SecurityQuery query{.kind = call.request.parameter("kind").value_or(""),
                                   .account = call.request.parameter("account").value_or(""),
                                   .from = day_in(call, "from", std::chrono::days{0}),
                                   .until = day_in(call, "until", std::chrono::days{1}),
                                   .before = call.number("before", 0, 0, last),
                                   .limit = limit + 1};
        auto entries = m_log.find(query);
        const bool more = entries.size() > limit;
        if (more) entries.pop_back();
        json::array items;
        for (const auto& entry : entries)
            items.push_back(entry_json(entry));
        return private_answer({{"items", std::move(items)},
                               {"next", more ? std::to_string(entries.back().number) : ""},
                               {"first_broken", first_broken()}});
    }

    Response alerts(Call&) const {
        json::array items;
        for (const auto& alert : m_log.open_alerts())
            items.push_back({{"number", alert.number},
                             {"time", format(alert.time)},
                             {"kind", alert.kind},
                             {"account", alert.account}});
        return private_answer({{"items", std::move(items)}});
    }

    Response close(Call& call) const {
        if (!m_log.close_alert(call.number("number"), call.asker.actor().person))
            throw Error{ErrorKind::not_found, {"error-no-such-alert", {}}};
        return alerts(call);
    }

private:
    [[nodiscard]] json::value first_broken() const {
        const auto broken = m_log.first_broken();
        if (!broken) return nullptr;
        m_log.raise(security::chain_broken, "");
        return *broken;
    }

    store::Store& m_store;
    mutable store::SecurityLog m_log;
    Entrance& m_entrance;
};

}  // namespace

void add_security_routes(Routes& routes, const House& house, Entrance& entrance) {
    const auto own = std::make_shared<SecurityRoutes>(house, entrance);
    routes.add({.method = "GET",
                .pattern = "/security-log",
                .access = Access::network(Action::operate),
                .handler = [own](Call& call) { return own->list(call); },
                .name = "security-log",
                .summary = "Who signed in, was refused, got which role, read whose names",
                .query = {"kind", "account", "from", "until", "before", "limit"}});
    routes.add({.method = "GET",
                .pattern = "/access-settings",
                .access = Access::network(Action::operate),
                .handler = [own](Call& call) { return own->settings(call); },
                .name = "access-settings",
                .summary = "What the network asks of those who sign in"});
    routes.add({.method = "PUT",
                .pattern = "/access-settings",
                .access = Access::network(Action::operate),
                .handler = [own](Call& call) { return own->set_settings(call); },
                .name = "access-settings-change",
                .summary = "Choose what the network asks of those who sign in"});
    routes.add({.method = "GET",
                .pattern = "/security-alerts",
                .access = Access::network(Action::operate),
                .handler = [own](Call& call) { return own->alerts(call); },
                .name = "security-alerts",
                .summary = "What of it asks for an administrator's attention"});
    routes.add({.method = "POST",
                .pattern = "/security-alerts/close",
                .access = Access::network(Action::operate),
                .handler = [own](Call& call) { return own->close(call); },
                .name = "security-alerts-close",
                .summary = "It was attended to"});
}

}  // namespace brujula::web
