// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "store/accounts.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
using records::Actor;
using records::Role;
namespace {

constexpr const char* here = "here";
constexpr const char* network = "network";

constexpr std::array all_roles{Role::none,        Role::reader,  Role::member,
                               Role::coordinator, Role::steward, Role::administrator};
constexpr std::array of_records{std::pair{Action::read, "read"}, std::pair{Action::create, "create"},
                                std::pair{Action::write, "write"}, std::pair{Action::restore, "restore"},
                                std::pair{Action::remove, "remove"}};

Actor with(Role role, const char* organisation) {
    return {.person = "somebody", .grants = {{organisation, role}}, .network = network};
}

/// The first role for which `allowed` is true; nothing where no role is enough.
template <class Allowed>
json::value lowest(Allowed allowed) {
    const auto found = std::find_if(all_roles.begin(), all_roles.end(), allowed);
    return found == all_roles.end() ? json::value{} : json::value(store::name_of(*found));
}

json::object item(const char* action, json::value kind, const char* where, json::value role) {
    return {{"action", action}, {"kind", std::move(kind)}, {"in", where}, {"lowest", std::move(role)}};
}

void add_kind(json::array& items, const records::Kind& kind) {
    const json::value nothing = json::object{};
    const auto visibility = kind.visibility(nothing);
    for (const auto& [action, name] : of_records)
        items.push_back(item(name, json::value(kind.name), "organisation", lowest([&, a = action](Role role) {
                                 return records::may(with(role, here), a, kind.name, here, visibility);
                             })));
}

void add_what_is_no_record(json::array& items) {
    const auto may_in = [](Action action, const char* organisation) {
        return lowest([=](Role role) {
            return records::may(with(role, organisation), action, "", organisation,
                                records::Visibility::organisation);
        });
    };
    items.push_back(item("measure", nullptr, "organisation", may_in(Action::measure, here)));
    items.push_back(item("remove_hung", nullptr, "organisation", lowest([](Role role) {
                             return records::may_as_host(with(role, here), {{"goal", here}});
                         })));
    items.push_back(item("give_roles", nullptr, "organisation", lowest([](Role role) {
                             return records::may_give(with(role, here), {here, Role::reader});
                         })));
    items.push_back(item("manage_accounts", nullptr, "network", may_in(Action::manage_accounts, network)));
    items.push_back(item("operate", nullptr, "network", may_in(Action::operate, network)));
}

/// Roles that, held in the network, are held in every organisation.
json::array roles_everywhere() {
    json::array names;
    for (const Role role : all_roles)
        if (records::may(with(role, network), Action::create, "comment", here, records::Visibility::everyone))
            names.emplace_back(store::name_of(role));
    return names;
}

Response roles_answer(const records::Kinds& kinds) {
    json::array roles;
    for (const Role role : all_roles)
        roles.emplace_back(store::name_of(role));
    json::array items;
    for (const auto& kind : kinds.all())
        add_kind(items, kind);
    add_what_is_no_record(items);
    return json_response(
        200, {{"roles", std::move(roles)}, {"everywhere", roles_everywhere()}, {"items", std::move(items)}});
}

}  // namespace

void add_role_routes(Routes& routes, const House& house) {
    routes.add({.method = "GET",
                .pattern = "/roles",
                .access = Access::everyone(),
                .handler = [&kinds = house.kinds](Call&) { return roles_answer(kinds); },
                .name = "roles",
                .summary = "Say what each role may do, as the program itself decides it"});
}

}  // namespace brujula::web
