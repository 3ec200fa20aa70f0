// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/access.hpp"

#include <algorithm>

namespace brujula::records {

namespace {

/// A steward or administrator of the network is one in every organisation; lower roles stay where they were
/// given.
Role role_in(const Actor& actor, const std::string& organisation) {
    Role role = Role::none;
    for (const auto& grant : actor.grants) {
        const bool here = grant.organisation == organisation;
        const bool from_network =
            !actor.network.empty() && grant.organisation == actor.network && grant.role >= Role::steward;
        if (here || from_network) role = std::max(role, grant.role);
    }
    return role;
}

Role needed_to_write(const std::string& kind) {
    if (kind == "comment") return Role::reader;
    if (kind == "observation" || kind == "endorsement") return Role::member;
    if (kind == "organisation" || kind == "person" || kind == "purpose" || kind == "adviser_settings")
        return Role::steward;
    return Role::coordinator;
}

Role needed(Action action, const std::string& kind, Visibility visibility) {
    switch (action) {
        case Action::read:
            return visibility == Visibility::everyone ? Role::none : Role::coordinator;
        case Action::create:
        case Action::write:
        case Action::restore:
        case Action::remove:
            return needed_to_write(kind);
        case Action::measure:
            return Role::coordinator;
        case Action::manage_accounts:
        case Action::operate:
            return Role::administrator;
    }
    return Role::administrator;
}

}  // namespace

bool may(const Actor& actor, Action action, const std::string& kind, const std::string& organisation,
         Visibility visibility) {
    const bool of_the_network = action == Action::manage_accounts || action == Action::operate;
    return role_in(actor, of_the_network ? actor.network : organisation) >= needed(action, kind, visibility);
}

bool may_as_host(const Actor& actor, const std::vector<Host>& hosts) {
    return std::any_of(hosts.begin(), hosts.end(), [&](const Host& host) {
        return role_in(actor, host.organisation) >= std::max(Role::coordinator, needed_to_write(host.kind));
    });
}

bool may_give(const Actor& actor, const Grant& grant) {
    const Role own = role_in(actor, grant.organisation);
    return own >= Role::administrator && grant.role <= own;
}

}  // namespace brujula::records
