// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/account_access.hpp"

#include <algorithm>

namespace brujula::records {

namespace {

bool is_steward(const Grant& grant) {
    return grant.role >= Role::steward;
}

/// A steward of the network is one everywhere.
bool is_steward_in(const Actor& actor, const std::string& organisation) {
    return std::any_of(actor.grants.begin(), actor.grants.end(), [&](const Grant& grant) {
        const bool reaches = grant.organisation == organisation ||
                             (!actor.network.empty() && grant.organisation == actor.network);
        return reaches && is_steward(grant);
    });
}

bool administrates_network(const Actor& actor) {
    return !actor.network.empty() && may_give(actor, {actor.network, Role::administrator});
}

}  // namespace

bool sees_accounts(const Actor& actor) {
    return std::any_of(actor.grants.begin(), actor.grants.end(), is_steward);
}

bool may_see_account(const Actor& actor, const std::vector<Grant>& grants) {
    return administrates_network(actor) || std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
               return is_steward_in(actor, grant.organisation);
           });
}

bool may_keep_account(const Actor& actor, const std::vector<Grant>& grants) {
    if (administrates_network(actor)) return true;
    return !grants.empty() && std::all_of(grants.begin(), grants.end(),
                                          [&](const Grant& grant) { return may_give(actor, grant); });
}

}  // namespace brujula::records
